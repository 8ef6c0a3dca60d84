// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** A user of this machine, by its numbers. */
export interface Account { readonly uid: number; readonly gid: number }

/** What of this machine makes a cluster. */
export interface Installation {
  /** Folder of `postgres`, `initdb` and `psql`: those of the newest version. */
  readonly bin: string
  /** Who runs it instead of root; undefined where nobody has to. */
  readonly owner: Account | undefined
}

/** Where Debian puts each version. */
const DEBIAN = '/usr/lib/postgresql'
/** PostgreSQL refuses to run as root; these may be there instead. */
const UNPRIVILEGED = ['postgres', 'nobody']

/** Why there can be no cluster on this machine and what helps; `undefined` if there can. Versions lie below `root`. */
export const postgresMissing = (root = DEBIAN): string | undefined => {
  if (binFolder(root) === undefined) return `PostgreSQL is not installed (no ${root}/*/bin/postgres): apt-get install postgresql`
  if (isRoot() && unprivileged() === undefined) return `PostgreSQL does not run as root, and there is no user ${UNPRIVILEGED.join(' or ')}: run this as another user`
  return undefined
}

/** What there is. Throws where {@link postgresMissing} has a reason. */
export const findInstallation = (): Installation => {
  const reason = postgresMissing()
  if (reason !== undefined) throw new Error(reason)
  return { bin: binFolder() ?? '', owner: isRoot() ? unprivileged() : undefined }
}

const isRoot = (): boolean => process.getuid?.() === 0

const binFolder = (root = DEBIAN): string | undefined => {
  const folders = globSync(`${root}/*/bin`).filter((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')))
  return folders.sort((a, b) => Number(a.split('/').at(-2)) - Number(b.split('/').at(-2))).at(-1)
}

const unprivileged = (): Account | undefined => {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const found = UNPRIVILEGED.map((name) => lines.find((fields) => fields[0] === name)).find((fields) => fields !== undefined)
  return found && { uid: Number(found[2]), gid: Number(found[3]) }
}
