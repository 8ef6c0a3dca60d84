// SPDX-License-Identifier: AGPL-3.0-only
import { openSocket } from './connect.ts'
import { exchange } from './exchange.ts'
import { OutgoingRefusal } from './ports.ts'
import type { Outgoing, OutgoingDeps, OutgoingLimits } from './ports.ts'
import { createPrivateHosts } from './private-hosts.ts'
import { readTarget } from './target.ts'
import { createTurns } from './turns.ts'
import { within } from './within.ts'

/** What an answer may take and hold; the times are those of SECURITY's row on a broken core. */
export const OUTGOING_LIMITS: OutgoingLimits = Object.freeze({
  connectMs: 2_000,
  headersMs: 5_000,
  bodyMs: 10_000,
  maxBodyBytes: 1_048_576,
  maxHeaderBytes: 16_384,
  // One slow host must leave room for the others.
  callsPerHost: 4,
  // With a full body each, 32 MiB.
  calls: 32,
  // A waiting call costs a few hundred bytes and waits for at most 17 s a turn; more of them would only wait in vain.
  waiting: 256,
})

/**
 * Every URL that the gateway calls goes through here: read once, only to hosts that the caller names, resolved once, connected
 * to an address that was checked, no redirects, no proxies, no decompression, bounded in time, size and number. `privateHosts`:
 * `host` or `host:port`, those that the operator vouches for.
 */
export const createOutgoing = (
  { privateHosts, limits = OUTGOING_LIMITS }: { readonly privateHosts: readonly string[]; readonly limits?: OutgoingLimits }, deps: OutgoingDeps,
): Outgoing => {
  const vouched = createPrivateHosts(privateHosts)
  const turns = createTurns(limits)
  return {
    call: async (call) => {
      const target = readTarget(call.url, call.hosts, vouched)
      if ('denied' in target) return target
      try {
        const giveBack = await turns.take(target.hostname, call.signal)
        try {
          const socket = await within(limits.connectMs, deps, call.signal, (signal) => openSocket(target, deps, signal))
          return await exchange(socket, target, call, limits, deps)
        } finally {
          giveBack()
        }
      } catch (error) {
        if (error instanceof OutgoingRefusal) return { denied: error.denied }
        throw error
      }
    },
  }
}
