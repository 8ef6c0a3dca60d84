// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { TSchema } from 'typebox'
import { MAX_ATTACHMENTS } from '../model/attachments.ts'
import { MAX_INVITE_SECONDS, MAX_INVITE_USES } from '../model/invites.ts'
import { MAX_CORE_MESSAGE_CHARACTERS, MAX_KEY_MESSAGE_CHARACTERS } from '../model/core-messages.ts'
import { Proof } from './report-schemas.ts'

// Nothing but what is declared.
const closed = { additionalProperties: false } as const
// The longest domain name.
const MAX_PARTY = 253
// Characters of a reference; its own check counts bytes.
const MAX_REFERENCE = 128
const MAX_ADDRESS = 320
// Characters of a link with the longest token.
const MAX_INVITE_LINK = 600
/** Events in one answer unless asked otherwise, and the most that may be asked for. */
export const EVENTS = { few: 50, most: 500 } as const
/** Longest wait for an event: below what proxies allow a silent request. */
export const MAX_WAIT_SECONDS = 50
// Characters of an issuer list: as many as a link takes, over 400 providers.
const MAX_ISSUER_LIST = 131_072
// Users in one bulk call: a pilot of ten thousand takes twenty.
const MAX_BULK = 500

const Reference = Type.String({ minLength: 1, maxLength: MAX_REFERENCE, description: 'Your own name for a user: 1 to 128 bytes of UTF-8 without control characters.' })
const Provider = Type.String({ maxLength: MAX_PARTY, description: 'Domain name of a provider that you have an agreement with.' })
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Time = Type.String({ format: 'date-time' })
const Custody = Type.Enum(['DEVICE', 'VAULT'], { description: 'Who holds the message keys: the user\'s own device, or a vault on the user\'s behalf.' })
const Inbox = Type.Enum(['separate', 'combined'])
const Purposes = Type.Array(Type.Enum(['chat', 'service', 'marketing']), { minItems: 1, maxItems: 3, uniqueItems: true })
const Label = Type.String({ maxLength: 64 })

/** Of operations without parameters of a kind. */
export const Nothing = Type.Object({}, closed)
/** Path of a user. */
export const UserPath = Type.Object({ ref: Reference }, closed)
/** Path of a user at a provider. */
export const ChoicePath = Type.Object({ ref: Reference, party: Provider }, closed)
/** Path of a request or of somebody known. */
export const ContactPath = Type.Object({ ref: Reference, id: Uuid }, closed)
/** Path of a message. */
export const MessagePath = Type.Object({ id: Uuid }, closed)

/** Whether a user takes part, and how they are found; what is left out is not so. */
export const Participation = Type.Object({
  optedIn: Type.Boolean(), findable: Type.Boolean({ description: 'Whether people of providers may ask for contact by the address.' }),
  address: Type.Optional(Type.String({ maxLength: MAX_ADDRESS, description: 'name@your-domain or a number as +49…; without it the user has none.' })),
  displayName: Type.Optional(Type.String({ maxLength: 64, description: 'What people of providers are shown when the user asks or grants them: one line, without characters that turn or hide text.' })),
}, closed)
/** What a user decided about one provider. */
export const Choice = Type.Object({ allowed: Type.Boolean(), inbox: Inbox, label: Label }, closed)

/** Answer of a change that holds. */
export const Done = Type.Object({ ok: Type.Literal(true) }, closed)

/** Which keys speak for which provider, signed by the core. */
export const IssuerList = Type.Object({
  list: Type.String({ minLength: 1, maxLength: MAX_ISSUER_LIST, description: 'What "drawbridge core issuers sign" prints, of a higher version than all before.' }),
}, closed)

/** What is on record of a user. */
export const User = Type.Object({
  ref: Reference, optedIn: Type.Boolean(), findable: Type.Boolean(), address: Type.Optional(Type.String()), displayName: Type.Optional(Type.String()),
  providers: Type.Array(Type.Object({
    provider: Provider, allowed: Type.Boolean(), inbox: Inbox, label: Label,
    custody: Type.Optional(Custody),
    user: Type.Optional(Type.String({ description: 'The id under which the user goes there; the header of sealed content names it.' })),
  }, closed)),
}, closed)

/** Receipt of an erasure. */
export const Erased = Type.Object({ erasedAt: Time, prekeys: Type.Integer(), queuedMessages: Type.Integer(), consents: Type.Integer() }, closed)

