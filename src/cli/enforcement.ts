// SPDX-License-Identifier: AGPL-3.0-only
import { Command, Option } from 'commander'
import Type from 'typebox'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'
import { describeStep, describeSuggestion, Step, Suggestions } from './enforcement-answer.ts'
import { CommandFailed } from './failure.ts'
import { ExitCode } from './io.ts'
import { table } from './table.ts'

const Steps = Type.Object({ steps: Type.Array(Step) })
const EXAMPLE_ID = '0f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10'

interface ReasonOptions extends PlaceOptions { readonly reason: string; readonly json?: boolean }

/** `enforcement …` */
export const enforcementCommand = (context: Context): Command => new Command('enforcement').description('steps against users and providers: notice, slow, suspend')
  .addCommand(listCommand(context)).addCommand(suggestionsCommand(context)).addCommand(showCommand(context)).addCommand(applyCommand(context)).addCommand(liftCommand(context)).addCommand(decideCommand(context))

interface ListOptions extends PlaceOptions { readonly party?: string; readonly user?: string; readonly appeal?: string; readonly all?: boolean; readonly limit: string; readonly json?: boolean }

const listCommand = (context: Context): Command => {
  const command = withPlace(new Command('list'))
    .description('list steps in force, the newest first')
    .option('--party <party>', 'only those against this party and its users')
    .option('--user <id>', 'only those against this user')
    .addOption(new Option('--appeal <state>', 'only those whose appeal is so; open waits for you').choices(['none', 'open', 'upheld', 'granted']))
    .option('--all', 'also those that ended, for 90 days')
    .option('--limit <n>', 'at most so many, at most 500', '50')
    .action(async ({ party, user, appeal, all, limit, ...options }: ListOptions) => {
      const query = new URLSearchParams(Object.entries({ party, user, appeal, limit, all: all === true ? 'true' : undefined }).filter((pair): pair is [string, string] => pair[1] !== undefined))
      const found = await (await connect(context, options)).get(`/v1/enforcement?${query.toString()}`, Steps)
      const rows = found.steps.map((step) => [step.id, step.step, step.party, step.user ?? '', step.rule, step.endedAt === undefined ? step.endsAt ?? 'until lifted' : `ended: ${step.ending ?? ''}`, step.appeal])
      say(context, options.json, found, rows.length === 0 ? 'none' : table(['id', 'step', 'party', 'user', 'rule', 'until', 'appeal'], rows))
    })
  return finish(command, { talksToDaemon: true, examples: ['enforcement list', 'enforcement list --appeal open --json', 'enforcement list --party heron.example --all'] })
}

const suggestionsCommand = (context: Context): Command => {
  const command = withPlace(new Command('suggestions'))
    .description('list steps that the gateway does not take by itself, with the rule, the figures of this node and the command that takes each; the hardest first')
    .option('--party <party>', 'only those against this party and its users')
    .option('--limit <n>', 'at most so many, at most 500', '50')
    .action(async ({ party, limit, ...options }: Pick<ListOptions, 'party' | 'limit' | 'json'> & PlaceOptions) => {
      const query = new URLSearchParams({ limit, ...(party === undefined ? {} : { party }) })
      const found = await (await connect(context, options)).get(`/v1/enforcement-suggestions?${query.toString()}`, Suggestions)
      say(context, options.json, found, found.suggestions.length === 0 ? 'none' : found.suggestions.map(describeSuggestion).join('\n\n'))
    })
  return finish(command, { talksToDaemon: true, examples: ['enforcement suggestions', 'enforcement suggestions --party heron.example --json'] })
}

const showCommand = (context: Context): Command => {
  const command = withPlace(new Command('show'))
    .description('show one step, with the reason, the appeal and what was decided')
    .argument('<id>', 'as enforcement list shows it')
    .action(async (id: string, options: PlaceOptions & { readonly json?: boolean }) => {
      const found = await (await connect(context, options)).get(`/v1/enforcement/${encodeURIComponent(id)}`, Step)
      say(context, options.json, found, describeStep(found))
    })
  return finish(command, { talksToDaemon: true, examples: [`enforcement show ${EXAMPLE_ID}`, `enforcement show ${EXAMPLE_ID} --json`] })
}

interface ApplyOptions extends ReasonOptions { readonly user?: string; readonly step: string; readonly hours?: string }

const applyCommand = (context: Context): Command => {
  const command = withPlace(new Command('apply'))
    .description('take a step against a provider, or one of its users; it is in force when this returns, and its party is told')
    .argument('<party>', 'domain name of the party')
    .option('--user <id>', 'only this user of the party')
    .addOption(new Option('--step <step>', 'notice only tells; slow lets fewer messages and contact requests pass; suspend lets nothing pass').choices(['notice', 'slow', 'suspend']).makeOptionMandatory())
    .option('--hours <n>', 'for so long; otherwise until it is lifted')
    .requiredOption('--reason <text>', 'why; the party itself is told, nobody else')
    .action(async (party: string, { user, step, hours, reason, ...options }: ApplyOptions) => {
      const body = { party, step, reason, ...(user === undefined ? {} : { user }), ...(hours === undefined ? {} : { hours: wholeHours(hours) }) }
      const found = await (await connect(context, options)).post('/v1/enforcement', body, Step)
      say(context, options.json, found, describeStep(found))
    })
  return finish(command, { talksToDaemon: true, examples: [
    `enforcement apply heron.example --user ${EXAMPLE_ID} --step suspend --hours 168 --reason "sells watches to strangers"`,
    'enforcement apply heron.example --step slow --hours 24 --reason "half of all requests are denied" --json',
  ] })
}

const liftCommand = (context: Context): Command => {
  const command = withPlace(new Command('lift'))
    .description('end a step before its time')
    .argument('<id>', 'as enforcement list shows it')
    .requiredOption('--reason <text>', 'why; the party is told')
    .action(async (id: string, { reason, ...options }: ReasonOptions) => {
      const found = await (await connect(context, options)).post(`/v1/enforcement/${encodeURIComponent(id)}/lift`, { reason }, Step)
      say(context, options.json, found, describeStep(found))
    })
  return finish(command, { talksToDaemon: true, examples: [`enforcement lift ${EXAMPLE_ID} --reason "the account was stolen and is back"`, `enforcement lift ${EXAMPLE_ID} --reason "settled by phone" --json`] })
}

const decideCommand = (context: Context): Command => {
  const command = withPlace(new Command('decide'))
    .description('decide an appeal: granted lifts the step, upheld leaves it')
    .argument('<id>', 'as enforcement list --appeal open shows it')
    .addOption(new Option('--decision <decision>', 'what becomes of the step').choices(['granted', 'upheld']).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why; the party is told')
    .action(async (id: string, { decision, reason, ...options }: ReasonOptions & { readonly decision: string }) => {
      const found = await (await connect(context, options)).post(`/v1/enforcement/${encodeURIComponent(id)}/appeal`, { decision, reason }, Step)
      say(context, options.json, found, describeStep(found))
    })
  return finish(command, { talksToDaemon: true, examples: [`enforcement decide ${EXAMPLE_ID} --decision granted --reason "it was a test account"`, `enforcement decide ${EXAMPLE_ID} --decision upheld --reason "ten people reported it" --json`] })
}

const wholeHours = (text: string): number => {
  if (/^[1-9][0-9]{0,3}$/.test(text)) return Number(text)
  throw new CommandFailed({ code: 'MALFORMED', what: 'Hours are a whole number from 1 to 8760.', detail: text, fix: 'For example: --hours 24', exitCode: ExitCode.USAGE })
}
