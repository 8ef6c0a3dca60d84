// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'

const closed = { additionalProperties: false } as const
// Room for a sentence that says why, on one screen.
const MAX_REASON = 500
// The longest domain name.
const MAX_PARTY = 253

// It is read on a line of its own: nothing in it ends the line, moves a cursor or turns the text, as in src/model/display-text.ts.
const ONE_LINE = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$'
/** Why something is changed, in the operator's own words. */
export const Why = Type.String({ minLength: 1, maxLength: MAX_REASON, pattern: ONE_LINE })
const BindingMode = Type.Enum(['exporter', 'proxy', 'plain-loopback'])
const Role = Type.Enum(['provider', 'core'])
/** A public key. */
export const Jwk = Type.Object({ kty: Type.String(), crv: Type.String(), x: Type.String(), y: Type.Optional(Type.String()), kid: Type.String() }, closed)

/** `POST /v1/parties`. The application file is checked by its own parser, which says where it is wrong. */
export const AddParty = Type.Object({ application: Type.Unknown(), bindingMode: Type.Optional(BindingMode), testing: Type.Optional(Type.Boolean()), reason: Type.Optional(Why) }, closed)

/** Body of a change that needs a reason. */
export const Reason = Type.Object({ reason: Why }, closed)

/** Path of one party. */
export const PartyPath = Type.Object({ party: Type.String({ maxLength: MAX_PARTY }) }, closed)

/** What the operator sees of a party. */
export const Party = Type.Object({
  party: Type.String(), role: Role, displayName: Type.String(),
  state: Type.String(), stateReason: Type.String(), bindingMode: BindingMode,
  /** Empty: it is not woken. */
  wakeUrl: Type.String(),
  mediaHosts: Type.Array(Type.String()),
  linkKeyIds: Type.Array(Type.String()), issuerKeyIds: Type.Array(Type.String()),
  addedAt: Type.String({ format: 'date-time' }),
}, closed)

const Numbers = Type.Record(Type.String(), Type.Integer())

/** Body of a change of limits: their names and new values, which their own parser checks. */
export const SetLimits = Type.Object({ set: Type.Record(Type.String({ maxLength: 64 }), Type.Number(), { minProperties: 1, maxProperties: 20 }), reason: Why }, closed)

/** What an agreement allows, and what it may be set to. */
export const Limits = Type.Object({
  party: Type.String(), policyVersion: Type.Integer(), limits: Numbers, defaults: Numbers,
  ranges: Type.Record(Type.String(), Type.Object({ min: Type.Integer(), max: Type.Integer(), meaning: Type.String() }, closed)),
}, closed)

/** All parties. */
export const PartyList = Type.Object({ parties: Type.Array(Party) }, closed)

/** The file that the operator hands back. */
export const Admission = Type.Object({
  drawbridge: Type.Literal('admission/1'), party: Type.String(), role: Role, bindingMode: BindingMode,
  gateway: Type.Object({ id: Type.String(), url: Type.String(), linkKey: Jwk, frankKey: Jwk }, closed),
  core: Type.Object({ party: Type.String(), issuerKeys: Type.Object({ keys: Type.Array(Jwk) }, closed) }, closed),
}, closed)

/** `GET /v1/info`. */
export const Info = Type.Object({
  version: Type.String(), source: Type.String(), phase: Type.String(), startedAt: Type.String({ format: 'date-time' }),
  linksUrl: Type.String(), coreUrl: Type.Union([Type.String(), Type.Null()]), gatewayId: Type.String(), defaultBindingMode: BindingMode,
  counts: Type.Object({ providers: Type.Integer(), cores: Type.Integer(), suspended: Type.Integer(), openLinks: Type.Integer(), parkedMessages: Type.Integer() }, closed),
  events: Type.Record(Type.String(), Type.Integer()),
}, closed)

/** `GET /livez` and `GET /readyz`. */
export const HealthAnswer = Type.Object({ ok: Type.Boolean() }, closed)