/** One user of a bulk call: participation first, then the choices. Checked for each by itself. */
export const BulkItem = Type.Object({
  ref: Reference, participation: Type.Optional(Participation),
  providers: Type.Optional(Type.Record(Type.String({ maxLength: MAX_PARTY }), Choice, { maxProperties: 100 })),
}, closed)
const many = { minItems: 1, maxItems: MAX_BULK } as const
/** Many users at once; their items are not looked at yet, so that a wrong one fails alone. */
export const Bulk = Type.Object({ items: Type.Array(Type.Unknown(), many) }, closed)
/** Many users at once, as the document says it. */
export const DocumentedBulk = Type.Object({ items: Type.Array(BulkItem, many) }, closed)
/** One answer for each item, in the same order. */
export const BulkAnswer = Type.Object({
  items: Type.Array(Type.Object({ ok: Type.Boolean(), code: Type.Optional(Type.String()), detail: Type.Optional(Type.String()) }, closed)),
}, closed)

/** A request for contact. */
export const ContactWish = Type.Object({
  provider: Provider, address: Type.Optional(Type.String({ maxLength: MAX_ADDRESS })),
  invite: Type.Optional(Type.String({ maxLength: MAX_INVITE_LINK, description: 'The link of an invite, instead of the address.' })), purposes: Type.Optional(Purposes),
}, closed)
/** An invite that a user wants to make. */
export const NewInvite = Type.Object({
  provider: Provider, uses: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_INVITE_USES, description: 'Requests that it may make; 1 if left out.' })),
  seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_INVITE_SECONDS, description: 'How long it holds; 7 days if left out.' })),
  purposes: Type.Optional(Purposes),
}, closed)
/** An invite, told this once. */
export const InviteMade = Type.Object({ id: Uuid, link: Type.String({ description: 'Give it to whoever shall find the user. Whoever has it may ask.' }), expiresAt: Time }, closed)
/** The request is written down; whether there is anybody to ask is not told. */
export const Recorded = Type.Object({ recorded: Type.Literal(true), leftToday: Type.Integer() }, closed)
const Content = Type.String({ minLength: 1, maxLength: MAX_CORE_MESSAGE_CHARACTERS, description: 'Compact JWE for the vault.' })
const EpochKey = Type.String({ minLength: 1, maxLength: MAX_KEY_MESSAGE_CHARACTERS, description: 'The key message of the content\'s epoch.' })
/** What a user decides about a request, or about somebody known. */
export const ContactDecision = Type.Object({
  provider: Provider,
  decision: Type.Enum(['grant', 'deny', 'block', 'acceptIdentity'], { description: '`acceptIdentity` needs content of that kind, which names the key that the user has seen.' }),
  content: Type.Optional(Content), epochKey: Type.Optional(EpochKey),
}, closed)
/** At which provider. */
export const AtProvider = Type.Object({ provider: Provider }, closed)

/** Where to go on, how long to wait for something, and how much of it. */
export const EventsQuery = Type.Object({
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: 'The cursor of the last answer: acknowledges, and so deletes, everything up to it.' })),
  wait: Type.Optional(Type.String({ pattern: '^(?:[0-9]|[1-4][0-9]|50)$', description: 'Seconds to wait for a first event.' })),
  limit: Type.Optional(Type.String({ pattern: '^(?:[1-9][0-9]?|[1-4][0-9]{2}|500)$', description: 'Most events in the answer.' })),
  proofs: Type.Optional(Type.String({ pattern: '^[01]$', description: '1: with each message what a report of it needs.' })),
}, closed)

/** Something a user must know. Members that do not go with its type are left out. */
export const Event = Type.Object({
  id: Type.Integer(), time: Time,
  type: Type.Enum(['contact.requested', 'contact.granted', 'identity.changed', 'message.expired', 'message.failed', 'message', 'message.lost']),
  ref: Reference, provider: Provider, inbox: Type.Optional(Inbox), label: Type.String(),
  custody: Type.Object({ user: Custody, peer: Type.Optional(Custody) }, closed),
  request: Type.Optional(Uuid), peer: Type.Optional(Uuid),
  invite: Type.Optional(Type.String({ description: 'The invite of the user\'s by which it was asked.' })),
  displayName: Type.Optional(Type.String({ description: 'As the provider says; it is not verified.' })),
  address: Type.Optional(Type.String()), purposes: Type.Optional(Type.Array(Type.String())),
  endorsed: Type.Optional(Type.Boolean({ description: 'Whether the old identity key signed the new one.' })),
  identityKey: Type.Optional(Type.String({ description: 'The new identity key, 33 bytes in base64url: what the user accepts.' })),
  message: Type.Optional(Uuid),
  number: Type.Optional(Type.Integer({ description: 'Running number of what the vault opened of this conversation.' })),
  late: Type.Optional(Type.Boolean({ description: 'Out of its order: it had been held up.' })),
  content: Type.Optional(Type.String({ description: 'Compact JWE by the vault.' })),
  epochKey: Type.Optional(Type.String({ description: 'The key message of the content\'s epoch.' })),
  proof: Type.Optional(Proof),
  reason: Type.Optional(Type.String({ description: 'Why nobody will ever open the message.' })),
}, closed)
/** Events, and the cursor that acknowledges them. */
export const Events = Type.Object({ events: Type.Array(Event), next: Type.Integer() }, closed)

