// SPDX-License-Identifier: AGPL-3.0-only
// The Double Ratchet, from https://signal.org/docs/specifications/doubleratchet/, with a post-quantum chain beside it: pure steps over a state. A step that throws
// has changed nothing.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bytes } from '../../src/model/signal-crypto.ts'
import type { Agreed } from './agreement.ts'
import { isSame, join, utf8 } from './bytes.ts'
import { nextKey, takeKey } from './chain.ts'
import type { Chain, ReceivingChain, Step } from './chain.ts'
import { agree, createKeyPair } from './curve.ts'
import type { KeyPair } from './curve.ts'
import { checkRatchetMessage, decodeRatchetMessage, encodeRatchetMessage } from './messages.ts'
import type { Route } from './messages.ts'
import { beginPostQuantum, receivePostQuantum, sendPostQuantum } from './post-quantum.ts'
import type { PostQuantum } from './post-quantum.ts'

/** What the other side sends under one of its ratchet keys. */
interface Turn extends ReceivingChain { readonly ratchetKey: Bytes }

/** All of a ratchet; secret. */
export interface Ratchet {
  readonly rootKey: Bytes
  readonly own: KeyPair
  /** undefined until the other side has said something: a responder answers and does not begin. */
  readonly sending: Chain | undefined
  /** How far the chain before this one went. */
  readonly previousCounter: number
  /** The newest last. */
  readonly receiving: readonly Turn[]
  readonly postQuantum: PostQuantum
}

/** Turns whose chains are kept for messages that come late. */
const MAX_TURNS = 5

/** As `RatchetInitAlice`: to the other side's signed prekey. */
export const beginRatchet = ({ rootKey, chainsKey }: Agreed, theirKey: Bytes): Ratchet =>
  beginSending({ rootKey, own: createKeyPair(), sending: undefined, previousCounter: 0, receiving: [], postQuantum: beginPostQuantum(chainsKey, true) }, theirKey)

/** As `RatchetInitBob`: with one's own signed prekey. */
export const awaitRatchet = ({ rootKey, chainsKey }: Agreed, own: KeyPair): Ratchet =>
  ({ rootKey, own, sending: undefined, previousCounter: 0, receiving: [], postQuantum: beginPostQuantum(chainsKey, false) })

/** Seals one plaintext: `RatchetEncrypt`. Throws `stale-session` where there is no chain to send on. */
export const sealStep = (ratchet: Ratchet, plaintext: Uint8Array, route: Route): { readonly ratchet: Ratchet; readonly message: Bytes } => {
  const { sending, own, previousCounter } = ratchet
  if (sending === undefined) throw new SignalCryptoError('stale-session')
  const { messageKey, chain } = nextKey(sending, step)
  const { state, message: postQuantum, messageKey: mixed } = sendPostQuantum(ratchet.postQuantum)
  const { cipherKey, macKey, iv } = messageKeys(messageKey, mixed)
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv)
  const ciphertext = join([cipher.update(plaintext), cipher.final()])
  const message = encodeRatchetMessage({ ratchetKey: own.publicKey, counter: sending.counter, previousCounter, ciphertext, postQuantum }, route, macKey)
  return { ratchet: { ...ratchet, sending: chain, postQuantum: state }, message }
}

/** Opens one message: `RatchetDecrypt`. Throws `duplicate`, or `undecryptable`. */
export const openStep = (ratchet: Ratchet, bytes: Uint8Array, route: Route): { readonly ratchet: Ratchet; readonly plaintext: Bytes } => {
  const { ratchetKey, counter, ciphertext, postQuantum } = decodeRatchetMessage(bytes)
  const isOfTurn = (turn: Turn): boolean => isSame(turn.ratchetKey, ratchetKey)
  const turned = ratchet.receiving.some(isOfTurn) ? ratchet : turnRatchet(ratchet, ratchetKey)
  const turn = turned.receiving.find(isOfTurn)
  if (turn === undefined) throw new SignalCryptoError('undecryptable')
  const { messageKey, chain } = takeKey(turn, counter, step)
  const { state, messageKey: mixed } = receivePostQuantum(turned.postQuantum, postQuantum)
  const { cipherKey, macKey, iv } = messageKeys(messageKey, mixed)
  checkRatchetMessage(bytes, route, macKey)
  const receiving = turned.receiving.map((one) => (one === turn ? chain : one))
  return { ratchet: { ...turned, receiving, postQuantum: state }, plaintext: decrypt(ciphertext, cipherKey, iv) }
}

/** `DHRatchet`: the other side has a new key, so a chain to receive on and one to send on begin. */
const turnRatchet = (ratchet: Ratchet, theirKey: Bytes): Ratchet => {
  const [rootKey, key] = deriveRoot(ratchet.rootKey, agree(ratchet.own.privateKey, theirKey))
  const receiving = [...ratchet.receiving, { ratchetKey: theirKey, key, counter: 0, skipped: [] }].slice(-MAX_TURNS)
  // Signal's apps send the number of the last message and not how many there were; nobody reads it.
  const previousCounter = Math.max((ratchet.sending?.counter ?? 0) - 1, 0)
  return beginSending({ ...ratchet, rootKey, own: createKeyPair(), previousCounter, receiving }, theirKey)
}

const beginSending = (ratchet: Ratchet, theirKey: Bytes): Ratchet => {
  const [rootKey, key] = deriveRoot(ratchet.rootKey, agree(ratchet.own.privateKey, theirKey))
  return { ...ratchet, rootKey, sending: { key, counter: 0 } }
}

/** `KDF_RK` of section 7.2. */
const deriveRoot = (rootKey: Bytes, secret: Bytes): readonly [rootKey: Bytes, chainKey: Bytes] => {
  const derived = new Uint8Array(hkdfSync('sha256', secret, rootKey, utf8('WhisperRatchet'), 64))
  return [derived.slice(0, 32), derived.slice(32)]
}

/** `KDF_CK` of section 7.2: the message key by the constant 1, the next chain key by 2. */
const step: Step = ({ key }) => ({ messageKey: hmac(key, 1), key: hmac(key, 2) })
const hmac = (key: Bytes, constant: number): Bytes => new Uint8Array(createHmac('sha256', key).update(Uint8Array.of(constant)).digest())

/** `ENCRYPT` of section 7.2: AES-256-CBC and HMAC, under keys that both ratchets have a part in. */
const messageKeys = (messageKey: Bytes, mixed: Bytes): { readonly cipherKey: Bytes; readonly macKey: Bytes; readonly iv: Bytes } => {
  const derived = new Uint8Array(hkdfSync('sha256', messageKey, mixed, utf8('WhisperMessageKeys'), 80))
  return { cipherKey: derived.slice(0, 32), macKey: derived.slice(32, 64), iv: derived.slice(64) }
}

const decrypt = (ciphertext: Bytes, key: Bytes, iv: Bytes): Bytes => {
  const decipher = createDecipheriv('aes-256-cbc', key, iv)
  try {
    return join([decipher.update(ciphertext), decipher.final()])
  } catch {
    throw new SignalCryptoError('undecryptable')
  }
}
