// SPDX-License-Identifier: AGPL-3.0-only
// Sees: state while it becomes bytes and while bytes become state.
// Promises: one value has one form; a reader takes exactly what a writer wrote, within bounds, to the last byte.
// Never: reads past an end, or copies a secret: what it reads out are views of the bytes it was given.
import { VaultRefused } from '../refusal.ts'
import { Secret } from '../sealing/secret.ts'

/** A field as it is written. */
export type Field = Uint8Array<ArrayBuffer>

const WORD = 2 ** 32

/** One byte. */
export const byte = (value: number): Field => Uint8Array.of(value)
/** A whole number below 2^32, four bytes big endian. */
export const word = (value: number): Field => {
  const field = new Uint8Array(4)
  new DataView(field.buffer).setUint32(0, value)
  return field
}
/** A whole number below 2^53, eight bytes big endian. */
export const long = (value: number): Field => {
  const field = new Uint8Array(8)
  const view = new DataView(field.buffer)
  view.setUint32(0, Math.floor(value / WORD))
  view.setUint32(4, value % WORD)
  return field
}
/** Bytes of any length, after their length as a {@link word}. */
export const sized = (bytes: Uint8Array): readonly [Field, Uint8Array] => [word(bytes.length), bytes]

/** The fields one after another, in one secret. The fields stay as they are. */
export const written = (fields: readonly Uint8Array[]): Secret => {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const field of fields) {
    bytes.set(field, at)
    at += field.length
  }
  return new Secret(bytes)
}

/** Writes fields in their order into a secret of a length that is known before: one allocation, however many fields. */
export class Writer {
  readonly #bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #at = 0
  constructor(length: number) {
    this.#bytes = new Uint8Array(length)
    this.#view = new DataView(this.#bytes.buffer)
  }
  byte(value: number): void {
    this.#view.setUint8(this.#skip(1), value)
  }
  long(value: number): void {
    const at = this.#skip(8)
    this.#view.setUint32(at, Math.floor(value / WORD))
    this.#view.setUint32(at + 4, value % WORD)
  }
  bytes(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#skip(bytes.length))
  }
  sized(bytes: Uint8Array): void {
    this.#view.setUint32(this.#skip(4), bytes.length)
    this.bytes(bytes)
  }
  /** All that was written; wipe it once it is sealed. Throws `RangeError` unless it fills the length. */
  done(): Secret {
    if (this.#at !== this.#bytes.length) throw new RangeError('fewer bytes than were announced')
    return new Secret(this.#bytes)
  }
  #skip(count: number): number {
    const start = this.#at
    this.#at += count
    return start
  }
}

/** Reads fields in their order; whatever does not fit is refused as `broken-seal`, since only another version of this software could have sealed it. */
export class Reader {
  readonly #bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #at = 0
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  byte(max: number): number {
    return atMost(this.#view.getUint8(this.#skip(1)), max)
  }
  word(max: number): number {
    return atMost(this.#view.getUint32(this.#skip(4)), max)
  }
  long(): number {
    const at = this.#skip(8)
    return atMost(this.#view.getUint32(at) * WORD + this.#view.getUint32(at + 4), Number.MAX_SAFE_INTEGER)
  }
  /** A view. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    const start = this.#skip(length)
    return this.#bytes.subarray(start, start + length)
  }
  /** A view. */
  sized(max: number): Uint8Array<ArrayBuffer> {
    return this.bytes(this.word(max))
  }
  /** As many items as a byte says. */
  list<T>(max: number, item: () => T): readonly T[] {
    return Array.from({ length: this.byte(max) }, item)
  }
  /** Refuses what is left over. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new VaultRefused('broken-seal')
  }
  #skip(count: number): number {
    const start = this.#at
    if (count > this.#bytes.length - start) throw new VaultRefused('broken-seal')
    this.#at = start + count
    return start
  }
}

const atMost = (value: number, max: number): number => {
  if (value > max) throw new VaultRefused('broken-seal')
  return value
}
