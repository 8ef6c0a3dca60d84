// SPDX-License-Identifier: AGPL-3.0-only
// The chains of the sparse post-quantum ratchet (Double Ratchet, section 5; https://signal.org/docs/specifications/mlkembraid/), version 1 on the wire. They begin with the secret of
// PQXDH, and so are post-quantum. This side never sends a piece of an encapsulation key and takes none: the first epoch goes on for ever, as it does between any two devices of which one is silent.
import { hkdfSync } from 'node:crypto'
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bytes } from '../../src/model/signal-crypto.ts'
import { join, utf8 } from './bytes.ts'
import { nextKey, takeKey } from './chain.ts'
import type { Chain, ReceivingChain, Step } from './chain.ts'
import { Reader, varint } from './protobuf.ts'

/** Both chains of an epoch; secret. */
export interface PostQuantum { readonly sending: Chain; readonly receiving: ReceivingChain }

const VERSION = 1
/** The epoch whose secret is being agreed on; keys are of the one before, which PQXDH began. */
const EPOCH = 1
/** A message that carries no piece of anything. */
const NO_PIECE = 0
const FIRST = 1
const KEY_BYTES = 32
const NO_SALT = new Uint8Array(KEY_BYTES)

/** The chains of the first epoch, as the one who began the session or the other one has them. */
export const beginPostQuantum = (chainsKey: Bytes, isInitiator: boolean): PostQuantum => {
  const derived = new Uint8Array(hkdfSync('sha256', chainsKey, NO_SALT, utf8('Signal PQ Ratchet V1 Chain  Start'), 3 * KEY_BYTES))
  const [fromInitiator, fromResponder] = [derived.slice(KEY_BYTES, 2 * KEY_BYTES), derived.slice(2 * KEY_BYTES)]
  const [own, theirs] = isInitiator ? [fromInitiator, fromResponder] : [fromResponder, fromInitiator]
  return { sending: { key: own, counter: FIRST }, receiving: { key: theirs, counter: FIRST, skipped: [] } }
}

/** What goes with the next message, and the key that is mixed into its own. */
export const sendPostQuantum = (state: PostQuantum): { readonly state: PostQuantum; readonly message: Bytes; readonly messageKey: Bytes } => {
  const { messageKey, chain } = nextKey(state.sending, step)
  const message = join([Uint8Array.of(VERSION), varint(EPOCH), varint(state.sending.counter), Uint8Array.of(NO_PIECE)])
  return { state: { ...state, sending: chain }, message, messageKey }
}

/** The key that is mixed into that of a message which this came with; a piece of an encapsulation key in it is passed over. Throws `undecryptable`, `duplicate`. */
export const receivePostQuantum = (state: PostQuantum, message: Bytes): { readonly state: PostQuantum; readonly messageKey: Bytes } => {
  const reader = new Reader(message)
  if (reader.varint() !== VERSION || reader.varint() !== EPOCH) throw new SignalCryptoError('undecryptable')
  const { messageKey, chain } = takeKey(state.receiving, reader.varint(), step)
  return { state: { ...state, receiving: chain }, messageKey }
}

const step: Step = ({ key, counter }) => {
  const number = Buffer.alloc(4)
  number.writeUInt32BE(counter)
  const derived = new Uint8Array(hkdfSync('sha256', key, NO_SALT, join([number, utf8('Signal PQ Ratchet V1 Chain Next')]), 2 * KEY_BYTES))
  return { key: derived.slice(0, KEY_BYTES), messageKey: derived.slice(KEY_BYTES) }
}
