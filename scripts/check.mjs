// SPDX-License-Identifier: AGPL-3.0-only
// Promise: runs every check of the house, each also there as `npm run check:…`, prints what a failing one said, and
// ends with a summary; the exit code is 0 only if all passed. Arguments pick steps: `npm run check -- types lint`.
import './lib/runtime.mjs'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/runtime.mjs'

const STEPS = [
  ['lint', 'typed lint, proof casts, the audit set, documented exports'],
  ['types', 'the compiler, strict'],
  ['imports', 'who may import whom'],
  ['unused', 'unused files, exports and packages'],
  ['generated', 'generated files are what their sources say'],
  ['proto', 'proto lint, and nothing that breaks the committed contract'],
  ['spdx', 'licence headers'],
  ['sizes', 'medians and caps of files and functions'],
  ['secrets', 'no key, token or password in any file'],
  ['dependencies', 'packages are few, exact, digested, run nothing while installed, and above their floors'],
]
const JOBS = 2

const environment = { ...process.env, PATH: `${root}/node_modules/.bin:${process.env.PATH}` }
if (!process.stdout.isTTY) environment.NO_COLOR = '1'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !STEPS.some(([step]) => step === name))
if (unknown.length > 0) {
  process.stderr.write(`no such step: ${unknown.join(', ')}; there are ${STEPS.map(([name]) => name).join(', ')}\n`)
  process.exit(2)
}

const queue = STEPS.filter(([name]) => wanted.length === 0 || wanted.includes(name))
const results = []
await Promise.all(Array.from({ length: JOBS }, async () => {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) results.push(await run(...step))
}))
summarise()

/** Runs one step and prints its output whole once it has ended, so that two at a time stay readable. */
function run(name, meaning) {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(scripts[`check:${name}`], {
      cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment,
    })
    let output = ''
    child.stdout.on('data', (bytes) => { output += bytes })
    child.stderr.on('data', (bytes) => { output += bytes })
    child.once('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      process.stdout.write(`── ${name}: ${meaning}\n${output.trim() === '' ? '' : `${output.trimEnd()}\n`}`)
      resolve({ name, ok: code === 0, seconds })
    })
  })
}

function summarise() {
  process.stdout.write('\n')
  for (const { name, ok, seconds } of results) process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} check:${name}  ${seconds} s\n`)
  const failed = results.filter(({ ok }) => !ok).map(({ name }) => name)
  process.stdout.write(failed.length === 0 ? 'all checks passed\n' : `failed: ${failed.join(', ')}\n`)
  process.exitCode = failed.length === 0 ? 0 : 1
}
