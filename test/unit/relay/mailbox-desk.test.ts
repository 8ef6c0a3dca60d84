// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { MAX_ATTEMPTS } from '../../../src/model/values.ts'
import { DAY_MS } from '../../support/registry-world.ts'
import { clearEvents, envelope, messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range } from '../../support/subscribers.ts'

const parkAll = async ({ store, core }: RelayWorld): Promise<number[]> => {
  const ids = (await store.read.mailboxPage(core.party, 0, 1_000)).map(({ id }) => id)
  for (const id of ids) for (const _ of range(1, MAX_ATTEMPTS)) await store.write.countAttempt(core.party, id)
  return ids
}
const why = (reason: string) => ({ actor: 'socket', reason })
const kinds = async (world: RelayWorld) => (await world.eventsFor(world.heron)).map(({ kind }) => kind)
const toldOf = ({ told }: RelayWorld, event: string) => told.filter(([name]) => name === event)

t.test('a message that is put back is delivered, and its trace says where it is meanwhile', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const message = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, message)
  const [id] = await parkAll(world)
  const state = async () => (await world.relay.mailbox.trace(pair.ada.user, message.submissionId)).flatMap(({ places }) => places.map((place) => place.state))
  t.match(await world.relay.mailbox.list({ state: 'parked' }, 0, 10), [{ id, recipientParty: world.core.party, attempt: MAX_ATTEMPTS }])
  t.strictSame(await state(), ['parked'])
  const link = await new TestLink(world, world.core).start()
  t.strictSame(link.texts, [])
  t.strictSame(await world.relay.mailbox.retry({ ids: [id!, id!] }, why('repaired')), { changed: 1, next: undefined })
  t.strictSame(await state(), ['waiting'])
  t.strictSame((await new TestLink(world, world.core, { instance: 'two' }).start()).texts.concat(link.texts), ['hello'])
  t.strictSame(toldOf(world, 'messageRetried'), [['messageRetried', world.core.party, 1, why('repaired')]])
})

t.test('the sender of a dropped message is told that it failed; nobody is told of a retry request', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const message = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, message)
  await submit(world, pair.ada, messageOf(there(pair), '', { envelopes: [envelope('r', 1, 1001, 8)], commitment: new Uint8Array(0) }))
  const ids = await parkAll(world)
  t.strictSame(await world.relay.mailbox.drop({ ids }, why('broken device')), { changed: 2, next: undefined })
  t.match(await world.eventsFor(world.heron), [{ kind: 'messageFailed', user: pair.ada.user, submissionId: message.submissionId, deviceIds: [1] }])
  t.equal((await kinds(world)).length, 1)
  t.match(await world.relay.mailbox.trace(pair.ada.user, message.submissionId), [{ places: [{ state: 'dropped', endedAtMs: world.clock.now() }] }])
  t.strictSame(toldOf(world, 'messageDropped'), [['messageDropped', world.core.party, 2, why('broken device')]])
})

t.test('if one of the named rows is not parked nothing is changed: neither waiting nor withheld rows can be dropped', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), 'parked')
  const [parked] = await parkAll(world)
  await say(world, there(pair), 'withheld', 'waiting')
  const [withheld, waiting] = (await world.store.read.mailboxPage(world.core.party, 0, 10)).map(({ id }) => id)
  await world.store.write.withhold(world.core.party, [withheld!])
  for (const other of [withheld!, waiting!, 999]) {
    for (const change of ['retry', 'drop'] as const) {
      await t.rejects(world.relay.mailbox[change]({ ids: [parked!, other] }, why('x')), { code: 'NOT_FOUND', detail: `row ${String(other)} is not parked; nothing was changed` })
    }
  }
  t.match(await world.relay.mailbox.list({ state: 'parked' }, 0, 10), [{ id: parked }])
  t.strictSame(await kinds(world), [])
})

t.test('of a retry and a drop of one row exactly one is done, and the other says that it is not parked', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  for (const first of ['retry', 'drop'] as const) {
    await say(world, there(pair), 'hello')
    const ids = await parkAll(world)
    const { mailbox } = world.relay
    const calls = first === 'retry' ? [mailbox.retry({ ids }, why('x')), mailbox.drop({ ids }, why('y'))] : [mailbox.drop({ ids }, why('y')), mailbox.retry({ ids }, why('x'))]
    const outcomes = await Promise.allSettled(calls)
    t.match(outcomes.filter(({ status }) => status === 'rejected'), [{ reason: { code: 'NOT_FOUND', detail: `row ${String(ids[0])} is not parked; nothing was changed` } }])
    const left = await world.store.read.mailboxPage(world.core.party, 0, 10)
    t.equal((await kinds(world)).length, 1 - left.length, 'the sender is told if, and only if, nothing is left')
    await world.store.write.acknowledge(world.core.party, left.map(({ id }) => id), [])
    await clearEvents(world)
  }
})

t.test('two commands for all parked rows of a party share them', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), 'a', 'b', 'c')
  const ids = await parkAll(world)
  const of = { party: world.core.party, after: 0 }
  const changes = await Promise.all([world.relay.mailbox.drop(of, why('x')), world.relay.mailbox.retry(of, why('y')), world.relay.mailbox.retry({ ids: [ids[1]!] }, why('z')).catch(() => ({ changed: 0 }))])
  t.equal(changes.reduce((sum, { changed }) => sum + changed, 0), 3, 'each row is changed by one of them')
  t.equal((await kinds(world)).length + (await world.store.read.mailboxPage(world.core.party, 0, 10)).length, 3)
})

t.test('all parked rows of a party are done page by page', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await say(world, there(pair), ...range(1, 101).map(String))
  const ids = await parkAll(world)
  const { party } = world.core
  t.strictSame(await world.relay.mailbox.retry({ party: world.heron.party, after: 0 }, why('x')), { changed: 0, next: undefined })
  t.strictSame(await world.relay.mailbox.retry({ party, after: 0 }, why('x')), { changed: 100, next: ids[99] })
  t.strictSame(await world.relay.mailbox.retry({ party, after: ids[99]! }, why('x')), { changed: 1, next: undefined })
  t.strictSame(await world.relay.mailbox.list({ state: 'parked' }, 0, 10), [])
})

t.test('a parked message expires in its time, and its sender is told', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const message = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, message)
  await parkAll(world)
  world.clock.advance(30 * DAY_MS)
  await world.relay.sweep()
  t.match(await world.eventsFor(world.heron), [{ kind: 'messageExpired', submissionId: message.submissionId }])
})
