// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a release is made of, written by `npm sbom` and held against the lockfile: each package that a user installs, once, with its digest's version.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Names and versions that a lockfile has for production, as `name@version`, sorted. */
function productionOf(lock) {
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')}@${version}`).sort()
}

/** Sentences on what a list of packages lacks or has too much, compared with a lockfile; none if all is well. */
export function sbomProblems(packages, lock) {
  const [wanted, found] = [new Set(productionOf(lock)), new Set(packages)]
  return [...wanted.difference(found)].map((name) => `${name} is missing`).concat([...found.difference(wanted)].map((name) => `${name} is in no lockfile`))
}

/** The two documents as text, by their format. Throws where one does not say what the lockfile says. */
export function renderSboms(root) {
  const [manifest, lock] = ['package.json', 'package-lock.json'].map((name) => JSON.parse(readFileSync(join(root, name), 'utf8')))
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-sbom-'))
  try {
    layOut(folder, manifest, lock)
    const cyclonedx = npmSbom(folder, 'cyclonedx')
    // npm names the project by its folder.
    Object.assign(cyclonedx.metadata.component, { name: manifest.name, type: 'application' })
    const spdx = npmSbom(folder, 'spdx')
    hold('CycloneDX', cyclonedx.components.map(({ name, version }) => `${name}@${version}`), lock)
    hold('SPDX', spdx.packages.filter(({ name }) => name !== manifest.name).map(({ name, versionInfo }) => `${name}@${versionInfo}`), lock)
    return { cyclonedx: toText(cyclonedx), spdx: toText(spdx) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `npm sbom --omit=dev` leaves out whatever is also used by a development package, so it is shown a project that has none. */
function layOut(folder, manifest, lock) {
  const { devDependencies: _, optionalDependencies: __, ...production } = manifest
  const { devDependencies: ___, optionalDependencies: ____, ...own } = lock.packages['']
  const packages = Object.fromEntries(Object.entries(lock.packages).filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), toText(production))
  writeFileSync(join(folder, 'package-lock.json'), toText({ ...lock, packages: { '': own, ...packages } }))
}

function npmSbom(folder, format) {
  return JSON.parse(execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', format, '--sbom-type', 'application'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 67_108_864 }))
}

function hold(format, packages, lock) {
  const problems = sbomProblems(packages, lock)
  if (problems.length > 0) throw new Error(`${format}: ${problems.join('; ')}`)
}

function toText(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
