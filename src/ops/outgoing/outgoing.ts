// SPDX-License-Identifier: AGPL-3.0-only
import type { Socket } from 'node:net'
import { openSocket } from './connect.ts'
import { download } from './download.ts'
import { exchange } from './exchange.ts'
import { OutgoingRefusal } from './ports.ts'
import type { Outgoing, OutgoingCall, OutgoingDeps, OutgoingLimits } from './ports.ts'
import { createPrivateHosts } from './private-hosts.ts'
import { readTarget } from './target.ts'
import type { Target } from './target.ts'
import { createTurns } from './turns.ts'
import type { Turns } from './turns.ts'
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
  downloads: 8,
  downloadsPerHost: 2,
  // A host that stops for longer has a fault, and the file is asked for again later.
  idleMs: 15_000,
  // 100 MiB in 27 minutes: slower hosts would hold a place for hours.
  minBytesPerSecond: 65_536,
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
  const [callTurns, downloadTurns] = [createTurns(limits), createTurns({ ...limits, calls: limits.downloads, callsPerHost: limits.downloadsPerHost })]

  const reach = async <T>({ url, hosts, signal }: Pick<OutgoingCall, 'url' | 'hosts' | 'signal'>, turns: Turns, use: (socket: Socket, target: Target) => Promise<T>) => {
    const target = readTarget(url, hosts, vouched)
    if ('denied' in target) return target
    try {
      const giveBack = await turns.take(target.hostname, signal)
      try {
        return await use(await within(limits.connectMs, deps, signal, (ending) => openSocket(target, deps, ending)), target)
      } finally {
        giveBack()
      }
    } catch (error) {
      if (error instanceof OutgoingRefusal) return { denied: error.denied }
      throw error
    }
  }

  return {
    call: (call) => reach(call, callTurns, (socket, target) => exchange(socket, target, call, limits, deps)),
    download: (wanted, take) => reach(wanted, downloadTurns, (socket, target) => download(socket, target, wanted, take, limits, deps)),
  }
}
