// SPDX-License-Identifier: Apache-2.0
import { parseAgreementJwk, parsePrivate } from './agreement-key.ts'
import type { AgreementJwk, Private, PublicJwk } from './credentials.ts'
import { partyId, userId } from './ids.ts'
import type { PartyId, UserId } from './ids.ts'
import { parsePublicJwk } from './jwk.ts'
import { MAX_REPORTED_MESSAGES, MAX_SEALED_REPORT_BYTES, reportId } from './reports.ts'
import type { ReportId } from './reports.ts'
import { fileError, memberPath, strictChoice, strictObject, strictParsed, strictText } from './strict-json.ts'

/** What devices seal reports to. Holds nothing secret. */
export interface ModerationKeyFile {
  readonly drawbridge: 'moderation-key/1'
  readonly key: AgreementJwk
}

/** What opens reports; for whoever decides about them, never for the gateway. */
export interface ModerationSecretFile {
  readonly drawbridge: 'moderation-secret/1'
  readonly key: Private<AgreementJwk>
}

/** The public keys under which a gateway vouched for messages, by epoch. Holds nothing secret. */
export interface FrankKeysFile {
  readonly drawbridge: 'frank-keys/1'
  readonly keys: readonly { readonly epoch: number; readonly key: PublicJwk }[]
}

/** A report as the gateway hands it out: still sealed, with what the gateway itself saw. */
export interface SealedReportFile {
  readonly drawbridge: 'sealed-report/1'
  readonly reportId: ReportId
  readonly party: PartyId
  readonly reporter: UserId
  readonly reportedUser: UserId
  /** null where nobody knows it any more. */
  readonly reportedParty: PartyId | null
  /** Ms since the epoch. */
  readonly receivedAtMs: number
  readonly messages: number
  /** SHA-256 in base64url over the contexts of the franks that the gateway checked. */
  readonly checked: string
  /** Compact JWE. */
  readonly sealed: string
}

/** Epochs that one file names: a key lasts for years. */
const MAX_EPOCHS = 64
const JWE = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/
const SHA256 = /^[A-Za-z0-9_-]{43}$/

/** A moderation key file from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseModerationKeyFile = (json: unknown): ModerationKeyFile => {
  const file = strictObject(json, '', ['drawbridge', 'key'])
  return Object.freeze({ drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['moderation-key/1']), key: parseAgreementJwk(file.key, 'key') })
}

/** A moderation secret from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where, never what stood there. */
export const parseModerationSecretFile = (json: unknown): ModerationSecretFile => {
  const file = strictObject(json, '', ['drawbridge', 'key'])
  return Object.freeze({ drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['moderation-secret/1']), key: parsePrivate(file.key, 'key', parseAgreementJwk) })
}

/** A file of frank keys from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseFrankKeysFile = (json: unknown): FrankKeysFile => {
  const file = strictObject(json, '', ['drawbridge', 'keys'])
  if (!Array.isArray(file.keys) || file.keys.length < 1 || file.keys.length > MAX_EPOCHS) throw fileError('keys', `must hold 1 to ${String(MAX_EPOCHS)} keys`)
  const keys = file.keys.map((value: unknown, index) => {
    const where = `keys[${String(index)}]`
    const { epoch, key } = strictObject(value, where, ['epoch', 'key'])
    return Object.freeze({ epoch: strictWhole(epoch, memberPath(where, 'epoch')), key: parsePublicJwk(key, memberPath(where, 'key'), 'link') })
  })
  if (new Set(keys.map(({ epoch }) => epoch)).size < keys.length) throw fileError('keys', 'must not hold an epoch twice')
  return Object.freeze({ drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['frank-keys/1']), keys: Object.freeze(keys) })
}

/** An exported report from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseSealedReportFile = (json: unknown): SealedReportFile => {
  const file = strictObject(json, '', ['drawbridge', 'reportId', 'party', 'reporter', 'reportedUser', 'reportedParty', 'receivedAtMs', 'messages', 'checked', 'sealed'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['sealed-report/1']),
    reportId: strictParsed(file.reportId, 'reportId', reportId, 'a UUID'),
    party: strictParsed(file.party, 'party', partyId, 'a lower-case domain name'),
    reporter: strictParsed(file.reporter, 'reporter', userId, 'a user id'),
    reportedUser: strictParsed(file.reportedUser, 'reportedUser', userId, 'a user id'),
    reportedParty: file.reportedParty === null ? null : strictParsed(file.reportedParty, 'reportedParty', partyId, 'a lower-case domain name, or null'),
    receivedAtMs: strictWhole(file.receivedAtMs, 'receivedAtMs'),
    messages: strictWhole(file.messages, 'messages', MAX_REPORTED_MESSAGES),
    checked: strictForm(file.checked, 'checked', SHA256, 'a SHA-256 in base64url'),
    sealed: strictForm(file.sealed, 'sealed', JWE, 'a compact JWE'),
  })
}

const strictWhole = (value: unknown, where: string, max: number = Number.MAX_SAFE_INTEGER): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > max) throw fileError(where, `must be a whole number up to ${String(max)}`)
  return value
}

const strictForm = (value: unknown, where: string, form: RegExp, shouldBe: string): string => {
  const text = strictText(value, where)
  if (text.length > MAX_SEALED_REPORT_BYTES || !form.test(text)) throw fileError(where, `must be ${shouldBe}`)
  return text
}
