// SPDX-License-Identifier: AGPL-3.0-only

/** A value with all bytes in it as hex, however deep: tap holds a Buffer and the same Uint8Array for different, and some different ones for the same. */
export const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
}
