// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { createCrowd } from '../../support/crowd.ts'
import { createDaemon } from '../../support/daemon.ts'
import type { KillableDaemon } from '../../support/daemon.ts'
import { startLoad, sumOf } from '../../support/opaque-load.ts'
import type { Verdict } from '../../support/opaque-load.ts'
import { attach, straceMissing } from '../../support/strace.ts'
import { failuresOf, noteOf, settled } from './fault.ts'
import type { Fault, Ground } from './fault.ts'
import { eventually } from '../../support/waiting.ts'

/** What a kill must break to count as one under load. */
const LEAST_IN_FLIGHT = 20
const LEAST_SHARE = 0.9
/** Daemons that are killed beside each other: while one starts the other works. */
const STRANDS = 2
const PAIRS = 4
/** Of each lane; with two parties and four pairs 48 on each link, below the credit of 64, so all of it is on its way. */
const ABREAST = 12
/** Life under load before a kill, in ms. */
const SHORTEST_MS = 15
const LONGEST_MS = 250
/** Every third kill is at a system call; the rest are at random moments. */
const AT_CALL_EVERY = 3
/** Calls between which lie all the steps of a commit, of its answers and of the pushes after it, and the last that may be hit of each. */
const CALLS: readonly (readonly [calls: string, last: number])[] = [
  // SQLite is built with one of these or the other.
  ['fsync,fdatasync', 8], ['pwrite64', 150], ['writev', 12], ['fsync,fdatasync', 3], ['pwrite64', 20], ['epoll_pwait,epoll_wait', 6], ['read', 20],
]
/** A call that never comes so often is given up. */
const CALL_MS = 1_000
const PROGRESS_EVERY = 25

/** SIGKILL of the daemon, so many times; a third of them at system calls. */
export const kills = (count: number, isAtCalls = true): Fault => ({
  name: 'kills',
  promise: `every acknowledged message arrives once and in order although the daemon is killed ${String(count)} times under load`,
  budgetSeconds: 30 + count,
  missing: async () => (isAtCalls ? straceMissing() : undefined),
  run: async (ground) => {
    const tally: Tally = { isAtCalls, left: count, kills: 0, killsWithLoad: 0, killsAtCalls: 0 }
    const outcomes = await Promise.all(Array.from({ length: STRANDS }, () => killAgainAndAgain(ground, tally)))
    const verdict = sumOf(outcomes)
    const { left: _, isAtCalls: __, ...counts } = tally
    return { verdict, counts, failures: [...failuresOf(verdict), ...shortfalls(tally, count)], note: `${String(counts.killsWithLoad)} under load, ${String(counts.killsAtCalls)} at system calls; ${noteOf(verdict)}` }
  },
})

interface Tally { readonly isAtCalls: boolean; left: number; kills: number; killsWithLoad: number; killsAtCalls: number }

const shortfalls = ({ kills: done, killsWithLoad }: Tally, count: number): string[] => [
  ...(done < count ? [`only ${String(done)} of ${String(count)} kills in time`] : []),
  ...(killsWithLoad < done * LEAST_SHARE ? [`only ${String(killsWithLoad)} of ${String(done)} kills met ${String(LEAST_IN_FLIGHT)} unacknowledged messages`] : []),
]

const killAgainAndAgain = async (ground: Ground, tally: Tally): Promise<Verdict> => {
  const daemon = await createDaemon(ground.scope, ground.environment)
  await daemon.start()
  const crowd = await createCrowd(daemon, { 'heron.example': PAIRS })
  ground.scope.teardown(() => crowd.close())
  const load = startLoad(ground.scope, crowd.providers.flatMap(({ pairs }) => pairs), ABREAST)
  const parties = [crowd.core, ...crowd.providers.map(({ party }) => party)]
  while (tally.left > 0 && !ground.isOver()) {
    tally.left -= 1
    await eventually(() => parties.every(({ isOpen }) => isOpen), 'the links open again')
    const before = load.broken()
    await pause(SHORTEST_MS + ground.random() * (LONGEST_MS - SHORTEST_MS))
    if (tally.isAtCalls && tally.left % AT_CALL_EVERY === 0 && await killAtCall(daemon, ground)) tally.killsAtCalls += 1
    await daemon.kill()
    await eventually(() => parties.every(({ isOpen }) => !isOpen), 'the links end')
    if (load.broken() - before >= LEAST_IN_FLIGHT) tally.killsWithLoad += 1
    tally.kills += 1
    if (tally.kills % PROGRESS_EVERY === 0) ground.progress(`${String(tally.kills)} kills`)
    await daemon.start()
  }
  const verdict = await settled(load)
  await daemon.stop()
  return verdict
}

/** Whether it died of the injected signal. */
const killAtCall = async (daemon: KillableDaemon, { random }: Ground): Promise<boolean> => {
  const [calls, last] = CALLS[Math.floor(random() * CALLS.length)] ?? ['write', 1]
  const tracer = await attach(daemon.pid(), `${calls}:signal=SIGKILL:when=${String(1 + Math.floor(random() * last))}`)
  const died = await Promise.race([daemon.ended().then(() => true), pause(CALL_MS, false)])
  if (!died) await daemon.kill()
  await tracer.ended
  return died
}
