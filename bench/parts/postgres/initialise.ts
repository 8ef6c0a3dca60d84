// SPDX-License-Identifier: AGPL-3.0-only
import { appendFile, chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runTool } from '../processes.ts'
import type { Installation } from './installation.ts'

/** Who owns the databases; no superuser of the machine. */
export const ROLE = 'drawbridge'

/** Where a cluster lives. */
export interface Place extends Installation {
  readonly socketFolder: string
  readonly dataFolder: string
  readonly logFile: string
  readonly port: number
  readonly password: string
}

/** Makes the files of a cluster: commits are flushed, the Unix socket asks for no password, and `settings` are lines of postgresql.conf. */
export const initialise = async ({ bin, owner, socketFolder, dataFolder, logFile, port, password }: Place, settings: readonly string[]): Promise<void> => {
  const passwordFile = join(socketFolder, 'password')
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await Promise.all([writeFile(passwordFile, password, { mode: 0o600 }), writeFile(logFile, '', { mode: 0o600 })])
  if (owner) for (const path of [socketFolder, dataFolder, passwordFile, logFile]) await chown(path, owner.uid, owner.gid)
  // The socket lies in a folder that only its owner enters, so it asks for no password.
  const access = [`--username=${ROLE}`, '--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${passwordFile}`]
  await runTool(join(bin, 'initdb'), [`--pgdata=${dataFolder}`, ...access, '--encoding=UTF8', '--locale=C', '--no-sync'], { ...owner, cwd: socketFolder })
  await appendFile(join(dataFolder, 'postgresql.conf'), [
    "listen_addresses = '127.0.0.1'", `port = ${String(port)}`, `unix_socket_directories = '${socketFolder}'`,
    // Small, since several may run beside each other.
    'shared_buffers = 32MB', 'max_connections = 60', ...settings, '',
  ].join('\n'))
  // What initdb left unflushed is no part of what is cut or measured.
  await runTool('sync', ['--file-system', dataFolder])
}
