// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { splitNoteFile } from '../model/audit/note.ts'
import { verifyProof } from '../model/audit/proof-file.ts'
import type { ProofVerdict } from '../model/audit/proof-file.ts'
import { verifyExport } from '../model/audit/verify.ts'
import type { Against, AuditProblem, AuditVerdict } from '../model/audit/verify.ts'
import { readAuditFile, requireNoteKey } from './audit-answer.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'

interface VerifyOptions { readonly checkpoint?: string; readonly key?: string; readonly proof?: string; readonly json?: boolean }

/** The log, or the proof, is not what was signed. Apart from a command that failed, which says nothing of the log. */
const TAMPERED = 4

/** `audit verify`: needs an export or a proof, a checkpoint from outside, and no daemon. */
export const auditVerifyCommand = (context: Context): Command => {
  const command = new Command('verify')
    .description('verify an exported log, or a proof, against a checkpoint that did not come with it; needs no daemon and no network')
    .argument('[export]', 'what audit export wrote')
    .option('--checkpoint <file>', 'one or more checkpoints from outside: what audit.checkpoints.file or the receiver of audit.checkpoints.url has')
    .option('--key <key>', 'the key that signs, as you got it once: then the export\'s own word is not taken for it')
    .option('--proof <file>', 'instead of an export: what audit prove wrote')
    .action((file: string | undefined, options: VerifyOptions) => { context.exitCode = verify(context, file, options) })
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'everything is as it was signed', [TAMPERED]: 'something is not as it was signed; standard output says what' },
    examples: ['audit verify audit-2026-11 --checkpoint outside.txt', 'audit verify audit-2026-11 --checkpoint outside.txt --key drawbridge/audit/… --json', 'audit verify --proof proof.txt --checkpoint outside.txt'],
  })
}

const verify = (context: Context, file: string | undefined, options: VerifyOptions): number => {
  const { proof, json } = options
  if ((file === undefined) === (proof === undefined)) throw usage('name either an export or --proof', 'For example: drawbridge audit verify audit-2026-11 --checkpoint outside.txt')
  const { whole: outside, cut } = splitNoteFile(options.checkpoint === undefined ? '' : readAuditFile(context, options.checkpoint))
  const against: Against = { outside, key: options.key === undefined ? undefined : requireNoteKey(options.key) }
  const isProof = proof !== undefined
  if (options.checkpoint === undefined && !(isProof && against.key !== undefined)) {
    throw usage('there is no checkpoint from outside, and without one an export vouches for itself', 'Give --checkpoint, with what audit.checkpoints.file or the receiver of audit.checkpoints.url has.')
  }
  const verdict = isProof ? verifyProof(readAuditFile(context, proof), against) : verifyExport(readAuditFile(context, file ?? ''), against)
  const ok = verdict.problems.length === 0
  if (cut !== '') context.io.stderr.write(`${options.checkpoint ?? ''} ends with a checkpoint that was cut short; it was left out.\n`)
  say(context, json, { ok, ...verdict, checkpointCut: cut !== '' }, ok ? praise(verdict) : blame(verdict.problems))
  return ok ? ExitCode.OK : TAMPERED
}

const praise = (verdict: AuditVerdict | ProofVerdict): string => {
  if ('entries' in verdict) {
    const { entries, covered, restores } = verdict
    return [
      `${String(entries)} entries, all as they were signed; the first ${String(covered)} of them covered by your checkpoint.`,
      ...restores.map((entry) => `Entry ${String(entry)} says that a backup was put back there: what was told after that backup is not in this log.`),
    ].join('\n')
  }
  const { proves } = verdict
  if (proves === undefined) return ''
  return 'entry' in proves
    ? `Entry ${String(proves.entry)} is in the log of ${String(proves.of)} entries that was signed:\n${proves.leaf}`
    : `The log of ${String(proves.to)} entries begins with that of ${String(proves.from)}: nothing was changed, only added.`
}

const blame = (problems: readonly AuditProblem[]): string => problems.map(({ fault, detail }) => `${fault}: ${detail}`).join('\n')

const usage = (detail: string, fix: string): CommandFailed =>
  new CommandFailed({ code: 'MALFORMED', what: 'It is not clear what is to be verified.', detail, fix, exitCode: ExitCode.USAGE })
