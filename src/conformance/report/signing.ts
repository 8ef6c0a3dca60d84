// SPDX-License-Identifier: AGPL-3.0-only
import { createPublicKey } from 'node:crypto'
import { compactVerify, decodeProtectedHeader, SignJWT } from 'jose'
import type { JWTPayload } from 'jose'
import type { Private, PublicJwk } from '../../model/credentials.ts'
import { GatewayError } from '../../model/errors.ts'
import { keyAlgorithm, parsePublicJwk } from '../../model/jwk.ts'
import { privateKeyObject } from '../../sdk/link/party-keys.ts'
import { SIGNED_MARKS, toHtml } from './html.ts'
import type { Report } from './report.ts'
import { parseReport } from './shape.ts'

/** What a signed report says, and who says so. */
export interface Signed { readonly report: Report; readonly key: PublicJwk }

const TYPE = 'drawbridge-conformance+jws'

/** A report as compact JWS; the public key goes along in the header. */
export const signReport = (report: Report, key: Private<PublicJwk>): Promise<string> => {
  const { d: _secret, ...jwk } = key
  return new SignJWT(report as unknown as JWTPayload).setProtectedHeader({ alg: keyAlgorithm(key), kid: key.kid, typ: TYPE, jwk }).sign(privateKeyObject(key))
}

/** A report as JSON file: for reading, and with its signature. */
export const toJsonFile = (report: Report, signed: string): string => `${JSON.stringify({ drawbridge: 'conformance-report/1', report, signed }, undefined, 2)}\n`

/**
 * Who signed a report file, JSON or HTML, and what it says: the signature holds under the key that it carries, and all that the file shows is what was signed.
 * Throws `CONFIG_INVALID` with what does not hold.
 */
export const verifyReport = async (text: string): Promise<Signed> => {
  const isPage = text.startsWith('<!doctype html>')
  const signed = isPage ? between(text, SIGNED_MARKS) : memberOf(text)
  const found = await verified(signed)
  const again = isPage ? toHtml(found.report, signed) : toJsonFile(found.report, signed)
  if (again !== text) throw refused(`the file shows something else than what was signed, or another version than ${found.report.kit} of the kit made it`)
  return found
}

const verified = async (signed: string): Promise<Signed> => {
  try {
    const { jwk, typ } = decodeProtectedHeader(signed)
    if (typ !== TYPE) throw refused('it is not a signed conformance report')
    const key = parsePublicJwk(jwk, 'jwk', 'issuer')
    const { payload } = await compactVerify(signed, createPublicKey({ key: { ...key }, format: 'jwk' }), { algorithms: [keyAlgorithm(key)] })
    return { report: parseReport(JSON.parse(new TextDecoder().decode(payload))), key }
  } catch (error) {
    throw error instanceof GatewayError ? error : refused('the signature does not hold')
  }
}

const between = (text: string, [before, after]: readonly [string, string]): string => {
  const from = text.indexOf(before)
  const to = text.indexOf(after, from)
  if (from < 0 || to < 0) throw refused('it is not a conformance report')
  return text.slice(from + before.length, to)
}

const memberOf = (text: string): string => {
  const value = parsed(text)
  if (typeof value === 'object' && value !== null && 'signed' in value && typeof value.signed === 'string') return value.signed
  throw refused('it is not a conformance report')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw refused('it is not a conformance report')
  }
}

const refused = (detail: string): GatewayError => new GatewayError('CONFIG_INVALID', detail)
