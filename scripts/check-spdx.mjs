// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every source file names its licence in its first line (second where a script line or the like must be
// first): Apache-2.0 for what others may ship (the contract, vectors, model, wire, SDK), AGPL-3.0-only for the rest.
import './lib/runtime.mjs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/runtime.mjs'
import { listFiles } from './lib/files.mjs'

const SOURCE = /\.(ts|mjs|cjs|js|proto)$/
const APACHE = /^(proto|test\/vectors|src\/model|src\/wire|src\/sdk)\//
const HEADER = /^(?:\/\/|\/\*) SPDX-License-Identifier: (\S+)/

const named = process.argv.indexOf('--root')
const base = named === -1 ? root : process.argv[named + 1]
const files = listFiles(base).filter((path) => SOURCE.test(path))
const wrong = files.flatMap((path) => {
  const wanted = APACHE.test(path) ? 'Apache-2.0' : 'AGPL-3.0-only'
  const lines = readFileSync(join(base, path), 'utf8').split('\n', 2)
  const found = HEADER.exec(lines[0].startsWith('#!') ? lines[1] : lines[0])?.[1]
  return found === wanted ? [] : [`${path}: ${found ?? 'no licence line'}, wanted // SPDX-License-Identifier: ${wanted}`]
})
for (const line of wrong) process.stdout.write(`${line}\n`)
process.stdout.write(`${files.length} files, ${wrong.length} wrong licence lines\n`)
process.exitCode = wrong.length > 0 || files.length === 0 ? 1 : 0
