// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whoever imports this runs on Node 26 or newer; under an older one the same script is started again with the
// Node that `npm ci` put under node_modules, and where there is none, one line says what to do.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const OLDEST_MAJOR = 26

/** The repository's root folder, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** The Node that belongs to this clone: the one running if it is new enough, else the one `npm ci` installed. */
function requireNewNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_MAJOR) return
  const bundled = [`node-linux-${process.arch}/bin/node`]
    .map((path) => `${root}/node_modules/${path}`)
    .find((path) => existsSync(path))
  if (bundled === undefined) {
    process.stderr.write(`Node ${process.version} is too old: install Node ${OLDEST_MAJOR} or newer, or run "npm ci" first.\n`)
    process.exit(1)
  }
  const path = `${root}/node_modules/.bin:${bundled.replace(/\/node$/, '')}:${process.env.PATH ?? ''}`
  const run = spawnSync(bundled, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, PATH: path } })
  process.exit(run.status ?? 1)
}

requireNewNode()
