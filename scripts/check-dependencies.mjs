// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what npm installs is exact, digested, few, from the public registry, runs nothing while it is installed, and no
// locked version is one of those with a published hole that matters here. `--root FOLDER` judges another tree.
import './lib/runtime.mjs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dependencyProblems } from './lib/dependencies.mjs'
import { root } from './lib/runtime.mjs'

const named = process.argv.indexOf('--root')
const base = named === -1 ? root : process.argv[named + 1]
const read = (name) => readFileSync(join(base, name), 'utf8')
const manifest = JSON.parse(read('package.json'))
const lock = JSON.parse(read('package-lock.json'))
const problems = dependencyProblems(manifest, lock, read('.npmrc'))
for (const problem of problems) process.stdout.write(`${problem}\n`)
const production = Object.keys(manifest.dependencies ?? {}).length
process.stdout.write(`${production} direct packages in production, ${Object.keys(lock.packages).length - 1} locked in all, ${problems.length} problems\n`)
process.exitCode = problems.length > 0 ? 1 : 0
