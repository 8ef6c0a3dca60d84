// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
// test-alone
// Promise: crowds that never read, dribble, flood and hold HTTP connections, all at once, cost bounded memory, are ended when
// they are due, and honest people lose nothing by them. How long these wait is a figure of `drawbridge bench hostile` and is not judged here:
// attackers share the machine.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { kindsOf } from '../../bench/attacks/kinds.ts'
import { readAll, startChild } from '../../src/sandbox/child.ts'

t.setTimeout(290_000)

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const LINKS = 200
/** What the daemon may grow by: what waits for readers (32 MiB), and what the collector has not freed yet, which is more on a slow machine. */
const MAX_GROWTH_MIB = 200

interface Report {
  readonly rssGrowthMib: number
  readonly messages: { readonly accepted: number; readonly delivered: number; readonly lost: number; readonly doubled: number }
  readonly phases: readonly { readonly attackers: readonly { readonly kind: string; readonly offended: number; readonly gone: number; readonly goneWithinMs: number | null; readonly late: number }[] }[]
}

const openFilesLimit = Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0)
const skip = openFilesLimit < 4 * LINKS + 500 ? `this machine allows ${String(openFilesLimit)} open files` : false

const attack = async (): Promise<Report> => {
  const child = startChild({ self: [process.execPath, MAIN], args: ['bench', 'hostile', '--attack', 'all', '--links', String(LINKS), '--seconds', '3', '--json'], environment: process.env })
  t.teardown(() => child.kill())
  const [out] = await Promise.all([readAll(child.stdout, 65_536), child.ended])
  // With figures that are judged here the exit code may be 1; without any there is no JSON.
  return JSON.parse(out) as Report
}

t.test('all attacks at once cost bounded memory, attackers are gone when they are due, and honest people lose nothing', { skip, timeout: 280_000 }, async (t) => {
  const report = await attack()
  t.ok(report.messages.accepted > 0)
  t.equal(report.messages.delivered, report.messages.accepted)
  t.same([report.messages.lost, report.messages.doubled], [0, 0])
  const attackers = report.phases.flatMap((phase) => phase.attackers)
  t.strictSame(attackers.map(({ kind }) => kind).sort(), [...kindsOf('all', LINKS).map(({ name }) => name), 'never-read'].sort())
  for (const one of attackers) {
    t.ok(one.offended > 0, `${one.kind} did what it does`)
    t.equal(one.late, 0, `${one.kind}: none is there after its time`, one)
    if (one.goneWithinMs !== null) t.equal(one.gone, one.offended, `${one.kind}: each is ended`)
  }
  t.ok(report.rssGrowthMib <= MAX_GROWTH_MIB, 'memory', report)
})
