// SPDX-License-Identifier: Apache-2.0
import type { Answer, Push, ToldEnforcement } from '../../model/answers.ts'
import { isSafeDisplayText } from '../../model/display-text.ts'
import { enforcementId, MAX_APPEAL } from '../../model/enforcement.ts'
import { userId } from '../../model/ids.ts'
import type { PartyRequest } from '../../model/requests.ts'
import { uuidBytes } from '../uuid.ts'
import { appealStateEnum, enforcementStepEnum } from './enums.ts'
import { bounded, decodeTime, decodeUuid, malformed, required } from './fields.ts'
import type { MaybeWire, Wire } from './v1.ts'

/** Steps in one answer. */
const MAX_STEPS = 100

/** `Appeal`: plain text, of which line breaks are the only controls. */
export const decodeAppeal = (message: Wire<'Appeal'>): Extract<PartyRequest, { kind: 'appeal' }> => {
  const text = message.text ?? ''
  const isSafe = text.split('\n').every((line) => isSafeDisplayText(line, MAX_APPEAL))
  if (text.trim() === '' || Array.from(text).length > MAX_APPEAL || !isSafe) throw malformed('Appeal.text')
  return { kind: 'appeal', enforcementId: decodeUuid(enforcementId, message.enforcementId, 'Appeal.enforcement_id'), text }
}

/** `Appeal`. */
export const encodeAppeal = (appeal: Extract<PartyRequest, { kind: 'appeal' }>): Wire<'Appeal'> =>
  ({ enforcementId: uuidBytes(appeal.enforcementId), text: appeal.text })

/** `EnforcementList`. */
export const decodeEnforcementList = (message: Wire<'EnforcementList'>): Extract<Answer, { kind: 'enforcementList' }> =>
  ({ kind: 'enforcementList', steps: bounded(message.steps, MAX_STEPS, 'EnforcementList.steps').map(decodeEnforcement) })

/** `EnforcementList`. */
export const encodeEnforcementList = (list: Extract<Answer, { kind: 'enforcementList' }>): Wire<'EnforcementList'> => ({ steps: list.steps.map(encodeEnforcement) })

/** `EnforcementChanged`. */
export const decodeEnforcementChanged = (message: Wire<'EnforcementChanged'>): Extract<Push, { kind: 'enforcementChanged' }> =>
  ({ kind: 'enforcementChanged', enforcement: decodeEnforcement(required(message.enforcement, 'EnforcementChanged.enforcement')) })

/** `EnforcementChanged`. */
export const encodeEnforcementChanged = (push: Extract<Push, { kind: 'enforcementChanged' }>): Wire<'EnforcementChanged'> => ({ enforcement: encodeEnforcement(push.enforcement) })

/** A step that is not told or not known reads as the hardest, an appeal as none. */
const decodeEnforcement = (message: NonNullable<MaybeWire<'Enforcement'>>): ToldEnforcement => ({
  id: decodeUuid(enforcementId, message.enforcementId, 'Enforcement.enforcement_id'),
  user: (message.user ?? []).length === 0 ? undefined : decodeUuid(userId, message.user, 'Enforcement.user'),
  step: enforcementStepEnum.find(message.step) ?? 'suspend', rule: message.rule ?? '', reason: message.reason ?? '',
  startedAt: decodeTime(message.startedMs, 'Enforcement.started_ms'),
  endsAt: timeIfAny(message.endsMs, 'Enforcement.ends_ms'), endedAt: timeIfAny(message.endedMs, 'Enforcement.ended_ms'),
  appeal: appealStateEnum.find(message.appeal) ?? 'none', decision: message.decision ?? '',
})

const encodeEnforcement = (step: ToldEnforcement): Wire<'Enforcement'> => ({
  enforcementId: uuidBytes(step.id), user: step.user === undefined ? new Uint8Array(0) : uuidBytes(step.user), step: enforcementStepEnum.numberOf[step.step],
  rule: step.rule, reason: step.reason, startedMs: step.startedAt, endsMs: step.endsAt ?? 0, endedMs: step.endedAt ?? 0,
  appeal: appealStateEnum.numberOf[step.appeal], decision: step.decision,
})

const timeIfAny = (value: number | null | undefined, field: string): number | undefined => decodeTime(value, field) || undefined
