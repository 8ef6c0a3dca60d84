// SPDX-License-Identifier: AGPL-3.0-only
import { createHmac, createPrivateKey, createSecretKey, hkdfSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { originOf } from '../model/audit/checkpoint.ts'
import type { NoteKey } from '../model/audit/note.ts'
import type { PublicJwk } from '../model/credentials.ts'
import { keyId } from '../model/ids.ts'
import type { KeyId } from '../model/ids.ts'
import { lengthPrefixed } from './bytes.ts'
import { publicEd25519Jwk } from './jwk.ts'
import { readKeyMaterial } from './key-file.ts'
import type { KeyMaterial } from './key-file.ts'
import { createSealer } from './sealer.ts'
import type { Sealer } from './sealer.ts'

/** The key that proves the gateway on every link; its id is the gateway's id. */
export interface LinkKey {
  readonly keyId: KeyId
  /** 32 bytes. */
  readonly publicKeyRaw: Uint8Array
  readonly jwk: PublicJwk
  /** Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
}

/** The keys that vouch for a commitment in its context (PROTOCOL section 6). */
export interface FrankKey {
  readonly epoch: number
  readonly jwk: PublicJwk
  /** HMAC-SHA256, 32 bytes. */
  mac(bytes: Uint8Array): Uint8Array
  /** Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
}

/** The key that signs checkpoints of the audit log (C2SP signed-note). */
export interface CheckpointKey extends NoteKey {
  /** Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
}

/**
 * The gateway's own keys, usable and never readable: the secrets sit in closures and key objects, so printing, JSON and
 * inspect show public parts only. None of them is a message key.
 */
export interface ServiceKeys {
  readonly link: LinkKey
  readonly frank: FrankKey
  readonly checkpoint: CheckpointKey
  /** Seals what rests in the store. */
  readonly sealer: Sealer
  /** Keyed hash (HMAC-SHA256, 32 bytes) to find `text` by without storing it; each `domain` has its own index space. */
  readonly blindIndex: (domain: string, text: string) => Uint8Array
  /** Authenticates a resume position (HMAC-SHA256, 32 bytes). */
  readonly resumeMac: (bytes: Uint8Array) => Uint8Array
  /** A short keyed hash that stands for an id in logs: 12 characters, same id same text. */
  readonly logId: (kind: string, id: string) => string
  /** Tells whether a data folder was made with these keys (the ones that data rests on), without telling anything of them. */
  readonly checkValue: string
}

const LOG_ID_CHARACTERS = 12
const CHECK_LABEL = 'drawbridge key check 1'
const CHECKPOINT_LABEL = 'drawbridge checkpoint key 1'
const SEED_BYTES = 32
/** Of every Ed25519 private key in DER (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The keys in `folder` (see `readKeyMaterial` for when they are made and refused). */
export const openServiceKeys = (folder: string, mayCreate: boolean): ServiceKeys => createServiceKeys(readKeyMaterial(folder, mayCreate))

/** Takes the material into key objects; keep no other reference to it. */
export const createServiceKeys = (material: KeyMaterial): ServiceKeys => {
  const blind = secret(material.blindIndex)
  const data = material.data.map(({ version, key }) => ({ version, key: secret(key) }))
  const resume = secret(material.resume)
  const log = secret(material.log)
  return Object.freeze({
    link: linkKey(material),
    frank: frankKey(material),
    checkpoint: checkpointKey(material),
    sealer: createSealer(data),
    blindIndex: (domain: string, text: string) => hmac(blind, lengthPrefixed(domain, text)),
    resumeMac: (bytes: Uint8Array) => hmac(resume, bytes),
    logId: (kind: string, id: string) => hmac(log, lengthPrefixed(kind, id)).toString('base64url').slice(0, LOG_ID_CHARACTERS),
    checkValue: checkValue(blind, data[0]?.key),
  })
}

const linkKey = ({ link }: KeyMaterial): LinkKey => {
  const key = createPrivateKey({ key: link, format: 'jwk' })
  const jwk = publicEd25519Jwk(key)
  return Object.freeze({
    keyId: keyId(jwk.kid),
    publicKeyRaw: Buffer.from(jwk.x, 'base64url'),
    jwk,
    sign: (bytes: Uint8Array) => sign(null, bytes, key),
  })
}

const frankKey = ({ frank }: KeyMaterial): FrankKey => {
  const key = createPrivateKey({ key: frank.signing, format: 'jwk' })
  const mac = secret(frank.mac)
  return Object.freeze({
    epoch: frank.epoch,
    jwk: publicEd25519Jwk(key),
    mac: (bytes: Uint8Array) => hmac(mac, bytes),
    sign: (bytes: Uint8Array) => sign(null, bytes, key),
  })
}

const checkpointKey = (material: KeyMaterial): CheckpointKey => {
  const key = material.checkpoint === undefined ? derivedKey(material) : createPrivateKey({ key: material.checkpoint, format: 'jwk' })
  return Object.freeze({
    name: originOf(linkKey(material).keyId),
    publicKey: Buffer.from(publicEd25519Jwk(key).x, 'base64url'),
    sign: (bytes: Uint8Array) => sign(null, bytes, key),
  })
}

/** Of the one secret that is never replaced: nodes with copies of an older key file agree, and none has to write it. */
const derivedKey = ({ blindIndex }: KeyMaterial): KeyObject => {
  const seed = Buffer.from(hkdfSync('sha256', Buffer.from(blindIndex.k, 'base64url'), '', CHECKPOINT_LABEL, SEED_BYTES))
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

/** Rests on the oldest data key, so that rotation does not change it. */
const checkValue = (blind: KeyObject, oldestData: KeyObject | undefined): string => {
  if (oldestData === undefined) throw new TypeError('no data key')
  return hmac(blind, hmac(oldestData, lengthPrefixed(CHECK_LABEL))).toString('base64url')
}

const secret = ({ k }: { readonly k: string }): KeyObject => createSecretKey(k, 'base64url')

const hmac = (key: KeyObject, bytes: Uint8Array): Buffer => createHmac('sha256', key).update(bytes).digest()