/** A message of a user to somebody at a provider. */
export const Message = Type.Object({
  ref: Reference, provider: Provider, peer: Uuid,
  content: Content, epochKey: EpochKey,
  attachments: Type.Optional(Type.Array(Uuid, { maxItems: MAX_ATTACHMENTS, uniqueItems: true, description: 'What the content points to: uploaded whole, for this peer.' })),
}, closed)

/** A sealed file that a user wants to send. */
export const NewAttachment = Type.Object({
  ref: Reference, provider: Provider, peer: Uuid,
  size: Type.Integer({ minimum: 1, maximum: 4_294_967_295, description: 'Bytes of the ciphertext.' }),
  sha256: Type.String({ pattern: '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$', description: 'Over the ciphertext, in base64url.' }),
}, closed)

/** Where an attachment stands for a user, and the way to its bytes. */
export const Attachment = Type.Object({
  id: Uuid, state: Type.Enum(['pending', 'available', 'expired', 'gone', 'tooLarge', 'corrupt'], { description: 'Only what is available can be read. Gone is also what never was, or concerns others.' }),
  retryAfterSeconds: Type.Optional(Type.Integer()),
  transfer: Type.Optional(Type.Object({
    direction: Type.Enum(['upload', 'download']), path: Type.String({ description: 'On this listener: tus 1.0 (HEAD, PATCH) for an upload, GET with ranges for a download.' }),
    authorization: Type.String({ description: 'Send it as the header Authorization. Secret, for ten minutes, and for twice the size.' }), expiresAt: Time, size: Type.Integer(),
  }, closed)),
}, closed)
/** The message is stored for its recipient. It is not delivered yet. */
export const Accepted = Type.Object({ id: Uuid, acceptedAt: Time }, closed)
/** Whose message. */
export const MessageQuery = Type.Object({ ref: Reference, provider: Provider }, closed)
/** What became of a message, for each device that it went to. */
export const Trace = Type.Object({
  id: Uuid, acceptedAt: Time,
  places: Type.Array(Type.Object({ device: Type.Integer(), stage: Type.String(), endedAt: Type.Optional(Time) }, closed)),
}, closed)

const KeyName = Type.String({ description: 'RFC 7638 thumbprint.' })
/** What a vault says of itself; everything but the statement is a copy of what the statement says. */
const Vault = Type.Object({
  place: Type.Integer(), ready: Type.Boolean(),
  shape: Type.Optional(Type.Enum(['embedded', 'split'])), custody: Type.Optional(Custody),
  versions: Type.Optional(Type.Object({ drawbridge: Type.String(), libsignal: Type.String(), node: Type.String() }, closed)),
  keys: Type.Optional(Type.Object({ signing: KeyName, agreement: KeyName, statement: KeyName }, closed)),
  delegated: Type.Optional(Type.Boolean({ description: 'Whether it has your delegation, without which it makes no user\'s keys.' })),
  statement: Type.Optional(Type.String({ description: 'A compact JWS (EdDSA) by the vault\'s signing key over your nonce: check it with the key that you pinned.' })),
}, closed)
/** What makes an answer fresh. */
export const VaultQuery = Type.Object({ nonce: Type.String({ pattern: '^[0-9a-f]{64}$', description: '32 random bytes of yours in hexadecimal.' }) }, closed)
/** All vaults of a gateway, in the order of their places. */
export const Vaults = Type.Object({ vaults: Type.Array(Vault) }, closed)

/** RFC 9457 with a code of the catalogue. */
export const Problem = Type.Object({
  type: Type.String(), title: Type.String(), status: Type.Integer(), detail: Type.String(), code: Type.String(), fix: Type.String(),
  correlationId: Type.Optional(Type.String()),
}, closed)

/** The members of an object's schema: name, schema, whether it must be there. */
export const propertiesOf = (schema: TSchema): readonly (readonly [name: string, schema: TSchema, required: boolean])[] =>
  (Type.IsObject(schema) ? Object.entries(schema.properties).map(([name, one]) => [name, one, !Type.IsOptional(one)] as const) : [])
