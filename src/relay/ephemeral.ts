// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer, Delivery } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { Submission } from '../model/requests.ts'
import type { PartyId } from '../model/ids.ts'
import type { UserFacts } from '../model/standing.ts'
import { MAX_EPHEMERAL_BYTES } from '../model/values.ts'
import { createQuotas } from '../registry/quotas.ts'
import { verdictOn } from './pages.ts'
import type { RelayDeps, Signal } from './ports.ts'
import { hasRoom } from './seat.ts'
import type { Seat } from './seat.ts'

/** What one device may send: a dozen conversations that say every few seconds whether somebody types. */
const RATE = { burst: 30, intervalMs: 1_000 }
/** Look-ups for such messages at once on this node; above it they are dropped: durable messages come first. */
const MAX_LOOKS = 256

type EphemeralSignal = Extract<Signal, { signal: 'ephemeral' }>

/** Takes messages that are never stored, after they were admitted. */
export interface EphemeralSending {
  /** Throws `ENVELOPE_TOO_LARGE`, or `MALFORMED` for a retry request: those must not get lost. */
  checkForm(submission: Submission): void
  /** The answer to a device that sends too fast. Spends one. */
  throttled(party: PartyId, submission: Submission): Answer | undefined
  /** Tells it to whoever has the recipient's link; the answer is the same whether or not anybody has. */
  send(submission: Submission, recipient: UserFacts): Answer
}

/** Ephemeral messages on their way in. */
export const createEphemeralSending = ({ store, now, monotonic }: Pick<RelayDeps, 'store' | 'now' | 'monotonic'>): EphemeralSending => {
  const quotas = createQuotas(monotonic)
  return {
    checkForm: ({ envelopes }) => {
      if (envelopes.some(({ bytes }) => bytes.length > MAX_EPHEMERAL_BYTES)) throw new GatewayError('ENVELOPE_TOO_LARGE')
      if (envelopes.some(({ type }) => type === 8)) throw new GatewayError('MALFORMED', 'a retry request is not EPHEMERAL')
    },
    throttled: (party, { senderUser, senderDevice }) => {
      const throttle = quotas.spend(party, `${senderUser}\n${String(senderDevice)}`, RATE, { limit: 'ephemeralPerDevice', scope: 'user' })
      return throttle && { kind: 'throttled', ...throttle }
    },
    send: ({ submissionId, senderUser, senderDevice, recipientUser, commitment, envelopes }, recipient) => {
      const gatewayTimeMs = now()
      const common = { signal: 'ephemeral', party: recipient.home.party, submissionId, senderUser, senderDevice, recipientUser, gatewayTimeMs } as const
      for (const { deviceId, bytes } of envelopes) {
        store.nodes.tell({ ...common, recipientDevice: deviceId, commitment: base64(commitment), envelope: base64(bytes) })
      }
      return { kind: 'accepted', gatewayTimeMs, places: [], frank: undefined }
    },
  }
}

/** Pushes what is told here over the link that carries a party's pushes: once, or not at all. Never fails. */
export const createEphemeralPush = ({ store, events }: Pick<RelayDeps, 'store' | 'events'>, activeSeat: (party: PartyId) => Seat | undefined) => {
  let looks = 0

  /** The party's link, if it takes such a message and its reader keeps up. */
  const ready = (party: PartyId, bytes: number): Seat | undefined => {
    const seat = activeSeat(party)
    return seat?.stream.takesEphemeral === true && hasRoom(seat, bytes) ? seat : undefined
  }

  const push = async (signal: EphemeralSignal): Promise<void> => {
    const moment = store.moment()
    const { recipient, ...standing } = await store.read.standing(signal.senderUser, signal.recipientUser)
    const isThere = recipient?.home.party === signal.party && recipient.custody === 'DEVICE' && recipient.devices.some(({ deviceId }) => deviceId === signal.recipientDevice)
    const seat = ready(signal.party, signal.envelope.length)
    if (seat && isThere && moment.holds() && verdictOn({ recipient, ...standing }) === 'pass') seat.stream.push(deliveryOf(signal))
  }

  return async (signal: Signal): Promise<void> => {
    if (signal.signal !== 'ephemeral' || looks >= MAX_LOOKS || !ready(signal.party, signal.envelope.length)) return
    looks += 1
    try {
      await push(signal)
    } catch (error) {
      events.backgroundFailed('push ephemeral', error)
    } finally {
      looks -= 1
    }
  }
}

const deliveryOf = ({ submissionId, senderUser, senderDevice, recipientUser, recipientDevice, gatewayTimeMs, commitment, envelope }: EphemeralSignal): Delivery => ({
  kind: 'deliver', streamSequence: 0, submissionId, senderUser, senderDevice, recipientUser, recipientDevice, laneSequence: 0, gatewayTimeMs,
  attempt: 1, commitment: bytesOf(commitment), frank: undefined, envelope: bytesOf(envelope), urgent: false, late: false,
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64')
