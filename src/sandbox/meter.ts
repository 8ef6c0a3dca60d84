// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceTransport } from '../sdk/transport.ts'
import type { PartyRequest } from '../model/requests.ts'

/** What a party handed to the gateway, and got from it, since the last look; measured at its own door. */
export interface Traffic {
  /** Messages: receipts among them, which the gateway cannot tell apart. */
  readonly messages: number
  readonly envelopes: number
  /** Bytes of those envelopes: all that the gateway saw of what was said. */
  readonly ciphertextBytes: number
  /** Envelopes in which a text of this party could be read. */
  readonly readable: number
  readonly delivered: number
  readonly deliveredBytes: number
}

/** Measures what passes through a transport. */
export interface Meter {
  /** The same transport, measured. */
  measure(transport: DeviceTransport): DeviceTransport
  /** A text that must not be readable in any envelope from now on. */
  watchFor(text: string): void
  /** What passed since the last call. */
  take(): Traffic
}

const NOTHING: Traffic = { messages: 0, envelopes: 0, ciphertextBytes: 0, readable: 0, delivered: 0, deliveredBytes: 0 }

/** A meter at zero. */
export const createMeter = (): Meter => {
  const texts: Buffer[] = []
  let traffic = NOTHING

  const noteRequest = (request: PartyRequest): void => {
    if (request.kind !== 'submit') return
    const envelopes = request.submission.envelopes.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const readable = envelopes.filter((bytes) => texts.some((text) => bytes.includes(text)))
    traffic = {
      ...traffic,
      messages: traffic.messages + 1, envelopes: traffic.envelopes + envelopes.length, readable: traffic.readable + readable.length,
      ciphertextBytes: envelopes.reduce((sum, bytes) => sum + bytes.length, traffic.ciphertextBytes),
    }
  }

  return {
    measure: (transport) => ({
      onOpen: (listener) => transport.onOpen(listener),
      request: (request, signal) => {
        noteRequest(request)
        return transport.request(request, signal)
      },
      subscribe: (user, handler) => transport.subscribe(user, (push) => {
        if (push.kind === 'deliver') traffic = { ...traffic, delivered: traffic.delivered + 1, deliveredBytes: traffic.deliveredBytes + push.envelope.length }
        return handler(push)
      }),
      subscribeOnce: (user, handler) => transport.subscribeOnce?.(user, handler) ?? (() => undefined),
    }),
    watchFor: (text) => { texts.push(Buffer.from(text)) },
    take: () => {
      const taken = traffic
      traffic = NOTHING
      return taken
    },
  }
}

/** Two measurements as one. */
export const addTraffic = (a: Traffic, b: Traffic): Traffic => ({
  messages: a.messages + b.messages, envelopes: a.envelopes + b.envelopes, ciphertextBytes: a.ciphertextBytes + b.ciphertextBytes,
  readable: a.readable + b.readable, delivered: a.delivered + b.delivered, deliveredBytes: a.deliveredBytes + b.deliveredBytes,
})
