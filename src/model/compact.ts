// SPDX-License-Identifier: Apache-2.0
import type { Claims } from './claims.ts'

// One for all: making one costs more than reading a header.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The parts of a compact JWS (3) or JWE (5), as bytes; undefined unless each is spelled exactly as its bytes would be
 * (no padding, no blanks, no bits left over), so that no two texts are the same message.
 */
export const compactParts = (text: string, count: 3 | 5, maxCharacters: number): readonly Buffer[] | undefined => {
  if (text.length > maxCharacters) return undefined
  const parts = text.split('.', count + 1).map(decoded)
  return parts.length === count && parts.every((part) => part !== undefined) ? parts : undefined
}

/**
 * The JSON object that a protected header is: without white space, without a member twice, each value spelled as
 * `JSON.stringify` does, so that no two readers see different things in it. Undefined for anything else.
 */
export const compactHeader = (bytes: Uint8Array): Claims | undefined => {
  try {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && JSON.stringify(value) === text ? value as Claims : undefined
  } catch {
    return undefined
  }
}

/** The base64url text of a protected header. */
export const encodeHeader = (header: object): string => Buffer.from(JSON.stringify(header)).toString('base64url')

const decoded = (part: string): Buffer | undefined => {
  const bytes = Buffer.from(part, 'base64url')
  return bytes.toString('base64url') === part ? bytes : undefined
}
