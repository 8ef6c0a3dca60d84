// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDaemon } from '../../support/daemon.ts'
import type { KillableDaemon } from '../../support/daemon.ts'
import { createSmallDisk, smallDiskMissing } from '../../support/small-disk.ts'
import { attach, straceMissing } from '../../support/strace.ts'
import { failuresOf, noteOf } from './fault.ts'
import type { Fault, Outcome } from './fault.ts'
import { createStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** A refused write ends the daemon; what waits for it gets this long. */
const END_MS = 20_000
/** The exit code of a daemon whose store refused a write. */
const STORE_FAILED = 1
/** Messages that show that the load goes on. */
const SOME = 200

/** No space left, in the midst of the load. */
export const diskFull: Fault = {
  name: 'disk-full',
  promise: 'a full disk ends the daemon, nothing is acknowledged that is not stored, and with room again it goes on',
  budgetSeconds: 40,
  missing: smallDiskMissing,
  run: async (ground) => {
    const disk = await createSmallDisk(ground.scope)
    const daemon = await createDaemon(ground.scope, ground.environment, { dataFolder: join(disk.path, 'data') })
    await daemon.start()
    const stage = await createStage(ground, daemon)
    const failures: string[] = []
    for (let round = 0; round < 3; round++) {
      await stage.open()
      await stage.acknowledgedMore(SOME)
      disk.fill()
      failures.push(...await endsItself(daemon, 'with the disk full'))
      disk.free()
      await daemon.start()
    }
    return outcomeOf(stage, failures, '3 times full')
  },
}

/** Errors of one call each: after any of them nothing that the disk says may be believed. */
const ERRORS = ['fsync,fdatasync:error=EIO', 'pwrite64:error=ENOSPC', 'pwrite64:error=EIO', 'fsync,fdatasync:error=ENOSPC']
const LAST_CALL = 6

/** Calls that fail once, each of them so often. */
export const diskErrors = (times: number): Fault => ({
  name: 'disk-errors',
  promise: 'a flush or a write that fails is never acknowledged and ends the daemon; what was refused may be repeated',
  budgetSeconds: 50,
  missing: async () => straceMissing(),
  run: async (ground) => {
    const daemon = await createDaemon(ground.scope, ground.environment)
    await daemon.start()
    const stage = await createStage(ground, daemon)
    const failures: string[] = []
    for (const error of Array.from({ length: times }, () => ERRORS).flat()) {
      await stage.open()
      await stage.acknowledgedMore(SOME / 4)
      const tracer = await attach(daemon.pid(), `${error}:when=${String(1 + Math.floor(ground.random() * LAST_CALL))}`)
      failures.push(...await endsItself(daemon, error))
      await tracer.ended
      await daemon.start()
    }
    return outcomeOf(stage, failures, `${String(ERRORS.length * times)} errors`)
  },
})

/** A flush on a disk with much else to do. */
const DELAY_MICROSECONDS = 150_000
const SLOW_MS = 4_000

/** Every flush takes long. */
export const diskSlow: Fault = {
  name: 'disk-slow',
  promise: 'a slow disk makes everything late and nothing wrong',
  budgetSeconds: 40,
  missing: async () => straceMissing(),
  run: async (ground) => {
    const daemon = await createDaemon(ground.scope, ground.environment)
    await daemon.start()
    const stage = await createStage(ground, daemon)
    await stage.open()
    const tracer = await attach(daemon.pid(), `fsync,fdatasync:delay_enter=${String(DELAY_MICROSECONDS)}`)
    const before = stage.acknowledged()
    await pause(SLOW_MS)
    const meanwhile = stage.acknowledged() - before
    const failures = [
      ...(stage.parties.every(({ isOpen }) => isOpen) ? [] : ['a link was given up']),
      ...(meanwhile === 0 ? ['nothing was acknowledged meanwhile'] : []),
    ]
    await tracer.end()
    return outcomeOf(stage, failures, `${String(meanwhile)} in ${String(SLOW_MS / 1000)} s`)
  },
}

const endsItself = async (daemon: KillableDaemon, when: string): Promise<string[]> => {
  const code = await Promise.race([daemon.ended(), pause(END_MS, 'alive' as const)])
  if (code === STORE_FAILED) return []
  await daemon.kill()
  return [`the daemon did not end itself ${when}: ${code === null ? 'killed by a signal' : String(code)}`]
}

const outcomeOf = async (stage: Stage, failures: readonly string[], what: string): Promise<Outcome> => {
  const verdict = await stage.finish()
  return { verdict, failures: [...failures, ...failuresOf(verdict)], note: `${what}, ${noteOf(verdict)}` }
}
