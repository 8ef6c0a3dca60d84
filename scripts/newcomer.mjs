// SPDX-License-Identifier: AGPL-3.0-only
// Promise: walks the way of somebody who has never seen the project, with a clock: a clone, the first message, a gateway of one's own with a core and a provider, a conformance report that holds, running containers.
// What is typed is what the README's blocks say. `npm run newcomer [-- --without-containers] [--json]`; a step that fails ends the walk with 1.
import './lib/runtime.mjs'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { blocksRunBy } from './lib/run-blocks.mjs'
import { root } from './lib/runtime.mjs'

const { values: options } = parseArgs({ options: { 'without-containers': { type: 'boolean' }, json: { type: 'boolean' } } })
/** A slow machine and an empty cache of packages; containers build two images. */
const [STEP_MS, CONTAINERS_MS, GREETING_MS] = [600_000, 1_800_000, 60_000]
/** Enough of an output to see what went wrong. */
const SHOWN = 4_000

const folder = mkdtempSync(join(tmpdir(), 'drawbridge-newcomer-'))
const clone = join(folder, 'drawbridge')
const environment = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), XDG_CONFIG_HOME: join(folder, 'config'), PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) }
for (const name of ['npm_config_local_prefix', 'npm_package_json', 'npm_execpath', 'INIT_CWD', 'NODE_COMPILE_CACHE']) delete environment[name]
const steps = []
const begun = Date.now()
let daemon
try {
  await walk()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
} finally {
  await stopDaemon()
  rmSync(folder, { recursive: true, force: true })
}
report()

async function walk() {
  await step('git clone', 'a clone', () => type(`git clone --quiet "${root}" "${clone}"`, folder))
  const readme = join(clone, 'README.md')
  const [[install, demo], [start]] = blocksRunBy(readme, 'npm run newcomer').map((text) => text.trim().split('\n'))
  await step(install, 'the packages are there', () => type(install))
  await step(demo, 'a message is delivered', () => type(demo, clone, /delivered/))
  putOnPath()
  await step(start, 'a gateway serves', async () => { daemon = await serve(start) })
  await step('the README, "Join a core and a provider"', 'a message crosses the gateway', () => type(blocksRunBy(readme, 'test/flow/readme.test.ts').join(''), clone, /Ben reads: Hello from the other side/))
  await step('drawbridge conformance --sandbox --report report.html', 'every scenario passes', () => type('drawbridge conformance --sandbox --report report.html', clone, / passed, 0 failed, 0 skipped\./))
  await step('drawbridge conformance verify report.html', 'the report holds', () => type('drawbridge conformance verify report.html', clone, /The signature holds/))
  if (options['without-containers']) return
  // The containers' gateway takes the same port.
  await stopDaemon()
  await step('npm run image:check', 'two containers carry messages', () => type('npm run image:check', clone, /\n\d+ passed, 0 failed\n/, CONTAINERS_MS))
}

/** Does one thing that a person types, and notes how long it took. */
async function step(typed, seen, act) {
  const since = Date.now()
  process.stderr.write(`${typed}\n`)
  await act()
  steps.push({ typed, seen, seconds: (Date.now() - since) / 1000, at: (Date.now() - begun) / 1000 })
}

function type(text, cwd = clone, wanted = /^/, timeout = STEP_MS) {
  const child = spawn('/bin/sh', ['-c', `set -e\n${text}`], { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], timeout })
  const said = listen(child)
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0 && wanted.test(said())) resolve()
      else reject(new Error(`${text}\nended with ${code}${code === 0 ? `, without ${wanted}` : ''}:\n${said().slice(-SHOWN)}`))
    })
  })
}

/** Starts a daemon that goes on; resolves when it has said what to try. */
function serve(text) {
  const child = spawn('/bin/sh', ['-c', `exec ${text}`], { cwd: clone, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const said = listen(child)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { reject(new Error(`${text} has not said what to try:\n${said().slice(-SHOWN)}`)) }, GREETING_MS)
    child.stdout.on('data', () => {
      if (!/drawbridge info|\binfo\b/.test(said())) return
      clearTimeout(timer)
      resolve(child)
    })
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new Error(`${text} ended:\n${said().slice(-SHOWN)}`))
    })
  })
}

async function stopDaemon() {
  const running = daemon
  daemon = undefined
  if (running === undefined || running.exitCode !== null) return
  const ended = new Promise((resolve) => { running.once('exit', resolve) })
  // Ctrl-C reaches npm and what it started.
  process.kill(-running.pid, 'SIGINT')
  await ended
}

function listen(child) {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => { said += part })
  return () => said
}

/** `drawbridge`, as the README says what it stands for. */
function putOnPath() {
  const node = execFileSync('/bin/sh', ['-c', 'ls node_modules/node-linux-*/bin/node'], { cwd: clone, encoding: 'utf8' }).trim()
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/drawbridge'), `#!/bin/sh\nexec "${join(clone, node)}" "${clone}/bin/drawbridge.js" "$@"\n`, { mode: 0o755 })
  environment.PATH = [join(clone, node, '..'), environment.PATH].join(delimiter)
}

function report() {
  if (options.json) process.stdout.write(`${JSON.stringify({ steps })}\n`)
  else for (const { typed, seen, seconds, at } of steps) process.stdout.write(`${at.toFixed(0).padStart(5)} s  ${seen} (${seconds.toFixed(1)} s): ${typed}\n`)
}
