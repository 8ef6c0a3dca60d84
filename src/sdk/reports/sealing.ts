// SPDX-License-Identifier: Apache-2.0
import { compactDecrypt, CompactEncrypt, importJWK } from 'jose'
import type { AgreementJwk, Private } from '../../model/credentials.ts'

const REPORT_TYPE = 'drawbridge-report+jwe'
const ALGORITHM = 'ECDH-ES+A256KW'
const ENCRYPTION = 'A256GCM'

/** Seals the JSON of a disclosure to a moderation key: a compact JWE, each time another one. */
export const sealDisclosure = async (json: string, { kid, ...jwk }: AgreementJwk): Promise<string> =>
  new CompactEncrypt(Buffer.from(json, 'utf8')).setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, typ: REPORT_TYPE, kid }).encrypt(await importJWK(jwk, ALGORITHM))

/** What was sealed to this key, as JSON; undefined where it was sealed to another one, was changed, or is no report. */
export const openSealed = async (sealed: string, { kid, ...jwk }: Private<AgreementJwk>): Promise<unknown> => {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, await importJWK(jwk, ALGORITHM), { keyManagementAlgorithms: [ALGORITHM], contentEncryptionAlgorithms: [ENCRYPTION] })
    if (protectedHeader.typ !== REPORT_TYPE || protectedHeader.kid !== kid) return undefined
    return JSON.parse(Buffer.from(plaintext).toString('utf8'))
  } catch {
    return undefined
  }
}
