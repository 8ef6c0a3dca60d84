// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static } from 'typebox'

/** A step as the admin API tells it. */
export const Step = Type.Object({
  id: Type.String(), party: Type.String(), user: Type.Optional(Type.String()), step: Type.String(), rule: Type.String(), reason: Type.String(), actor: Type.String(),
  startedAt: Type.String(), endsAt: Type.Optional(Type.String()), endedAt: Type.Optional(Type.String()), ending: Type.Optional(Type.String()),
  appeal: Type.String(), appealText: Type.Optional(Type.String()), decision: Type.String(),
})

const Suggestion = Type.Object({
  party: Type.String(), user: Type.Optional(Type.String()), step: Type.String(), hours: Type.Integer(), rule: Type.String(), figures: Type.String(), present: Type.Optional(Type.String()), command: Type.String(),
})

/** Suggestions as the admin API tells them. */
export const Suggestions = Type.Object({ suggestions: Type.Array(Suggestion) })

/** A suggestion for people. */
export const describeSuggestion = ({ party, user, step, hours, rule, figures, present, command }: Static<typeof Suggestion>): string => [
  `${step} against ${user === undefined ? party : `user ${user} of ${party}`}, for ${String(hours)} hours`,
  `rule      ${rule}`,
  `figures   ${figures}`,
  `in force  ${present ?? 'nothing'}`,
  `to take   ${command}`,
].join('\n')

/** A step for people. */
export const describeStep = (step: Static<typeof Step>): string => [
  `${step.step} against ${step.user === undefined ? step.party : `user ${step.user} of ${step.party}`}`,
  `id        ${step.id}`,
  `rule      ${step.rule}, by ${step.actor}`,
  `reason    ${step.reason}`,
  `time      from ${step.startedAt} ${step.endsAt === undefined ? 'until it is lifted' : `to ${step.endsAt}`}`,
  ...(step.endedAt === undefined ? [] : [`ended     ${step.endedAt}, ${step.ending ?? ''}`]),
  `appeal    ${step.appeal}`,
  ...(step.appealText === undefined ? [] : [step.appealText.split('\n').map((line) => `          ${line}`).join('\n')]),
  ...(step.decision === '' ? [] : [`decision  ${step.decision}`]),
].join('\n')
