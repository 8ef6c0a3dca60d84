// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import type { Static } from 'typebox'
import type { AdminClient } from './admin-client.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'
import { PartyList, partyPath } from './party-answer.ts'
import { WHY } from './reason.ts'
import { table } from './table.ts'

const Numbers = Type.Record(Type.String(), Type.Integer())
const Limits = Type.Object({
  party: Type.String(), policyVersion: Type.Integer(), limits: Numbers, defaults: Numbers,
  ranges: Type.Record(Type.String(), Type.Object({ min: Type.Integer(), max: Type.Integer(), meaning: Type.String() })),
})

interface LimitsOptions extends PlaceOptions { readonly set?: readonly string[]; readonly reason?: string; readonly json?: boolean }

/** `provider limits`: what the agreement with a provider allows. */
export const providerLimitsCommand = (context: Context): Command => {
  const command = limitsCommand('show or change what the agreement with a provider allows')
    .argument('<party>', 'domain name of the party')
    .action(async (party: string, options: LimitsOptions) => {
      const place = partyPath(party)
      await run(context, options, async () => place)
    })
  return finish(command, { talksToDaemon: true, examples: ['provider limits heron.example', 'provider limits heron.example --set queuedPerPair=2000 contactsPerUserDay=20 --reason "agreed on Monday, OPS-12" --json'] })
}

/** `core limits`: what the core's own users may do. */
export const coreLimitsCommand = (context: Context): Command => {
  const command = limitsCommand('show or change what your own users may do')
    .action((options: LimitsOptions) => run(context, options, corePath))
  return finish(command, { talksToDaemon: true, examples: ['core limits', 'core limits --set maxTtlSeconds=604800 --reason OPS-12 --json'] })
}

const limitsCommand = (description: string): Command => withPlace(new Command('limits'))
  .description(description)
  .option('--set <limit=value...>', 'limits to change; they hold, and open links are told, when this returns')
  .option('--reason <text>', `${WHY}; demanded with --set`)

const run = async (context: Context, options: LimitsOptions, placeOf: (client: AdminClient) => Promise<string>): Promise<void> => {
  const set = options.set === undefined ? undefined : { set: parseSettings(options.set), reason: requireReason(options.reason) }
  const client = await connect(context, options)
  const path = `${await placeOf(client)}/limits`
  const found = set === undefined ? await client.get(path, Limits) : await client.post(path, set, Limits)
  say(context, options.json, found, describe(found))
}

const corePath = async (client: AdminClient): Promise<string> => {
  const core = (await client.get('/v1/parties', PartyList)).parties.find(({ role }) => role === 'core')
  if (core !== undefined) return partyPath(core.party)
  throw new CommandFailed({
    code: 'NOT_FOUND', what: 'There is no core yet.', detail: 'limits belong to an agreement', fix: 'Add it with: drawbridge core add FILE', exitCode: ExitCode.FAILED,
  })
}

const parseSettings = (settings: readonly string[]): Readonly<Record<string, number>> => Object.fromEntries(settings.map((setting) => {
  const [, name, value] = /^([A-Za-z]+)=(-?[0-9]{1,15})$/.exec(setting) ?? []
  if (name !== undefined && value !== undefined) return [name, Number(value)]
  throw new CommandFailed({
    code: 'MALFORMED', what: 'A limit is set as NAME=NUMBER.', detail: setting, fix: 'For example: --set queuedPerPair=2000', exitCode: ExitCode.USAGE,
  })
}))

const requireReason = (reason: string | undefined): string => {
  if (reason !== undefined) return reason
  throw new CommandFailed({
    code: 'MALFORMED', what: 'A change of limits needs a reason.', detail: 'the audit log keeps it', fix: 'For example: --set queuedPerPair=2000 --reason "agreed on Monday, OPS-12"', exitCode: ExitCode.USAGE,
  })
}

const describe = ({ party, policyVersion, limits, defaults, ranges }: Static<typeof Limits>): string => [
  `${party}, version ${String(policyVersion)}`,
  table(['limit', 'value', 'default', 'allowed', 'meaning'], Object.entries(ranges).map(([name, { min, max, meaning }]) =>
    [name, String(limits[name]), String(defaults[name]), `${String(min)}–${String(max)}`, meaning])),
].join('\n')
