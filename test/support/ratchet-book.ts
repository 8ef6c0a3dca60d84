// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a book of what was transmitted: whether one ratchet key and counter ever stood before two ciphertexts, read from the bytes on the wire.
import { createHash } from 'node:crypto'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import { decodeEnvelope } from '../../src/wire/gateway/index.ts'

/** Where a message stands in its session, and the message itself without what opens the session. */
export interface RatchetHeader {
  /** Public ratchet key of the sender's chain, in hexadecimal; drawn at random for each chain. */
  readonly ratchetKey: string
  readonly counter: number
  readonly message: Uint8Array
}

/** Field numbers of libsignal's `wire.proto`. */
const SIGNAL_MESSAGE = { ratchetKey: 1, counter: 2 } as const
const PREKEY_MESSAGE = { message: 4 } as const
/** Behind a SignalMessage's fields. */
export const MAC_BYTES = 8

/** The header of a sealed message; undefined for a retry request, which has none. Throws for anything else. */
export const readRatchetHeader = (type: number, ciphertext: Uint8Array): RatchetHeader | undefined => {
  if (type === EnvelopeType.PLAINTEXT) return undefined
  const message = type === EnvelopeType.PREKEY ? bytesOf(fieldsOf(ciphertext.subarray(1)), PREKEY_MESSAGE.message) : ciphertext
  const fields = fieldsOf(message.subarray(1, -MAC_BYTES))
  const counter = fields.get(SIGNAL_MESSAGE.counter) ?? 0
  if (typeof counter !== 'number') throw new Error('not a message of Signal')
  return { ratchetKey: Buffer.from(bytesOf(fields, SIGNAL_MESSAGE.ratchetKey)).toString('hex'), counter, message }
}

/** What passed by. */
export class RatchetBook {
  readonly #ciphertexts = new Map<string, string>()
  /** Pairs that stood before two ciphertexts. */
  readonly reused = new Set<string>()
  /** Envelopes that came once more, byte for byte: allowed. */
  repeated = 0

  /** Pairs that were seen. */
  get size(): number {
    return this.#ciphertexts.size
  }

  /** A serialised envelope as it is transmitted. */
  note(envelope: Uint8Array): void {
    const { type, ciphertext } = decodeEnvelope(envelope)
    this.noteMessage(type, ciphertext)
  }

  noteMessage(type: number, ciphertext: Uint8Array): void {
    const header = readRatchetHeader(type, ciphertext)
    if (header === undefined) return
    const pair = `${header.ratchetKey} ${String(header.counter)}`
    const digest = createHash('sha256').update(header.message).digest('hex')
    const known = this.#ciphertexts.get(pair)
    if (known === undefined) this.#ciphertexts.set(pair, digest)
    else if (known === digest) this.repeated += 1
    else this.reused.add(pair)
  }
}

type Fields = ReadonlyMap<number, Uint8Array | number>

const bytesOf = (fields: Fields, field: number): Uint8Array => {
  const found = fields.get(field)
  if (!(found instanceof Uint8Array)) throw new Error('not a message of Signal')
  return found
}

/** Fields of a protobuf message that has varints and bytes only. */
const fieldsOf = (bytes: Uint8Array): Fields => {
  const fields = new Map<number, Uint8Array | number>()
  let at = 0
  const varint = (): number => {
    let [value, scale, byte] = [0, 1, 0x80]
    while (byte >= 0x80) {
      byte = bytes[at++] ?? 0
      value += (byte & 0x7f) * scale
      scale *= 0x80
    }
    return value
  }
  while (at < bytes.length) {
    const tag = varint()
    const value = varint()
    if (tag % 8 === 2) {
      fields.set(Math.floor(tag / 8), bytes.subarray(at, at + value))
      at += value
    } else if (tag % 8 === 0) fields.set(Math.floor(tag / 8), value)
    else throw new Error('not a message of Signal')
  }
  return fields
}
