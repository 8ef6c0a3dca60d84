// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import { parseFrankKeysFile, parseModerationSecretFile, parseSealedReportFile } from '../model/report-files.ts'
import type { SealedReportFile } from '../model/report-files.ts'
import { decodeDisclosure, judgeReport, openSealed, safeContent } from '../sdk/reports/index.ts'
import type { Check, CheckName, Disclosure, JudgedMessage, JudgedReport } from '../sdk/reports/index.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { readJsonFile } from './files.ts'
import { ExitCode } from './io.ts'

/** What a report that does not hold ends with. */
const NOT_PROVEN = 4
const exitCodes = { [NOT_PROVEN]: 'not proven: something in it does not hold' }

interface OpenOptions { readonly key: string; readonly frankKeys: string; readonly json?: boolean }

/** `report open`: the verdict, which is of what the reported user's home submitted, line by line, then what was said. Needs no daemon and no network. */
export const reportOpenCommand = (context: Context): Command => finish(withFiles(new Command('open'))
  .description('open a report and show what of it is proven, then what was said; needs no daemon')
  .action(async (file: string, options: OpenOptions) => {
    const { disclosure, judged } = await judge(context, file, options)
    say(context, options.json, { ok: judged.isProven, ...verdictJson(judged), report: reportJson(disclosure, judged) }, [...verdictLines(judged), '', ...saidLines(disclosure, judged)].join('\n'))
  }), { exitCodes, examples: ['report open report.json --key moderation.secret --frank-keys frank-keys.json'] })

/** `report verify`: the verdict alone. */
export const reportVerifyCommand = (context: Context): Command => finish(withFiles(new Command('verify'))
  .description('say whether a report is proven, without showing what was said; needs no daemon')
  .action(async (file: string, options: OpenOptions) => {
    const { judged } = await judge(context, file, options)
    say(context, options.json, { ok: judged.isProven, ...verdictJson(judged) }, verdictLines(judged).join('\n'))
  }), { exitCodes, examples: ['report verify report.json --key moderation.secret --frank-keys frank-keys.json --json'] })

const withFiles = (command: Command): Command => command
  .argument('<file>', 'what "report export" wrote')
  .requiredOption('--key <file>', 'the private moderation key')
  .requiredOption('--frank-keys <file>', 'the gateway\'s public keys, what "report frank-keys" wrote')

const judge = async (context: Context, path: string, options: OpenOptions): Promise<{ readonly disclosure: Disclosure; readonly judged: JudgedReport }> => {
  const file = readJsonFile(pathFrom(context, path), parseSealedReportFile)
  const { key } = readJsonFile(pathFrom(context, options.key), parseModerationSecretFile)
  const franks = readJsonFile(pathFrom(context, options.frankKeys), parseFrankKeysFile)
  const disclosure = disclosureOf(await openSealed(file.sealed, key), file)
  const judged = judgeReport(disclosure, file, franks)
  if (!judged.isProven) context.exitCode = NOT_PROVEN
  return { disclosure, judged }
}

const disclosureOf = (json: unknown, { reportId }: SealedReportFile): Disclosure => {
  const refused = (detail: string, fix: string) => new CommandFailed({ code: 'REPORT_UNREADABLE', what: `Report ${reportId} cannot be read.`, detail, fix, exitCode: ExitCode.FAILED })
  if (json === undefined) throw refused('it was not sealed to this key, or was changed since', 'Use the moderation key of the admission file that the reporter\'s home had; export the report again.')
  try {
    return decodeDisclosure(json)
  } catch (error) {
    throw refused(`what was sealed is no disclosure: ${error instanceof Error ? error.message : ''}`, 'The reporter\'s software made something else; there is nothing to judge.')
  }
}

const WORDS: Readonly<Record<CheckName, readonly [holds: string, fails: string]>> = {
  report: ['it is the report that was handed over, by this reporter about this user', 'it names another report, reporter or reported user than the gateway took it for'],
  checked: ['it discloses just the messages that the gateway checked', 'it discloses other messages than the gateway checked'],
  commitment: ['the content is what was submitted, to the byte', 'the content is NOT what was submitted'],
  frank: ['the gateway vouched that it passed, from whom, to whom and when', 'the gateway did NOT vouch for this: content, sender, recipient, time or gateway is another'],
  sender: ['the home of the reported user submitted it as that user\'s', 'it was NOT submitted as the reported user\'s'],
  recipient: ['it was sent to the reporter', 'it was NOT sent to the reporter'],
}

const line = ({ name, holds }: Check): string => `  ${holds ? 'holds' : 'FAILS'}  ${WORDS[name][holds ? 0 : 1]}`

const PROVEN = 'PROVEN: everything in this report holds. So the home of the reported user submitted this, in that user\'s name; that the user\'s own device wrote it is not proven.'

const verdictLines = ({ isProven, checks, messages }: JudgedReport): string[] => [
  isProven ? PROVEN : 'NOT PROVEN: something in this report does not hold. Decide nothing on it.',
  ...checks.map(line),
  ...messages.flatMap((message, index) => [`message ${String(index + 1)}`, ...message.checks.map(line)]),
]

const saidLines = (disclosure: Disclosure, { messages }: JudgedReport): string[] => [
  `reporter  ${disclosure.reporter}`, `reported  ${disclosure.reportedUser}`, `reason    ${disclosure.reason}`, `comment   ${safeContent(disclosure.comment)}`,
  ...messages.flatMap(({ message, content }, index) => [
    '', `message ${String(index + 1)}: accepted ${timeOf(message.gatewayTimeMs)}, written ${content === undefined ? 'at an unknown time' : timeOf(content.sentAtMs)} by the sender's clock`,
    ...safeContent(content).split('\n').map((text) => `  | ${text}`),
  ]),
]

const verdictJson = ({ isProven, checks, messages }: JudgedReport) => ({ proven: isProven, checks, messages: messages.map((message) => message.checks) })

const reportJson = ({ messages: _, ...disclosure }: Disclosure, { messages }: JudgedReport) => ({ ...disclosure, messages: messages.map(messageJson) })

const messageJson = ({ message, content }: JudgedMessage) => ({
  submissionId: message.submissionId, senderDevice: message.senderDevice, acceptedAt: timeOf(message.gatewayTimeMs), content: content === undefined ? null : safeContent(content),
})

/** No error for a number that is no time: hostile reports hold such. */
const timeOf = (ms: number): string => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : 'at no time')
