// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { GatewayError } from '../../model/errors.ts'
import { deviceId as parseDeviceId, registrationId as parseRegistrationId, submissionId } from '../../model/ids.ts'
import type { UserId } from '../../model/ids.ts'
import type { Delivery } from '../../model/answers.ts'
import type { PartyRequest, Submission } from '../../model/requests.ts'
import { EnvelopeType } from '../../model/signal-crypto.ts'
import { MAX_EC_PREKEYS, MAX_KYBER_PREKEYS } from '../../model/values.ts'
import type { DeviceTransport, GoodAnswer } from '../../sdk/transport.ts'
import { encodeRetry } from '../../wire/content/index.ts'
import { encodeEnvelope } from '../../wire/gateway/index.ts'

/** A device's way to the gateway on which its person can do what no good device does. */
export interface TroubledWay extends DeviceTransport {
  /** The next text is sent once more although it arrives: the device is told that it could not be opened. Resolves when the gateway has taken it twice. */
  double(): Promise<void>
  /** What is sent while `work` runs goes to the gateway when it is over, the last first. Gives how many there were. */
  reverse(work: () => Promise<void>): Promise<number>
  /** Takes one-time prekeys of a user to whom something was sent, until there are none; gives how many it took. */
  exhaust(user: UserId): Promise<number>
}

type PushHandler = Parameters<DeviceTransport['subscribe']>[1]

const NOTHING = new Uint8Array(0)
/** Of a text without envelopes, which no device sends. */
const UNSENT = { deviceId: parseDeviceId(1), registrationId: parseRegistrationId(1) }

/** A full stock, said to a device that then publishes no one-time prekey. */
const FULL: GoodAnswer = { kind: 'prekeyStock', oneTimePrekeys: MAX_EC_PREKEYS, oneTimeKyberPrekeys: MAX_KYBER_PREKEYS }

/** A way over `transport`; `hasPrekeys` is false for a device that is to publish no one-time prekeys. */
export const createTroubledWay = (transport: DeviceTransport, hasPrekeys: boolean): TroubledWay => {
  const sent = new Map<UserId, Submission>()
  let held: PartyRequest[] | undefined
  const handlers = new Map<UserId, PushHandler>()
  let doubling: (() => void) | undefined
  let doubled: (() => void) | undefined

  const submit = async (request: Extract<PartyRequest, { kind: 'submit' }>, signal?: AbortSignal): Promise<GoodAnswer> => {
    const { submission } = request
    sent.set(submission.recipientUser, submission)
    // Texts are urgent, receipts are not.
    if (!submission.urgent) return transport.request(request, signal)
    if (held !== undefined) {
      held.push(request)
      return { kind: 'accepted', gatewayTimeMs: 0, places: [], frank: undefined }
    }
    // Before its receipt can have come.
    if (doubling !== undefined) {
      doubled = doubling
      doubling = undefined
      await handlers.get(submission.senderUser)?.(complaintAbout(submission))
    }
    const answer = await transport.request(request, signal)
    if (answer.kind === 'accepted' && submission.partial) doubled?.()
    return answer
  }

  return {
    onOpen: (listener) => transport.onOpen(listener),
    subscribe: (user, handler) => {
      handlers.set(user, handler)
      return transport.subscribe(user, handler)
    },
    request: async (request, signal) => {
      if (request.kind === 'countPrekeys' && !hasPrekeys) return FULL
      return request.kind === 'submit' ? submit(request, signal) : transport.request(request, signal)
    },
    double: () => new Promise((resolve) => { doubling = resolve }),
    reverse: async (work) => {
      const mine: PartyRequest[] = held = []
      try {
        await work()
      } finally {
        held = undefined
      }
      for (const request of mine.toReversed()) await transport.request(request)
      return mine.length
    },
    exhaust: async (user) => {
      const last = sent.get(user)
      if (last === undefined) return 0
      const { senderUser, consentToken } = last
      for (let taken = 0; taken < MAX_EC_PREKEYS; taken += 1) {
        const answer = await transport.request({ kind: 'getBundles', senderUser, recipientUser: user, consentToken, demandedCustody: undefined, deviceIds: [] }).catch(throttled)
        if (answer?.kind !== 'bundles' || answer.bundles.every(({ oneTimePrekey }) => oneTimePrekey === undefined)) return taken
      }
      return MAX_EC_PREKEYS
    },
  }
}

/** A request to send a message again, as of a device that could not open it. */
const complaintAbout = ({ submissionId: about, senderUser, senderDevice, recipientUser, envelopes }: Submission): Delivery => {
  const { deviceId, registrationId } = envelopes[0] ?? UNSENT
  const ciphertext = encodeRetry({ submissionId: about, decryptionError: NOTHING, givenUp: false })
  return {
    kind: 'deliver', streamSequence: 0, laneSequence: 0, attempt: 1, gatewayTimeMs: Date.now(), submissionId: submissionId(randomUUID()), senderUser: recipientUser, senderDevice: deviceId,
    recipientUser: senderUser, recipientDevice: senderDevice, commitment: NOTHING, frank: undefined, urgent: false, late: false,
    envelope: encodeEnvelope({ deviceId: senderDevice, registrationId, type: EnvelopeType.PLAINTEXT, ciphertext }),
  }
}

const throttled = (error: unknown): undefined => {
  if (!(error instanceof GatewayError)) throw error
  return undefined
}
