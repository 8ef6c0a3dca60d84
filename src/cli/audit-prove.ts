// SPDX-License-Identifier: AGPL-3.0-only
import { Command, InvalidArgumentError } from 'commander'
import { parseExport } from '../model/audit/export.ts'
import type { AuditExport } from '../model/audit/export.ts'
import { proveEntry, proveGrowth } from '../model/audit/proof-file.ts'
import { GatewayError } from '../model/errors.ts'
import { fetchExport, readAuditFile } from './audit-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { prepareFile } from './files.ts'
import { ExitCode } from './io.ts'

interface ProveOptions extends PlaceOptions {
  readonly entry?: number
  readonly from?: number
  readonly to?: number
  readonly export?: string
  readonly out?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** `audit prove`: the proof that one entry is in the log, or that one log grew out of another, for somebody who may not see the rest. */
export const auditProveCommand = (context: Context): Command => {
  const command = withPlace(new Command('prove'))
    .description('prove that an entry is in the log, or that the log of a checkpoint became that of a later one; shows no other entry')
    .option('--entry <number>', 'the entry', wholeNumber)
    .option('--from <size>', 'entries of the earlier checkpoint', wholeNumber)
    .option('--to <size>', 'entries of the later checkpoint', wholeNumber)
    .option('--export <file>', 'take the log from what audit export wrote, and ask no daemon')
    .option('--out <file>', 'where the proof goes (default: standard output)')
    .option('--force', 'overwrite a file that is there')
    .action(async (options: ProveOptions) => { await prove(context, options) })
  return finish(command, { talksToDaemon: true, examples: ['audit prove --entry 17 --out proof.txt', 'audit prove --from 12 --to 57 --export audit-2026-11', 'audit prove --entry 17 --json'] })
}

const prove = async (context: Context, options: ProveOptions): Promise<void> => {
  const make = proofOf(options)
  const out = options.out === undefined ? undefined : pathFrom(context, options.out)
  const file = out === undefined ? undefined : prepareFile(out, options.force === true)
  try {
    const proof = make(await logOf(context, options))
    file?.write(proof)
    say(context, options.json, { ok: true, proof, ...(out === undefined ? {} : { file: out }) }, out === undefined ? proof.trimEnd() : `${out}: verify it with drawbridge audit verify --proof ${options.out ?? ''} --checkpoint FILE`)
  } finally {
    file?.discard()
  }
}

const proofOf = ({ entry, from, to }: ProveOptions): ((log: AuditExport) => string) => {
  if (entry !== undefined && from === undefined && to === undefined) return (log) => proveEntry(log, entry)
  if (entry === undefined && from !== undefined && to !== undefined) return (log) => proveGrowth(log, from, to)
  throw new CommandFailed({
    code: 'MALFORMED', what: 'It is not clear what is to be proved.', detail: 'give either --entry, or --from and --to', fix: 'For example: drawbridge audit prove --entry 17', exitCode: ExitCode.USAGE,
  })
}

const logOf = async (context: Context, { export: file, ...place }: ProveOptions): Promise<AuditExport> => {
  const text = file === undefined ? (await fetchExport(await connect(context, place))).text : readAuditFile(context, file)
  const log = parseExport(text)
  if ('malformed' in log) throw new GatewayError('CONFIG_INVALID', `${file ?? 'the log of the daemon'}: ${log.malformed}`)
  return log
}

const wholeNumber = (text: string): number => {
  if (!/^[0-9]{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0.')
  return Number(text)
}
