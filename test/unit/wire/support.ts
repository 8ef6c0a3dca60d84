// SPDX-License-Identifier: AGPL-3.0-only
// Values of every kind the wire carries, drawn by fast-check, and a comparison that takes bytes as bytes.
import fc from 'fast-check'
import { safeDisplayText } from '../../../src/model/display-text.ts'
import { GatewayError } from '../../../src/model/errors.ts'
import type { ErrorCode } from '../../../src/model/errors.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import { reportId } from '../../../src/model/reports.ts'
import { address, deviceId, instanceName, keyId, linkId, partyId, registrationId, requestId, submissionId, userId, userReference } from '../../../src/model/ids.ts'

/** The value with all bytes as hex text, so that a Buffer and a Uint8Array of the same bytes are the same. */
export const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}

/** The code that a call is refused with; anything but a catalogued error goes through. */
export const refusal = (call: () => unknown): { code: ErrorCode; detail: string } | undefined => {
  try {
    call()
    return undefined
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return { code: error.code, detail: error.detail }
  }
}

/** A number where the codec's types name an enum: what any sender may put there. */
export const enumNumber = <Enum extends number>(value: number): Enum => value as Enum

export const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
export const someBytes = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: 1, maxLength })
export const uint32 = fc.nat({ max: 0xff_ff_ff_ff })
export const sequence = fc.integer({ min: 1, max: 0xff_ff_ff_ff })
export const time = fc.nat({ max: Number.MAX_SAFE_INTEGER })
export const userIds = fc.uuid({ version: 4 }).map(userId)
export const attachmentIds = fc.uuid({ version: 4 }).map(attachmentId)
export const reportIds = fc.uuid({ version: 4 }).map(reportId)
export const submissionIds = fc.uuid({ version: 4 }).map(submissionId)
export const requestIds = fc.uuid({ version: 4 }).map(requestId)
export const linkIds = fc.uuid({ version: 4 }).map(linkId)
export const deviceIds = fc.integer({ min: 1, max: 127 }).map(deviceId)
export const registrationIds = fc.integer({ min: 1, max: 16_380 }).map(registrationId)
export const parties = fc.stringMatching(/^[a-z]{1,20}\.example$/).map(partyId)
export const keyIds = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/).map(keyId)
export const instances = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/).map(instanceName)
export const references = fc.stringMatching(/^[ -~]{1,128}$/).map(userReference)
export const addresses = fc.oneof(fc.stringMatching(/^[a-z0-9]{1,20}@heron\.example$/), fc.stringMatching(/^\+[1-9][0-9]{6,14}$/)).map(address)
export const shortTexts = fc.string({ unit: 'binary', maxLength: 64 }).map((text) => safeDisplayText(text))
export const capabilities = fc.array(fc.stringMatching(/^[a-z-]{1,20}\/[0-9]$/), { maxLength: 64 })
export const jws = fc.stringMatching(/^[\w-]{1,40}\.[\w-]{1,80}\.[\w-]{1,86}$/)
export const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined })
export const distinctDevices = (minLength = 0, maxLength = 10): fc.Arbitrary<ReturnType<typeof deviceId>[]> =>
  fc.uniqueArray(deviceIds, { minLength, maxLength })

const prekeyIds = fc.integer({ min: 1, max: 0xff_ff_ff })
export const prekeys = fc.record({ id: prekeyIds, publicKey: bytes(33) })
export const signedPrekeys = fc.record({ id: prekeyIds, publicKey: bytes(33), signature: bytes(64) })
