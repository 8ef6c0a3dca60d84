// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import t from 'tap'
import { NODE_TIMES } from '../../../src/store/postgres/nodes/times.ts'

const { leaseMs, heartbeatMs, marginMs, answerMs } = NODE_TIMES

t.test('the page about several nodes names the times that are in force', async (t) => {
  const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ')
  const seconds = (...ms: readonly number[]): string => `${String(ms.reduce((sum, one) => sum + one, 0) / 1000)} seconds`
  t.match(page, `its lease is over, ${seconds(leaseMs)} after its last sign of life`)
  t.match(page, `its lease is over: within ${seconds(leaseMs, heartbeatMs)} others push`)
  t.match(page, `fail with \`UNAVAILABLE\` after ${seconds(leaseMs, answerMs)}`)
})

t.test('a node stops acting before others may take its place, and may miss a sign of life', async (t) => {
  t.ok(2 * heartbeatMs < leaseMs - marginMs)
})
