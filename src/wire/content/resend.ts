// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { submissionId } from '../../model/ids.ts'
import type { DeviceId, SubmissionId } from '../../model/ids.ts'
import { lengthPrefixed } from '../transcript.ts'
import { uuidBytes, uuidText } from '../uuid.ts'

/**
 * The submission id of the resend that answers a submission which failed at a device. It follows from the failed one, so that a
 * device which cannot open the resend either knows that it is the same message, and shows one placeholder and not five.
 */
export const resendIdOf = (failed: SubmissionId, device: DeviceId): SubmissionId => {
  const hash = createHash('sha256').update(lengthPrefixed(['drawbridge.v1 resend', uuidBytes(failed), String(device)])).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x40, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return submissionId(uuidText(hash))
}
