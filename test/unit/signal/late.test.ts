// SPDX-License-Identifier: AGPL-3.0-only
// Promise: where libsignal forgets keys is known, so that callers know by id, and not by the ratchet, what they had before.
import t from 'tap'
import type { SealedMessage } from '../../../src/model/signal-crypto.ts'
import { reason, talkingPair } from './support.ts'
import type { Peer } from './support.ts'

/** Ratchet turns of a peer whose message keys libsignal still holds. */
const KEPT_TURNS = 5
/** Message keys that one chain may leave skipped before the oldest are dropped. */
const KEPT_SKIPPED_KEYS = 2000

/** One turn of the ratchet: a message each way. */
const turn = async (anna: Peer, bruno: Peer): Promise<void> => {
  await bruno.open(anna, await anna.seal(bruno, 'there'))
  await anna.open(bruno, await bruno.seal(anna, 'and back'))
}

/** Anna's message, and the same lane some turns later. */
const overtakenBy = async (turns: number, opened: boolean): Promise<readonly [Peer, Peer, SealedMessage]> => {
  const [anna, bruno] = await talkingPair()
  const message = await anna.seal(bruno, 'slow')
  if (opened) await bruno.open(anna, message)
  await turn(anna, bruno)
  for (let turned = 0; turned < turns; turned += 1) await turn(anna, bruno)
  return [anna, bruno, message]
}

t.test('a message opens until the fifth turn of the ratchet after its own', async (t) => {
  const [anna, bruno, inTime] = await overtakenBy(KEPT_TURNS - 1, false)
  t.equal(await bruno.open(anna, inTime), 'slow')
  const [carl, dora, tooLate] = await overtakenBy(KEPT_TURNS, false)
  t.equal(await reason(dora.peek(carl, tooLate)), 'undecryptable')
})

t.test('a repeat is a duplicate only as long as its turn is kept, and never opens again', async (t) => {
  const [anna, bruno, recent] = await overtakenBy(KEPT_TURNS - 1, true)
  t.equal(await reason(bruno.peek(anna, recent)), 'duplicate')
  const [carl, dora, old] = await overtakenBy(KEPT_TURNS, true)
  t.equal(await reason(dora.peek(carl, old)), 'undecryptable')
})

t.test('a message whose skipped key was trimmed away says duplicate although it never opened', async (t) => {
  const [anna, bruno] = await talkingPair()
  const lost = await anna.seal(bruno, 'lost')
  for (let count = 0; count < KEPT_SKIPPED_KEYS; count += 1) await anna.seal(bruno, 'skipped')
  await bruno.open(anna, await anna.seal(bruno, 'arrived'))
  t.equal(await reason(bruno.peek(anna, lost)), 'duplicate')
  t.ok(bruno.session(anna)!.length < 200 * 1024, 'one flooded chain stays under 200 KB')
})
