// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import type { Config } from '../config/index.ts'
import { databaseUrl } from '../gateway/open-store.ts'
import { parseBackupSecretFile } from '../model/backup-files.ts'
import { GatewayError } from '../model/errors.ts'
import { setLastNoteAside } from '../ops/audit/last-note.ts'
import { lastInErasedList } from '../ops/erased-list.ts'
import { draftsOf, markFolderRestored, restoreBackup } from '../store/backup/index.ts'
import type { MarkFor } from '../store/backup/index.ts'
import { backupCreateCommand } from './backup-create.ts'
import { besideDrafts } from './backup-drafts.ts'
import { configWithFolder } from './backup-folder.ts'
import { backupVerifyCommand } from './backup-verify.ts'
import { configOf, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'
import { keyPairCommand } from './key-pair.ts'
import type { KeyPairWords } from './key-pair.ts'

type BackupOptions = PlaceOptions & { readonly from: string; readonly key?: string; readonly withoutErasedList?: boolean; readonly onlyHere?: boolean; readonly json?: boolean }

const KEYS: KeyPairWords = {
  under: 'backup', kind: 'backup', loss: 'no sealed backup can be restored',
  description: 'make the backup key, on another machine than the gateway\'s: the private half stays there, the public one is printed for the gateway',
}

/** `backup …` */
export const backupCommand = (context: Context): Command => new Command('backup')
  .description('copies of the store in a data folder; they hold none of the gateway\'s keys, so keep the keys folder and the start secret apart from them')
  .addCommand(keyPairCommand(context, KEYS)).addCommand(backupCreateCommand(context)).addCommand(backupVerifyCommand(context))
  .addCommand(restoreCommand(context)).addCommand(markCommand(context))

const restoreCommand = (context: Context): Command => {
  const command = withPlace(new Command('restore'))
    .description('put a backup into an empty data folder; the first start then drops all Signal sessions and one-time prekeys, which begin anew')
    .requiredOption('--from <path>', 'what "backup create" made')
    .option('--key <file>', 'the private backup key, for a sealed one')
    .option('--without-erased-list', WITHOUT)
    .action(async (options: BackupOptions) => { await restore(context, options) })
  return finish(command, { examples: ['backup restore --from /backup/today.sealed --key backup.secret --data /var/lib/drawbridge', 'backup restore --from /backup/2026-11-28 --data /var/lib/drawbridge'] })
}

const markCommand = (context: Context): Command => {
  const command = withPlace(new Command('mark-restored'))
    .description('say that a PostgreSQL database was restored from a dump, or a data folder put back by hand: the first start does as after "backup restore"')
    .option('--without-erased-list', WITHOUT)
    .option('--only-here', 'another node has started since on what was restored: leave the store as it is, and have this node go on with it')
    .action(async (options: BackupOptions) => { await mark(context, options) })
  return finish(command, { examples: ['backup mark-restored --config drawbridge.yaml', 'backup mark-restored --config drawbridge.yaml --only-here'] })
}

const restore = async (context: Context, options: BackupOptions): Promise<void> => {
  const config = await configWithFolder(context, options)
  const secret = options.key === undefined ? undefined : readJsonFile(pathFrom(context, options.key), parseBackupSecretFile).key
  const places = { from: pathFrom(context, options.from), to: config.data.folder }
  const manifest = await besideDrafts(context, draftsOf.restored(places), () => restoreBackup(places, markFor(config, options), secret))
  setLastNoteAside(config.audit.lastCheckpoint)
  say(context, options.json, { ok: true, data: config.data.folder, ...manifest }, `Restored the store of ${manifest.createdAt} into ${config.data.folder}. ${nextOf(config)}
What else happened after that moment is not in it: suspend and remove again whoever and whatever was since.`)
}

const mark = async (context: Context, options: BackupOptions): Promise<void> => {
  const { config } = await configOf(context, options)
  if (options.onlyHere !== true) await markStore(config, options)
  setLastNoteAside(config.audit.lastCheckpoint)
  say(context, options.json, { ok: true }, options.onlyHere === true ? 'The next start of this node goes on with the audit log that it finds, and tells that in it.' : nextOf(config))
}

const markStore = async (config: Config, options: BackupOptions): Promise<void> => {
  const url = databaseUrl(config.store)
  if (url === undefined) markFolderRestored(config.data.folder, markFor(config, options))
  else await (await import('../store/postgres/restored.ts')).markDatabaseRestored(url, markFor(config, options))
}

const NEXT = 'The next start drops all Signal sessions of vault users and all one-time prekeys, erases again whoever was erased since if the list of them is there, and says store.restored; what cannot be opened then is asked for again by itself.'

const nextOf = ({ media }: Config): string => (media.s3 === undefined ? NEXT : `${NEXT}
Attachments in the bucket wait until you say that no other copy of the store has it: drawbridge media adopt`)

/** The mark for a restored store: with the list of erased users if that fits, without it only where the operator says so. */
const markFor = ({ privacy }: Config, { withoutErasedList = false }: Pick<BackupOptions, 'withoutErasedList'>): MarkFor => (lastErasure) => {
  const last = lastInErasedList(privacy.erasedList)
  if (last !== undefined && last >= lastErasure) return 'withErasedList'
  if (withoutErasedList) return 'withoutErasedList'
  const why = last === undefined ? 'is missing' : 'is older than what is restored'
  throw new GatewayError('ERASED_LIST_UNFIT', `${privacy.erasedList} ${why}: whoever was erased since would be back; put the newest list there, or add --without-erased-list and erase them again`)
}

const WITHOUT = 'go on although the list of erased users is missing or too old; erase them again yourself'
