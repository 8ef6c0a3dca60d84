// SPDX-License-Identifier: AGPL-3.0-only
// As much of protobuf as Signal's messages take: https://protobuf.dev/programming-guides/encoding/.
import { SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bytes } from '../../src/model/signal-crypto.ts'
import { join } from './bytes.ts'

/** A field to write; one without a value is left out. A `Float64Array` of one is a double. */
export type Field = readonly [number: number, value: number | Uint8Array | Float64Array | undefined]

/** The fields of a message, by their numbers; of those that come twice, the last. Doubles are passed over. */
export interface Fields {
  /** Which there are, in their order. */
  readonly present: readonly number[]
  /** An unsigned number; undefined where there is none. Throws `undecryptable` where it is of another type. */
  number(field: number): number | undefined
  /** As `number`, for bytes. */
  bytes(field: number): Bytes | undefined
  /** All bytes of a repeated field. */
  list(field: number): readonly Bytes[]
}

const [VARINT, FIXED64, LENGTH, FIXED32] = [0, 1, 2, 5]
/** Longest varint that is a safe number in JavaScript: 7 bytes hold 49 bits. */
const VARINT_BYTES = 7

/** Serialises a message. */
export const encodeFields = (fields: readonly Field[]): Bytes => join(fields.flatMap(([field, value]) => {
  if (value === undefined) return []
  if (value instanceof Float64Array) return [varint(field * 8 + FIXED64), new Uint8Array(value.buffer, value.byteOffset, 8)]
  return typeof value === 'number' ? [varint(field * 8 + VARINT), varint(value)] : [varint(field * 8 + LENGTH), varint(value.length), value]
}))

/** Reads a message; throws `undecryptable` where bytes are none. */
export const decodeFields = (bytes: Uint8Array): Fields => {
  const fields = new Map<number, (number | Bytes)[]>()
  const reader = new Reader(bytes)
  while (!reader.isDone) {
    const tag = reader.varint()
    const value = reader.value(tag % 8)
    if (value !== undefined) fields.set(Math.floor(tag / 8), [...fields.get(Math.floor(tag / 8)) ?? [], value])
  }
  const last = (field: number): number | Bytes | undefined => fields.get(field)?.at(-1)
  return {
    present: [...fields.keys()],
    number: (field) => typed(last(field), isNumber),
    bytes: (field) => typed(last(field), isBytes),
    list: (field) => (fields.get(field) ?? []).map((value) => required(typed(value, isBytes))),
  }
}

/** The value, which must be there; throws `undecryptable`. */
export const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new SignalCryptoError('undecryptable')
  return value
}

const isNumber = (value: number | Bytes): value is number => typeof value === 'number'
const isBytes = (value: number | Bytes): value is Bytes => typeof value !== 'number'

const typed = <T extends number | Bytes>(value: number | Bytes | undefined, isFit: (value: number | Bytes) => value is T): T | undefined => {
  if (value === undefined) return undefined
  return required(isFit(value) ? value : undefined)
}

/** Reads bytes from their beginning; throws `undecryptable` beyond their end. */
export class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Whether nothing is left. */
  get isDone(): boolean {
    return this.#at >= this.#bytes.length
  }

  /** An unsigned number. */
  varint(): number {
    let value = 0
    for (let place = 0; place < VARINT_BYTES; place += 1) {
      const byte = required(this.#bytes[this.#at])
      this.#at += 1
      value += (byte & 0x7f) * 2 ** (7 * place)
      if (byte < 0x80) return value
    }
    throw new SignalCryptoError('undecryptable')
  }

  /** A field's value; undefined for a type that no field here has. */
  value(type: number): number | Bytes | undefined {
    switch (type) {
      case VARINT: return this.varint()
      case LENGTH: return this.#take(this.varint())
      case FIXED64: return void this.#take(8)
      case FIXED32: return void this.#take(4)
      default: throw new SignalCryptoError('undecryptable')
    }
  }

  #take(length: number): Bytes {
    const taken = new Uint8Array(this.#bytes.subarray(this.#at, this.#at + length))
    if (taken.length !== length) throw new SignalCryptoError('undecryptable')
    this.#at += length
    return taken
  }
}

/** An unsigned number in as few bytes as it takes. */
export const varint = (value: number): Uint8Array => {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  return Uint8Array.from([...bytes, rest])
}
