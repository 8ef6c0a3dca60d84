// SPDX-License-Identifier: AGPL-3.0-only
// Promise: no file of the project holds a private key, a token or a password, by the rules of .secretlintrc.json; what is
// found is shown masked. `--root FOLDER` scans another tree by the same rules.
import './lib/runtime.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { listFiles } from './lib/files.mjs'
import { root } from './lib/runtime.mjs'

const named = process.argv.indexOf('--root')
const base = named === -1 ? root : process.argv[named + 1]
const files = listFiles(base).filter((file) => file !== 'package-lock.json')
const scan = spawn(process.execPath, [
  join(root, 'node_modules/secretlint/bin/secretlint.js'), '--secretlintrc', join(root, '.secretlintrc.json'), '--no-glob', '--no-gitignore', ...files,
], { cwd: base, stdio: 'inherit' })
scan.once('exit', (code) => {
  if (code === 0) process.stdout.write(`${files.length} files, no secret\n`)
  process.exitCode = code ?? 1
})
