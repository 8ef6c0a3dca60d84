// SPDX-License-Identifier: AGPL-3.0-only
import type { TSchema } from 'typebox'
import {
  Accepted, AtProvider, Attachment, Bulk, BulkAnswer, Choice, ChoicePath, ContactDecision, ContactPath, ContactWish, DocumentedBulk, Done, Erased, Events, EventsQuery, InviteMade, IssuerList, Message, MessagePath,
  MessageQuery, NewAttachment, NewInvite, Nothing, Participation, Recorded, Trace, User, UserPath, VaultQuery, Vaults,
} from './schemas.ts'
import { Report, Reported } from './report-schemas.ts'

/** One operation of `/core/v1`: the listener checks by it, and docs/openapi/core-v1.json is made from it. */
export interface Operation<P extends TSchema = TSchema, Q extends TSchema = TSchema, B extends TSchema = TSchema> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Below {@link BASE}, with parameters in braces. */
  readonly path: string
  readonly summary: string
  readonly params: P
  readonly query: Q
  /** Not looked at for `GET` and `DELETE`. */
  readonly body: B
  /** What the document says of the body where the listener checks its parts one by one. */
  readonly documented?: TSchema
  /** Status of success. */
  readonly status: 200 | 202
  readonly answer: TSchema
  /** Needs an `Idempotency-Key`, a UUID. */
  readonly idempotencyKey?: true
}

/** Where everything lies. */
export const BASE = '/core/v1'

const operation = <P extends TSchema, Q extends TSchema, B extends TSchema>(fields: Operation<P, Q, B>): Operation<P, Q, B> => Object.freeze(fields)
const plain = { query: Nothing, status: 200 } as const

/** Every operation there is. */
export const contract = {
  putIssuers: operation({
    ...plain, method: 'PUT', path: '/issuers', params: Nothing, body: IssuerList, answer: Done,
    summary: 'Say which providers\' keys speak for them: the vault and all devices believe nobody else.',
  }),
  putUser: operation({
    ...plain, method: 'PUT', path: '/users/{ref}', params: UserPath, body: Participation, answer: Done,
    summary: 'Opt a user in or out and set how they are found; says all of it each time.',
  }),
  showUser: operation({ ...plain, method: 'GET', path: '/users/{ref}', params: UserPath, body: Nothing, answer: User, summary: 'What is on record of a user.' }),
  eraseUser: operation({
    ...plain, method: 'DELETE', path: '/users/{ref}', params: UserPath, body: Nothing, answer: Erased,
    summary: 'Erase a user with everything that belongs to them, and say how much that was.',
  }),
  putChoice: operation({
    ...plain, method: 'PUT', path: '/users/{ref}/providers/{party}', params: ChoicePath, body: Choice, answer: Done,
    summary: 'Let a user deal with one provider, or no more.',
  }),
  bulk: operation({
    ...plain, method: 'POST', path: '/users:bulk', params: Nothing, body: Bulk, documented: DocumentedBulk, answer: BulkAnswer,
    summary: 'Up to 500 users at once, each answered by itself; safe to repeat.',
  }),
  requestContact: operation({
    ...plain, method: 'POST', path: '/users/{ref}/contacts', params: UserPath, body: ContactWish, answer: Recorded, status: 202,
    summary: 'Ask an address at a provider, or who made an invite, for contact. Recorded whether or not there is anybody.',
  }),
  decideContact: operation({
    ...plain, method: 'POST', path: '/users/{ref}/contacts/{id}', params: ContactPath, body: ContactDecision, answer: Done,
    summary: 'Grant, deny or block, or accept a new identity; the id is of a request or of somebody known.',
  }),
  withdrawConsent: operation({
    ...plain, method: 'DELETE', path: '/users/{ref}/contacts/{id}', params: ContactPath, query: AtProvider, body: Nothing, answer: Done,
    summary: 'Take back a yes: both directions are closed.',
  }),
  createInvite: operation({
    ...plain, method: 'POST', path: '/users/{ref}/invites', params: UserPath, body: NewInvite, answer: InviteMade,
    summary: 'Make a link by which people of a provider may ask the user for contact, also without knowing an address.',
  }),
  revokeInvite: operation({
    ...plain, method: 'DELETE', path: '/users/{ref}/invites/{id}', params: ContactPath, query: AtProvider, body: Nothing, answer: Done,
    summary: 'End an invite; requests that it made stay.',
  }),
  events: operation({
    ...plain, method: 'GET', path: '/events', params: Nothing, query: EventsQuery, body: Nothing, answer: Events,
    summary: 'Wait for events of users whose keys a vault holds; one consumer at a time.',
  }),
  sendMessage: operation({
    ...plain, method: 'POST', path: '/messages', params: Nothing, body: Message, answer: Accepted, status: 202, idempotencyKey: true,
    summary: 'Send a message through the vault. Accepted is not delivered.',
  }),
  report: operation({
    ...plain, method: 'POST', path: '/reports', params: Nothing, body: Report, answer: Reported, idempotencyKey: true,
    summary: 'Report with proof what somebody said to a user, sealed to whoever decides, and block them if you like. The same key and body again get the same answer.',
  }),
  createAttachment: operation({
    ...plain, method: 'POST', path: '/attachments', params: Nothing, body: NewAttachment, answer: Attachment,
    summary: 'A place for a sealed file that a user sends: upload its ciphertext by tus 1.0 at the path that is given, then name the id in POST /messages.',
  }),
  showAttachment: operation({
    ...plain, method: 'GET', path: '/attachments/{id}', params: MessagePath, query: MessageQuery, body: Nothing, answer: Attachment,
    summary: 'What a user may do with an attachment now: read what was sent, go on with an upload, or why neither.',
  }),
  attachmentDone: operation({
    ...plain, method: 'DELETE', path: '/attachments/{id}', params: MessagePath, query: MessageQuery, body: Nothing, answer: Done,
    summary: 'You have the file: the gateway deletes it once all who were to have it do.',
  }),
  showVault: operation({
    ...plain, method: 'GET', path: '/vault', params: Nothing, query: VaultQuery, body: Nothing, answer: Vaults,
    summary: 'What each vault that serves you says of itself, signed by it.',
  }),
  traceMessage: operation({
    ...plain, method: 'GET', path: '/messages/{id}', params: MessagePath, query: MessageQuery, body: Nothing, answer: Trace,
    summary: 'What became of a message that was sent under this Idempotency-Key.',
  }),
} as const
