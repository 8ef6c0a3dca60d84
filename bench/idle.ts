// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { dialGateway } from './load/dial.ts'
import type { Dialed } from './load/dial.ts'
import { admitParty } from './load/people.ts'
import type { Member } from './load/people.ts'
import { residentKib } from './parts/process-costs.ts'
import { startGateway } from './parts/servers.ts'
import type { Ground } from './parts/servers.ts'

/** What idle links cost. */
export interface IdleReport {
  readonly links: number
  readonly parties: number
  /** Growth of the daemon's resident memory by links opened after the first ones, for each of them. */
  readonly kibPerLink: number
  readonly rssMib: number
}

/** Links that one party may have. */
const LINKS_PER_PARTY = 64
/** Links that are being opened at once. */
const AT_ONCE = 32
/** Opened and closed again before the measuring: code is compiled and buffers have grown. */
const WARM_UP_LINKS = 64
/** Memory has come to rest: the collector has run over what the handshakes left. */
const REST_MS = 1_000
/** The pause of the daemon's young generation is no part of a link. */
const HEAP_OPTIONS = ['--max-semi-space-size=1'] as const

/** Opens so many links that say nothing and looks how much larger the daemon is. */
export const measureIdle = async (ground: Ground, links: number): Promise<IdleReport> => {
  const gateway = await startGateway(ground, 'idle', HEAP_OPTIONS)
  await admitParty(gateway.admit, 'core.example', 'core')
  const parties = Math.ceil(links / LINKS_PER_PARTY)
  const members: Member[] = []
  for (let index = 0; index < parties; index += 1) members.push(await admitParty(gateway.admit, `provider-${String(index)}.example`, 'provider'))
  const [first] = members
  if (first !== undefined) await closeAll(await openAll([first], Math.min(links, WARM_UP_LINKS)))
  await pause(REST_MS)
  const before = await residentKib(gateway.pid)
  const open = await openAll(members, links)
  await pause(REST_MS)
  const after = await residentKib(gateway.pid)
  await closeAll(open)
  await gateway.stop()
  return { links, parties, kibPerLink: (after - before) / links, rssMib: after / 1_024 }
}

const openAll = async (members: readonly Member[], links: number): Promise<readonly Dialed[]> => {
  const open: Dialed[] = []
  const { signal } = new AbortController()
  let next = 0
  const openNext = async (): Promise<void> => {
    for (let index = next++; index < links; index = next++) {
      const member = members[Math.floor(index / LINKS_PER_PARTY)]
      if (member === undefined) return
      const dialed = await dialGateway(member, `idle-${String(index % LINKS_PER_PARTY)}`)(signal)
      dialed.socket.listen({ frame: () => undefined, heard: () => undefined })
      open.push(dialed)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, openNext))
  return open
}

const closeAll = async (open: readonly Dialed[]): Promise<void> => {
  for (const { socket } of open) socket.close(1_000)
  await Promise.all(open.map(({ socket }) => socket.closed))
}
