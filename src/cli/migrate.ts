// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { databaseUrl } from '../gateway/open-store.ts'
import { encodeEntry } from '../model/audit/entry.ts'
import { GatewayError } from '../model/errors.ts'
import { folderKeyCheck } from '../ops/key-check.ts'
import { copyStore } from '../store/copy/index.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { statusCommand, upCommand } from './migrate-schema.ts'

interface CopyOptions { readonly from: string; readonly to?: string; readonly json?: boolean }

/** Where the database's address is looked for when no option names it: an option shows a password to everybody on the machine. */
const URL_VARIABLE = 'DRAWBRIDGE_STORE_URL'
/** Names a file with the password, as for the daemon. */
const PASSWORD_VARIABLE = 'DRAWBRIDGE_STORE_PASSWORD_FILE'

const ADOPT = 'Attachments in the bucket are read, and nothing in it is changed, until you say to the new gateway that the old one will not run again: drawbridge media adopt --reason TEXT'

/** `migrate status`, `migrate up`, and `migrate copy`: from the data folder of a stopped gateway into a database. */
export const migrateCommand = (context: Context): Command => {
  const copy = new Command('copy')
    .description('copy the store in a data folder into an empty PostgreSQL database; the gateway must be stopped')
    .requiredOption('--from <dir>', 'data folder')
    .option('--to <url>', `postgres:// address; else what ${URL_VARIABLE} holds; ${PASSWORD_VARIABLE} may name a file with its password`)
    .action((options: CopyOptions) => copyAll(context, options))
  finish(copy, { examples: ['migrate copy --from /var/lib/drawbridge --to postgres://gate@db.example/gate', 'migrate copy --from data --json'] })
  return new Command('migrate').description('the schema of the store, and moving it from one driver to the other')
    .addCommand(statusCommand(context)).addCommand(upCommand(context)).addCommand(copy)
}

const copyAll = async (context: Context, { from, to = context.io.environment[URL_VARIABLE], json }: CopyOptions): Promise<void> => {
  if (to === undefined || !/^postgres(?:ql)?:\/\//.test(to)) throw new GatewayError('CONFIG_INVALID', `--to or ${URL_VARIABLE} must be a postgres:// URL`)
  const folder = pathFrom(context, from)
  const passwordFile = context.io.environment[PASSWORD_VARIABLE]
  const url = databaseUrl({ url: to, passwordFile: passwordFile === undefined ? undefined : pathFrom(context, passwordFile) })
  const { rows, hadBucket } = await copyStore({
    from: folder, to: url ?? to, meta: folderKeyCheck(folder),
    entry: (count) => encodeEntry({ act: 'store.copied', actor: 'system', at: Date.now(), correlation: '', details: { rows: count }, reason: '', subject: '' }),
    progress: (table, copied) => { context.io.stderr.write(`${table}: ${String(copied)}\n`) },
  })
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  const next = `Copied ${String(total)} rows. Set store.url, and start the gateway with the same keys.`
  say(context, json, { ok: true, rows, bucket: hadBucket ? 'former' : 'none' }, hadBucket ? `${next}\n${ADOPT}` : next)
}
