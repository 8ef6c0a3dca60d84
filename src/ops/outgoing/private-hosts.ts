// SPDX-License-Identifier: AGPL-3.0-only

/** Hosts that the operator vouches for: they may lie at private addresses, speak plain http, and use the port named with them. */
export interface PrivateHosts {
  /** `hostname` as `URL` gives it. */
  has(hostname: string, port: number): boolean
}

/** Ports of an entry that names none. */
const USUAL_PORTS = [80, 443]
const ENTRY = /^(.+?)(?::(\d{1,5}))?$/

/** Reads `host` and `host:port` entries; IPv6 addresses in brackets. Spelling counts as in a URL. Throws `TypeError` for what is none. */
export const createPrivateHosts = (entries: readonly string[]): PrivateHosts => {
  const known = new Set(entries.flatMap((entry) => {
    const [, host = '', port] = ENTRY.exec(entry) ?? []
    const { hostname } = new URL(`http://${host}/`)
    return (port === undefined ? USUAL_PORTS : [Number(port)]).map((number) => placeOf(hostname, number))
  }))
  return { has: (hostname, port) => known.has(placeOf(hostname, port)) }
}

const placeOf = (hostname: string, port: number): string => `${hostname} ${port}`
