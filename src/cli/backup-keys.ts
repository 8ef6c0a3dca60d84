// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { parseBackupSecretFile } from '../model/backup-files.ts'
import type { BackupKeyFile } from '../model/backup-files.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { SECRET_MODE, writeJsonFile } from './files.ts'
import { createX25519, publicPart } from './fresh-keys.ts'

interface KeysOptions { readonly out: string; readonly force?: boolean; readonly json?: boolean }

/** `backup keys`: the pair that backups are sealed to and opened with. Needs no daemon, and belongs where backups are restored from. */
export const backupKeysCommand = (context: Context): Command => {
  const command = new Command('keys')
    .description('make the backup key, on another machine than the gateway\'s: the private half stays there, the public one is printed for the gateway')
    .requiredOption('--out <file>', 'where the private key goes; keep a second copy, since without it no sealed backup can be restored')
    .option('--force', 'overwrite a key that is there; what was sealed to it can never be opened')
    .action((options: KeysOptions) => {
      const path = pathFrom(context, options.out)
      const secret = parseBackupSecretFile({ drawbridge: 'backup-secret/1', key: createX25519() })
      const key: BackupKeyFile = { drawbridge: 'backup-key/1', key: publicPart(secret.key) }
      writeJsonFile(path, secret, SECRET_MODE, options.force === true)
      say(context, options.json, { ok: true, secret: path, key }, JSON.stringify(key, undefined, 2))
    })
  return finish(command, { examples: ['backup keys --out backup.secret > backup-key.json', 'backup keys --out backup.secret --json'] })
}
