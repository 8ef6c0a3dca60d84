// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { createTempFolder } from '../../../src/sandbox/temp-folder.ts'
import { Scope } from '../../support/scope.ts'
import { randomFrom } from '../../support/seeded.ts'
import type { Fault, Outcome } from './fault.ts'

/** What became of one fault. */
export interface Row {
  readonly name: string
  readonly promise: string
  readonly state: 'ok' | 'FAILED' | 'skipped'
  readonly seconds: number
  /** Why it was skipped, or what did not hold, or what there was. */
  readonly note: string
  readonly outcome?: Outcome
}

/** How a run goes. */
export interface RunOptions {
  readonly seed: number
  readonly say: (line: string) => void
  readonly limitSeconds: number
  /** Aborted: whatever runs is undone, and nothing more begins. */
  readonly signal: AbortSignal
}

/** What a fault that hangs gets beyond its budget to see that its time is up. */
const GRACE_SECONDS = 25
/** What undoing gets before the next fault begins. */
const UNDO_SECONDS = 30

/** Runs faults one after the other, and the patient ones beside them; each is undone when it is over. Gives rows in their order. */
export const runFaults = async (faults: readonly Fault[], options: RunOptions): Promise<Row[]> => {
  const cache = await createTempFolder('drawbridge-faults-')
  const end = Date.now() + options.limitSeconds * 1000
  const rows: Row[] = []
  const run = async (fault: Fault): Promise<void> => {
    const row = await runFault(fault, { ...options, end, environment: { NODE_COMPILE_CACHE: cache.path } })
    options.say(`${row.state.padEnd(7)} ${row.name}: ${row.note}  ${row.seconds.toFixed(1)} s`)
    rows.push(row)
  }
  try {
    const beside = Promise.all(faults.filter(({ isPatient }) => isPatient).map(run))
    for (const fault of faults.filter(({ isPatient }) => !isPatient)) await run(fault)
    await beside
  } finally {
    await cache.remove()
  }
  return rows.sort((a, b) => place(faults, a) - place(faults, b))
}

const place = (faults: readonly Fault[], { name }: Row): number => faults.findIndex((fault) => fault.name === name)

interface Run extends RunOptions {
  readonly end: number
  readonly environment: Readonly<Record<string, string>>
}

const runFault = async (fault: Fault, { seed, say, signal, end, environment }: Run): Promise<Row> => {
  const { name, promise, budgetSeconds } = fault
  const started = Date.now()
  const row = (state: Row['state'], note: string, outcome?: Outcome): Row =>
    ({ name, promise, state, note, seconds: (Date.now() - started) / 1000, ...(outcome ? { outcome } : {}) })
  if (signal.aborted) return row('skipped', 'the run was interrupted')
  if (started > end) return row('skipped', 'no time was left')
  const reason = await fault.missing()
  if (reason !== undefined) return row('skipped', reason)
  say(`begins  ${name}: ${promise}`)
  const scope = new Scope()
  const deadline = Math.min(end, started + budgetSeconds * 1000)
  const limit = new AbortController()
  const timer = setTimeout(() => { limit.abort() }, deadline + GRACE_SECONDS * 1000 - started)
  try {
    const outcome = await Promise.race([
      fault.run({
        scope, environment, random: randomFrom(seed, name), progress: (text) => { say(`        ${name}: ${text}`) }, isOver: () => Date.now() > deadline || signal.aborted,
      }),
      failing(limit.signal, `it hangs: not over within ${String(budgetSeconds)} s`),
      failing(signal, 'interrupted'),
    ])
    return outcome.failures.length === 0 ? row('ok', outcome.note, outcome) : row('FAILED', `${outcome.failures.join('; ')} (${outcome.note})`, outcome)
  } catch (error) {
    return row('FAILED', error instanceof Error ? error.message : String(error))
  } finally {
    clearTimeout(timer)
    const late = pause(UNDO_SECONDS * 1000, ['it takes too long'], { ref: false })
    for (const error of await Promise.race([scope.end(), late])) say(`        ${name}: not undone: ${String(error)}`)
  }
}

const failing = (signal: AbortSignal, why: string): Promise<never> => new Promise((_, reject) => {
  const fail = (): void => { reject(new Error(why)) }
  if (signal.aborted) fail()
  signal.addEventListener('abort', fail, { once: true })
})
