// SPDX-License-Identifier: AGPL-3.0-only
import { basename, relative } from 'node:path'

/** A word that a POSIX shell reads back as it is. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`

/** How a person starts this program again from the same folder: by its name where it is installed, else by its files. */
export const invocation = (self: readonly string[], workingFolder: string): string => {
  const entry = self.at(-1) ?? ''
  return basename(entry) === 'drawbridge' ? 'drawbridge' : self.map((word) => shellWord(shorter(word, workingFolder))).join(' ')
}

/** The path as seen from the folder where that is below it, and below more than the root. */
const shorter = (path: string, folder: string): string => {
  if (folder === '/') return path
  const short = relative(folder, path)
  return path.startsWith('/') && short !== '' && !short.startsWith('..') ? short : path
}
