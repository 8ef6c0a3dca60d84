// SPDX-License-Identifier: AGPL-3.0-only
import { createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto'
import { deviceId, userId } from '../../../model/ids.ts'
import type { Submission } from '../../../model/requests.ts'
import { frankContext } from '../../../wire/transcript.ts'
import { inWords } from '../../exchange.ts'
import { bytes, message, number } from '../../protobuf.ts'
import { acknowledge, choose, couple, coreUser, envelopeFor, messageOf, nextDelivery, participate, say } from '../acquaintance.ts'
import type { Couple, Friend } from '../acquaintance.ts'
import type { Person } from '../person.ts'
import { pushing } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

/** No version of an envelope has it. */
const UNKNOWN_FIELD = 900
const IN_ORDER = 24

const submit = async (from: Friend, submission: Submission) => from.link.ask({ kind: 'submit', submission })

/** A submission that does not fit the devices is answered, and nothing of it stored: the next one has the lane's first place. */
const misfit = (name: string, title: string, changes: (ben: Person) => Partial<Submission>, shows: 'missing' | 'extra' | 'stale', device: number): Scenario =>
  pushing(`messages/${name}`, ['DIP-45'], title, ['core'], async (trial) => {
    const { ana, ben } = await couple(trial, [1, 2])
    const answer = trial.answered('DIP-45', await submit(ana, messageOf(ana, ben.person, changes(ben.person))), 'deviceMismatch', title)
    trial.judge('DIP-45', `device ${String(device)} is ${shows}, and nothing else is wrong`, inWords([answer.missing, answer.extra, answer.stale]) === inWords((['missing', 'extra', 'stale'] as const).map((kind) => (kind === shows ? [device] : []))), answer)
    const { accepted } = await say(trial, ana, ben.person)
    trial.judge('DIP-45', 'nothing was stored: the next message has place 1', accepted.places.every(({ laneSequence }) => laneSequence === 1), accepted)
  })

/** Each way not to be permitted, after the two were friends; the gateway must not tell them apart. */
const unwilling: Readonly<Record<string, (trial: Trial, couple: Couple) => Promise<Partial<Submission>>>> = {
  'unknown user': async () => ({ recipientUser: userId(randomUUID()) }),
  'no consent': async (trial) => ({ recipientUser: (await coreUser(trial)).user }),
  'wrong token': async () => ({ consentToken: randomBytes(32) }),
  'opted out': async (trial, { ben }) => {
    await participate(trial, ben.person, { optedIn: false, findable: false })
    return {}
  },
}

const afterwards: Readonly<Record<string, (trial: Trial, couple: Couple) => Promise<unknown>>> = {
  blocked: async (trial, { ana, ben }) => trial.answered('DIP-70', await ben.link.ask({ kind: 'decideContact', user: ben.person.user, subject: { peerUser: ana.person.user }, decision: 'block' }), 'done', 'anybody may block a contact'),
  withdrawn: async (trial, { ana, ben }) => trial.answered('DIP-70', await ben.link.ask({ kind: 'withdrawConsent', user: ben.person.user, peerUser: ana.person.user }), 'done', 'anybody may withdraw'),
  'choice withdrawn': async (trial, { ben }) => choose(trial, ben.person, false),
}

/** From the sender's device to the recipient's: docs/protocol.md section 4. */
export const messages: readonly Scenario[] = [
  pushing('messages/delivered', ['DIP-43', 'DIP-6'], 'A message is accepted and delivered, each envelope with the bytes that its sender made, unknown fields included.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial, [1, 2])
    const envelopes = [1, 2].map((device) => {
      const whole = envelopeFor(ben.person, device)
      return { ...whole, bytes: message(whole.bytes, bytes(UNKNOWN_FIELD, 'later'), number(UNKNOWN_FIELD + 1, device)) }
    })
    const { accepted, submission } = await say(trial, ana, ben.person, { envelopes })
    trial.judge('DIP-43', 'a place in the lane of each device', inWords(accepted.places.map((place) => place.deviceId)) === '[1,2]', accepted)
    for (const [index, { bytes: sent }] of envelopes.entries()) {
      const delivery = await nextDelivery(ben.link, ben.person, index + 1)
      trial.judge('DIP-6', `the bytes as sent: ${inWords(sent)}`, Buffer.from(delivery.envelope).equals(sent), delivery.envelope)
      trial.judge('DIP-43', 'under the sender\'s submission id', delivery.submissionId === submission.submissionId, delivery)
      acknowledge(ben.link, delivery)
    }
  }),
  pushing('messages/frank', ['DIP-72'], 'The frank of Accepted and Deliver holds under the gateway\'s frank key.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { accepted, submission } = await say(trial, ana, ben.person)
    const delivery = await nextDelivery(ben.link, ben.person)
    acknowledge(ben.link, delivery)
    const { kty, crv, x } = trial.party('core').admission.gateway.frankKey
    const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
    for (const [where, { frank, gatewayTimeMs }] of Object.entries({ Accepted: accepted, Deliver: delivery })) {
      const holds = frank !== undefined && verify(null, frankContext({ ...submission, keyEpoch: frank.keyEpoch, gatewayTimeMs }), key, frank.signature)
      trial.judge('DIP-72', `the signature in ${where} holds over this context`, holds, frank)
    }
    trial.judge('DIP-72', 'the commitment travels with the message', Buffer.from(delivery.commitment).equals(submission.commitment), delivery)
  }),
  pushing('messages/again', ['DIP-44'], 'The same submission again gets the same answer and is delivered once.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { accepted, submission } = await say(trial, ana, ben.person)
    const again = await submit(ana, submission)
    trial.judge('DIP-44', `the same answer: ${inWords(accepted)}`, inWords(again) === inWords(accepted), again)
    const next = await say(trial, ana, ben.person)
    const came = [await nextDelivery(ben.link, ben.person), await nextDelivery(ben.link, ben.person)]
    acknowledge(ben.link, ...came)
    trial.judge('DIP-44', 'the repeated message once, then the next one', came[0]?.submissionId === submission.submissionId && came[1]?.submissionId === next.submission.submissionId, came.map((delivery) => delivery.submissionId))
  }),
  pushing('messages/again-on-another-link', ['DIP-44'], 'A submission that is repeated after the link broke gets the same answer.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { accepted, submission } = await say(trial, ana, ben.person)
    ana.link.cut()
    const again = await (await trial.side('provider')).ask({ kind: 'submit', submission })
    trial.judge('DIP-44', `the same answer: ${inWords(accepted)}`, inWords(again) === inWords(accepted), again)
  }),
  pushing('messages/conflict', ['DIP-44'], 'A submission id with other content is a conflict.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const { submission } = await say(trial, ana, ben.person)
    trial.refused('DIP-44', await submit(ana, { ...submission, envelopes: [envelopeFor(ben.person)] }), 'CONFLICT', 'another envelope')
    trial.refused('DIP-44', await submit(ana, { ...submission, commitment: randomBytes(32) }), 'CONFLICT', 'another commitment')
  }),
  misfit('missing-device', 'A message without an envelope for one of the devices is not stored.', (ben) => ({ envelopes: [envelopeFor(ben, 1)] }), 'missing', 2),
  misfit('extra-device', 'A message for a device that is not in the list is not stored.', (ben) => ({
    envelopes: [envelopeFor(ben, 1), envelopeFor(ben, 2), relabelled(envelopeFor(ben, 2), 3)],
  }), 'extra', 3),
  misfit('stale-device', 'A message for an earlier registration of a device is not stored.', (ben) => ({ envelopes: [envelopeFor(ben, 1), aged(ben)] }), 'stale', 2),
  pushing('messages/foreign-sender', ['DIP-23'], 'A message in the name of a user of another party is refused like one of nobody.', ['core', 'other'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const other = await trial.side('other')
    const [foreign, absent] = [messageOf(ana, ben.person), messageOf(ana, ben.person, { senderUser: userId(randomUUID()) })]
    const answers = [await other.ask({ kind: 'submit', submission: foreign }), await other.ask({ kind: 'submit', submission: absent })] as const
    trial.refused('DIP-23', answers[0], 'NOT_YOURS', 'the party that the handshake proved has no such user')
    trial.judge('DIP-23', `the same as for a foreign user: ${inWords(answers[0])}`, inWords(answers[0]) === inWords(answers[1]), answers[1])
  }),
  ...Object.entries(unwilling).map(([why, make]) => pushing(`messages/not-permitted-${why.replaceAll(' ', '-')}`, ['DIP-46'], `A message is not permitted (${why}), and the answer does not say why.`, ['core'], async (trial) => {
    const met = await couple(trial)
    const answer = await submit(met.ana, messageOf(met.ana, met.ben.person, await make(trial, met)))
    notPermitted(trial, answer)
  })),
  ...Object.entries(afterwards).map(([why, change]) => pushing(`messages/not-permitted-${why.replaceAll(' ', '-')}`, ['DIP-46', 'DIP-70', 'DIP-48'], `A message is not permitted (${why}), at once and in both directions, and what waits is not delivered.`, ['core'], async (trial) => {
    const met = await couple(trial)
    const { ana, ben } = met
    await change(trial, met)
    notPermitted(trial, await submit(ana, messageOf(ana, ben.person)))
    notPermitted(trial, await submit(ben, messageOf(ben, ana.person)))
  })),
  pushing('messages/order', ['DIP-50'], 'Messages of a lane are delivered in the order in which they were accepted.', ['core'], async (trial) => {
    const { ana, ben } = await couple(trial)
    const sent: string[] = []
    for (let count = 0; count < IN_ORDER; count += 1) sent.push((await say(trial, ana, ben.person)).submission.submissionId)
    for (const [index, expected] of sent.entries()) {
      const delivery = await nextDelivery(ben.link, ben.person)
      trial.judge('DIP-50', `message ${String(index + 1)} of the lane: ${expected}`, delivery.submissionId === expected && delivery.laneSequence === index + 1, delivery)
      acknowledge(ben.link, delivery)
    }
  }),
]

const notPermitted = (trial: Trial, answer: Awaited<ReturnType<typeof submit>>): void => {
  trial.judge('DIP-46', 'NOT_PERMITTED without detail', inWords(answer) === inWords({ kind: 'error', code: 'NOT_PERMITTED', detail: '', correlationId: '', retryAfterSeconds: 0 }), answer)
}

/** The same ciphertext, for a device that is not there. */
const relabelled = (envelope: ReturnType<typeof envelopeFor>, device: number): ReturnType<typeof envelopeFor> => {
  const id = deviceId(device)
  return { ...envelope, deviceId: id, bytes: message(number(1, id), number(2, envelope.registrationId), number(3, 2), bytes(4, randomBytes(320))) }
}

/** For the second device, as it was registered before. */
const aged = (ben: Person): ReturnType<typeof envelopeFor> => {
  const [id, now] = [deviceId(2), ben.device(2).registrationId]
  const registrationId = (now === 1 ? 2 : now - 1) as typeof now
  return { deviceId: id, registrationId, type: 2, bytes: message(number(1, id), number(2, registrationId), number(3, 2), bytes(4, randomBytes(320))) }
}
