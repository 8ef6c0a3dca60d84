// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
// test-alone
// Promise: links that ask for the largest answers and never read cost no more memory than is named here, and honest people
// lose nothing by them. How long these wait is a figure of `drawbridge bench hostile`, and only compared here.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { readAll, startChild } from '../../src/sandbox/child.ts'

t.setTimeout(290_000)

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const LINKS = 2_000
/** What the daemon may grow by, however many do not read: what waits for readers (32 MiB), and what the collector has not freed yet, which is more on a slow machine. */
const MAX_GROWTH_MIB = 200
/** A wait that people would notice; on a machine that is slow without any attack, so many times what it is there. */
const [NOTICED_MS, TIMES] = [250, 10]
/** A machine that does something else for a moment must not decide. */
const TRIES = 3

interface Report {
  readonly honestP99MsBefore: number
  readonly honestP99MsDuring: number
  readonly rssGrowthMib: number
  readonly links: number
  readonly endedLinks: number
  readonly messages: { readonly accepted: number; readonly delivered: number; readonly lost: number; readonly doubled: number }
}

const openFilesLimit = Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0)
const skip = openFilesLimit < LINKS + 1_000 ? `this machine allows ${String(openFilesLimit)} open files` : false

const attack = async (): Promise<Report> => {
  const child = startChild({ self: [process.execPath, MAIN], args: ['bench', 'hostile', '--attack', 'never-read', '--links', String(LINKS), '--seconds', '5', '--json'], environment: process.env })
  t.teardown(() => child.kill())
  const [out] = await Promise.all([readAll(child.stdout, 10_000), child.ended])
  // With figures that are judged here the exit code may be 1; without any there is no JSON.
  return JSON.parse(out) as Report
}

const isFine = ({ rssGrowthMib, honestP99MsBefore, honestP99MsDuring }: Report): boolean =>
  rssGrowthMib <= MAX_GROWTH_MIB && honestP99MsDuring <= Math.max(NOTICED_MS, TIMES * honestP99MsBefore)

t.test('two thousand links that never read cost bounded memory, are ended, and honest people lose nothing and do not wait', { skip, timeout: 280_000 }, async (t) => {
  let report = await attack()
  for (let tries = 1; tries < TRIES && !isFine(report); tries += 1) report = await attack()
  t.ok(report.links >= LINKS)
  t.ok(report.endedLinks > LINKS / 2, 'most of them are ended', report)
  t.ok(report.messages.accepted > 0)
  t.equal(report.messages.delivered, report.messages.accepted)
  t.same([report.messages.lost, report.messages.doubled], [0, 0])
  t.ok(isFine(report), 'memory and the wait of honest people', report)
})
