// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an installed tree of packages without what a running program never opens: the binaries of other platforms, C++ sources, types, source maps and manuals.
import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const NEVER_OPENED = /\.(?:d\.[cm]?ts|map|md|markdown|flow|tsbuildinfo)$/i
/** What a licence asks to be handed on stays, whatever it is called. */
const LICENCE = /^(?:licen[cs]e|copying|notice)/i
const SOURCES = ['better-sqlite3/deps', 'better-sqlite3/src', 'better-sqlite3/binding.gyp']

/**
 * Removes it from `folder`, a node_modules; `platform` is as in `linux-x64`. Throws where a package that brings binaries has none for it.
 * @returns {{ before: number, after: number }} bytes of the files
 */
export function slimPackages(folder, platform) {
  const before = bytesIn(folder)
  keepOnly(join(folder, '@signalapp/libsignal-client/prebuilds'), platform)
  keepOnly(join(folder, 'better-sqlite3/prebuilds'), `${platform}.node`)
  for (const path of SOURCES) rmSync(join(folder, path), { recursive: true, force: true })
  for (const path of filesIn(folder)) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (NEVER_OPENED.test(name) && !LICENCE.test(name)) rmSync(path)
  }
  return { before, after: bytesIn(folder) }
}

function keepOnly(folder, name) {
  if (!existsSync(join(folder, name))) throw new Error(`there is no ${name} in ${folder}`)
  for (const other of readdirSync(folder)) if (other !== name) rmSync(join(folder, other), { recursive: true })
}

function bytesIn(folder) {
  return filesIn(folder).reduce((sum, path) => sum + lstatSync(path).size, 0)
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
