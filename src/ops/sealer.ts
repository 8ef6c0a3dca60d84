// SPDX-License-Identifier: AGPL-3.0-only
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { lengthPrefixed } from './bytes.ts'

/** Seals what rests in the store, bound to its place. */
export interface Sealer {
  /** Seals `plaintext` for the row `key` of `table`; the same input never gives the same bytes twice. */
  seal(table: string, key: string, plaintext: Uint8Array): Uint8Array
  /** Opens what {@link seal} made for exactly this table and key; throws {@link SealBroken} for anything else. */
  open(table: string, key: string, sealed: Uint8Array): Uint8Array
}

/** A stored value was changed, moved to another row, or sealed under a key that is not held. A fault of the machine or an attack. */
export class SealBroken extends Error {
  constructor(why: string) {
    super(`a sealed value does not open: ${why}`)
    this.name = 'SealBroken'
  }
}

/** One AES-256-GCM key and the version that sealed values name it by (1..255). */
export interface SealingKey { readonly version: number; readonly key: KeyObject }

const FORMAT = 1
const HEADER_BYTES = 2
// NIST SP 800-38D section 8.2.2: random nonces of 96 bits; at most 2^32 seals under one key, then rotate.
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'

/** Seals under the last of `keys`, opens under any of them. Layout: format, key version, nonce (12), ciphertext, tag (16). */
export const createSealer = (keys: readonly SealingKey[], random: (bytes: number) => Uint8Array = randomBytes): Sealer => {
  const newest = keys.at(-1)
  if (newest === undefined) throw new TypeError('a sealer needs a key')
  return Object.freeze({
    seal: (table: string, key: string, plaintext: Uint8Array) => seal(newest, random(NONCE_BYTES), { table, key }, plaintext),
    open: (table: string, key: string, sealed: Uint8Array) => open(keys, { table, key }, sealed),
  })
}

interface Place { readonly table: string; readonly key: string }

const seal = (with_: SealingKey, nonce: Uint8Array, place: Place, plaintext: Uint8Array): Uint8Array => {
  const header = Uint8Array.of(FORMAT, with_.version)
  const cipher = createCipheriv(ALGORITHM, with_.key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData(place, header))
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

const open = (keys: readonly SealingKey[], place: Place, sealed: Uint8Array): Uint8Array => {
  if (sealed.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT) throw new SealBroken('unknown format')
  const held = keys.find(({ version }) => version === sealed[1])
  if (held === undefined) throw new SealBroken('its key is not held')
  const body = sealed.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES)
  const decipher = createDecipheriv(ALGORITHM, held.key, sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(associatedData(place, sealed.subarray(0, HEADER_BYTES)))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    throw new SealBroken('changed bytes, another row, or another key')
  }
}

const associatedData = ({ table, key }: Place, header: Uint8Array): Uint8Array => lengthPrefixed(table, key, header)
