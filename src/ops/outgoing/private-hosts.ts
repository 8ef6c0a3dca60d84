// SPDX-License-Identifier: AGPL-3.0-only

/** Hosts that the operator vouches for: they may lie at private addresses, speak plain http, and use the port named with them. */
export interface PrivateHosts {
  /** `hostname` and `port` as `URL` gives them; an entry without port covers the ports of http and https. */
  has(hostname: string, port: string): boolean
}

const ENTRY = /^(.+?)(?::(\d{1,5}))?$/

/** Reads `host` and `host:port` entries; IPv6 addresses in brackets. Spelling counts as in a URL. Throws `TypeError` for what is none. */
export const createPrivateHosts = (entries: readonly string[]): PrivateHosts => {
  const known = new Set(entries.map((entry) => {
    const [, host = '', port] = ENTRY.exec(entry) ?? []
    return placeOf(new URL(`http://${host}/`).hostname, port === '80' || port === '443' ? '' : port ?? '')
  }))
  return { has: (hostname, port) => known.has(placeOf(hostname, port)) }
}

const placeOf = (hostname: string, port: string): string => `${hostname} ${port}`
