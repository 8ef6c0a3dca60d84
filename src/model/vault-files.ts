// SPDX-License-Identifier: Apache-2.0
import { parseAgreementJwk, parsePrivate } from './agreement-key.ts'
import type { AgreementJwk, KeySet, Private, PublicJwk } from './credentials.ts'
import { partyId } from './ids.ts'
import type { PartyId } from './ids.ts'
import { parseKeySet, parsePublicJwk, strictCoordinate } from './jwk.ts'
import { fileError, memberPath, strictChoice, strictObject, strictParsed, strictText } from './strict-json.ts'
import { MAX_WRAPPING_KEY } from './wrapped-key.ts'

/** What a core hands over so that a vault seals to it and takes content from it. Holds nothing secret. */
export interface CoreKeysFile {
  readonly drawbridge: 'core-keys/1'
  readonly party: PartyId
  readonly signingKey: PublicJwk
  readonly agreementKey: AgreementJwk
}

/** The core's half of the channel to its vault, for the core's servers only. */
export interface CoreSecretFile {
  readonly drawbridge: 'core-secret/1'
  readonly party: PartyId
  readonly signingKey: Private<PublicJwk>
  readonly agreementKey: Private<AgreementJwk>
}

/** What a vault hands to its core, which pins the first two keys and signs a delegation over the third. Holds nothing secret. */
export interface VaultKeysFile {
  readonly drawbridge: 'vault-keys/1'
  readonly signingKey: PublicJwk
  readonly agreementKey: AgreementJwk
  readonly statementKey: PublicJwk
}

/** Everything that a vault must be told and that nobody else may know. */
export interface VaultSecretFile {
  readonly drawbridge: 'vault-secret/1'
  /** 32 bytes each in base64url; the highest id wraps, all unwrap. */
  readonly keyEncryptionKeys: readonly { readonly id: number; readonly key: string }[]
  readonly signingKey: Private<PublicJwk>
  readonly agreementKey: Private<AgreementJwk>
  readonly statementKey: Private<PublicJwk>
  /** null until the core's keys are pinned: such a vault opens and seals nothing. */
  readonly core: { readonly party: PartyId; readonly signingKey: PublicJwk; readonly agreementKey: AgreementJwk; readonly issuerKeys: KeySet } | null
  /** The core's JWS over the statement key; empty for none: such a vault mints nothing. */
  readonly delegation: string
}

/** Key-encryption keys that are still needed: one that wraps, and old ones until all users are wrapped anew. */
const MAX_KEY_ENCRYPTION_KEYS = 16
/** A compact JWS with one key in it. */
const MAX_DELEGATION_CHARACTERS = 4_096

/** A core's keys file from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseCoreKeysFile = (json: unknown): CoreKeysFile => {
  const file = strictObject(json, '', ['drawbridge', 'party', 'signingKey', 'agreementKey'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['core-keys/1']),
    party: strictParsed(file.party, 'party', partyId, 'a lower-case domain name'),
    signingKey: parsePublicJwk(file.signingKey, 'signingKey', 'link'),
    agreementKey: parseAgreementJwk(file.agreementKey, 'agreementKey'),
  })
}

/** A core's secret file from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where, never what stood there. */
export const parseCoreSecretFile = (json: unknown): CoreSecretFile => {
  const file = strictObject(json, '', ['drawbridge', 'party', 'signingKey', 'agreementKey'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['core-secret/1']),
    party: strictParsed(file.party, 'party', partyId, 'a lower-case domain name'),
    signingKey: parsePrivate(file.signingKey, 'signingKey', (value, where) => parsePublicJwk(value, where, 'link')),
    agreementKey: parsePrivate(file.agreementKey, 'agreementKey', parseAgreementJwk),
  })
}

/** A vault's keys file from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseVaultKeysFile = (json: unknown): VaultKeysFile => {
  const file = strictObject(json, '', ['drawbridge', 'signingKey', 'agreementKey', 'statementKey'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['vault-keys/1']),
    signingKey: parsePublicJwk(file.signingKey, 'signingKey', 'link'),
    agreementKey: parseAgreementJwk(file.agreementKey, 'agreementKey'),
    statementKey: parsePublicJwk(file.statementKey, 'statementKey', 'link'),
  })
}

/** A vault's start secret from parsed JSON. Throws `CONFIG_INVALID` saying what is wrong and where, never what stood there. */
export const parseVaultSecretFile = (json: unknown): VaultSecretFile => {
  const file = strictObject(json, '', ['drawbridge', 'keyEncryptionKeys', 'signingKey', 'agreementKey', 'statementKey', 'core', 'delegation'])
  const delegation = strictText(file.delegation, 'delegation')
  if (!/^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+){2})?$/.test(delegation) || delegation.length > MAX_DELEGATION_CHARACTERS) {
    throw fileError('delegation', 'must be a compact JWS, or empty')
  }
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['vault-secret/1']),
    keyEncryptionKeys: parseKeyEncryptionKeys(file.keyEncryptionKeys),
    signingKey: parsePrivate(file.signingKey, 'signingKey', (value, where) => parsePublicJwk(value, where, 'link')),
    agreementKey: parsePrivate(file.agreementKey, 'agreementKey', parseAgreementJwk),
    statementKey: parsePrivate(file.statementKey, 'statementKey', (value, where) => parsePublicJwk(value, where, 'link')),
    core: file.core === null ? null : parsePinnedCore(file.core),
    delegation,
  })
}

const parsePinnedCore = (value: unknown): NonNullable<VaultSecretFile['core']> => {
  const core = strictObject(value, 'core', ['party', 'signingKey', 'agreementKey', 'issuerKeys'])
  return Object.freeze({
    party: strictParsed(core.party, 'core.party', partyId, 'a lower-case domain name'),
    signingKey: parsePublicJwk(core.signingKey, 'core.signingKey', 'link'),
    agreementKey: parseAgreementJwk(core.agreementKey, 'core.agreementKey'),
    issuerKeys: parseKeySet(core.issuerKeys, 'core.issuerKeys', 'issuer'),
  })
}

const parseKeyEncryptionKeys = (value: unknown): VaultSecretFile['keyEncryptionKeys'] => {
  const where = 'keyEncryptionKeys'
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_KEY_ENCRYPTION_KEYS) throw fileError(where, `must hold 1 to ${MAX_KEY_ENCRYPTION_KEYS} keys`)
  const keys = value.map((item: unknown, index) => {
    const at = `${where}[${index}]`
    const { id, key } = strictObject(item, at, ['id', 'key'])
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 1 || id > MAX_WRAPPING_KEY) throw fileError(memberPath(at, 'id'), 'must be a whole number from 1')
    return Object.freeze({ id, key: strictCoordinate(key, memberPath(at, 'key')) })
  })
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw fileError(where, 'must not hold an id twice')
  return Object.freeze(keys)
}
