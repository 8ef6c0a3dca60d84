// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { Command, InvalidArgumentError, Option } from 'commander'
import { GatewayError } from '../model/errors.ts'
import { partyId, submissionId, userId, userReference } from '../model/ids.ts'
import { strictParsed } from '../model/strict-json.ts'
import type { Custody } from '../model/values.ts'
import { attachmentsOf, checkSaid, textSaid } from '../agent/channel/said.ts'
import { channelOf, parseInput, readInput, withKeys } from './content-keys.ts'
import type { KeyOptions } from './content-keys.ts'
import { finish, say } from './context.ts'
import type { Context } from './context.ts'

interface SealOptions extends KeyOptions {
  readonly from: string; readonly to: string; readonly provider: string; readonly number: number; readonly submission?: string; readonly custody: Custody
  readonly text?: string; readonly ref?: string; readonly json?: boolean
}

const WANTED = 'what is said, as JSON of docs/schema/content-v1.json'

/** `content seal`: what a core does before `POST /messages`. Needs no daemon. */
export const contentSealCommand = (context: Context): Command => {
  const command = withKeys(new Command('seal'))
    .description('seal what a core says (JSON on standard input) to its vault, for POST /messages')
    .requiredOption('--from <user id>', 'your user')
    .requiredOption('--to <user id>', 'the peer')
    .requiredOption('--provider <domain>', 'the peer\'s provider')
    .requiredOption('--number <number>', 'running number of what your user says to this peer: higher than every one before', runningNumber)
    .option('--submission <uuid>', 'submission id, which is the Idempotency-Key (default: a new one)')
    .addOption(new Option('--custody <custody>', 'the least that you put up with at the peer: DEVICE refuses a peer whose keys a vault holds').choices(['DEVICE', 'VAULT']).default('VAULT'))
    .option('--text <text>', 'says this text instead of reading standard input')
    .option('--ref <reference>', 'your own name for your user: prints the body of POST /messages')
    .action(async (options: SealOptions) => { await seal(context, options) })
  const ends = '--from 3f1e5a90-7c2b-4d3e-8f10-a1b2c3d4e5f6 --to 9b0c1d2e-3f40-4a5b-9c6d-7e8f90a1b2c3 --provider heron.example'
  return finish(command, { examples: [
    `content seal --core-secret core.secret --vault-keys vault-keys.json ${ends} --number 1 --submission 5f0c2e4a-9b1d-4c3e-8a7f-0d1e2f3a4b5c --ref ben --text "Hello" > body.json`,
    `content seal --core-secret core.secret --vault-keys vault-keys.json ${ends} --number 1 --text "Hello" --json`,
    `content seal --core-secret core.secret --vault-keys vault-keys.json ${ends} --number 2 --custody DEVICE < said.json`,
  ] })
}

const seal = async (context: Context, options: SealOptions): Promise<void> => {
  const channel = channelOf(context, options)
  const now = Date.now()
  const json = options.text === undefined ? await readInput(context, WANTED) : Buffer.from(textSaid(options.text, randomUUID(), now))
  parseInput(json, WANTED)
  const facts = {
    messageId: messageIdOf(json), submissionId: strictParsed(options.submission ?? randomUUID(), '--submission', submissionId, 'a lower-case UUID'),
    from: strictParsed(options.from, '--from', userId, 'a user id'), to: strictParsed(options.to, '--to', userId, 'a user id'),
    provider: strictParsed(options.provider, '--provider', partyId, 'a lower-case domain name'), custody: options.custody, number: options.number,
  }
  const { content, epochKey } = await channel.seal(facts, json, now)
  const { messageId, submissionId: submission, provider, to: peer } = facts
  if (options.ref !== undefined) {
    const [ref, attachments] = [strictParsed(options.ref, '--ref', userReference, '1 to 128 bytes without control characters'), attachmentsOf(json)]
    say(context, true, { ref, provider, peer, content, epochKey, ...(attachments.length === 0 ? {} : { attachments }) }, '')
    return
  }
  say(context, options.json, { ok: true, messageId, submissionId: submission, content, epochKey }, `submission ${submission}\ncontent ${content}\nepochKey ${epochKey}`)
}

/** Refuses here what the vault would refuse without saying why. */
const messageIdOf = (json: Uint8Array): string => {
  try {
    return checkSaid(json)
  } catch (error) {
    if (error instanceof GatewayError) throw new GatewayError('CONFIG_INVALID', `standard input: ${error.detail}; ${WANTED}`)
    throw error
  }
}

const runningNumber = (text: string): number => {
  const value = Number(text)
  if (!/^[1-9][0-9]*$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return value
}
