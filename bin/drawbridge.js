#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-only
// Promise: starts drawbridge, from its sources in a clone and compiled where it is installed; under a Node that is too
// old it says in one line what to do. Plain ES2020, because an old Node must be able to read it.
import { existsSync } from 'node:fs'

const OLDEST_MAJOR = 26

if (Number(process.versions.node.split('.')[0]) < OLDEST_MAJOR) {
  process.stderr.write(
    `drawbridge needs Node ${OLDEST_MAJOR} or newer and this is ${process.version}: install it from https://nodejs.org, or in a clone use "npm start" after "npm ci".\n`,
  )
  process.exitCode = 1
} else {
  const built = new URL('../dist/main.js', import.meta.url)
  const sources = new URL('../src/main.ts', import.meta.url)
  await import((existsSync(sources) ? sources : built).href)
}
