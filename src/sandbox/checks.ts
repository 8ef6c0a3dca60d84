// SPDX-License-Identifier: AGPL-3.0-only
import { inspect, isDeepStrictEqual } from 'node:util'

/** Something did not do what was said of it. */
export class Unmet extends Error {
  /** What should have been so. */
  readonly expected: string
  /** What was so. */
  readonly seen: string
  constructor(expected: string, seen: string) {
    super(`expected ${expected}, saw ${seen}`)
    this.name = 'Unmet'
    this.expected = expected
    this.seen = seen
  }
}

/** Throws {@link Unmet} unless the two are the same in every part. */
export const expectSame = (what: string, seen: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(seen, expected)) throw new Unmet(`${what}: ${show(expected)}`, show(seen))
}

/** Throws {@link Unmet} unless it holds. */
export const expectThat = (holds: boolean, expected: string, seen: unknown): void => {
  if (!holds) throw new Unmet(expected, show(seen))
}

/** The values that two sides agree on; throws {@link Unmet} when there is none. */
export const expectFound = <T>(value: T | undefined, expected: string, seen: unknown = 'nothing'): T => {
  if (value === undefined) throw new Unmet(expected, show(seen))
  return value
}

const show = (value: unknown): string => (typeof value === 'string' ? value : inspect(value, { breakLength: Infinity, depth: 4 }))
