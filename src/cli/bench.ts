// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { hostileText } from './bench-hostile-text.ts'
import type { HostileFigures } from './bench-hostile-text.ts'
import { requireProgram, runMeasurement } from './bench-process.ts'
import { idleText, isMissed, mediaText, relayText, storeText, vaultText } from './bench-text.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { ExitCode } from './io.ts'

interface BenchOptions {
  readonly json?: boolean
  readonly store?: string
  readonly seconds?: number
  readonly links?: number
  readonly rows?: number
  readonly nodes?: number
  readonly slices?: number
  readonly mib?: number
  readonly attack?: string
}

// Measurements are programs of the repository and no part of the package: as far from here as from the compiled file in dist/cli.
const PROGRAM = join(import.meta.dirname, '../../bench/main.ts')
/** Longest run: what else a machine does over minutes is no part of a measurement. */
const MAX_SECONDS = 300
/** Links that a measurement opens at most: each takes a descriptor on both sides. */
const MAX_LINKS = 20_000
/** With more, none of them is the lone other end of a lane. */
const MAX_NODES = 2
/** The longest queue that is filled. */
const MAX_ROWS = 10_000_000
/** Slices of the vault's function and of libsignal; one takes some seconds. */
const MAX_SLICES = 1_000

/** One after the other, as `bench/attacks/kinds.ts` has them. */
const ATTACKS = ['never-read', 'dribble', 'flood', 'http', 'all']

/** The largest attachment that is sent: as large as there can be one. */
const MAX_MIB = 4_095

/** `bench`: what a message, an idle link and a queued row cost on this machine, beside a baseline of the same run. */
export const benchCommand = (context: Context): Command => new Command('bench')
  .description('measure this machine: messages beside a fixed baseline, idle links, the store with long queues, the vault beside libsignal, attachments, attacks')
  .addCommand(relayCommand(context))
  .addCommand(idleCommand(context))
  .addCommand(storeCommand(context))
  .addCommand(hostileCommand(context))
  .addCommand(vaultCommand(context))
  .addCommand(mediaCommand(context))

const relayCommand = (context: Context): Command => {
  const command = new Command('relay')
    .description('messages a second through a real daemon, in turns with a baseline that checks nothing')
    .option('--seconds <number>', 'measured time in all', wholeUpTo(MAX_SECONDS), 30)
    .option('--links <number>', 'idle links that are opened at the end', wholeUpTo(MAX_LINKS), 1_000)
    .addOption(storeOption())
    .option('--nodes <number>', '2 also measures two nodes on one database of PostgreSQL', wholeUpTo(MAX_NODES), 1)
    .action((options: BenchOptions) => {
      if (options.nodes === 2 && options.store !== 'postgres') command.error('error: --nodes 2 needs --store postgres: only there do nodes share a store')
      return measure(context, 'relay', options, relayText)
    })
  return finish(command, { exitCodes: EXIT_CODES, examples: ['bench relay', 'bench relay --seconds 60 --json', 'bench relay --store postgres --nodes 2'] })
}

const idleCommand = (context: Context): Command => {
  const command = new Command('idle')
    .description('memory that a link takes while nothing is said on it')
    .option('--links <number>', 'links to open', wholeUpTo(MAX_LINKS), 5_000)
    .action((options: BenchOptions) => measure(context, 'idle', options, idleText))
  return finish(command, { exitCodes: EXIT_CODES, examples: ['bench idle', 'bench idle --links 500 --json'] })
}

const storeCommand = (context: Context): Command => {
  const command = new Command('store')
    .description('what a message costs the store while few or very many others wait')
    .option('--seconds <number>', 'measured time for each length of the queue', wholeUpTo(MAX_SECONDS), 3)
    .option('--rows <number>', 'the longest queue', wholeUpTo(MAX_ROWS), 1_000_000)
    .addOption(storeOption())
    .action((options: BenchOptions) => measure(context, 'store', options, storeText))
  return finish(command, { exitCodes: EXIT_CODES, examples: ['bench store', 'bench store --store postgres --rows 10000 --json'] })
}

const hostileCommand = (context: Context): Command => {
  const command = new Command('hostile')
    .description('attacks beside an honest pair: what they cost it, how much the gateway grows, how soon the attackers are gone')
    .option('--seconds <number>', 'measured time before each attack, and again during it', wholeUpTo(MAX_SECONDS), 10)
    .option('--links <number>', 'connections of a crowd: links that never read, connections that dribble, idle ones', wholeUpTo(MAX_LINKS), 1_000)
    .addOption(new Option('--attack <name>', 'only this one; otherwise each in turn, and then all at once').choices(ATTACKS))
    .action((options: BenchOptions) => measure(context, 'hostile', options, hostileText, ({ held }: HostileFigures) => !held))
  const exitCodes = { ...EXIT_CODES, [ExitCode.FAILED]: `an honest pair waited, the gateway grew, attackers stayed, or ${EXIT_CODES[ExitCode.FAILED]}` }
  return finish(command, { exitCodes, examples: ['bench hostile', 'bench hostile --attack flood', 'bench hostile --attack all --links 200 --seconds 3 --json'] })
}

const vaultCommand = (context: Context): Command => {
  const command = new Command('vault')
    .description('what the vault makes of a message, in turns with libsignal alone')
    .option('--slices <number>', 'measured slices of each', wholeUpTo(MAX_SLICES), 20)
    .action((options: BenchOptions) => measure(context, 'vault', options, vaultText))
  return finish(command, { exitCodes: EXIT_CODES, examples: ['bench vault', 'bench vault --slices 10 --json'] })
}

const mediaCommand = (context: Context): Command => {
  const command = new Command('media')
    .description('a large attachment up and down, in turns with a bare stream to disk, and a hundred at once')
    .option('--mib <number>', 'size of the large one, in MiB', wholeUpTo(MAX_MIB), 1_024)
    .action((options: BenchOptions) => measure(context, 'media', options, mediaText, isMissed))
  return finish(command, { exitCodes: { ...EXIT_CODES, [ExitCode.FAILED]: `too slow or too large, or ${EXIT_CODES[ExitCode.FAILED]}` }, examples: ['bench media', 'bench media --mib 64 --json'] })
}

const EXIT_CODES = { [ExitCode.OK]: 'measured; the figures say whether they may be compared', [ExitCode.FAILED]: 'a message was lost or came twice, or it could not be measured' }

const storeOption = (): Option => new Option('--store <kind>', 'which store; postgres starts one of its own').choices(['sqlite', 'postgres']).default('sqlite')

const measure = async <Report>(context: Context, what: string, { json, ...options }: BenchOptions, text: (report: Report) => string, fails: (report: Report) => boolean = () => false): Promise<void> => {
  requireProgram(PROGRAM)
  const args = Object.entries(options).map(([name, value]) => `--${name}=${String(value)}`)
  const report = await runMeasurement(context.io, PROGRAM, [what, ...args]) as Report
  if (fails(report)) context.exitCode = ExitCode.FAILED
  say(context, json, report, text(report))
}

const wholeUpTo = (max: number) => (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > max) throw new InvalidArgumentError(`It must be a whole number from 1 to ${String(max)}.`)
  return value
}
