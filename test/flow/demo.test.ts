// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { story } from '../../src/sandbox/demo.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'

const ENTRY = join(import.meta.dirname, '../../bin/drawbridge.js')
const EXCERPT = /<!-- steps of the demo -->\n```\n([^`]+)```/
/** Longer than the story gives itself. */
const LIMIT_MS = 270_000

t.setTimeout(295_000)

interface Report { readonly ok: boolean; readonly steps: readonly { readonly name: string; readonly ok: boolean; readonly ms: number; readonly gatewaySaw: string; readonly progress?: readonly string[] }[] }

/** What the README shows of the demo: a step's name and what the gateway saw of it, sizes and counts left out. */
const shown = (): readonly (readonly [string, string])[] =>
  (EXCERPT.exec(readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'))?.[1] ?? '').trim().split('\n').map((line) => {
    const [, name = '', saw = ''] = /^✓ (.*?) +gateway saw: (.*)$/.exec(line) ?? []
    return [name, saw.replaceAll(/\d[\d,]*/g, '#')]
  })

t.test('the demo plays its whole story and leaves nothing behind', { timeout: 290_000 }, async (t) => {
  // A fixture's own folder is too deep for a Unix socket.
  const temporary = await createTempFolder('drawbridge-test-')
  const folder = temporary.path
  t.teardown(() => temporary.remove())
  const run = promisify(execFile)(process.execPath, [ENTRY, 'demo', '--json'], { env: { ...process.env, TMPDIR: folder }, timeout: LIMIT_MS })
  const { stdout, stderr } = await run.catch((error: unknown) => error as { stdout: string; stderr: string })
  t.equal(stderr, '', 'nothing is said on standard error')
  const { ok, steps } = JSON.parse(stdout) as Report
  for (const [index, { name }] of story.entries()) {
    t.match(steps[index] ?? {}, { name, ok: true }, name)
  }
  t.equal(ok, true, 'every step did what it says', { missed: steps.filter((step) => !step.ok) })
  t.equal(steps.length, story.length, 'no step is told that is not in the story')
  t.ok(steps.every(({ gatewaySaw }) => gatewaySaw !== ''), 'every step says what the gateway saw')
  t.match(steps.flatMap(({ progress = [] }) => progress), [/^Ana uploads \[=+\] (\d+) of \1 MiB$/, /^Ben downloads \[=+\] (\d+) of \1 MiB$/], 'the bar of the long file came to its end each way')
  t.equal(steps.filter(({ gatewaySaw }) => /^6 sealed files, [1-9][\d,]* bytes of ciphertext$/.test(gatewaySaw)).length, 4, 'one of each kind, both ways, between devices and through the vault')
  t.ok(steps.some(({ gatewaySaw }) => /[1-9][\d,]* bytes of ciphertext/.test(gatewaySaw)), 'what was said is ciphertext to the gateway')
  t.same(await readdir(folder), [], 'no file is left')
  t.ok(shown().length >= 5, 'the README shows some of it')
  for (const [name, saw] of shown()) t.equal(steps.find((step) => step.name === name)?.gatewaySaw.replaceAll(/\d[\d,]*/g, '#'), saw, `the README's “${name}”`)
})
