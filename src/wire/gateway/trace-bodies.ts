// SPDX-License-Identifier: Apache-2.0
import type { Answer, TracedMessage, TracedPlace } from '../../model/answers.ts'
import { MAX_DEVICES, submissionId, userId } from '../../model/ids.ts'
import type { PartyRequest } from '../../model/requests.ts'
import { uuidBytes } from '../uuid.ts'
import { traceStageEnum } from './enums.ts'
import { bounded, decodeDeviceId, decodeTime, decodeUuid } from './fields.ts'
import type { Wire } from './v1.ts'

type Trace = Extract<PartyRequest, { kind: 'trace' }>
type Traced = Extract<Answer, { kind: 'traced' }>

/** `Trace`. */
export const decodeTrace = (message: Wire<'Trace'>): Trace => ({
  kind: 'trace',
  senderUser: decodeUuid(userId, message.senderUser, 'Trace.sender_user'),
  submissionId: decodeUuid(submissionId, message.submissionId, 'Trace.submission_id'),
})

/** `Trace`. */
export const encodeTrace = (trace: Trace): Wire<'Trace'> =>
  ({ senderUser: uuidBytes(trace.senderUser), submissionId: uuidBytes(trace.submissionId) })

/** `Traced`; a stage that is not known reads as undefined. */
export const decodeTraced = (message: Wire<'Traced'>): Traced =>
  ({ kind: 'traced', messages: bounded(message.messages, MAX_DEVICES, 'Traced.messages').map(decodeMessage) })

/** `Traced`. */
export const encodeTraced = ({ messages }: Traced): Wire<'Traced'> => ({ messages: messages.map(({ places, ...message }) => ({
  ...message, places: places.map(({ stage, ...place }) => ({ ...place, stage: stage === undefined ? 0 : traceStageEnum.numberOf[stage] })),
})) })

const decodeMessage = (message: Wire<'TracedMessage'>): TracedMessage => ({
  senderDevice: decodeDeviceId(message.senderDevice, 'TracedMessage.sender_device'),
  gatewayTimeMs: decodeTime(message.gatewayTimeMs, 'TracedMessage.gateway_time_ms'),
  places: bounded(message.places, MAX_DEVICES, 'TracedMessage.places').map(decodePlace),
})

const decodePlace = (place: Wire<'TracedPlace'>): TracedPlace => ({
  deviceId: decodeDeviceId(place.deviceId, 'TracedPlace.device_id'),
  stage: traceStageEnum.find(place.stage),
  attempts: place.attempts ?? 0,
  pushedTimeMs: decodeTime(place.pushedTimeMs, 'TracedPlace.pushed_time_ms'),
  endedTimeMs: decodeTime(place.endedTimeMs, 'TracedPlace.ended_time_ms'),
})
