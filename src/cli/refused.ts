// SPDX-License-Identifier: AGPL-3.0-only

/** What was refused, for a person. */
export interface Refused { readonly code: string; readonly what: string; readonly detail: string; readonly fix: string }

type Words = readonly [code: 'CONFIG_INVALID' | 'UNAVAILABLE', what: string, fix: string]

/** What the system or the database refused, in words: what is the matter, at which place, and what helps. Undefined for anything else. Of an error's text nothing is told. */
export const refusedBySystem = (thrown: unknown): Refused | undefined => {
  const error = innermost(thrown)
  if (error === undefined) return undefined
  const { code, syscall, path } = error
  const words = syscall === undefined ? SQLITE.find(([start]) => code.startsWith(start))?.[1] : SYSTEM[code] ?? OTHERWISE
  if (words === undefined) return undefined
  const [kind, what, fix] = words
  return { code: kind, what, detail: syscall === undefined ? code : `${syscall}${path === undefined ? '' : ` ${path}`}: ${code}`, fix }
}

const FULL: Words = ['UNAVAILABLE', 'The disk is full.', 'Make room, or name a place on another disk, and repeat it; docs/sizing.md says how much is needed.']
const BROKEN: Words = ['UNAVAILABLE', 'The disk gives errors.', 'Look at the system\'s log, and put another disk in its place.']
const FORBIDDEN: Words = ['CONFIG_INVALID', 'The system refused it: you may not.', 'Run the command as the user that the daemon runs as, and give that user the file or folder.']
const READ_ONLY: Words = ['CONFIG_INVALID', 'The system refused it: nothing can be written there.', 'Name another place, or mount it so that it can be written.']
const ABSENT: Words = ['CONFIG_INVALID', 'The system refused it: there is no such file or folder.', 'Check the path. A folder that something is put into must be there.']
const DAMAGED: Words = ['CONFIG_INVALID', 'The database is damaged.', 'Keep a copy of the data folder; drawbridge doctor says more. Then restore the newest backup into an empty folder.']
const TAKEN: Words = ['UNAVAILABLE', 'Something listens there already.', 'Name another port or address, or end what listens there.']
const OTHERWISE: Words = ['CONFIG_INVALID', 'The system refused it.', 'Check that the path is right and that you may use it.']

const SYSTEM: Readonly<Record<string, Words>> = { ENOSPC: FULL, EDQUOT: FULL, EIO: BROKEN, EACCES: FORBIDDEN, EPERM: FORBIDDEN, EROFS: READ_ONLY, ENOENT: ABSENT, ENOTDIR: ABSENT, EADDRINUSE: TAKEN }

const SQLITE: readonly (readonly [start: string, words: Words])[] = [
  ['SQLITE_FULL', FULL], ['SQLITE_IOERR', BROKEN], ['SQLITE_CORRUPT', DAMAGED], ['SQLITE_NOTADB', DAMAGED], ['SQLITE_READONLY', READ_ONLY], ['SQLITE_CANTOPEN', FORBIDDEN],
]

/** More than any library here puts around an error. */
const MAX_CAUSES = 3

/** What was thrown first, under what others put around it. */
const innermost = (thrown: unknown, depth = 0): { readonly code: string; readonly syscall?: string; readonly path?: string } | undefined => {
  if (!(thrown instanceof Error)) return undefined
  if ('code' in thrown && typeof thrown.code === 'string' && ('syscall' in thrown || thrown.code.startsWith('SQLITE_'))) return thrown as Error & { readonly code: string }
  return depth === MAX_CAUSES ? undefined : innermost(thrown.cause, depth + 1)
}
