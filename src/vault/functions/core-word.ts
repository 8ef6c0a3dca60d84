// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what the core sealed for the vault, in the clear while a function works on it.
// Promises: the core's own word for exactly this user, peer and provider, later than all before.
// Never: takes a word twice, other than to send again what was sent or to say again what holds; keeps it.
import type { UserId } from '../../model/ids.ts'
import type { CoreFacts } from '../../model/core-messages.ts'
import { VaultRefused } from '../refusal.ts'
import type { Parts } from './parts.ts'
import type { OpenAccount } from './state.ts'

/** Where the core's word comes in, and what it must be about. */
export interface CoreWord {
  readonly peer: UserId
  readonly content: string
  readonly epochKey: string
  /** Running number of the last one. */
  readonly after: number
  /** One that was taken already, to be sealed again; `maybe` for a word that changes nothing when it comes twice. */
  readonly again: boolean | 'maybe'
  readonly now: number
}

/** Runs `work` with the core's JSON, which is zeroed afterwards. Refuses as `content-refused`. */
export const withCoreWord = async <T>(
  { channel }: Parts, { user, state }: OpenAccount, word: CoreWord, work: (facts: CoreFacts, json: Uint8Array) => T | Promise<T>,
): Promise<T> => {
  const expected = { from: user, to: word.peer, provider: state.provider, again: word.again === true }
  const { facts, json } = await channel.openFromCore(word.content, word.epochKey, expected, word.now).catch(refuse)
  try {
    const fits = facts.from === user && facts.to === word.peer && facts.provider === state.provider
    const isNew = Number.isSafeInteger(facts.number) && facts.number > word.after
    if (!fits || isNew === word.again) throw new VaultRefused('content-refused')
    return await work(facts, json)
  } finally {
    json.fill(0)
  }
}

/** What exactly did not hold is nobody's business who could have made it. */
const refuse = (): never => {
  throw new VaultRefused('content-refused')
}
