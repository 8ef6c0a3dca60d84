// SPDX-License-Identifier: AGPL-3.0-only
// Promise: all files of a release in one folder: the package, what it is made of as CycloneDX and SPDX, with `--images` both images as
// archives, and SHA256SUMS over them. `npm run release -- FOLDER [--images] [--engine docker|podman]`. What is not committed is in no release.
import './lib/runtime.mjs'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { renderSboms } from './lib/sbom.mjs'
import { root } from './lib/runtime.mjs'

const ENGINES = ['docker', 'podman']
const TARGETS = ['gateway', 'full']

const { values: options, positionals: [place] } = parseArgs({ allowPositionals: true, options: { images: { type: 'boolean' }, engine: { type: 'string', default: 'docker' }, dirty: { type: 'boolean' } } })
if (place === undefined || !ENGINES.includes(options.engine)) stop(`usage: npm run release -- FOLDER [--images] [--engine ${ENGINES.join('|')}]`)
const folder = resolve(place)
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const revision = run('git', 'rev-parse', 'HEAD')

if (!options.dirty && run('git', 'status', '--porcelain') !== '') stop('there are changes that are not committed; commit them, or say --dirty for a trial')
mkdirSync(folder, { recursive: true })
if (readdirSync(folder).length > 0) stop(`${folder} is not empty`)

execFileSync(process.execPath, [join(root, 'scripts/pack.mjs'), folder], { stdio: ['ignore', 2, 2] })
const { cyclonedx, spdx } = renderSboms(root)
writeFileSync(join(folder, `drawbridge-${version}.cdx.json`), cyclonedx)
writeFileSync(join(folder, `drawbridge-${version}.spdx.json`), spdx)
if (options.images) TARGETS.forEach(saveImage)
const files = readdirSync(folder).sort()
writeFileSync(join(folder, 'SHA256SUMS'), files.map((name) => `${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}  ${name}\n`).join(''))
for (const name of [...files, 'SHA256SUMS']) process.stdout.write(`${join(folder, name)}\n`)

function saveImage(target) {
  const tag = `drawbridge:${version}${target === 'gateway' ? '' : `-${target}`}`
  const facts = { VERSION: version, REVISION: revision }
  run(options.engine, 'build', '--target', target, ...Object.entries(facts).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]), '--tag', tag, '.')
  run(options.engine, 'save', '--output', join(folder, `drawbridge-${version}-${target}.image.tar`), tag)
}

function run(command, ...words) {
  return execFileSync(command, words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
}

function stop(why) {
  process.stderr.write(`${why}\n`)
  process.exit(2)
}
