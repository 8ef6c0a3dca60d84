// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { TSchema } from 'typebox'

/** What every key says of itself besides its JSON schema. */
export interface KeyNotes {
  /** What it is for; the first words of its documentation. */
  readonly description: string
  /** What a value looks like, ends "must be …". */
  readonly expects: string
  /** What holds when it is left out, for people. */
  readonly defaultText: string
  /** How `listen`-like and path-like text is read further. */
  readonly kind: 'endpoint' | 'path' | 'url' | 'number' | 'flag' | 'choice' | 'list'
  readonly unit?: string
}

const ENDPOINT = '^(?:\\[[0-9a-fA-F:]+\\]|[0-9A-Za-z][0-9A-Za-z.-]*):(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$'
const LOOPBACK_ENDPOINT = '^(?:127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1\\]|localhost):[0-9]{1,5}$'
// Longer than any path that Linux opens.
const MAX_TEXT = 4096
// As the connector takes it.
const MAX_CALLED_URL = 2048
const MAX_PROXIES = 64
// More would be a network, and the gateway is no way into one.
const MAX_HOSTS = 64

/** `host:port` of a listener. */
export const endpoint = (value: string, description: string) =>
  Type.String({ pattern: ENDPOINT, default: value, ...notes({ kind: 'endpoint', description, expects: 'host:port, for instance 127.0.0.1:7443', defaultText: value }) })

/** `host:port` of a listener that need not be. */
export const optionalEndpoint = (defaultText: string, description: string) =>
  Type.String({ pattern: ENDPOINT, ...notes({ kind: 'endpoint', description, expects: 'host:port, for instance 127.0.0.1:7445', defaultText }) })

/** `host:port` on this machine only, optional. */
export const loopbackEndpoint = (defaultText: string, description: string) =>
  Type.String({ pattern: LOOPBACK_ENDPOINT, ...notes({ kind: 'endpoint', description, expects: 'a loopback host:port, for instance 127.0.0.1:7444', defaultText }) })

/** A file or folder; relative ones count from the configuration file's folder. */
export const path = (defaultText: string, description: string) =>
  Type.String({ minLength: 1, maxLength: MAX_TEXT, pattern: '^[^\\u0000]+$', ...notes({ kind: 'path', description, expects: 'a path', defaultText }) })

/** The ws:// or wss:// address of the link endpoint. */
export const linkUrl = (defaultText: string, description: string) =>
  Type.String({
    pattern: '^wss?://[^\\s/?#@]+(?:/[^\\s?#]*)?$', maxLength: MAX_TEXT,
    ...notes({ kind: 'url', description, expects: 'a ws:// or wss:// URL without user, query or fragment', defaultText }),
  })

/** An https:// address. */
export const webUrl = (defaultText: string, description: string) =>
  Type.String({ pattern: '^https://[^\\s/@]+(?:/[^\\s]*)?$', maxLength: MAX_TEXT, ...notes({ kind: 'url', description, expects: 'an https:// URL', defaultText }) })

/** An address that the gateway calls. */
export const calledUrl = (defaultText: string, description: string) =>
  Type.String({ pattern: '^https?://[^\\s/?#@\\\\]+(?:/[^\\s#\\\\]*)?$', maxLength: MAX_CALLED_URL, ...notes({ kind: 'url', description, expects: 'an https:// URL without user and fragment', defaultText }) })

/** The https:// or http:// address of a service, without path. */
export const serviceUrl = (defaultText: string, description: string) =>
  Type.String({ pattern: '^https?://[^\\s/?#@\\\\]+/?$', maxLength: MAX_CALLED_URL, ...notes({ kind: 'url', description, expects: 'an https:// URL without user, path, query and fragment', defaultText }) })

/** A bucket's name, as S3 takes it. */
export const bucketName = (defaultText: string, description: string) =>
  Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$', ...notes({ kind: 'choice', description, expects: 'a name of 3 to 63 small letters, digits, dots and hyphens', defaultText }) })

/** One word. */
export const word = (value: string, description: string) =>
  Type.String({ pattern: '^[A-Za-z0-9-]{1,63}$', default: value, ...notes({ kind: 'choice', description, expects: 'a word of letters, digits and hyphens', defaultText: value }) })

/** A postgres:// address; may hold a password, so it is never shown as it is. */
export const databaseUrl = (defaultText: string, description: string) =>
  Type.String({
    pattern: '^postgres(?:ql)?://[^\\s]+$', maxLength: MAX_TEXT,
    ...notes({ kind: 'url', description, expects: 'a postgres:// URL', defaultText }),
  })

/** A whole number of milliseconds within bounds. */
export const milliseconds = (value: number, minimum: number, maximum: number, description: string) =>
  Type.Integer({
    minimum, maximum, default: value,
    ...notes({ kind: 'number', description, expects: `a whole number of ms from ${minimum} to ${maximum}`, defaultText: String(value), unit: 'ms' }),
  })

/** A whole number within bounds. */
export const number = (value: number, minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, default: value, ...notes({ kind: 'number', description, expects: `a whole number from ${minimum} to ${maximum}`, defaultText: String(value) }) })

/** `true` or `false`. */
export const flag = (value: boolean, description: string) =>
  Type.Boolean({ default: value, ...notes({ kind: 'flag', description, expects: 'true or false', defaultText: String(value) }) })

/** One of a few words. */
export const choice = <const T extends string[]>(values: [...T], value: T[number], description: string) =>
  Type.Enum(values, { default: value, ...notes({ kind: 'choice', description, expects: `one of ${values.join(', ')}`, defaultText: value }) })

/** IP addresses or CIDR ranges. */
export const addresses = (description: string) =>
  Type.Array(Type.String({ pattern: '^[0-9a-fA-F:.]+(?:/[0-9]{1,3})?$' }), {
    maxItems: MAX_PROXIES, default: [],
    ...notes({ kind: 'list', description, expects: 'a list of IP addresses or ranges, for instance [10.0.0.0/8]', defaultText: '[]' }),
  })

/** Hosts, each with a port or without. */
export const hosts = (description: string) =>
  Type.Array(Type.String({ pattern: '^(?:\\[[0-9a-fA-F:.]+\\]|[0-9A-Za-z][0-9A-Za-z.-]*)(?::[1-9][0-9]{0,4})?$' }), {
    maxItems: MAX_HOSTS, default: [],
    ...notes({ kind: 'list', description, expects: 'a list of hosts, each with a port or without, for instance [core.internal, 127.0.0.1:8080]', defaultText: '[]' }),
  })

/** What a key declared with one of the kinds above says of itself; undefined for a section. */
export const notesOf = (schema: TSchema): KeyNotes | undefined => (isNoted(schema) ? schema.notes : undefined)

const notes = (fields: KeyNotes) => ({ description: fields.description, notes: fields })

const isNoted = (schema: TSchema): schema is TSchema & { readonly notes: KeyNotes } => 'notes' in schema
