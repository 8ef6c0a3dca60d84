// SPDX-License-Identifier: Apache-2.0
import { isSafeDisplayText } from './display-text.ts'
import { GatewayError } from './errors.ts'

/** Characters of a foreign key name that an error repeats: enough to find a misspelling, too few to carry anything. */
const MAX_ECHOED_CHARACTERS = 40

/** The error for a file that is not what it should be: `where` is a path such as `linkKeys.keys[0].x`. */
export const fileError = (where: string, problem: string): GatewayError => new GatewayError('CONFIG_INVALID', `${where}: ${problem}`)

/** The path of a member of what stands at `where`; the root of a file has the path ''. */
export const memberPath = (where: string, key: string): string => (where === '' ? key : `${where}.${key}`)

/** An object with exactly these keys (`optional` ones may be absent); throws `CONFIG_INVALID` naming what is missing or too much. */
export const strictObject = <Key extends string, Optional extends string = never>(
  value: unknown, where: string, keys: readonly Key[], optional: readonly Optional[] = [],
): Readonly<Record<Key, unknown> & Partial<Record<Optional, unknown>>> => {
  if (!isRecord(value)) throw fileError(where === '' ? 'file' : where, 'must be an object')
  const allowed = new Set<string>([...keys, ...optional])
  const unknown = Object.keys(value).find((key) => !allowed.has(key))
  if (unknown !== undefined) throw fileError(memberPath(where, unknown.slice(0, MAX_ECHOED_CHARACTERS)), 'is not a key of this file')
  const missing = keys.find((key) => !Object.hasOwn(value, key))
  if (missing !== undefined) throw fileError(memberPath(where, missing), 'is missing')
  return value as Record<Key, unknown> & Partial<Record<Optional, unknown>>
}

/** A text; throws `CONFIG_INVALID`. */
export const strictText = (value: unknown, where: string): string => {
  if (typeof value !== 'string') throw fileError(where, 'must be a text')
  return value
}

/** As `Date.toISOString` writes it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** A time such as `2026-11-30T12:00:00.000Z` that there is; throws `CONFIG_INVALID`. */
export const strictTime = (value: unknown, where: string): string => {
  const text = strictText(value, where)
  if (!TIME.test(text) || Number.isNaN(Date.parse(text))) throw fileError(where, 'must be a time such as 2026-11-30T12:00:00.000Z')
  return text
}

/** One short line that can be shown to people as it is; throws `CONFIG_INVALID`. */
export const strictLine = (value: unknown, where: string): string => {
  const text = strictText(value, where)
  if (!isSafeDisplayText(text)) throw fileError(where, 'must be one short line')
  return text
}

/** One of the named texts; throws `CONFIG_INVALID` naming them. */
export const strictChoice = <T extends string>(value: unknown, where: string, choices: readonly T[]): T => {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw fileError(where, `must be ${choices.join(' or ')}`)
  return found
}

/** A text that one of the model's parsers takes; throws `CONFIG_INVALID` saying what it should be. */
export const strictParsed = <T>(value: unknown, where: string, parse: (text: string) => T, shouldBe: string): T => {
  const text = strictText(value, where)
  try {
    return parse(text)
  } catch (error) {
    throw error instanceof GatewayError ? fileError(where, `must be ${shouldBe}`) : error
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
