// SPDX-License-Identifier: AGPL-3.0-only
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { parseBackupSecretFile } from '../model/backup-files.ts'
import { isSealedBackup, notSealed, verifyBackup, verifySealedBackup } from '../store/backup/index.ts'
import type { BackupSecret, SealedBackup } from '../store/backup/index.ts'
import { besideDrafts } from './backup-drafts.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'

interface VerifyOptions { readonly from: string; readonly key?: string; readonly json?: boolean }

/** `backup verify`: whether a restore would find it whole. Needs no daemon and no configuration. */
export const backupVerifyCommand = (context: Context): Command => {
  const command = new Command('verify')
    .description('read a backup through; with its key a sealed one is opened, in a temporary folder that is removed again, and its database is checked')
    .requiredOption('--from <path>', 'what "backup create" made')
    .option('--key <file>', 'the private backup key; without it only the digest of a sealed backup is checked')
    .action(async (options: VerifyOptions) => { await verify(context, options) })
  return finish(command, { examples: ['backup verify --from /backup/today.sealed --key backup.secret', 'backup verify --from /backup/today.sealed --json', 'backup verify --from /backup/2026-11-28'] })
}

const verify = async (context: Context, options: VerifyOptions): Promise<void> => {
  const from = pathFrom(context, options.from)
  if (isSealedBackup(from)) {
    const secret = options.key === undefined ? undefined : readJsonFile(pathFrom(context, options.key), parseBackupSecretFile).key
    const { recipient, createdAt, version, sha256 } = secret === undefined ? await verifySealedBackup(from) : await opened(context, from, secret)
    const isOpened = secret !== undefined
    say(context, options.json, { ok: true, sealed: true, opened: isOpened, recipient, createdAt, version, sha256 }, [
      `The backup of ${createdAt} is sealed to key ${recipient}; SHA-256 ${sha256}.`,
      isOpened ? 'It opens, and its database is whole.' : 'Its digest holds. Whether it opens, and what is in it, only --key shows.',
    ].join('\n'))
    return
  }
  if (options.key !== undefined) throw notSealed(from)
  const manifest = await verifyBackup(from)
  say(context, options.json, { ok: true, sealed: false, ...manifest }, `The backup of ${manifest.createdAt} is not sealed. Its digest holds, and its database is whole.`)
}

const opened = async (context: Context, from: string, secret: BackupSecret): Promise<SealedBackup> => {
  // Its mode is 0700.
  const scratch = await mkdtemp(join(tmpdir(), 'drawbridge-verify-'))
  try {
    return await besideDrafts(context, [scratch], () => verifySealedBackup(from, { secret, scratch }))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
