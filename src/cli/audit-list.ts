// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { decodeEntry } from '../model/audit/entry.ts'
import type { AuditEntry } from '../model/audit/entry.ts'
import { AuditEntries, AuditState } from './audit-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { table } from './table.ts'

interface ListOptions extends PlaceOptions { readonly from?: string; readonly limit: string; readonly json?: boolean }

/** `audit list`: a page of the log, the newest one unless asked otherwise. */
export const auditListCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('show entries of the audit log, the newest unless --from says otherwise')
    .option('--from <entry>', 'begin with the entry of this number')
    .option('--limit <n>', 'entries in a page, at most 500', '50')
    .action(async (options: ListOptions) => { await list(context, options) })
  return finish(command, { talksToDaemon: true, examples: ['audit list', 'audit list --from 0 --limit 500 --json'] })
}

const list = async (context: Context, { from, limit, json, ...place }: ListOptions): Promise<void> => {
  const client = await connect(context, place)
  const { size, signed } = await client.get('/v1/audit', AuditState)
  const first = from ?? String(Math.max(0, size - Number(limit)))
  const query = new URLSearchParams({ from: first, limit })
  const { entries } = await client.get(`/v1/audit/entries?${query.toString()}`, AuditEntries)
  const rows = entries.map(({ entry, leaf }) => ({ entry, told: decodeEntry(Buffer.from(leaf)) }))
  say(context, json, { size, signed, entries: rows.map(({ entry, told }) => ({ entry, ...(told === undefined ? { unreadable: true } : { ...told, at: new Date(told.at).toISOString() }) })) },
    rows.length === 0 ? 'There is no such entry.' : table(['entry', 'time', 'act', 'who', 'about', 'why', 'more'], rows.map(({ entry, told }) => [String(entry), ...cells(told)])))
  const next = (entries.at(-1)?.entry ?? size) + 1
  if (next < size && json !== true) context.io.stderr.write(`More follow; go on with: --from ${String(next)}\n`)
}

const cells = (told: AuditEntry | undefined): string[] => {
  if (told === undefined) return ['', '(not an entry: verify the log)', '', '', '', '']
  const { at, act, actor, subject, reason, details } = told
  return [new Date(at).toISOString(), act, actor, subject, reason, Object.entries(details).map(([name, value]) => `${name}=${String(value)}`).join(' ')]
}
