// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the signing key, and what this process found out about itself.
// Promises: says in one signed statement what this vault is, for whoever brings a nonce.
// Never: states what it did not see itself, or anything of a user.
import { sign } from 'node:crypto'
import type { StartSecret } from './secret.ts'
import type { VaultFunctions } from './serve.ts'

/** `typ` header of an attestation. */
const ATTEST_TYPE = 'drawbridge-attest+jwt'

/** What the process is, apart from its secret. */
export interface Self {
  readonly shape: string
  readonly versions: { readonly drawbridge: string; readonly libsignal: string; readonly node: string }
  /** Everything that was tried at the start and refused. */
  readonly refused: readonly string[]
}

/** Signs what this vault is with its signing key: a compact JWS (EdDSA, RFC 8037). */
export const createAttest = ({ keyEncryptionKeys, signing, agreement, statement, core, delegation, fingerprint }: StartSecret, { shape, versions, refused }: Self): NonNullable<VaultFunctions['attest']> =>
  async ({ nonce }) => {
    const header = { alg: 'EdDSA', typ: ATTEST_TYPE, kid: signing.kid }
    const claims = {
      nonce: Buffer.from(nonce).toString('hex'), shape, cst: 'VAULT', versions, cfg: fingerprint,
      wraps: [...keyEncryptionKeys.keys()],
      keys: { signing: signing.kid, agreement: agreement.kid, statement: statement.kid },
      core: core === null ? null : { party: core.party, signing: core.signingKey.kid, agreement: core.agreementKey.kid, issuers: core.issuerKeys.keys.map(({ kid }) => kid) },
      delegated: delegation !== '', refused,
    }
    const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    return { statement: `${signed}.${sign(null, Buffer.from(signed), signing.key).toString('base64url')}` }
  }
