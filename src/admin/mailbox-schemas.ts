// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import { Party, Reason } from './schemas.ts'

const closed = { additionalProperties: false } as const
// As many as a call changes of a whole party.
const MAX_IDS = 100
const State = Type.Enum(['waiting', 'withheld', 'parked'])
const Time = Type.String({ format: 'date-time' })
const PartyName = Type.String({ maxLength: 253 })
const Id = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** `GET /v1/mailbox?…`: everything in a query is text. */
export const QueueQuery = Type.Object({
  party: Type.Optional(PartyName), state: Type.Optional(State),
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })), limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$' })),
}, closed)

/** One undelivered envelope. */
export const Queued = Type.Object({
  id: Id, state: State, party: Party.properties.party, senderUser: Type.String(), senderDevice: Type.Integer(), recipientUser: Type.String(),
  recipientDevice: Type.Integer(), submissionId: Type.String(), bytes: Type.Integer(), attempts: Type.Integer(), acceptedAt: Time, expiresAt: Time,
}, closed)

/** A page of them; `next` is the cursor where more may follow. */
export const Queue = Type.Object({ rows: Type.Array(Queued), next: Type.Optional(Id) }, closed)

const { reason } = Reason.properties

/** Which parked rows a retry or a drop is for, and why. */
export const Change = Type.Union([
  Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: MAX_IDS }), reason }, closed),
  Type.Object({ party: PartyName, after: Type.Optional(Id), reason }, closed),
])

/** How many rows changed; `next` is the cursor where more may follow. */
export const Changed = Type.Object({ changed: Type.Integer(), next: Type.Optional(Id) }, closed)

/** Path of a message. */
export const TracePath = Type.Object({ sender: Type.String({ maxLength: 36 }), submission: Type.String({ maxLength: 36 }) }, closed)

const Place = Type.Object({
  party: Type.String(), deviceId: Type.Integer(), state: Type.String(), attempts: Type.Integer(), pushedAt: Type.Optional(Time), endedAt: Type.Optional(Time),
}, closed)

/** A submission's way. */
export const Trace = Type.Object({ senderDevice: Type.Integer(), acceptedAt: Time, places: Type.Array(Place) }, closed)

/** One for each device that sent under this id. */
export const Traces = Type.Object({ traces: Type.Array(Trace) }, closed)
