// SPDX-License-Identifier: AGPL-3.0-only
// Promise: writes the package as it is published, a .tgz in the folder given (or the current one): compiled code, entries
// that point to it, and none of what only a clone needs (scripts, development packages, Node and buf).
import './lib/runtime.mjs'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { root } from './lib/runtime.mjs'

const CLONE_ONLY = ['scripts', 'devDependencies', 'optionalDependencies', 'allowScripts']

const target = resolve(process.argv[2] ?? '.')
execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' })

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
for (const key of CLONE_ONLY) delete manifest[key]
for (const [entry, path] of Object.entries(manifest.exports)) {
  if (path.startsWith('./src/')) manifest.exports[entry] = compiled(path)
}

const staging = mkdtempSync(join(tmpdir(), 'drawbridge-pack-'))
try {
  for (const path of manifest.files) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(staging, path), { recursive: true })
  }
  writeFileSync(join(staging, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  execFileSync('npm', ['pack', '--pack-destination', target], { cwd: staging, stdio: 'inherit' })
} finally {
  rmSync(staging, { recursive: true, force: true })
}

function compiled(path) {
  const built = path.replace(/^\.\/src\//, './dist/')
  return { types: built.replace(/\.ts$/, '.d.ts'), default: built.replace(/\.ts$/, '.js') }
}
