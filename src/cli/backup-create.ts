// SPDX-License-Identifier: AGPL-3.0-only
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import type { Config } from '../config/index.ts'
import { readAbout } from '../gateway/about.ts'
import { parseBackupKeyFile } from '../model/backup-files.ts'
import { createBackup, createSealedBackup, draftsOf, writeLastBackup } from '../store/backup/index.ts'
import { besideDrafts } from './backup-drafts.ts'
import { configWithFolder } from './backup-folder.ts'
import { withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'

interface CreateOptions extends PlaceOptions { readonly to: string; readonly recipient?: string; readonly unsealed?: boolean; readonly json?: boolean }

/** `backup create`: a copy of the store as of one moment, sealed if the command or the configuration names a key. */
export const backupCreateCommand = (context: Context): Command => {
  const command = withPlace(new Command('create'))
    .description('copy the store while the daemon runs, and read the copy through; sealed to a key nobody opens it but who has the private half')
    .requiredOption('--to <path>', 'sealed: a file to be made, or a folder that is there and gets one named by its time; not sealed: a folder to be made')
    .addOption(new Option('--recipient <file>', 'seal it to this key: what "backup keys" printed (default: backup.recipientFile)').conflicts('unsealed'))
    .option('--unsealed', 'do not seal it, though backup.recipientFile names a key')
    .action(async (options: CreateOptions) => {
      const config = await configWithFolder(context, options)
      const recipient = options.recipient === undefined ? config.backup.recipientFile : pathFrom(context, options.recipient)
      await (recipient === undefined || options.unsealed === true ? createPlain(context, options, config) : createSealed(context, options, config, recipient))
    })
  return finish(command, { examples: [
    'backup create --to /backup --recipient backup-key.json', 'backup create --config drawbridge.yaml --to /backup/today.sealed --json', 'backup create --to /backup/2026-11-28',
  ] })
}

const createSealed = async (context: Context, options: CreateOptions, { data, keys }: Config, recipient: string): Promise<void> => {
  const { key } = readJsonFile(recipient, parseBackupKeyFile)
  const createdAt = new Date().toISOString()
  const to = fileAt(pathFrom(context, options.to), createdAt)
  const places = { from: data.folder, to }
  const { sha256 } = await besideDrafts(context, draftsOf.sealed(places), () => createSealedBackup(places, key, { version: readAbout().version, createdAt }))
  writeLastBackup(data.folder, { createdAt, isSealed: true })
  say(context, options.json, { ok: true, backup: to, sealed: true, recipient: key.kid, createdAt, sha256 },
    `Made ${to}, sealed to key ${key.kid}; SHA-256 ${sha256}. It does not hold the gateway's keys: keep ${keys.folder} and the vault's start secret in another place, without them it cannot be read.`)
}

const createPlain = async (context: Context, options: CreateOptions, { data, keys }: Config): Promise<void> => {
  const to = pathFrom(context, options.to)
  const places = { from: data.folder, to }
  const manifest = await besideDrafts(context, draftsOf.plain(places), () => createBackup(places, { version: readAbout().version, createdAt: new Date().toISOString() }))
  writeLastBackup(data.folder, { createdAt: manifest.createdAt, isSealed: false })
  say(context, options.json, { ok: true, backup: to, sealed: false, ...manifest }, `Made ${to}. It holds no key: keep ${keys.folder} and the vault's start secret in another place, without them it cannot be read.
It is not sealed: who has it sees when which party's users wrote to each other. Seal it with --recipient, or with backup.recipientFile for all that follow.`)
}

const fileAt = (path: string, createdAt: string): string => (
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, `drawbridge-${createdAt.replaceAll(/[:.]/g, '-')}.sealed`) : path)
