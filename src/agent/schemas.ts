// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import { MAX_REPORTED_MESSAGES } from '../model/reports.ts'
import { MAX_COMMENT, reportReasons } from '../sdk/reports/index.ts'

// Nothing but what is declared.
const closed = { additionalProperties: false } as const
// A number of 32 bits; the pointer's own check knows its limits.
const WHOLE = '^[0-9]{1,10}$'
// Characters of what names a user, a provider or a peer; the gateway checks what they mean.
const MAX_NAME = 384
/** Events in one answer unless asked otherwise: as many as the gateway gives. */
export const FEW_EVENTS = 50
/** Most seconds that a caller may wait for an event: as at the gateway. */
export const MAX_WAIT_SECONDS = 50

/** Query of events. */
export const EventsQuery = Type.Object({
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: 'The cursor of the last answer: acknowledges, and so deletes, everything up to it.' })),
  wait: Type.Optional(Type.String({ pattern: '^(?:[0-9]|[1-4][0-9]|50)$', description: 'Seconds to wait for a first event.' })),
  limit: Type.Optional(Type.String({ pattern: '^(?:[1-9][0-9]?|100)$', description: 'Most events of the gateway\'s in the answer.' })),
}, closed)

/** A decision about a contact; the gateway checks all but what is sealed here. */
export const Decision = Type.Object({
  provider: Type.String({ maxLength: MAX_NAME }), decision: Type.String({ description: 'grant, deny, block or acceptIdentity.' }),
  identityKey: Type.Optional(Type.String({ description: 'With acceptIdentity: the key that identity.changed named and the user has seen.' })),
  custody: Type.Optional(Type.Enum(['DEVICE', 'VAULT'], { description: 'With acceptIdentity: DEVICE refuses keys that are not on the peer\'s own device.' })),
}, closed)

/** A message in the clear. */
export const Message = Type.Object({
  ref: Type.String({ minLength: 1, maxLength: MAX_NAME }), provider: Type.String({ maxLength: MAX_NAME }), peer: Type.String({ maxLength: MAX_NAME }),
  content: Type.Object({ kind: Type.String() }, { additionalProperties: true, description: 'fromCore of docs/schema/content-v1.json; id (the Idempotency-Key) and sentAtMs (now) may be left out.' }),
  custody: Type.Optional(Type.Enum(['DEVICE', 'VAULT'], { description: 'The least that you put up with at the peer: DEVICE refuses a peer whose keys a vault holds.' })),
}, closed)

/** What a user reports; what is disclosed is just this, and the messages whole. */
export const ReportWish = Type.Object({
  ref: Type.String({ minLength: 1, maxLength: MAX_NAME }), provider: Type.String({ maxLength: MAX_NAME }),
  peer: Type.String({ maxLength: MAX_NAME, description: 'Who sent all of the messages.' }),
  messages: Type.Array(Type.String({ maxLength: MAX_NAME }), { minItems: 1, maxItems: MAX_REPORTED_MESSAGES, uniqueItems: true, description: 'The id of each content, as the event had it.' }),
  reason: Type.Enum([...reportReasons]), comment: Type.Optional(Type.String({ maxLength: MAX_COMMENT, description: 'What the user adds.' })),
  block: Type.Optional(Type.Boolean({ description: 'Block the contact first; the block holds whatever becomes of the report.' })),
}, closed)

const Ends = { ref: Type.String({ minLength: 1, maxLength: MAX_NAME }), provider: Type.String({ maxLength: MAX_NAME }) }
/** Whose file goes to whom, and what its pointer is to show. */
export const NewFile = Type.Object({
  ...Ends, peer: Type.String({ maxLength: MAX_NAME }),
  type: Type.String({ description: 'How it is shown: image, audio, voiceNote, video, file or longText.' }), mediaType: Type.String(),
  name: Type.Optional(Type.String()), caption: Type.Optional(Type.String()),
  width: Type.Optional(Type.String({ pattern: WHOLE })), height: Type.Optional(Type.String({ pattern: WHOLE })), durationMs: Type.Optional(Type.String({ pattern: WHOLE })),
  waveform: Type.Optional(Type.String({ description: 'Base64url.' })),
}, closed)
/** A pointer as messages hold it. */
export const Pointer = Type.Object({}, { additionalProperties: true, description: 'attachment of docs/schema/content-v1.json.' })
/** A file that came, by its pointer. */
export const WantedFile = Type.Object({ ...Ends, attachment: Pointer }, closed)

/** What the agent itself has to tell; docs/core.md says when. */
export const OWN_EVENT_TYPES = ['message.missing', 'message.contradicted', 'message.refused'] as const
/** Members of events that are the agent's. */
export const OwnEvent = Type.Object({
  content: Type.Optional(Type.Object({ kind: Type.String() }, { additionalProperties: true, description: 'With message: toCore of docs/schema/content-v1.json.' })),
  missing: Type.Optional(Type.Integer({ description: 'With message.missing: how many messages were opened before the next one and did not reach you.' })),
  reason: Type.Optional(Type.String({ description: 'With message.refused: why it was not taken for a message; with message.lost: why nobody will ever open it.' })),
}, closed)
