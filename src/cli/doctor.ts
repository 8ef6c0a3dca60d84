// SPDX-License-Identifier: AGPL-3.0-only
import { userInfo } from 'node:os'
import { Command } from 'commander'
import { readAbout } from '../gateway/about.ts'
import { createOutgoing } from '../ops/outgoing/index.ts'
import { systemTimers } from '../ops/timers.ts'
import { ConfigError } from '../config/index.ts'
import { configOf, connect, placeArguments, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { freeBytes } from './doctor/disk.ts'
import { fine, problem } from './doctor/finding.ts'
import type { Finding } from './doctor/finding.ts'
import { examine } from './doctor/index.ts'
import { checkNetwork } from './doctor/network.ts'
import type { World } from './doctor/world.ts'
import { ExitCode } from './io.ts'

/** What `doctor` is told. */
export interface DoctorOptions extends PlaceOptions { readonly network?: boolean; readonly json?: boolean }

/** `doctor`: what is amiss with a gateway, and what to do about it. Needs no daemon, and tells more beside one. */
export const doctorCommand = (context: Context): Command => {
  const command = withPlace(new Command('doctor'))
    .description('look at configuration, files, disk, database, certificates and the running daemon; each finding comes with its fix. Changes nothing')
    .option('--keys <dir>', 'folder of the service keys')
    .option('--network', 'also try to reach each host that the gateway calls itself: the core\'s webhook, wake-up and media hosts of parties')
    .action(async (options: DoctorOptions) => { await doctor(context, options) })
  return finish(command, {
    exitCodes: { [ExitCode.OK]: 'no problem found; there may be warnings', [ExitCode.FAILED]: 'at least one problem found' },
    examples: ['doctor', 'doctor --config /etc/drawbridge/config.yaml --network', 'doctor --json'],
  })
}

const doctor = async (context: Context, options: DoctorOptions): Promise<void> => {
  const findings = await findingsOf(context, options)
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length
  const [problems, warnings] = [count('problem'), count('warning')]
  if (problems > 0) context.exitCode = ExitCode.FAILED
  say(context, options.json, { ok: problems === 0, problems, warnings, findings }, [...findings.map(toText), '', `${problems === 0 ? 'No' : String(problems)} problem${plural(problems)}, ${warnings === 0 ? 'no' : String(warnings)} warning${plural(warnings)}.`].join('\n'))
}

/** Everything that is looked at; a configuration that does not hold is all that can be said. */
export const findingsOf = async (context: Context, options: DoctorOptions): Promise<readonly Finding[]> => {
  try {
    const { config, file, origins } = await configOf(context, options)
    const world: World = { config, freeBytes, user: userInfo().uid, now: () => Date.now(), admin: await connect(context, options), version: readAbout().version, place: placeArguments(options) }
    const outgoing = createOutgoing(config.outgoing, { timers: systemTimers })
    const valid = fine('config', `${file ?? 'the configuration without a file'} is valid; ${String(origins.size)} keys are set`)
    return [valid, ...await examine(world, options.network === true ? [['network', (one) => checkNetwork(one, outgoing)]] : [])]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ where, message, suggestion }) =>
      problem('config', `${where}: ${message}`, suggestion === undefined ? 'Correct it; docs/config.md has every key.' : `Did you mean ${suggestion}?`))
  }
}

const toText = ({ id, state, what, fix }: Finding): string =>
  `${state.padEnd(STATE_WIDTH)}  ${id.padEnd(ID_WIDTH)}  ${what}${fix === undefined ? '' : `\n${' '.repeat(STATE_WIDTH + 2)}fix: ${fix}`}`

const plural = (count: number): string => (count === 1 ? '' : 's')

const STATE_WIDTH = 'warning'.length
const ID_WIDTH = 'messages.waiting'.length
