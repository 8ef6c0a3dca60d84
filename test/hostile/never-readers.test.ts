// SPDX-License-Identifier: AGPL-3.0-only
// test-alone
// test-timeout: 240
// No speed is asserted here: what the honest pair waits is printed, and `drawbridge bench hostile` measures it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { readAll, startChild } from '../../src/sandbox/child.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const LINKS = 2_000
/** Each link takes a descriptor in the daemon; the rest is its own. */
const FILES = LINKS + 500
const MAX_GROWTH_MIB = 150

const allowedFiles = Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Infinity)
const skip = allowedFiles < FILES && `${String(FILES)} open files are needed, ${String(allowedFiles)} allowed: raise ulimit -n`

t.setTimeout(230_000)

t.test(`${String(LINKS)} links that ask for the largest answers and never read do not take the daemon's memory, and an honest pair gets every message once`, { skip, timeout: 220_000 }, async (t) => {
  const child = startChild({ self: [process.execPath, MAIN], args: ['bench', 'hostile', '--links', String(LINKS), '--seconds', '5', '--json'], environment: process.env })
  t.teardown(() => child.kill())
  const [out, errors, { code }] = await Promise.all([readAll(child.stdout, 10_000), readAll(child.stderr!, 10_000), child.ended])
  t.equal(code, 0, errors)
  const report = JSON.parse(out || '{}') as Record<string, number> & { readonly messages?: Record<string, number> }
  t.comment(out)
  t.ok(report['links']! >= LINKS)
  t.ok(report['rssGrowthMib']! < MAX_GROWTH_MIB, `the memory grew by ${String(report['rssGrowthMib'])} MiB`)
  const { accepted, delivered, ...wrong } = report.messages ?? {}
  t.ok(accepted! > 0)
  t.equal(delivered, accepted)
  t.strictSame(wrong, { lost: 0, doubled: 0, repeated: 0 }, 'nor was any honest link lost')
})
