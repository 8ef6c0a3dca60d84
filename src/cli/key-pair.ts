// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { BackupKeyFile, BackupSecretFile } from '../model/backup-files.ts'
import type { ModerationKeyFile, ModerationSecretFile } from '../model/report-files.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { SECRET_MODE, writeJsonFile } from './files.ts'
import { createX25519, publicPart } from './fresh-keys.ts'

/** What a pair is for, and what its command says. */
export interface KeyPairWords {
  /** The command that `keys` is under. */
  readonly under: 'backup' | 'report'
  /** What its two files are called. */
  readonly kind: 'backup' | 'moderation'
  readonly description: string
  /** What nobody can do without the private half. */
  readonly loss: string
}

interface KeyPairOptions { readonly out: string; readonly force?: boolean; readonly json?: boolean }

/** `backup keys` and `report keys`: a pair that something is sealed to and opened with. Needs no daemon, and belongs on another machine than the gateway's. */
export const keyPairCommand = (context: Context, { under, kind, description, loss }: KeyPairWords): Command => {
  const command = new Command('keys')
    .description(description)
    .requiredOption('--out <file>', `where the private key goes; keep a second copy, since without it ${loss}`)
    .option('--force', 'overwrite a key that is there; what was sealed to it can never be opened')
    .action((options: KeyPairOptions) => {
      const path = pathFrom(context, options.out)
      const secret: BackupSecretFile | ModerationSecretFile = { drawbridge: `${kind}-secret/1`, key: createX25519() }
      const key: BackupKeyFile | ModerationKeyFile = { drawbridge: `${kind}-key/1`, key: publicPart(secret.key) }
      writeJsonFile(path, secret, SECRET_MODE, options.force === true)
      say(context, options.json, { ok: true, secret: path, key }, JSON.stringify(key, undefined, 2))
    })
  return finish(command, { examples: [`${under} keys --out ${kind}.secret > ${kind}-key.json`, `${under} keys --out ${kind}.secret --json`] })
}
