// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, statSync } from 'node:fs'
import { Command } from 'commander'
import { safeDisplayText } from '../model/display-text.ts'
import { GatewayError } from '../model/errors.ts'
import { parseApplicationFile } from '../model/party-files.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readJsonFile } from './files.ts'
import { ExitCode } from './io.ts'

interface VerifyOptions { readonly by?: string; readonly json?: boolean }

/** A report of two hundred scenarios that all failed has a quarter of it. */
const MAX_REPORT_BYTES = 8_388_608
/** Of what the tested side says of itself: an address, or a name with a version. */
const MAX_SHOWN = 256

/** `conformance verify`: who signed a report, and whether it is as it was signed. */
export const conformanceVerifyCommand = (context: Context): Command => {
  const command = new Command('verify')
    .description('say who signed a conformance report, and whether anything in it was changed since')
    .argument('<file>', 'the report, HTML or JSON')
    .option('--by <file>', 'a party\'s application file: its issuer key must have signed')
    .action(async (file: string, options: VerifyOptions) => { await verify(context, pathFrom(context, file), options) })
  return finish(command, {
    examples: ['conformance verify report.html', 'conformance verify report.json --by application.json --json'],
    exitCodes: { [ExitCode.OK]: 'the signature holds; whether all passed is in the report', [ExitCode.FAILED]: 'it does not, or somebody else signed' },
  })
}

const verify = async (context: Context, path: string, { by, json }: VerifyOptions): Promise<void> => {
  const { verifyReport } = await import('../conformance/report/signing.ts')
  const { report: { scenarios: _all, ...report }, key } = await verifyReport(readReportFile(path))
  const signer = by === undefined ? undefined : readJsonFile(pathFrom(context, by), parseApplicationFile)
  if (signer !== undefined && !signer.issuerKeys.keys.some(({ kid }) => kid === key.kid)) throw new GatewayError('CONFIG_INVALID', `${key.kid} signed it, which is no issuer key of ${signer.party}`)
  const whose = signer === undefined ? 'compare it with the key that you know' : `an issuer key of ${signer.party}`
  say(context, json, { holds: true, key: key.kid, ...(signer === undefined ? {} : { party: signer.party }), ...report }, `The signature holds, and the file shows what was signed.
  signed by  ${key.kid}, ${whose}
  tested     ${report.tested} at ${safeDisplayText(report.url, MAX_SHOWN)} (${safeDisplayText(report.software, MAX_SHOWN)}), ${report.begunAt}
  outcome    ${String(report.passed)} passed, ${String(report.failed)} failed, ${String(report.skipped)} skipped`)
}

/** The text of a report, not yet verified. Throws `CONFIG_INVALID` where there is none, or a file that is too large for one. */
export const readReportFile = (path: string): string => {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? MAX_REPORT_BYTES) >= MAX_REPORT_BYTES) throw new GatewayError('CONFIG_INVALID', `${path}: there is no such file of this kind`)
  return readFileSync(path, 'utf8')
}
