// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every script sees the same list of project files, without what is installed or built.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

const NOT_OURS = new Set(['node_modules', '.git', 'dist', '.tap', 'coverage', 'tap-snapshots'])

/** All files below `folder`, as sorted paths relative to `base`; a folder that is not there has none. */
export function listFiles(base, folder = '.') {
  const found = []
  const visit = (path) => {
    let entries
    try {
      entries = readdirSync(path, { withFileTypes: true })
    } catch (error) {
      if (error.code === 'ENOENT') return
      throw error
    }
    for (const entry of entries) {
      if (NOT_OURS.has(entry.name)) continue
      const child = join(path, entry.name)
      if (entry.isDirectory()) visit(child)
      else if (entry.isFile()) found.push(relative(base, child))
    }
  }
  visit(join(base, folder))
  return found.sort()
}

/** True for files that a generator wrote: they are held to no style. */
export function isGenerated(path) {
  return path.startsWith('src/wire/generated/') || path.startsWith('migrations/')
}
