// SPDX-License-Identifier: AGPL-3.0-only

/** What of one scenario's traffic is kept: enough to see what led to a failure. */
const KEPT = 24
/** Of a frame's bytes: all of a small one. */
const SHOWN_BYTES = 96
/** Of one value in words. */
const SHOWN_CHARACTERS = 400

/** What passed on the links of one scenario, in order. Frames carry secrets of users that the scenario made and erases; of keys only signatures. */
export class Exchange {
  readonly #lines: string[] = []

  /** Notes something with the link that it passed on. */
  note(link: string, way: '→' | '←' | '·', what: string, bytes?: Uint8Array): void {
    this.#lines.push(`${link} ${way} ${what}${bytes === undefined ? '' : ` [${hexOf(bytes)}]`}`)
    if (this.#lines.length > KEPT) this.#lines.shift()
  }

  /** The newest lines, the oldest of them first. */
  lines(): readonly string[] {
    return [...this.#lines]
  }
}

const hexOf = (bytes: Uint8Array): string => {
  const shown = Buffer.from(bytes.subarray(0, SHOWN_BYTES)).toString('hex')
  return bytes.length > SHOWN_BYTES ? `${shown}… ${String(bytes.length)} bytes` : shown
}

/** Any value in one line of words; bytes as hex. */
export const inWords = (value: unknown): string => {
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (member instanceof Uint8Array) return Buffer.from(member).toString('hex')
    // What `Buffer.toJSON` makes before this function sees it.
    if (isBufferJson(member)) return Buffer.from(member.data).toString('hex')
    return member
  }) as string | undefined
  const shown = text ?? 'nothing'
  return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown
}

const isBufferJson = (value: unknown): value is { readonly data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value && Array.isArray(value.data)
