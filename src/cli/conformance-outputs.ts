// SPDX-License-Identifier: AGPL-3.0-only
import type { Command } from 'commander'
import type { Outcome } from '../conformance/outcome.ts'
import { toHtml } from '../conformance/report/html.ts'
import { toJunit } from '../conformance/report/junit.ts'
import { reportOf } from '../conformance/report/report.ts'
import type { Report } from '../conformance/report/report.ts'
import { signReport, toJsonFile } from '../conformance/report/signing.ts'
import { failureText, progressLine, topicRows } from '../conformance/report/text.ts'
import { parsePartyKeys } from '../sdk/link/party-keys.ts'
import type { PartyKeys } from '../sdk/link/party-keys.ts'
import { pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { prepareFile, readJsonFile } from './files.ts'
import { createEd25519 } from './fresh-keys.ts'
import { ExitCode } from './io.ts'
import { shellWord } from './shell.ts'
import { table } from './table.ts'

/** Options of every run. */
export interface RunOptions {
  readonly only?: readonly string[]
  readonly list?: boolean
  readonly junit?: string
  readonly report?: string
  readonly signWith?: string
  readonly json?: boolean
}

/** Where the outcome of a run goes. */
export interface Outputs {
  /** Writes files, prints the table and sets the exit code. */
  finish(run: Pick<Report, 'tested' | 'url' | 'software' | 'parties' | 'kit'>, begun: Date, outcomes: readonly Outcome[]): Promise<void>
  /** Removes what was prepared and not written. */
  discard(): void
}

/** For an option that may be given again. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** Adds the options of every run. */
export const withRun = (command: Command): Command => command
  .option('--only <name>', 'only this scenario, or this topic; may be given again', collect)
  .option('--list', 'say which scenarios there are, and run none')
  .option('--junit <file>', 'write the outcome as JUnit XML')
  .option('--report <file>', 'write a signed report, .html or .json')
  .option('--sign-with <file>', 'a party\'s keys.json, whose issuer key signs the report (default: the first of --keys, else a key for this report)')

/** Throws what ends a command with wrong usage. */
export const usage = (detail: string): never => {
  throw new CommandFailed({ code: 'USAGE', what: 'The command line does not fit together.', detail, fix: 'See drawbridge conformance --help.', exitCode: ExitCode.USAGE })
}

/** Those whose name, or topic, is asked for; all of them unless any is. */
export const chooseScenarios = <S extends { readonly name: string }>(scenarios: readonly S[], only: readonly string[] | undefined): readonly S[] => {
  if (only === undefined) return scenarios
  const fits = (one: S, name: string): boolean => one.name === name || one.name.startsWith(`${name}/`)
  for (const name of only) if (!scenarios.some((one) => fits(one, name))) usage(`there is no scenario or topic ${name}; --list names them`)
  return scenarios.filter((one) => only.some((name) => fits(one, name)))
}

/** Prints which scenarios there are. */
export const listScenarios = (context: Context, scenarios: readonly { readonly name: string; readonly title: string; readonly musts: readonly string[] }[], json: boolean | undefined): void => {
  const listed = scenarios.map(({ name, title, musts }) => ({ name, title, musts }))
  say(context, json, { scenarios: listed }, table(['scenario', 'musts', 'what is judged'], listed.map(({ name, title, musts }) => [name, musts.join(' '), title])))
}

/** Tells on standard error of each scenario that is over. */
export const teller = ({ io }: Context, all: number): ((outcome: Outcome) => void) => {
  let done = 0
  return (outcome) => {
    done += 1
    io.stderr.write(`${progressLine(outcome, done, all)}\n`)
  }
}

/** Makes sure that everything asked for can be written before anything is run; `party` signs unless the options name another. */
export const prepareOutputs = (context: Context, { junit, report, signWith, json }: RunOptions, party?: PartyKeys): Outputs => {
  if (report !== undefined && !/\.(html|json)$/.test(report)) usage('--report must end in .html or .json')
  const key = (signWith === undefined ? party : readJsonFile(pathFrom(context, signWith), parsePartyKeys))?.issuerKey ?? createEd25519()
  const prepared = (path: string | undefined) => (path === undefined ? undefined : prepareFile(pathFrom(context, path), true))
  const files = { junit: prepared(junit), report: prepared(report) }
  return {
    finish: async (run, begun, outcomes) => {
      const made = reportOf(run, begun, new Date(), outcomes)
      const signed = await signReport(made, key)
      files.junit?.write(toJunit(made))
      files.report?.write(report?.endsWith('.html') === true ? toHtml(made, signed) : toJsonFile(made, signed))
      say(context, json, { ...made, ...(report === undefined ? {} : { signedBy: key.kid }) }, textOf(made, [junit, report].flatMap((path) => path ?? []), key.kid))
      context.exitCode = made.failed === 0 ? ExitCode.OK : ExitCode.FAILED
    },
    discard: () => { for (const file of Object.values(files)) file?.discard() },
  }
}

const textOf = (report: Report, written: readonly string[], kid: string): string => [
  table(['topic', 'passed', 'failed', 'skipped', 'musts'], topicRows(report)), ...report.scenarios.flatMap(failureText),
  ...(written.length === 0 ? [] : [`Written: ${written.map(shellWord).join(', ')}; a report is signed by ${kid}.`]),
  `${String(report.passed)} passed, ${String(report.failed)} failed, ${String(report.skipped)} skipped.`,
].join('\n\n')
