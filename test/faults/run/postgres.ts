// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { createFaultProxy } from '../../support/fault-proxy.ts'
import type { FaultProxy } from '../../support/fault-proxy.ts'
import { createPostgresCluster } from '../../support/postgres-cluster.ts'
import { signal } from '../../support/processes.ts'
import { databaseMissing, revive, startNode } from './database.ts'
import { failuresOf, noteOf } from './fault.ts'
import type { Fault } from './fault.ts'
import { createStage } from './stage.ts'

const SOME = 150
/** Life under load before the database is killed, in ms. */
const LONGEST_MS = 300

/** SIGKILL of the database under load, so many times: of the postmaster, or of a backend, which takes all others with it. */
export const postgresKills = (count: number): Fault => ({
  name: 'postgres-kills',
  promise: 'PostgreSQL killed in the midst of a batch loses nothing acknowledged, and the gateway goes on when it is back',
  budgetSeconds: 20 + count * 4,
  missing: async () => databaseMissing(),
  run: async (ground) => {
    const cluster = await createPostgresCluster(ground.scope)
    const daemon = await startNode(ground, cluster.url())
    const stage = await createStage(ground, daemon)
    let [killed, ended] = [0, 0]
    for (; killed < count && !ground.isOver(); killed++) {
      await stage.open()
      await stage.acknowledgedMore(SOME)
      await pause(ground.random() * LONGEST_MS)
      if (killed % 3 === 2) signal(cluster.pids().slice(-1), 'SIGKILL')
      else {
        await cluster.kill()
        await cluster.start()
      }
      if (await revive(daemon)) ended += 1
    }
    await stage.acknowledgedMore(SOME)
    const verdict = await stage.finish()
    const failures = [...failuresOf(verdict), ...(killed < count ? [`only ${String(killed)} of ${String(count)} kills in time`] : [])]
    return { verdict, failures, counts: { postgresKills: killed }, note: `${String(killed)} kills, the daemon ended ${String(ended)} times; ${noteOf(verdict)}` }
  },
})

/** What the way to the database does, and for how long. */
const WAYS: readonly { readonly what: string; readonly ms: number; readonly begin: (proxy: FaultProxy) => void }[] = [
  { what: 'delays', ms: 2_000, begin: (proxy) => { proxy.set({ delayMs: 40 }) } },
  { what: 'drips', ms: 2_000, begin: (proxy) => { proxy.set({ dripBytes: 700, delayMs: 1 }) } },
  { what: 'resets', ms: 0, begin: (proxy) => { proxy.cut() } },
  { what: 'half-closes', ms: 500, begin: (proxy) => { proxy.halfClose() } },
  { what: 'refuses', ms: 1_500, begin: (proxy) => { proxy.set({ isRefusing: true }); proxy.cut() } },
  { what: 'is silent', ms: 5_000, begin: (proxy) => { proxy.set({ isSilent: true }) } },
]

/** The way between a gateway and its database. */
export const partition: Fault = {
  name: 'partition',
  promise: 'whatever the way to the database does, nothing acknowledged is lost or doubled, and the gateway goes on when it is fair again',
  budgetSeconds: 90,
  missing: async () => databaseMissing(),
  run: async (ground) => {
    const cluster = await createPostgresCluster(ground.scope)
    const proxy = await createFaultProxy(ground.scope, cluster.port)
    const daemon = await startNode(ground, cluster.url(undefined, proxy.port))
    const stage = await createStage(ground, daemon)
    let ended = 0
    for (const { what, ms, begin } of WAYS) {
      await stage.open()
      await stage.acknowledgedMore(SOME)
      ground.progress(`the way ${what}`)
      begin(proxy)
      await pause(ms)
      proxy.set({})
      if (await revive(daemon)) ended += 1
      await stage.acknowledgedMore(SOME)
    }
    const verdict = await stage.finish()
    return { verdict, failures: failuresOf(verdict), note: `${String(WAYS.length)} kinds of weather, the daemon ended ${String(ended)} times; ${noteOf(verdict)}` }
  },
}
