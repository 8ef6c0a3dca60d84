// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import type { Static } from 'typebox'
import { parseSealedReportFile } from '../model/report-files.ts'
import { reportId } from '../model/reports.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { prepareFile, SECRET_MODE } from './files.ts'
import { WHY } from './reason.ts'
import { table } from './table.ts'

const Reports = Type.Object({
  reports: Type.Array(Type.Object({
    id: Type.String(), party: Type.String(), reporter: Type.String(), reportedUser: Type.String(), reportedParty: Type.Optional(Type.String()),
    messages: Type.Integer(), receivedAt: Type.String(), bytes: Type.Integer(),
  })),
  next: Type.Optional(Type.String()),
})
const Counts = Type.Object({
  users: Type.Array(Type.Object({ reportedUser: Type.String(), reportedParty: Type.Optional(Type.String()), reporters: Type.Integer(), lastAt: Type.String() })),
  party: Type.Optional(Type.Object({ party: Type.String(), reporters: Type.Integer(), users: Type.Integer() })),
})

interface ListOptions extends PlaceOptions { readonly party?: string; readonly limit: string; readonly after?: string; readonly json?: boolean }
interface ExportOptions extends PlaceOptions { readonly out: string; readonly force?: boolean; readonly json?: boolean }
interface DropOptions extends PlaceOptions { readonly reason: string; readonly founded?: boolean; readonly json?: boolean }

/** `report list`: who was reported by how many, and which reports wait. Never what they say. */
export const reportListCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('list who was reported by how many different people in the last 90 days, and the reports; no content')
    .option('--party <party>', 'counts of this provider\'s users only, and of the provider as a whole')
    .option('--limit <n>', 'rows in a page, at most 500', '50')
    .option('--after <id>', 'go on above this report')
    .action(async ({ party, limit, after, ...options }: ListOptions) => {
      const client = await connect(context, options)
      const counts = await client.get(`/v1/report-counts?${new URLSearchParams({ limit, ...(party === undefined ? {} : { party }) }).toString()}`, Counts)
      const { reports, next } = await client.get(`/v1/reports?${new URLSearchParams({ limit, ...(after === undefined ? {} : { after }) }).toString()}`, Reports)
      say(context, options.json, { counts, reports, ...(next === undefined ? {} : { next }) }, listText(counts, reports))
      if (next !== undefined && options.json !== true) context.io.stderr.write(`More may follow; go on with: --after ${next}\n`)
    })
  return finish(command, { talksToDaemon: true, examples: ['report list', 'report list --party heron.example --json'] })
}

/** `report export`: one report as a file, still sealed. */
export const reportExportCommand = (context: Context): Command => {
  const command = withPlace(new Command('export'))
    .description('write one report into a file, still sealed, to be opened where the moderation key is')
    .argument('<id>', 'id of the report')
    .requiredOption('--out <file>', 'where it goes')
    .option('--force', 'overwrite what is there')
    .action(async (id: string, options: ExportOptions) => {
      const path = pathFrom(context, options.out)
      const file = prepareFile(path, options.force === true, SECRET_MODE)
      try {
        const sealed = parseSealedReportFile(await (await connect(context, options)).get(`/v1/reports/${reportId(id)}`, Type.Object({ drawbridge: Type.Literal('sealed-report/1') }, { additionalProperties: true })))
        file.write(`${JSON.stringify(sealed, undefined, 2)}\n`)
        say(context, options.json, { ok: true, out: path, reportId: sealed.reportId }, `${path} has the report, sealed. Open it with: drawbridge report open`)
      } finally {
        file.discard()
      }
    })
  return finish(command, { talksToDaemon: true, examples: [`report export ${EXAMPLE} --out report.json`] })
}

/** `report drop`: one report is deleted; its reporter counts no more, unless it was founded. */
export const reportDropCommand = (context: Context): Command => {
  const command = withPlace(new Command('drop'))
    .description('delete a report before its 90 days are over; who reported counts no more, unless it was founded')
    .argument('<id>', 'id of the report')
    .option('--founded', 'it was well founded and is dealt with: who reported stays counted for 90 days')
    .requiredOption('--reason <text>', WHY)
    .action(async (id: string, options: DropOptions) => {
      await (await connect(context, options)).post(`/v1/reports/${reportId(id)}/drop`, { reason: options.reason, founded: options.founded === true }, Type.Object({ dropped: Type.Literal(true) }))
      say(context, options.json, { ok: true, dropped: id }, `Report ${id} is deleted.`)
    })
  return finish(command, { talksToDaemon: true, examples: [`report drop ${EXAMPLE} --founded --reason "suspended for a week"`, `report drop ${EXAMPLE} --reason "a quarrel"`] })
}

const EXAMPLE = '0d6c1e7a-52a4-4f0b-8a39-6f1f5f0c2b77'

const listText = ({ users, party }: Static<typeof Counts>, reports: Static<typeof Reports>['reports']): string => [
  ...(party === undefined ? [] : [`${party.party}: ${String(party.users)} of its users reported by ${String(party.reporters)} different people`]),
  users.length === 0 ? 'Nobody was reported.'
    : table(['reported user', 'of', 'reporters', 'last'], users.map(({ reportedUser, reportedParty = '-', reporters, lastAt }) => [reportedUser, reportedParty, String(reporters), lastAt])),
  ...(reports.length === 0 ? [] : ['', table(['report', 'received', 'reporter', 'of', 'reported user', 'messages', 'bytes'],
    reports.map((row) => [row.id, row.receivedAt, row.reporter, row.party, row.reportedUser, String(row.messages), String(row.bytes)]))]),
].join('\n')
