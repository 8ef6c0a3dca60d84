// SPDX-License-Identifier: AGPL-3.0-only
// Sees: keys, sessions and plaintext, as bytes.
// Promises: whoever prints, logs, clones or serialises a `Secret` gets its length and nothing else.
// Never: turns the bytes into text; hands them out other than by `reveal`.
import { inspect } from 'node:util'


/** Bytes that must not be seen. Only {@link reveal} gives them back, so every use is found by that word. */
export class Secret {
  readonly #bytes: Uint8Array<ArrayBuffer>
  /** Takes the bytes over: who made them must not keep them. */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes
  }
  get length(): number {
    return this.#bytes.length
  }
  static reveal(secret: Secret): Uint8Array<ArrayBuffer> {
    return secret.#bytes
  }
  toString(): string {
    return `[${this.length} secret bytes]`
  }
  toJSON(): string {
    return this.toString()
  }
  [inspect.custom](): string {
    return this.toString()
  }
}

/** The bytes of a secret themselves, not a copy. */
export const reveal = (secret: Secret): Uint8Array<ArrayBuffer> => Secret.reveal(secret)

/** Overwrites the bytes of secrets with zeros; call it in `finally`. */
export const wipe = (...secrets: readonly (Secret | undefined)[]): void => {
  for (const secret of secrets) if (secret !== undefined) reveal(secret).fill(0)
}
