// SPDX-License-Identifier: AGPL-3.0-only

/** The bytes from `start` up to and without `end`. */
export interface ByteRange { readonly start: number; readonly end: number }

// More digits than any size has are no number that counts exactly.
const SINGLE = /^bytes=(\d{0,15})-(\d{0,15})$/

/**
 * What a Range header (RFC 9110 section 14) asks for of `size` bytes: one range; `undefined` for all of them, where there is
 * no header, or one of another unit, of several ranges or of no known form; `unsatisfiable` where none of it is there.
 */
export const parseRange = (header: string | undefined, size: number): ByteRange | undefined | 'unsatisfiable' => {
  const [, first = '', last = ''] = SINGLE.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') return Number(last) === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(last)), end: size }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? 'unsatisfiable' : { start, end: last === '' ? size : Math.min(size, Number(last) + 1) }
}
