// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import { Reason } from './schemas.ts'

const closed = { additionalProperties: false } as const
const PartyName = Type.String({ maxLength: 253 })
const Uuid = Type.String({ maxLength: 36 })
const StepName = Type.Enum(['notice', 'slow', 'suspend'])
const Appeal = Type.Enum(['none', 'open', 'upheld', 'granted'])
const Limit = Type.String({ pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$' })
const Time = Type.String({ format: 'date-time' })
// A year; what is meant for longer has no end until it is lifted.
const MAX_HOURS = 8_760

/** `GET /v1/enforcement?…`: everything in a query is text. */
export const EnforcementQuery = Type.Object({
  party: Type.Optional(PartyName), user: Type.Optional(Uuid), appeal: Type.Optional(Appeal), all: Type.Optional(Type.Enum(['true', 'false'])),
  limit: Type.Optional(Limit),
}, closed)

/** `GET /v1/enforcement-suggestions?…` */
export const SuggestionQuery = Type.Object({ party: Type.Optional(PartyName), limit: Type.Optional(Limit) }, closed)

/** Steps that the operator may take: each with the rule that asks for it, its figures, and the command that takes it. */
export const Suggestions = Type.Object({
  suggestions: Type.Array(Type.Object({
    party: Type.String(), user: Type.Optional(Type.String()), step: StepName, hours: Type.Integer(), rule: Type.String(), figures: Type.String(), present: Type.Optional(StepName), command: Type.String(),
  }, closed)),
}, closed)

/** Path of one step. */
export const EnforcementPath = Type.Object({ id: Uuid }, closed)

const { reason } = Reason.properties

/** Body of a step to be taken; without `hours` it is in force until it is lifted. */
export const Apply = Type.Object({ party: PartyName, user: Type.Optional(Uuid), step: StepName, reason, hours: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_HOURS })) }, closed)

/** Body of a decision on an appeal. */
export const Decide = Type.Object({ decision: Type.Enum(['upheld', 'granted']), reason }, closed)

/** A step as the operator sees it. */
export const Step = Type.Object({
  id: Type.String(), party: Type.String(), user: Type.Optional(Type.String()), step: StepName, rule: Type.String(), reason: Type.String(), actor: Type.String(),
  startedAt: Time, endsAt: Type.Optional(Time), endedAt: Type.Optional(Time), ending: Type.Optional(Type.String()),
  appeal: Appeal, appealText: Type.Optional(Type.String()), decision: Type.String(),
}, closed)

/** Steps, the newest first. */
export const Steps = Type.Object({ steps: Type.Array(Step) }, closed)
