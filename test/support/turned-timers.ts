// SPDX-License-Identifier: AGPL-3.0-only
import type { Timers } from '../../src/relay/index.ts'
import type { TestClock } from './registry-world.ts'

/** Timers that go off only while a test turns the clock. */
export interface TurnedTimers extends Timers {
  /** Moves the clock on and runs what comes due on the way, in its order. */
  readonly turn: (ms: number) => void
  /** Tasks that wait for their time. */
  readonly waiting: () => number
}

interface Task { readonly run: () => void; readonly every: number | undefined; at: number }

/** Timers on a test's clock. */
export const createTurnedTimers = (clock: TestClock): TurnedTimers => {
  const tasks = new Set<Task>()
  const add = (run: () => void, ms: number, every: number | undefined): (() => void) => {
    const task: Task = { run, every, at: clock.now() + ms }
    tasks.add(task)
    return () => { tasks.delete(task) }
  }
  const nextDue = (end: number): Task | undefined => [...tasks].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
  const turn = (ms: number): void => {
    const end = clock.now() + ms
    for (let task = nextDue(end); task; task = nextDue(end)) {
      clock.advance(task.at - clock.now())
      if (task.every === undefined) tasks.delete(task)
      else task.at += task.every
      task.run()
    }
    clock.advance(end - clock.now())
  }
  return { after: (ms, run) => add(run, ms, undefined), every: (ms, run) => add(run, ms, ms), turn, waiting: () => tasks.size }
}
