// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { dialGateway } from './load/dial.ts'
import type { Dialed } from './load/dial.ts'
import { admitParty } from './load/people.ts'
import type { Member } from './load/people.ts'
import { openFilesLimit, residentKib } from './parts/process-costs.ts'
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
/** Files that a process has open beside its links. */
const OTHER_FILES = 200
/** Links that are being opened at once. */
const AT_ONCE = 32
/** Opened before the measuring: code is compiled, buffers have grown, and what the start left is collected. */
const FIRST_SHARE = 0.2
/** Memory has come to rest: the collector has run over what the handshakes left. */
const REST_MS = 1_000
/** The pause of the daemon's young generation is no part of a link. */
const HEAP_OPTIONS = ['--max-semi-space-size=1'] as const

/** Opens so many links that say nothing and looks how much larger the daemon is. Throws when the system allows too few open files. */
export const measureIdle = async (ground: Ground, links: number): Promise<IdleReport> => {
  const allowed = await openFilesLimit()
  if (allowed < links + OTHER_FILES) throw new Error(`${String(links)} links need ${String(links + OTHER_FILES)} open files in each process, and ${String(allowed)} are allowed: raise ulimit -n`)
  const gateway = await startGateway(ground, 'idle', HEAP_OPTIONS)
  await admitParty(gateway.admit, 'core.example', 'core')
  const parties = Math.ceil(links / LINKS_PER_PARTY)
  const members: Member[] = []
  for (let index = 0; index < parties; index += 1) members.push(await admitParty(gateway.admit, `provider-${String(index)}.example`, 'provider'))
  const first = Math.max(1, Math.floor(links * FIRST_SHARE))
  const open = [...await openAll(members, 0, first)]
  const before = await restingKib(gateway.pid)
  open.push(...await openAll(members, first, links))
  const after = await restingKib(gateway.pid)
  await closeAll(open)
  await gateway.stop()
  return { links, parties, kibPerLink: (after - before) / Math.max(1, links - first), rssMib: after / 1_024 }
}

const restingKib = async (pid: number): Promise<number> => {
  await pause(REST_MS)
  return residentKib(pid)
}

/** Links number `from` to `to`, the latter not included. */
const openAll = async (members: readonly Member[], from: number, to: number): Promise<readonly Dialed[]> => {
  const open: Dialed[] = []
  const { signal } = new AbortController()
  let next = from
  const openNext = async (): Promise<void> => {
    for (let index = next++; index < to; index = next++) {
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
