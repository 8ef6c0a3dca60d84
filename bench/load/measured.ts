// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { cpuMicros } from '../parts/process-costs.ts'
import { openLoad } from './load.ts'
import type { Load, Slice, Targets } from './load.ts'

/** A slice and what a delivered message cost, in microseconds of CPU. */
export interface Measured {
  readonly slice: Slice
  /** All measured processes together. */
  readonly cpuMicros: number
  /** The database's processes; 0 where there is none. */
  readonly databaseCpuMicros: number
}

/** What a whole load came to. */
export interface LoadTotals { readonly accepted: number; readonly delivered: number; readonly lost: number; readonly doubled: number; readonly disordered: number }

/** A load whose server's CPU is measured with it. */
export interface MeasuredLoad {
  /** Throws when a message was lost, came twice or out of order: then the figures mean nothing. */
  run(seconds: number, inFlight: number): Promise<Measured>
  end(): Promise<LoadTotals>
}

/** What is under way arrives in this time, or is lost. */
const SETTLE_MS = 60_000

/** Opens a load on a server that is these processes and that errors call `side`; `database` tells the CPU that its database has used so far. */
export const openMeasured = async (side: string, pids: readonly number[], targets: Targets, database: () => Promise<number> = async () => 0): Promise<MeasuredLoad> => {
  const load = await openLoad(targets)
  const costs = async () => ({ server: await sumOf(pids), database: await database() })
  return {
    run: async (seconds, inFlight) => {
      load.start({ inFlight })
      const before = await costs()
      await pause(seconds * 1_000)
      const slice = load.take()
      const after = await costs()
      await settle(side, load)
      const delivered = Math.max(1, slice.delivered)
      return { slice, cpuMicros: (after.server - before.server) / delivered, databaseCpuMicros: (after.database - before.database) / delivered }
    },
    end: async () => {
      await load.close()
      const { accepted, delivered } = load.ledger
      const { lost, doubled, disordered } = load.ledger.breaches()
      return { accepted, delivered, lost: lost.length, doubled: doubled.length, disordered }
    },
  }
}

const sumOf = async (pids: readonly number[]): Promise<number> => (await Promise.all(pids.map(cpuMicros))).reduce((sum, micros) => sum + micros, 0)

/** Every message that was accepted arrives once, in the order of its lane. */
const settle = async (side: string, load: Load): Promise<void> => {
  const isSettled = await load.stop(SETTLE_MS)
  const { lost, doubled, disordered, unknown } = load.ledger.breaches()
  const again = load.ledger.repeated
  if (isSettled && lost.length + doubled.length + disordered + unknown + again === 0) return
  throw new Error(`${side}: ${String(lost.length)} messages lost, ${String(doubled.length)} stored twice, ${String(disordered)} out of order, ${String(again)} pushed twice, ${String(unknown)} unknown`)
}
