// SPDX-License-Identifier: AGPL-3.0-only
// Sees: sealed state, ciphertext and ids on their way through the pipe; no key and no plaintext.
// Promises: what is read is exactly what was written, within bounds; anything else is `Malformed`, and nothing is left over.
// Never: allocates what a length merely claims, or keeps what passed.

/** The bytes are not what the pipe carries. Says where, never what stood there. */
export class Malformed extends Error {
  constructor(where: string) {
    super(`malformed: ${where}`)
    this.name = 'Malformed'
  }
}

/** The other side is of another version of the program: nothing that it says can be understood. */
export class OtherVersion extends Malformed {
  constructor() {
    super('version')
    this.name = 'OtherVersion'
  }
}

/** Room for the head and a small call; a large one doubles it a few times. */
const FIRST_BYTES = 1_024
const U32_VALUES = 2 ** 32

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Puts values one after another. */
export class ByteWriter {
  #bytes = new Uint8Array(FIRST_BYTES)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  u8(value: number): void {
    this.#whole(value, 256)
    const at = this.#take(1)
    this.#view.setUint8(at, value)
  }

  u32(value: number): void {
    this.#whole(value, U32_VALUES)
    const at = this.#take(4)
    this.#view.setUint32(at, value)
  }

  /** A whole number up to 2^53 - 1 in eight bytes. */
  u53(value: number): void {
    this.#whole(value, Number.MAX_SAFE_INTEGER + 1)
    const at = this.#take(8)
    this.#view.setUint32(at, Math.floor(value / U32_VALUES))
    this.#view.setUint32(at + 4, value % U32_VALUES)
  }

  /** As they are, without their length. */
  raw(bytes: Uint8Array): void {
    const at = this.#take(bytes.length)
    this.#bytes.set(bytes, at)
  }

  bytes(bytes: Uint8Array): void {
    this.u32(bytes.length)
    this.raw(bytes)
  }

  text(text: string): void {
    this.bytes(encoder.encode(text))
  }

  /** Everything written so far, as a view. */
  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  #whole(value: number, limit: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= limit) throw new Malformed('number')
  }

  /** The place for so many bytes; bytes and view may be other ones afterwards. */
  #take(count: number): number {
    const at = this.#length
    this.#length += count
    if (this.#length > this.#bytes.length) this.#grow()
    return at
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2))
    larger.set(this.#bytes)
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }
}

/** Takes values in the order in which they were put. What is of bytes is a view of them. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1))
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4))
  }

  u53(): number {
    const at = this.#take(8)
    const value = this.#view.getUint32(at) * U32_VALUES + this.#view.getUint32(at + 4)
    if (!Number.isSafeInteger(value)) throw new Malformed('number')
    return value
  }

  raw(count: number): Uint8Array {
    const at = this.#take(count)
    return this.#bytes.subarray(at, at + count)
  }

  bytes(): Uint8Array {
    return this.raw(this.u32())
  }

  text(): string {
    const bytes = this.bytes()
    try {
      return decoder.decode(bytes)
    } catch {
      throw new Malformed('text')
    }
  }

  /** Throws unless everything was taken. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new Malformed('bytes behind the end')
  }

  #take(count: number): number {
    const at = this.#at
    if (count > this.#bytes.length - at) throw new Malformed('cut off')
    this.#at = at + count
    return at
  }
}
