// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { fetchExport } from './audit-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { prepareFile } from './files.ts'

interface ExportOptions extends PlaceOptions { readonly out: string; readonly force?: boolean; readonly json?: boolean }

/** `audit export`: the whole log as one text file that stands for itself. */
export const auditExportCommand = (context: Context): Command => {
  const command = withPlace(new Command('export'))
    .description('write the whole audit log with its checkpoints and the public key into one text file; it holds no address, number, key or content')
    .requiredOption('--out <file>', 'where it goes')
    .option('--force', 'overwrite a file that is there')
    .action(async (options: ExportOptions) => { await exportLog(context, options) })
  return finish(command, { talksToDaemon: true, examples: ['audit export --out audit-2026-11', 'audit export --out audit-2026-11 --force --json'] })
}

const exportLog = async (context: Context, { out, force, json, ...place }: ExportOptions): Promise<void> => {
  const path = pathFrom(context, out)
  const file = prepareFile(path, force === true)
  try {
    const { text, size, signed, key } = await fetchExport(await connect(context, place))
    file.write(text)
    say(context, json, { ok: true, export: path, entries: size, signed, key }, `${path}: ${String(size)} entries.
An auditor runs: drawbridge audit verify ${out} --checkpoint FILE    with a checkpoint that did not come from here,
and pins the key once with: --key ${key}`)
    if (signed < size) context.io.stderr.write(`Entries from ${String(signed)} on are not signed, and verify will say so: the log of the gateway says audit.broken, or no node of it signs.\n`)
  } finally {
    file.discard()
  }
}
