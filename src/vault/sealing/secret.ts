// SPDX-License-Identifier: AGPL-3.0-only
// Sees: keys, sessions and plaintext, as bytes.
// Promises: whoever prints, logs, clones or serialises a `Secret` gets its length and nothing else.
// Never: turns the bytes into text; hands them out other than by `reveal`.
import { inspect } from 'node:util'

const held = new WeakMap<Secret, Uint8Array<ArrayBuffer>>()

/** Bytes that must not be seen. Only {@link reveal} gives them back, so every use is found by that word. */
export class Secret {
  /** Takes the bytes over: who made them must not keep them. */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    held.set(this, bytes)
  }
  get length(): number {
    return reveal(this).length
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
export const reveal = (secret: Secret): Uint8Array<ArrayBuffer> => {
  const bytes = held.get(secret)
  if (bytes === undefined) throw new TypeError('not a secret')
  return bytes
}

/** Overwrites the bytes of secrets with zeros; call it in `finally`. */
export const wipe = (...secrets: readonly (Secret | undefined)[]): void => {
  for (const secret of secrets) if (secret !== undefined) reveal(secret).fill(0)
}
