// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import type { Contact, Delivery, PushedEvent } from '../../model/answers.ts'
import { deviceId, submissionId } from '../../model/ids.ts'
import type { EnvelopeView, Submission } from '../../model/requests.ts'
import type { ReceivedBody, ReceivedEvent } from '../../wire/gateway/index.ts'
import { encodeEnvelope } from '../../wire/gateway/index.ts'
import { inWords } from '../exchange.ts'
import { Unmet } from '../outcome.ts'
import type { Person } from './person.ts'
import type { RawLink } from './raw-link.ts'
import type { Trial } from './trial.ts'

/** Somebody with the link of its home and what it shows to reach the other. */
export interface Friend { readonly person: Person; readonly link: RawLink; readonly token: Uint8Array }

/** Two who granted each other: of the provider, and of the core. */
export interface Couple { readonly ana: Friend; readonly ben: Friend }

/** How long something that must not come is waited for, where no order tells. */
export const QUIET_MS = 400
/** Of what is sealed: about a short text. */
const CIPHERTEXT_BYTES = 320
const SECRET_BYTES = 32

type EventKind = PushedEvent['body']['kind']

/** Somebody of the core who is there for the provider: opted in, with an address, allowing it. */
export const coreUser = async (trial: Trial, { devices = [1], findable = true, allowed = true, optedIn = true }: { readonly devices?: readonly number[]; readonly findable?: boolean; readonly allowed?: boolean; readonly optedIn?: boolean } = {}): Promise<Person> => {
  const provider = trial.party('provider')
  const [link, person] = [await trial.side('core'), trial.newcomer('core', { devices, forProvider: provider })]
  await participate(trial, person, { optedIn, findable })
  await choose(trial, person, allowed)
  await trial.enlist(link, person)
  return person
}

/** Ring 1 of a core user, as the core says it. */
export const participate = async (trial: Trial, { reference, reachableAt }: Person, { optedIn = true, findable = true }: { readonly optedIn?: boolean; readonly findable?: boolean } = {}): Promise<void> => {
  const request = { kind: 'setParticipation', userReference: reference, optedIn, address: optedIn ? reachableAt : undefined, findable } as const
  trial.answered('DIP-62', await (await trial.side('core')).ask(request), 'done', 'participation is the core\'s to say')
  if (optedIn) trial.finally(async () => (await trial.side('core')).ask({ ...request, optedIn: false, address: undefined, findable: false }))
}

/** Ring 2 of a core user. */
export const choose = async (trial: Trial, { reference }: Person, allowed: boolean): Promise<void> => {
  const request = { kind: 'setProviderChoice', userReference: reference, provider: trial.party('provider').keys.party, allowed, inbox: 'separate', label: 'Conformance' } as const
  trial.answered('DIP-62', await (await trial.side('core')).ask(request), 'done', 'the choice is the core\'s to say')
}

/** Asks for contact by the other's address. */
export const askFor = async (trial: Trial, link: RawLink, from: Person, to: Person): Promise<Extract<ReceivedBody, { kind: 'recorded' }>> =>
  trial.answered('DIP-63', await link.ask({ kind: 'requestContact', fromUser: from.user, toAddress: to.reachableAt, purposes: ['chat'] }), 'recorded', 'whoever the address belongs to')

/** The next event of a kind for a user; acknowledged. */
export const nextEvent = async <K extends EventKind>(link: RawLink, kind: K, { user }: Person): Promise<Extract<PushedEvent['body'], { kind: K }>> => {
  const event = await link.take(`an event ${kind}`, ({ body }) => (body.kind === 'event' && isEvent(body, kind) && body.body.user === user ? body : undefined))
  acknowledge(link, event)
  return event.body
}

const isEvent = <K extends EventKind>(event: ReceivedEvent, kind: K): event is PushedEvent & { readonly body: Extract<PushedEvent['body'], { kind: K }> } => event.body.kind === kind

/** The next message for a user's device; acknowledged only if it is asked for. */
export const nextDelivery = (link: RawLink, { user }: Person, device = 1): Promise<Delivery> =>
  link.take('a Deliver', ({ body }) => (body.kind === 'deliver' && body.recipientUser === user && body.recipientDevice === deviceId(device) ? body : undefined))

/** Says that these are stored. */
export const acknowledge = (link: RawLink, ...pushes: readonly { readonly streamSequence: number }[]): void => {
  link.send(0, { kind: 'ack', upTo: 0, also: pushes.map(({ streamSequence }) => streamSequence) })
}

/** Brings two together by request and grant. */
export const befriend = async (trial: Trial, ana: Person, ben: Person): Promise<Couple> => {
  const [provider, core] = [await trial.side('provider'), await trial.side('core')]
  await askFor(trial, provider, ana, ben)
  const { requestId } = await nextEvent(core, 'contactRequested', ben)
  trial.answered('DIP-67', await core.ask({ kind: 'decideContact', user: ben.user, subject: { requestId }, decision: 'grant' }), 'done', 'a grant rests on the asker\'s request')
  const [ofAna, ofBen] = [await nextEvent(provider, 'contactGranted', ana), await nextEvent(core, 'contactGranted', ben)]
  return { ana: friend(provider, ana, ofAna, ben), ben: friend(core, ben, ofBen, ana) }
}

/** Two who may talk. */
export const couple = async (trial: Trial, devices: readonly number[] = [1]): Promise<Couple> => {
  const ben = await coreUser(trial, { devices })
  return befriend(trial, await trial.person('provider'), ben)
}

const friend = (link: RawLink, person: Person, contact: Contact, peer: Person): Friend => {
  if (contact.peerUser !== peer.user) throw new Unmet('DIP-67', `a contact of ${peer.user}`, inWords(contact))
  return { person, link, token: contact.consentToken }
}

/** An envelope for one device of a person, of bytes that nobody can open. */
export const envelopeFor = (to: Person, device = 1, ciphertext: Uint8Array<ArrayBuffer> = new Uint8Array(randomBytes(CIPHERTEXT_BYTES))): EnvelopeView => {
  const [id, { registrationId }] = [deviceId(device), to.device(device)]
  return { deviceId: id, registrationId, type: 2, bytes: encodeEnvelope({ deviceId: id, registrationId, type: 2, ciphertext }) }
}

/** A message as a server sees it: sealed, for all devices of the other. */
export const messageOf = (from: Friend, to: Person, changes: Partial<Submission> = {}): Submission => ({
  submissionId: submissionId(randomUUID()), senderUser: from.person.user, senderDevice: deviceId(1), recipientUser: to.user, consentToken: from.token,
  envelopes: [...to.devices.keys()].map((device) => envelopeFor(to, device)), commitment: randomBytes(SECRET_BYTES), messageClass: 'normal', urgent: false, ttlSeconds: 0, partial: false, attachments: [], ...changes,
})

/** Sends a message that must be accepted. */
export const say = async (trial: Trial, from: Friend, to: Person, changes: Partial<Submission> = {}) => {
  const submission = messageOf(from, to, changes)
  const accepted = trial.answered('DIP-43', await from.link.ask({ kind: 'submit', submission }), 'accepted', 'the two granted each other')
  return { submission, accepted }
}
