// SPDX-License-Identifier: AGPL-3.0-only
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { safeJson, safeLines } from '../model/display-text.ts'
import { ExitCode } from './io.ts'
import type { Io } from './io.ts'

/** What a command works with. */
export interface Context {
  readonly io: Io
  /** What the command ends with; the last one set counts. */
  exitCode: number
}

/** What `--help` says below the options. */
export interface CommandNotes {
  readonly examples: readonly string[]
  /** Beyond those that every command has. */
  readonly exitCodes?: Readonly<Record<number, string>>
  readonly talksToDaemon?: boolean
}

/** Adds `--json`, examples and exit codes, alike for every command. */
export const finish = (command: Command, { examples, exitCodes, talksToDaemon = false }: CommandNotes): Command => {
  const codes = {
    [ExitCode.OK]: 'done', [ExitCode.FAILED]: 'refused or failed; standard error says why', [ExitCode.USAGE]: 'wrong usage',
    ...(talksToDaemon ? { [ExitCode.NO_DAEMON]: 'no daemon answers' } : {}), ...exitCodes,
  }
  return command
    .option('--json', 'print one JSON object instead of text')
    .addHelpText('after', `
Examples:
${examples.map((example) => `  $ drawbridge ${example}`).join('\n')}

Exit codes:
${Object.entries(codes).map(([code, meaning]) => `  ${code}  ${meaning}`).join('\n')}`)
}

/** Prints `json` as one line where JSON is asked for, else `text`. Whoever wrote what is in them, neither moves a cursor. */
export const say = ({ io }: Context, asJson: boolean | undefined, json: unknown, text: string): void => {
  io.stdout.write(`${asJson === true ? safeJson(json) : safeLines(text)}\n`)
}

/** A path of the command line, absolute. */
export const pathFrom = ({ io }: Context, path: string): string => resolve(io.workingFolder, path)
