// SPDX-License-Identifier: AGPL-3.0-only
import { Command, InvalidArgumentError } from 'commander'
import { judgeNumber } from '../agent/channel/numbers.ts'
import type { NumberVerdict } from '../agent/channel/numbers.ts'
import type { SealedForVault } from '../agent/channel/index.ts'
import type { CoreFacts } from '../model/core-messages.ts'
import { GatewayError } from '../model/errors.ts'
import { partyId, submissionId, userId } from '../model/ids.ts'
import { strictParsed } from '../model/strict-json.ts'
import { channelOf, explaining, parseInput, readInput, withKeys } from './content-keys.ts'
import type { KeyOptions } from './content-keys.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'

interface OpenOptions extends KeyOptions { readonly from?: string; readonly to?: string; readonly provider?: string; readonly after?: number; readonly json?: boolean }

const WANTED = 'an event of type message, an answer of GET /events with one such event, or any JSON object with content and epochKey'

/** `content open`: what a core does with an event of type `message`. Needs no daemon. */
export const contentOpenCommand = (context: Context): Command => {
  const command = withKeys(new Command('open'))
    .description('open what the vault sealed for the core: an event of type message on standard input')
    .option('--from <user id>', 'the peer; anybody else is refused')
    .option('--to <user id>', 'your user; anybody else is refused')
    .option('--provider <domain>', 'the peer\'s provider; any other is refused')
    .option('--after <number>', 'the last running number that you took of this conversation; 0 for none', lastNumber)
    .action(async (options: OpenOptions) => { await open(context, options) })
  return finish(command, { examples: [
    'content open --core-secret core.secret --vault-keys vault-keys.json < event.json',
    'content open --core-secret core.secret --vault-keys vault-keys.json --provider heron.example --after 6 --json < event.json',
  ] })
}

const open = async (context: Context, options: OpenOptions): Promise<void> => {
  const channel = channelOf(context, options)
  const sealed = sealedOf(eventOf(parseInput(await readInput(context, WANTED), WANTED)))
  const { facts, json } = await explaining(channel.open(sealed, { ...sealed.expected, ...expectedOf(options) }, Date.now()))
  const verdict = options.after === undefined ? undefined : judgeNumber(options.after === 0 ? undefined : { number: options.after, submissionId: facts.submissionId }, facts)
  const content: unknown = JSON.parse(Buffer.from(json).toString('utf8'))
  const lines = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`)
  const said = verdict === undefined ? [] : [`verdict ${verdict}: ${VERDICTS[verdict]}`]
  say(context, options.json, { ok: true, facts, content, ...(verdict === undefined ? {} : { verdict }) }, [...lines, ...said, JSON.stringify(content)].join('\n'))
}

const VERDICTS: Readonly<Record<NumberVerdict, string>> = {
  next: 'it was due',
  again: 'you have it; events come at least once',
  gap: 'something was opened before it and did not reach you; tell your operator',
  contradicted: 'another message had this number; tell your operator',
}

/** The message's event out of a page of them. */
const eventOf = (value: object): object => {
  if (!('events' in value) || !Array.isArray(value.events)) return value
  const messages = value.events.filter((event: unknown) => typeof event === 'object' && event !== null && 'type' in event && event.type === 'message') as object[]
  const [message] = messages
  if (message === undefined || messages.length > 1) throw new GatewayError('CONFIG_INVALID', `standard input: holds ${messages.length} messages, and one is opened at a time; ask with limit=1`)
  return message
}

/** What the event says besides must be what was sealed: the gateway wrote it there. */
const sealedOf = (value: object): SealedForVault & { readonly expected: Partial<CoreFacts> } => {
  const { content, epochKey, peer, message, number, provider } = value as Readonly<Record<string, unknown>>
  if (typeof content !== 'string' || typeof epochKey !== 'string') throw new GatewayError('CONFIG_INVALID', `standard input: has no content or no epochKey; it takes ${WANTED}`)
  return {
    content, epochKey,
    expected: {
      ...(typeof peer === 'string' ? { from: userId(peer) } : {}), ...(typeof message === 'string' ? { submissionId: submissionId(message) } : {}),
      ...(typeof number === 'number' ? { number } : {}), ...(typeof provider === 'string' ? { provider: partyId(provider) } : {}),
    },
  }
}

const expectedOf = ({ from, to, provider }: OpenOptions): Partial<CoreFacts> => ({
  ...(from === undefined ? {} : { from: strictParsed(from, '--from', userId, 'a user id') }), ...(to === undefined ? {} : { to: strictParsed(to, '--to', userId, 'a user id') }),
  ...(provider === undefined ? {} : { provider: strictParsed(provider, '--provider', partyId, 'a lower-case domain name') }),
})

const lastNumber = (text: string): number => {
  const value = Number(text)
  if (!/^(?:0|[1-9][0-9]*)$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number from 0.')
  return value
}
