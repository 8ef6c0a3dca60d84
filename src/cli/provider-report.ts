// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { Command } from 'commander'
import type { Report } from '../conformance/report/report.ts'
import { GatewayError } from '../model/errors.ts'
import { Agreement, agreementPath } from './agreement-answer.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { readReportFile } from './conformance-verify.ts'
import { WHY } from './reason.ts'

interface ReportOptions extends PlaceOptions { readonly reason: string; readonly json?: boolean }

/** `provider report`: attaches a signed conformance report to an agreement. */
export const providerReportCommand = (context: Context): Command => {
  const command = withPlace(new Command('report'))
    .description('attach a signed report of "conformance provider" to an agreement, once its signature is verified; the provider or the core signed it. The newest stands in the place of those before')
    .argument('<party>', 'domain name of the provider')
    .argument('<file>', 'the report, HTML or JSON')
    .requiredOption('--reason <text>', WHY)
    .action(async (party: string, file: string, options: ReportOptions) => { await attach(context, party, file, options) })
  return finish(command, {
    talksToDaemon: true, examples: ['provider report heron.example report.html --reason OPS-7', 'provider report heron.example report.json --reason OPS-7 --json'],
    exitCodes: { 0: 'attached; whether it counts is in the output', 1: 'the signature does not hold, it is about something else, or somebody else signed' },
  })
}

const attach = async (context: Context, party: string, file: string, options: ReportOptions): Promise<void> => {
  const path = agreementPath(party)
  const [{ verifyReport }, { providerScenarios }] = await Promise.all([import('../conformance/report/signing.ts'), import('../conformance/provider/scenarios/index.ts')])
  const text = readReportFile(pathFrom(context, file))
  const { report, key } = await verifyReport(text)
  requireAbout(report, party)
  const judged = new Set(report.scenarios.filter(({ outcome }) => outcome !== 'skipped').map(({ name }) => name))
  const made = await (await connect(context, options)).post(`${path}/report`, {
    report: {
      ranAt: report.endedAt, keyId: key.kid, sha256: createHash('sha256').update(text).digest('hex'), kit: report.kit, protocol: report.protocol ?? '',
      passed: report.passed, failed: report.failed, absent: providerScenarios.filter(({ name }) => !judged.has(name)).length,
    },
    reason: options.reason,
  }, Agreement)
  const milestone = made.milestones.find(({ name }) => name === 'conformance')
  say(context, options.json, made, milestone?.state === 'reached' ? `Attached to ${party}: every scenario passed.` : `Attached to ${party}; it does not count: ${milestone?.why ?? ''}.`)
}

const requireAbout = ({ tested, parties }: Report, party: string): void => {
  if (tested !== 'provider') throw new GatewayError('CONFIG_INVALID', 'this report is about a gateway; a provider is tested with: drawbridge conformance provider')
  // The kit tests one at a time: what names others too, no kit wrote.
  if (parties.length !== 1 || parties[0] !== party) throw new GatewayError('CONFIG_INVALID', `this report is about ${parties.join(', ')}, not about ${party}`)
}
