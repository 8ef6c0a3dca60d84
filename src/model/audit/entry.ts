// SPDX-License-Identifier: Apache-2.0
import { isAuditAct } from './acts.ts'
import type { AuditAct } from './acts.ts'

declare const brand: unique symbol
/** The bytes of an entry, made by {@link encodeEntry} only: nothing else can be appended. */
export type AuditLeaf = Uint8Array & { readonly [brand]: 'AuditLeaf' }

/** What was changed, by whom, and why. */
export interface AuditEntry {
  readonly act: AuditAct
  /** `socket` or `token:NAME` of the admin API, `party:DOMAIN`, or `system`. */
  readonly actor: string
  /** Why, as the operator said it, but for words that may be personal; empty where nobody was asked. */
  readonly reason: string
  /** What it is about: `party:DOMAIN`, `user:KEYED-ID`, another `kind:name`, or empty for the gateway itself. */
  readonly subject: string
  /** Ms since the epoch, by the clock of the node. */
  readonly at: number
  /** Joins what belongs to one request: a UUID, or empty. */
  readonly correlation: string
  /** Numbers and words that say more; nothing personal. */
  readonly details: Readonly<Record<string, string | number>>
}

/** Of the entry's form. */
const VERSION = 1
/** No entry comes near it; a reason has 500 characters. */
const MAX_ENTRY_BYTES = 16_384
const MAX_TEXT = 2_000
const MEMBERS = ['act', 'actor', 'at', 'correlation', 'details', 'reason', 'subject', 'v']

/**
 * The one byte string of an entry: JSON in the canonical form of RFC 8785, which is what `JSON.stringify` makes of sorted members. Throws a `RangeError` for
 * what {@link decodeEntry} would refuse.
 */
export const encodeEntry = ({ act, actor, at, correlation, details, reason, subject }: AuditEntry): AuditLeaf => {
  const leaf = Buffer.from(JSON.stringify({ act, actor, at, correlation, details: sorted(details), reason, subject, v: VERSION }))
  if (decodeEntry(leaf) === undefined) throw new RangeError(`not an audit entry: ${act}`)
  return leaf as Uint8Array as AuditLeaf
}

/** The entry that these bytes are; undefined for anything but the canonical form of one. */
export const decodeEntry = (leaf: Uint8Array): AuditEntry | undefined => {
  const text = utf8(leaf)
  const value = text === undefined || leaf.length > MAX_ENTRY_BYTES ? undefined : parse(text)
  if (!isObject(value) || Object.keys(value).join() !== MEMBERS.join()) return undefined
  const { act, actor, at, correlation, details, reason, subject, v } = value
  if (v !== VERSION || !isText(act) || !isAuditAct(act) || !isText(actor) || actor === '' || !isText(correlation) || !isText(reason) || !isText(subject)) return undefined
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0 || !isObject(details) || !isDetails(details)) return undefined
  if (JSON.stringify({ ...value, details: sorted(details) }) !== text) return undefined
  return { act, actor, at, correlation, details, reason, subject }
}

const isDetails = (value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, string | number>> =>
  Object.values(value).every((one) => isText(one) || (typeof one === 'number' && Number.isSafeInteger(one)))

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

// What a terminal or a line-wise reader would take for something else has no place in an entry.
// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT && value.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(value)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const utf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
