// SPDX-License-Identifier: AGPL-3.0-only
import { isIP } from 'node:net'
import { isPublicAddress } from './addresses.ts'
import type { OutgoingDenial } from './ports.ts'
import type { PrivateHosts } from './private-hosts.ts'

/** Where a call goes, read once; nothing after this looks at the text again. */
export interface Target {
  readonly secure: boolean
  /** Scheme, host and port. */
  readonly origin: string
  /** Name or address without brackets. */
  readonly hostname: string
  readonly port: number
  /** Path and query. */
  readonly path: string
  /** The operator vouches for it: its addresses need not be public. */
  readonly vouched: boolean
}

/** Longest URL: what every HTTP implementation takes. */
const MAX_URL_CHARACTERS = 2_048
/** Readers of URLs disagree about these: some drop them, some take a backslash for a slash. */
const AMBIGUOUS = /[\s\\\p{Cc}\p{Cf}]/u
/** The parser also takes fewer and more slashes. */
const AUTHORITY = /^https?:\/\/([^/?#]+)/i
const DEFAULT_PORT = { 'https:': 443, 'http:': 80 } as const

/**
 * Reads a URL as the WHATWG says, which turns every spelling of an address into the address it means, and refuses what may
 * not be called whatever it resolves to: https on port 443 only, unless the operator vouches for the host.
 */
export const readTarget = (text: string, hosts: readonly string[], privateHosts: PrivateHosts): Target | { readonly denied: OutgoingDenial } => {
  const url = text.length <= MAX_URL_CHARACTERS && !AMBIGUOUS.test(text) && URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return { denied: 'malformed' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { denied: 'scheme' }
  const authority = AUTHORITY.exec(text)?.[1]
  if (authority === undefined) return { denied: 'malformed' }
  // Asked of the text: an empty userinfo or fragment leaves nothing in the URL.
  if (authority.includes('@')) return { denied: 'userinfo' }
  if (text.includes('#')) return { denied: 'fragment' }
  const port = url.port === '' ? DEFAULT_PORT[url.protocol] : Number(url.port)
  const vouched = privateHosts.has(url.hostname, port)
  if (url.protocol !== 'https:' && !vouched) return { denied: 'scheme' }
  if (!hosts.includes(url.hostname)) return { denied: 'host' }
  const hostname = url.hostname.replaceAll(/^\[|\]$/g, '')
  if (isIP(hostname) !== 0 && !vouched && !isPublicAddress(hostname)) return { denied: 'address' }
  if (url.port !== '' && !vouched) return { denied: 'port' }
  return {
    secure: url.protocol === 'https:', origin: url.origin, hostname, vouched, port,
    path: url.pathname + url.search,
  }
}
