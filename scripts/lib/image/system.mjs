// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a root folder with some programs of this Debian machine and all that they load, and nothing else: users and groups by number, the folders
// that are written to, whose packages the files are (for scanners), and their licences.
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Who runs what; the two have one group in common, for the FIFOs between them. */
export const USERS = { gateway: 10_001, vault: 10_002 }
export const PIPES_GROUP = 10_000

const FOLDERS = [
  ['var/lib/drawbridge', USERS.gateway, USERS.gateway, 0o700],
  ['etc/drawbridge', 0, 0, 0o755],
  ['etc/drawbridge/keys', USERS.gateway, USERS.gateway, 0o700],
  ['run/drawbridge', USERS.vault, PIPES_GROUP, 0o750],
  ['tmp', 0, 0, 0o1777],
]

/** Fills `to`; what `programs` load is found by `ldd`. */
export function copySystem(to, programs) {
  const paths = programs.map((name) => whole('sh', '-c', `command -v ${name}`))
  const files = [...new Set([...paths, ...paths.flatMap(librariesOf)])]
  for (const file of files) copy(to, realpathSync(file), file)
  for (const name of new Set(files.flatMap(packageOf))) describe(to, name)
  const licence = ['/usr/local/LICENSE', join(dirname(realpathSync(process.execPath)), '../LICENSE')].find((path) => existsSync(path))
  if (licence !== undefined) copy(to, licence, '/usr/share/doc/nodejs/copyright')
  write(to, 'etc/passwd', `root:x:0:0::/:/\n${Object.entries(USERS).map(([name, id]) => `${name}:x:${id}:${id}::/:/\n`).join('')}`)
  write(to, 'etc/group', `root:x:0:\npipes:x:${PIPES_GROUP}:${Object.keys(USERS).join()}\n${Object.entries(USERS).map(([name, id]) => `${name}:x:${id}:\n`).join('')}`)
  for (const [path, user, group, mode] of FOLDERS) makeFolder(join(to, path), { user, group, mode })
}

/** The libraries that a program or an add-on loads, by the paths at which the loader looks for them. */
function librariesOf(file) {
  return whole('ldd', file).split('\n').flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? [])
}

/** What scanners read to know which version of which package is here. */
function describe(to, name) {
  write(to, `var/lib/dpkg/status.d/${name.replace(/:.*/, '')}`, `${whole('dpkg-query', '--status', name)}\n`)
  const licence = `/usr/share/doc/${name.replace(/:.*/, '')}/copyright`
  if (existsSync(licence)) copy(to, realpathSync(licence), licence)
}

/** Of Debian's package a file is, if any; dpkg knows some by the path without /usr. */
function packageOf(file) {
  for (const path of [file, realpathSync(file), realpathSync(file).replace(/^\/usr/, '')]) {
    try {
      return [whole('dpkg-query', '--search', path).split('\n')[0].replace(/: .*/, '')]
    } catch {
      // Under the next name, or no package's.
    }
  }
  return []
}

function makeFolder(path, { user, group, mode }) {
  mkdirSync(path, { recursive: true })
  chownSync(path, user, group)
  chmodSync(path, mode)
}

function copy(to, from, path) {
  mkdirSync(dirname(join(to, path)), { recursive: true })
  cpSync(from, join(to, path))
}

function write(to, path, text) {
  mkdirSync(dirname(join(to, path)), { recursive: true })
  writeFileSync(join(to, path), text)
}

function whole(command, ...words) {
  return execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}
