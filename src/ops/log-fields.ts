// SPDX-License-Identifier: AGPL-3.0-only

/**
 * All that a log entry can say. Ids of users, links, keys and instances come in as short keyed hashes (`ServiceKeys.logId`),
 * parties under their own name: the operator has agreements with them.
 */
export interface LogFields {
  readonly party?: string
  readonly role?: string
  /** Keyed hash. */
  readonly link?: string
  /** Keyed hash. */
  readonly instance?: string
  /** Keyed hash. */
  readonly key?: string
  /** A code of the catalogue or another closed word. */
  readonly code?: string
  readonly kind?: string
  readonly task?: string
  /** A key of the configuration. */
  readonly setting?: string
  readonly state?: string
  readonly signal?: string
  readonly scope?: string
  readonly correlationId?: string
  readonly version?: string
  readonly address?: string
  readonly count?: number
  readonly prekeys?: number
  /** Which of several vaults, from 0. */
  readonly place?: number
  readonly suppressed?: number
  readonly ms?: number
  readonly endorsed?: boolean
  /** `gateway`, `socket`, or `token:` and the name of a token of the admin API. */
  readonly actor?: string
  /** Why, as the operator typed it: of that only words and the numbers of tickets are written. */
  readonly reason?: string
  /** Anything thrown: only its class, code and places in the source are written. */
  readonly error?: unknown
}

/** Of a text what may be written down: its words and the numbers of tickets. Anything else may be an address or a number of somebody, and becomes `(unfit)`. */
export const sayableWords = (text: string): string =>
  (text.trim() === '' ? '' : text.trim().split(/\s+/u).map((word) => (SAYABLE.test(word) ? word : UNFIT)).join(' '))

/** The numbers of tickets in a text, such as OPS-12 and #17; empty where there are none. */
export const ticketsIn = (text: string): string => [...text.matchAll(TICKET)].map(([ticket]) => ticket).join(' ')

/** What is written of a value; undefined leaves it out. */
type Serializer = (value: unknown) => unknown

// Words of the source have no digits, so neither numbers nor hexadecimal nor most base64 pass for one.
const WORD = /^[A-Za-z][A-Za-z_-]{0,39}$/
const DOMAIN = /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/
const SETTING = /^[a-z][A-Za-z]{0,30}(?:\.[a-z][A-Za-z0-9]{0,30}){1,3}$/
const HASH = /^[A-Za-z0-9_-]{12}$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const VERSION = /^\d{1,4}(?:\.\d{1,4}){0,2}$/
const ADDRESS = /^[A-Za-z0-9.:[\]-]{1,255}:\d{1,5}$/
const ACTOR = /^(?:gateway|socket|token:[A-Za-z0-9._-]{1,64})$/
// A word of any language in its punctuation, or a ticket such as OPS-123 or #17: an address or a phone number is neither.
const SAYABLE = /^["'(]*(?:[\p{L}\p{M}]{1,30}(?:['’/-][\p{L}\p{M}]{1,30}){0,3}|[A-Z]{1,10}-\d{1,6}|#\d{1,6}|[–-])["').,;:!?]*$/u
const TICKET = /(?<![\p{L}\p{M}\p{N}_-])(?:[A-Z]{1,10}-|#)\d{1,6}(?![\p{L}\p{M}\p{N}_-])/gu
const UNFIT = '(unfit)'

const matching = (pattern: RegExp): Serializer => (value) => (typeof value === 'string' && pattern.test(value) ? value : UNFIT)
const number: Serializer = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : UNFIT)
const words: Serializer = (value) => (typeof value === 'string' ? sayableWords(value) : UNFIT)
const boolean: Serializer = (value) => (typeof value === 'boolean' ? value : UNFIT)

const serializers = (error: Serializer): Readonly<Record<keyof LogFields, Serializer>> => ({
  party: matching(DOMAIN), role: matching(WORD), link: matching(HASH), instance: matching(HASH), key: matching(HASH), place: number,
  code: matching(WORD), kind: matching(WORD), task: matching(WORD), setting: matching(SETTING), state: matching(WORD), signal: matching(WORD), scope: matching(WORD),
  correlationId: matching(UUID), version: matching(VERSION), address: matching(ADDRESS),
  count: number, prekeys: number, suppressed: number, ms: number, endorsed: boolean, actor: matching(ACTOR), reason: words, error,
})

/** Makes what is written of `fields`: only the keys above, only values of their form. */
export const createFieldFilter = (error: Serializer): ((fields: LogFields) => Record<string, unknown>) => {
  const allowed = Object.entries(serializers(error))
  return (fields) => {
    const given: Readonly<Record<string, unknown>> = { ...fields }
    return Object.fromEntries(allowed.filter(([name]) => given[name] !== undefined).map(([name, write]) => [name, write(given[name])]))
  }
}
