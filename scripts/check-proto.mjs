// SPDX-License-Identifier: AGPL-3.0-only
// Promise: proto/ passes buf's lint, and once the image proto/baseline/v1.binpb is committed, nothing in proto/ breaks
// it. Works offline. `--write-baseline` makes the image anew: only when a release defines what must never break.
import './lib/runtime.mjs'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './lib/runtime.mjs'
import { listFiles } from './lib/files.mjs'

const BASELINE = 'proto/baseline/v1.binpb'
const BUF_PACKAGE = { x64: 'buf-linux-x64', arm64: 'buf-linux-aarch64' }

const named = process.argv.indexOf('--root')
const base = named === -1 ? root : process.argv[named + 1]
const buf = findBuf()
if (listFiles(base, 'proto').every((path) => !path.endsWith('.proto'))) skip('there is no .proto file')
else if (buf === undefined) skip(`no buf for ${process.platform} ${process.arch} is installed`)
else if (process.argv.includes('--write-baseline')) writeBaseline()
else check()

function check() {
  run(['lint'])
  if (existsSync(join(base, BASELINE))) run(['breaking', '--against', BASELINE])
  else skip(`breaking changes: ${BASELINE} does not exist yet`)
}

function writeBaseline() {
  mkdirSync(dirname(join(base, BASELINE)), { recursive: true })
  run(['build', '--exclude-source-info', '-o', BASELINE])
}

function run(args) {
  const { status, error } = spawnSync(buf, args, { cwd: base, stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) process.exitCode = 1
}

function findBuf() {
  const path = join(root, 'node_modules/@bufbuild', BUF_PACKAGE[process.arch] ?? '', 'bin/buf')
  return process.platform === 'linux' && existsSync(path) ? path : undefined
}

function skip(why) {
  process.stderr.write(`SKIPPED ${why}\n`)
}
