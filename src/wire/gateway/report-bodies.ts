// SPDX-License-Identifier: Apache-2.0
import type { Answer } from '../../model/answers.ts'
import { submissionId, userId } from '../../model/ids.ts'
import { MAX_REPORTED_MESSAGES, MAX_SEALED_REPORT_BYTES, reportId } from '../../model/reports.ts'
import type { FrankedMessage, Report } from '../../model/reports.ts'
import type { PartyRequest } from '../../model/requests.ts'
import { uuidBytes } from '../uuid.ts'
import { bounded, decodeDeviceId, decodeUuid, distinct, exactBytes, malformed, someBytes } from './fields.ts'
import type { Wire } from './v1.ts'

type Reported = Extract<Answer, { kind: 'reported' }>

/** Bytes of an HMAC-SHA256. */
const MAC_BYTES = 32

/** `Report`. */
export const decodeReport = (message: Wire<'Report'>): Extract<PartyRequest, { kind: 'report' }> => {
  const messages = bounded(message.messages, MAX_REPORTED_MESSAGES, 'Report.messages').map(decodeFranked)
  if (messages.length === 0) throw malformed('Report.messages')
  distinct(messages.map((one) => `${one.submissionId} ${String(one.senderDevice)}`), 'Report.messages')
  return {
    kind: 'report',
    reportId: decodeUuid(reportId, message.reportId, 'Report.report_id'),
    reporter: decodeUuid(userId, message.reporter, 'Report.reporter'),
    reportedUser: decodeUuid(userId, message.reportedUser, 'Report.reported_user'),
    messages, sealed: someBytes(message.sealed, MAX_SEALED_REPORT_BYTES, 'Report.sealed'),
  }
}

/** `Report`. */
export const encodeReport = (report: Report): Wire<'Report'> => ({
  reportId: uuidBytes(report.reportId), reporter: uuidBytes(report.reporter), reportedUser: uuidBytes(report.reportedUser), sealed: report.sealed,
  messages: report.messages.map(({ senderDevice, submissionId: submission, gatewayTimeMs, commitment, keyEpoch, mac }) =>
    ({ senderDevice, submissionId: uuidBytes(submission), gatewayTimeMs, frankingCommitment: commitment, keyEpoch, mac })),
})

/** `Reported`. */
export const decodeReported = (message: Wire<'Reported'>): Reported =>
  ({ kind: 'reported', reportId: decodeUuid(reportId, message.reportId, 'Reported.report_id'), leftToday: message.leftToday ?? 0 })

/** `Reported`. */
export const encodeReported = ({ reportId: id, leftToday }: Reported): Wire<'Reported'> => ({ reportId: uuidBytes(id), leftToday })

const decodeFranked = (message: Wire<'FrankedMessage'>): FrankedMessage => {
  const { gatewayTimeMs, keyEpoch } = message
  // A frank is over whole milliseconds: of any other time there is none.
  if (!Number.isSafeInteger(gatewayTimeMs) || (gatewayTimeMs ?? -1) < 0) throw malformed('FrankedMessage.gateway_time_ms')
  return {
    senderDevice: decodeDeviceId(message.senderDevice, 'FrankedMessage.sender_device'),
    submissionId: decodeUuid(submissionId, message.submissionId, 'FrankedMessage.submission_id'),
    gatewayTimeMs: gatewayTimeMs ?? 0,
    commitment: exactBytes(message.frankingCommitment, MAC_BYTES, 'FrankedMessage.franking_commitment'),
    keyEpoch: keyEpoch ?? 0,
    mac: exactBytes(message.mac, MAC_BYTES, 'FrankedMessage.mac'),
  }
}
