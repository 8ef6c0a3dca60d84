// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import type { PartyId, UserId } from '../../../src/model/ids.ts'
import type { Standing } from '../../../src/model/standing.ts'
import { createTurnStanding } from '../../../src/relay/turn-standing.ts'
import type { Store } from '../../../src/store/port.ts'
import { decide, withdraw } from '../../support/acquaintance.ts'
import { envelope, messageOf, openRelayWorld, openTalk, submit, there } from '../../support/relay-world.ts'
import { createSubscriber, enlistOutside, range } from '../../support/subscribers.ts'

const [HERON, EGRET] = ['heron.example', 'egret.example'] as PartyId[] as [PartyId, PartyId]
const [ada, bo] = [userId(randomUUID()), userId(randomUUID())]
const nextTurn = () => new Promise<void>((resolve) => { setImmediate(resolve) })

/** Facts that are told apart by when they were read, and a count of the reads. */
const openFacts = () => {
  const facts = { reads: 0, changes: 0 }
  const read = { standing: async (_sender: UserId, _recipient: UserId): Promise<Standing> => {
    facts.reads += 1
    return { sender: undefined, recipient: undefined, recipientConsent: undefined, senderConsent: undefined }
  } } as Store['read']
  const moment: Store['moment'] = () => {
    const begun = facts.changes
    return { holds: () => begun === facts.changes }
  }
  return { facts, standingOf: createTurnStanding({ read, moment }) }
}

t.test('one party’s questions about a pair share a read within a turn, and no longer', async (t) => {
  const { facts, standingOf } = openFacts()
  await Promise.all(range(1, 5).map(() => standingOf(HERON, ada, bo)))
  t.equal(facts.reads, 1)
  await standingOf(HERON, bo, ada)
  t.equal(facts.reads, 2, 'the pair has an order')
  await nextTurn()
  await standingOf(HERON, ada, bo)
  t.equal(facts.reads, 3)
})

t.test('no party meets a read of another', async (t) => {
  const { facts, standingOf } = openFacts()
  await Promise.all([standingOf(HERON, ada, bo), standingOf(EGRET, ada, bo)])
  t.equal(facts.reads, 2)
})

t.test('a change within the turn ends what was read before it', async (t) => {
  const { facts, standingOf } = openFacts()
  await standingOf(HERON, ada, bo)
  facts.changes += 1
  await Promise.all([standingOf(HERON, ada, bo), standingOf(HERON, ada, bo)])
  t.equal(facts.reads, 2)
  await nextTurn()
  await standingOf(HERON, ada, bo)
  t.equal(facts.reads, 3)
})

t.test('a turn with questions about ever more pairs keeps some of them only', async (t) => {
  const { facts, standingOf } = openFacts()
  for (const _ of range(1, 1_024)) await standingOf(HERON, ada, userId(randomUUID()))
  await standingOf(HERON, ada, bo)
  await standingOf(HERON, ada, bo)
  t.equal(facts.reads, 1_025)
})

const openCounted = async (t: Parameters<typeof openRelayWorld>[0]) => {
  const reads = { standing: 0, submission: 0 }
  const wrapStore = (store: Store): Store => ({ ...store, read: {
    ...store.read,
    standing: (...of) => { reads.standing += 1; return store.read.standing(...of) },
    submission: (...of) => { reads.submission += 1; return store.read.submission(...of) },
  } })
  const world = await openRelayWorld(t, { wrapStore })
  const pair = await openTalk(world)
  const since = (): typeof reads => {
    const seen = { ...reads }
    reads.standing = reads.submission = 0
    return seen
  }
  return { world, pair, since }
}

t.test('messages to nobody cost a party as many look-ups as messages to somebody who is not reached, also in one turn', async (t) => {
  const { world, pair, since } = await openCounted(t)
  const costs: unknown[] = []
  const strangers = [(await enlistOutside(world, world.egret)), createSubscriber(world.core)]
  for (const recipient of strangers) {
    since()
    await Promise.all(range(1, 10).map(() => t.rejects(submit(world, pair.ada, messageOf({ ...there(pair), recipient }, 'x')), { code: 'NOT_PERMITTED' })))
    costs.push(since())
  }
  t.strictSame(costs, [{ standing: 1, submission: 10 }, { standing: 1, submission: 10 }])
})

t.test('a message that is accepted is not looked for before the commit', async (t) => {
  const { world, pair, since } = await openCounted(t)
  since()
  await Promise.all(range(1, 10).map((index) => submit(world, pair.ada, messageOf(there(pair), String(index)))))
  t.strictSame(since(), { standing: 1, submission: 0 })
})

t.test('what was accepted is answered alike after a refusal would be due: for its rights, or for its envelopes', async (t) => {
  const { world, pair } = await openCounted(t)
  const submission = messageOf(there(pair), 'hello')
  const first = await submit(world, pair.ada, submission)
  t.strictSame(await submit(world, pair.ada, { ...submission, envelopes: [envelope('hello', 1, 9)] }), first)
  await t.rejects(submit(world, pair.ada, { ...submission, envelopes: [envelope('hello', 1, 9)], commitment: Buffer.alloc(32, 1) }), { code: 'CONFLICT' })
  await withdraw(world, pair.bo, pair.ada)
  t.strictSame(await submit(world, pair.ada, submission), first)
  await t.rejects(submit(world, pair.ada, { ...submission, commitment: Buffer.alloc(32, 1) }), { code: 'CONFLICT' })
  await t.rejects(submit(world, pair.ada, messageOf(there(pair), 'hello')), { code: 'NOT_PERMITTED' })
})

t.test('the message behind a block that returned is denied, also where one was judged in the same turn', async (t) => {
  const { world, pair } = await openCounted(t)
  const block = async () => {
    await decide(world, pair.bo, pair.ada, 'block')
    await t.rejects(submit(world, pair.ada, messageOf(there(pair), 'behind')), { code: 'NOT_PERMITTED' })
  }
  const beside = range(1, 20).map((index) => submit(world, pair.ada, messageOf(there(pair), String(index))).catch(() => undefined))
  await Promise.all([...beside, block()])
})
