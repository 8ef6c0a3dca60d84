// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the keys of epochs: the vault's own, and those that the core made.
// Promises: a key seals for at most a day and a bounded number of messages; one of the core's is the core's by its signature, for this vault and this direction.
// Never: seals under a key that somebody else made; keeps a key that it put away.
import { createPublicKey, sign, verify } from 'node:crypto'
import { compactHeader, compactParts, encodeHeader } from '../../model/compact.ts'
import { epochHeader, MAX_EPOCH_MESSAGES, MAX_EPOCH_SECONDS, MAX_KEY_MESSAGE_CHARACTERS, readEpochHeader } from '../../model/core-messages.ts'
import type { EpochHeader } from '../../model/core-messages.ts'
import { keyId } from '../../model/ids.ts'
import type { VaultSecretFile } from '../../model/vault-files.ts'
import { freshBytes } from '../random.ts'
import { VaultRefused } from '../refusal.ts'
import { KEY_BYTES } from '../sealing/aead.ts'
import { reveal, Secret, wipe } from '../sealing/secret.ts'
import type { OwnKey } from '../secret.ts'
import { decryptWith, encryptTo } from './ecdh-es.ts'

/** The vault's two keys, and the core's. */
export interface ChannelKeys {
  /** Ed25519. */
  readonly signing: OwnKey
  /** X25519. */
  readonly agreement: OwnKey
  readonly core: Pick<NonNullable<VaultSecretFile['core']>, 'signingKey' | 'agreementKey'>
}

/** A key, and what its key message says about it. */
export interface Epoch {
  readonly header: EpochHeader
  readonly key: Secret
}

/** An epoch of the vault's own. */
export interface OwnEpoch extends Epoch { readonly keyMessage: string }

const EPOCH_ID_BYTES = 16

/** An epoch that begins at `now` (ms), wrapped once for the core. */
const createEpoch = ({ signing, core }: ChannelKeys, now: number): OwnEpoch => {
  const notBeforeSeconds = Math.floor(now / 1_000)
  const header: EpochHeader = {
    signer: keyId(signing.kid), audience: keyId(core.agreementKey.kid), direction: 'to-core', epoch: Buffer.from(freshBytes(EPOCH_ID_BYTES)).toString('base64url'),
    notBeforeSeconds, expiresSeconds: notBeforeSeconds + MAX_EPOCH_SECONDS,
  }
  const key = new Secret(freshBytes(KEY_BYTES))
  const signed = `${encodeHeader(epochHeader(header))}.${Buffer.from(reveal(key)).toString('base64url')}`
  const jws = new Secret(new Uint8Array(Buffer.from(`${signed}.${sign(null, Buffer.from(signed), signing.key).toString('base64url')}`)))
  try {
    return { header, key, keyMessage: encryptTo(core.agreementKey, jws) }
  } finally {
    wipe(jws)
  }
}

/** The epoch of a key message by the core. Refuses as `content-refused`; wipe its key when it is not needed any more. */
export const openEpoch = ({ agreement, core }: ChannelKeys, keyMessage: string): Epoch => {
  const inner = decryptWith(agreement, keyMessage)
  try {
    return readSigned(Buffer.from(reveal(inner).buffer).toString('latin1'), agreement, core)
  } finally {
    wipe(inner)
  }
}

const readSigned = (jws: string, agreement: OwnKey, { signingKey }: ChannelKeys['core']): Epoch => {
  const parts = compactParts(jws, 3, MAX_KEY_MESSAGE_CHARACTERS)
  const [headerBytes, key, signature] = parts ?? []
  const claims = headerBytes && compactHeader(headerBytes)
  const header = claims && readEpochHeader(claims)
  try {
    const fits = header !== undefined && header.signer === signingKey.kid && header.audience === agreement.kid && header.direction === 'from-core'
    if (!fits || key?.length !== KEY_BYTES || signature === undefined) throw new VaultRefused('content-refused')
    const signed = Buffer.from(jws.slice(0, jws.lastIndexOf('.')), 'latin1')
    if (!verify(null, signed, createPublicKey({ key: { ...signingKey }, format: 'jwk' }), signature)) throw new VaultRefused('content-refused')
    return { header, key: new Secret(new Uint8Array(key)) }
  } finally {
    key?.fill(0)
  }
}

/** The vault's own epochs, one after another. */
export interface OwnEpochs {
  /** The one in force at this time (ms). Its key stays the keeper's, who wipes it when the next one begins. */
  at(now: number): OwnEpoch
  /** Something was sealed under it. */
  count(): void
}

/** The vault's epoch in force: a new one after a day, after too many messages, and where the clock was set back. */
export const createOwnEpochs = (keys: ChannelKeys, maxMessages = MAX_EPOCH_MESSAGES): OwnEpochs => {
  let current: OwnEpoch | undefined
  let sealed = 0
  const isOver = ({ header }: OwnEpoch, now: number): boolean =>
    now < header.notBeforeSeconds * 1_000 || now >= header.expiresSeconds * 1_000 || sealed >= maxMessages
  return {
    at: (now) => {
      if (current === undefined || isOver(current, now)) {
        wipe(current?.key)
        current = createEpoch(keys, now)
        sealed = 0
      }
      return current
    },
    count: () => { sealed += 1 },
  }
}
