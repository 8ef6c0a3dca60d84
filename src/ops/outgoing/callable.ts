// SPDX-License-Identifier: AGPL-3.0-only
import { isIP } from 'node:net'
import { GatewayError } from '../../model/errors.ts'
import { createPrivateHosts } from './private-hosts.ts'
import { readTarget } from './target.ts'

/** Names that mean a machine or a network of one's own (RFC 6761, RFC 6762, RFC 8375, and what ICANN reserved for it). */
const OWN_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/

/** Throws `CONFIG_INVALID`, naming the key at `where`, for a URL that the gateway would not call. */
export type RequireCallable = (url: string, where: string) => void

/**
 * The check for a URL before it is stored: what the connector refuses without asking a resolver, and hosts that cannot be
 * another organisation's: addresses and local names. What the operator vouches for passes.
 */
export const createRequireCallable = (privateHosts: readonly string[]): RequireCallable => {
  const vouched = createPrivateHosts(privateHosts)
  return (url, where) => {
    const target = readTarget(url, URL.canParse(url) ? [new URL(url).hostname] : [], vouched)
    const passes = !('denied' in target) && (target.vouched || isForeignName(target.hostname))
    if (passes) return
    throw new GatewayError('CONFIG_INVALID', `${where}: must be an https:// URL of a public host name, on port 443, without user and fragment; the operator can make exceptions with outgoing.privateHosts`)
  }
}

const isForeignName = (hostname: string): boolean => isIP(hostname) === 0 && hostname.includes('.') && !OWN_NAMES.test(hostname)
