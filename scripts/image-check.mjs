// SPDX-License-Identifier: AGPL-3.0-only
// Promise: both images are built without a Docker engine, started as docs/container.md and packaging/compose.yaml say, carry messages from a provider through the gateway and the vault
// to a core and back, are held against what is said of them, and measured. `npm run image:check [-- --install] [--storage FOLDER]`; nothing is skipped: what cannot be shown fails.
import './lib/runtime.mjs'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { baseImageOf, makeBase } from './lib/image/base.mjs'
import { confinement } from './lib/image/confinement.mjs'
import { createEngine, missingTools } from './lib/image/engine.mjs'
import { memoryOf, readyMs, sizesOf } from './lib/image/measures.mjs'
import { openPage } from './lib/image/page.mjs'
import { talk } from './lib/image/talk.mjs'
import { root } from './lib/runtime.mjs'

const { values: options } = parseArgs({ options: { install: { type: 'boolean' }, storage: { type: 'string' }, json: { type: 'boolean' } } })
const say = (line) => { process.stderr.write(`${line}\n`) }

requireTools()
const folder = mkdtempSync(join(tmpdir(), 'drawbridge-image-'))
const storage = resolve(options.storage ?? join(folder, 'storage'))
const engine = createEngine(folder, storage, { clone: root, node: process.execPath })
const page = openPage(join(root, 'docs/container.md'), engine, { clone: root, folder: join(folder, 'drawbridge') })
try {
  report(await check())
} finally {
  page.close()
  if (options.storage === undefined) cleanUp()
  rmSync(folder, { recursive: true, force: true })
}

async function check() {
  const results = []
  const hold = (claim, is, found) => {
    results.push({ claim, is, found })
    say(`${is ? 'ok    ' : 'FAILED'} ${claim}${is ? '' : `: ${found}`}`)
  }
  say('the base image')
  makeBase(engine, { name: baseImageOf(join(root, 'Dockerfile')), node: process.execPath, folder })
  say('both images')
  page.typeBuild()
  const sizes = ['drawbridge:0.1.0', 'drawbridge:0.1.0-full'].map((image) => ({ image, ...sizesOf(engine, image) }))
  say('docs/container.md, from the keys to a gateway that serves')
  page.typeRest()
  const memory = memoryOf(engine, page.containers())
  for (const [claim, is, found] of confinement(engine, page)) hold(claim, is, found)
  for (const [claim, is, found] of await talk(engine, page)) hold(claim, is, found)
  const start = readyMs(engine, page.containers().gateway)
  return { results, sizes, memory, start }
}

function report({ results, sizes, memory, start }) {
  const mebibytes = (bytes) => `${(bytes / 1_048_576).toFixed(0)} MiB`
  const failed = results.filter(({ is }) => !is).length
  if (options.json) process.stdout.write(`${JSON.stringify({ results, sizes, memory, start })}\n`)
  else {
    for (const { image, bytes, packedBytes } of sizes) process.stdout.write(`${image}  ${mebibytes(bytes)}, packed ${mebibytes(packedBytes)}\n`)
    for (const { process: name, bytes } of memory) process.stdout.write(`memory at rest, ${name}  ${mebibytes(bytes)}\n`)
    process.stdout.write(`from start to health: ${start.healthMs} ms, of which the daemon by itself ${start.daemonMs} ms\n`)
  }
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`)
  process.exitCode = failed === 0 && results.length > 0 ? 0 : 1
}

function requireTools() {
  const missing = missingTools()
  if (process.getuid() !== 0) stop('this needs root: containers of three users are started')
  if (missing.length === 0) return
  if (!options.install) stop(`missing: ${missing.join(', ')}; install them, or say --install`)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { stdio: 'inherit' })
}

function stop(why) {
  say(why)
  process.exit(2)
}

/** Images are mounts below the storage until they are removed. */
function cleanUp() {
  for (const words of [['podman', 'rm', '--all', '--force'], ['buildah', 'rm', '--all'], ['podman', 'rmi', '--all', '--force']]) {
    try {
      engine.run(...words)
    } catch (error) {
      say(`${words.join(' ')}: ${error.message}`)
    }
  }
}
