// SPDX-License-Identifier: AGPL-3.0-only
import { createReadStream, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createFieldFilter } from '../../ops/log-fields.ts'

/** What a bundle has of a log. */
export interface BundledLog {
  /** The newest last. */
  readonly entries: readonly Readonly<Record<string, unknown>>[]
  /** Lines that no daemon wrote, or whose entry holds something else than it writes. Nothing of them is kept. */
  readonly leftOut: number
}

/** What happened in the minutes before is what helps. */
const MAX_ENTRIES = 500
/** An entry has some hundred characters. */
const MAX_LINE = 4_096
/** Twice what so many entries have. */
const MAX_READ_BYTES = 2 * MAX_ENTRIES * MAX_LINE
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const EVENT = /^[a-z-]{1,40}(?:\.[a-z-]{1,40}){1,2}$/
const LEVEL = /^(?:trace|debug|info|warn|error)$/
const PLACE = /^(?:src|dist|node_modules|node:internal)\/[A-Za-z0-9/._@-]{1,120}:\d{1,6}:\d{1,6}$/
const ERROR_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/

/** The last entries of a log in JSON, read anew by the list of what a log may say; who is a party is said by `nameOf`, and the operator's own words are left out. */
export const bundledLog = async (path: string, nameOf: (party: string) => string): Promise<BundledLog> => {
  const entries: Readonly<Record<string, unknown>>[] = []
  let leftOut = 0
  for await (const line of createInterface({ input: createReadStream(path, { encoding: 'utf8', start: Math.max(0, statSync(path).size - MAX_READ_BYTES) }), crlfDelay: Infinity })) {
    const entry = line === '' ? undefined : entryOf(line, nameOf)
    if (entry === undefined) leftOut += line === '' ? 0 : 1
    else entries.push(entry)
    if (entries.length > MAX_ENTRIES) entries.shift()
  }
  return { entries, leftOut }
}

const filter = createFieldFilter((error) => errorOf(error))

const entryOf = (line: string, nameOf: (party: string) => string): Readonly<Record<string, unknown>> | undefined => {
  const { time, level, event, party, reason: _reason, actor: _actor, address: _address, ...fields } = line.length > MAX_LINE ? {} : parsed(line)
  if (!fits(TIME, time) || !fits(LEVEL, level) || !fits(EVENT, event)) return undefined
  // What was no field of the list is not in it any more; what had another form says so.
  const rest = filter(fields)
  return { time, level, event, ...(typeof party === 'string' ? { party: nameOf(party) } : {}), ...rest }
}

/** Of an error its class, code and places in the source, as the log wrote them. */
const errorOf = (error: unknown): unknown => {
  if (typeof error !== 'object' || error === null) return undefined
  const { name, code, at } = error as { readonly name?: unknown; readonly code?: unknown; readonly at?: unknown }
  return {
    ...(fits(ERROR_NAME, name) ? { name } : {}), ...(fits(ERROR_NAME, code) ? { code } : {}),
    at: Array.isArray(at) ? at.filter((one) => fits(PLACE, one)) : [],
  }
}

const fits = (pattern: RegExp, value: unknown): value is string => typeof value === 'string' && pattern.test(value)

const parsed = (line: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
