// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { createCoreFeed } from '../../../../src/relay/core-feed.ts'
import { DEAD_LETTER_MS } from '../../../../src/relay/core-outbox.ts'
import { PAUSES_MS } from '../../../../src/core/webhook/schedule.ts'
import { openWebhookWorld, status } from '../../../support/webhook-world.ts'
import type { Arrived } from '../../../support/webhook-world.ts'

t.setTimeout(60_000)

t.test('each conversation goes in its order, one call at a time, and one that is stuck holds up no other', async (t) => {
  const { begin, opened, ana, eve, receiver, until, arrived, left } = await openWebhookWorld(t)
  for (const number of [1, 2, 3]) {
    await opened(number, ana)
    await opened(number, eve)
  }
  const stuck = Promise.withResolvers<undefined>()
  receiver.answer = async ({ peer, number }) => {
    if (peer === ana.user && number === 1) await stuck.promise
    return status(200)
  }
  const of = (peer: string) => arrived.filter((call) => call.peer === peer).map(({ number }) => number)
  begin()
  await until(async () => await left() === 3)
  t.same([of(ana.user), of(eve.user)], [[1], [1, 2, 3]])
  stuck.resolve(undefined)
  await until(async () => await left() === 0)
  t.same(of(ana.user), [1, 2, 3])
  await opened(4, eve)
  await until(() => arrived.length === 7)
  t.equal(of(eve.user).at(-1), 4, 'and what comes later goes at once')
})

t.test('an event that is refused is tried as the schedule says, under one id, and then is a dead letter that the operator replays', async (t) => {
  const { begin, opened, ana, eve, receiver, until, pass, arrived, left, untaken, told, desk, core, store } = await openWebhookWorld(t)
  let isBroken = true
  receiver.answer = async ({ peer, number }) => status(isBroken && peer === ana.user && number === 1 ? 422 : 200)
  await opened(1, ana)
  await opened(2, ana)
  begin()
  for (const [index, pause] of PAUSES_MS.entries()) {
    await until(async () => (await untaken())[0]?.attempts === index + 1)
    // The receiver is well: another conversation says so.
    await opened(index, eve)
    await until(async () => await left() === 2)
    await pass(pause - 1)
    t.equal(arrived.filter(({ peer }) => peer === ana.user).length, index + 1, 'not before its time')
    await pass(1)
  }
  await until(async () => await left() === 1)
  const own = arrived.filter(({ peer }) => peer === ana.user)
  t.same(own.map(({ number }) => number), [...Array(10).fill(1) as number[], 2], 'then its conversation goes on')
  t.equal(new Set(own.slice(0, 10).map(({ webhookId }) => webhookId)).size, 1)
  t.same(own.slice(1, 10).map(({ at }, index) => at - own[index]!.at), PAUSES_MS)
  t.same(told.filter((one) => one.startsWith('dead')), ['dead status-422'])
  const [dead] = await desk.list(true, 0, 10)
  t.match(dead, { attempts: 10, reason: 'status-422', deadSinceMs: own[9]!.at })
  t.same(await desk.list(false, 0, 10), [])

  isBroken = false
  t.equal(await desk.replay([dead!.event], { actor: 'socket', reason: '' }), 1)
  await until(async () => await left() === 0)
  t.equal(arrived.at(-1)?.webhookId, own[0]!.webhookId, 'still under its id')
  t.same(await store.read.untakenPage(core.party, 0, 10), [])
})

t.test('a receiver that is down is asked by one call at a time, and everything goes on as soon as it is back', async (t) => {
  const { begin, opened, ana, eve, receiver, until, pass, arrived, left, untaken, told } = await openWebhookWorld(t)
  receiver.answer = async () => ({ denied: 'unreachable' })
  for (const number of [1, 2, 3]) {
    await opened(number, ana)
    await opened(number, eve)
  }
  const webhook = begin()
  await until(async () => (await untaken()).length === 2)
  const times = () => new Set(arrived.map(({ at }) => at)).size
  for (let minutes = 0; minutes < 200; minutes += 1) {
    const before = arrived.length
    await pass(66_000)
    await until(() => arrived.length > before && webhook.state === 'resting')
  }
  t.ok(times() >= 200, 'about once a minute')
  t.ok(arrived.length <= times() + 2, 'by one call each time')
  const rows = await untaken()
  t.ok(rows.every(({ attempts }) => attempts === 5), 'and the tries of the schedule alone count')
  t.equal(told.filter((one) => one.startsWith('dead')).length, 0)
  receiver.answer = async () => status(200)
  await pass(66_000)
  await until(async () => await left() === 0)
  t.same([webhook.state, await untaken()], ['well', []])
})

t.test('one event in many that is refused does not slow the others', async (t) => {
  const { begin, opened, ana, eve, receiver, until, arrived, left, clock } = await openWebhookWorld(t)
  receiver.answer = async ({ peer }) => status(peer === ana.user ? 500 : 200)
  await opened(1, ana)
  for (let number = 1; number <= 50; number += 1) await opened(number, eve)
  const webhook = begin()
  const began = clock.now()
  await until(async () => await left() === 1)
  t.equal(webhook.state, 'well')
  t.equal(arrived.at(-1)?.at, began)
})

t.test('whoever asks for time with Retry-After gets it', async (t) => {
  const { begin, opened, receiver, until, pass, arrived, left } = await openWebhookWorld(t)
  receiver.answer = async () => status(429, { retryAfter: '120' })
  await opened(1)
  const webhook = begin()
  await until(() => webhook.state === 'resting')
  receiver.answer = async () => status(200)
  await pass(119_999)
  t.equal(arrived.length, 1)
  await pass(1)
  await until(async () => await left() === 0)
  t.equal(arrived.length, 2)
})

t.test('whoever answers 410 is called no more until the operator replays', async (t) => {
  const { begin, opened, receiver, until, pass, arrived, left, told, desk } = await openWebhookWorld(t)
  receiver.answer = async () => status(410)
  await opened(1)
  const webhook = begin()
  await until(() => webhook.state === 'gone')
  receiver.answer = async () => status(200)
  await opened(2)
  for (let hours = 0; hours < 100; hours += 1) await pass(3_600_000)
  t.same([arrived.length, told, await left()], [1, ['gone'], 2])
  t.equal(await desk.replay(undefined, { actor: 'socket', reason: '' }), 0)
  await until(async () => await left() === 0)
})

t.test('a gateway that starts anew calls again also whoever answered 410', async (t) => {
  const { begin, opened, receiver, until, left } = await openWebhookWorld(t)
  receiver.answer = async () => status(410)
  await opened(1)
  const webhook = begin()
  await until(() => webhook.state === 'gone')
  await webhook.stop()
  receiver.answer = async () => status(200)
  begin()
  await until(async () => await left() === 0)
})

t.test('without a secret nothing is sent, and once there is one everything is', async (t) => {
  const { begin, opened, secrets, until, pass, arrived, left, told } = await openWebhookWorld(t)
  const [secret = ''] = secrets.splice(0)
  await opened(1)
  begin()
  await until(() => told.length > 0)
  t.same([told[0], arrived], ['failed no-secret', []])
  secrets.push(secret)
  await pass(6_000)
  await until(async () => await left() === 0)
})

t.test('what was tried before a restart is tried on from there', async (t) => {
  const { begin, opened, receiver, until, pass, arrived, left, untaken } = await openWebhookWorld(t)
  receiver.answer = async () => status(500)
  await opened(1)
  const first = begin()
  await until(async () => (await untaken())[0]?.attempts === 1)
  await first.stop()
  receiver.answer = async () => status(200)
  begin()
  await pass(4_999)
  t.equal(arrived.length, 1)
  await pass(1)
  await until(async () => await left() === 0)
  t.equal(new Set(arrived.map(({ webhookId }) => webhookId)).size, 1)
})

t.test('a conversation of hundreds that is stuck goes on in its order, and keeps none from the others', async (t) => {
  const { begin, opened, ana, eve, receiver, until, arrived, left } = await openWebhookWorld(t)
  const stuck = Promise.withResolvers<undefined>()
  receiver.answer = async ({ peer }) => {
    if (peer === ana.user) await stuck.promise
    return status(200)
  }
  for (let number = 1; number <= 450; number += 1) await opened(number, ana)
  for (let number = 1; number <= 10; number += 1) await opened(number, eve)
  begin()
  await until(async () => await left() === 450)
  stuck.resolve(undefined)
  await until(async () => await left() === 0)
  t.same(arrived.filter(({ peer }) => peer === ana.user).map(({ number }) => number), Array.from({ length: 450 }, (_, index) => index + 1))
})

t.test('only what is the core’s business goes out: not what links take, nor what is of users who are gone', async (t) => {
  const { begin, opened, ana, eve, store, until, arrived, left } = await openWebhookWorld(t)
  await opened(1, ana, eve.user)
  await opened(2, ana)
  await store.write.commit({ expect: [], writes: [{ erase: 'user', user: ana.user }] })
  await opened(3, eve)
  begin()
  await until(() => arrived.length === 1)
  await until(async () => await left() === 1)
  t.match(arrived[0], { number: 3 })
  t.match(JSON.parse(arrived[0]!.text), { type: 'message', ref: 'bo', provider: 'heron.example', peer: eve.user })
})

t.test('an event that does not open becomes a dead letter, and what is behind it goes on', async (t) => {
  const { begin, opened, store, core, bo, until, arrived, told, untaken } = await openWebhookWorld(t)
  await store.write.commit({ expect: [], writes: [{ add: 'event', party: core.party, user: bo.user, timeMs: 1, bodySealed: Buffer.from('not sealed') }] })
  await opened(1)
  begin()
  await until(() => arrived.length === 1)
  t.match(await untaken(true), [{ reason: 'unopenable' }])
  t.same(told, ['background open event'])
})

t.test('what a poll set aside comes by webhook to whoever can open it, also what was set aside while another node had the turn', async (t) => {
  const { begin, opened, store, core, until, arrived, told, left } = await openWebhookWorld(t)
  /** A node without the right keys polls. */
  const setAside = async (): Promise<void> => {
    const sealer = { open: () => { throw new Error('another key') } }
    const feed = createCoreFeed({ store, sealer, events: { eventSetAside: () => { told.push('set aside') } }, randomBytes } as never)
    await (await feed.read(core.caller, 0)).page(0, 10)
  }
  let changed = (_held: boolean): void => undefined
  begin({ wantTurn: (change) => {
    changed = change
    return () => undefined
  } })
  for (const number of [1, 2]) {
    await opened(number)
    await setAside()
    t.equal(await left(), 0)
    changed(true)
    await until(() => arrived.length === number)
    await until(async () => await left() === 0)
    changed(false)
  }
  t.same(arrived.map(({ number }) => number), [1, 2])
  t.same([await store.read.asideEvents(core.party, 0, 10), told], [[], ['set aside', 'set aside']])
})

t.test('a core that is suspended is not called', async (t) => {
  const { begin, opened, registry, core, until, pass, arrived } = await openWebhookWorld(t)
  await registry.parties.suspend(core.party, { actor: 'socket', reason: 'rest' })
  await opened(1)
  begin()
  await pass(100_000)
  t.same(arrived, [])
  await registry.parties.resume(core.party, { actor: 'socket', reason: 'back' })
  await pass(31_000)
  await until(() => arrived.length === 1)
})

t.test('a node that loses its turn ends its calls, and what was under way comes again from another one', async (t) => {
  const { begin, opened, receiver, until, arrived, left } = await openWebhookWorld(t)
  const calls = new Map<string, (held: boolean) => void>()
  const node = (name: string) => begin({ wantTurn: (changed) => {
    calls.set(name, changed)
    return () => undefined
  } })
  const [one, two] = [node('one'), node('two')]
  receiver.answer = () => new Promise(() => undefined)
  await opened(1)
  t.same([one.state, two.state], ['elsewhere', 'elsewhere'])
  calls.get('one')?.(true)
  await until(() => arrived.length === 1)
  receiver.answer = async () => status(200)
  calls.get('one')?.(false)
  calls.get('two')?.(true)
  await until(async () => await left() === 0)
  const ids = arrived.map(({ webhookId }: Arrived) => webhookId)
  t.same([ids.length, new Set(ids).size, one.state, two.state], [2, 1, 'elsewhere', 'well'])
})

t.test('a store that fails now and then takes nothing out of its order, and nothing away', async (t) => {
  const { begin, opened, ana, outbox, until, pass, arrived, left, told } = await openWebhookWorld(t)
  for (let number = 1; number <= 250; number += 1) await opened(number, ana)
  let reads = 0
  begin({ outbox: { ...outbox, page: (...asked) => ((reads += 1) % 3 === 0 ? Promise.reject(new Error('disk')) : outbox.page(...asked)) } })
  for (let count = arrived.length; await left() > 0; count = arrived.length) {
    await until(async () => arrived.length > count || await left() === 0 || told.length > 0)
    if (told.splice(0).length > 0) await pass(30_000)
  }
  t.same(arrived.map(({ number }) => number), Array.from({ length: 250 }, (_, index) => index + 1))
  t.ok(reads > 6)
})

t.test('a turn that is lost and comes back at once begins anew, and what was under way in it does nothing any more', async (t) => {
  const { begin, opened, receiver, until, arrived, left } = await openWebhookWorld(t)
  let changed = (_held: boolean): void => undefined
  begin({ wantTurn: (change) => {
    changed = change
    return () => undefined
  } })
  for (const number of [1, 2, 3]) await opened(number)
  receiver.answer = () => new Promise(() => undefined)
  changed(true)
  await until(() => arrived.length === 1)
  receiver.answer = async () => status(200)
  changed(false)
  changed(true)
  await until(async () => await left() === 0)
  t.same(arrived.map(({ number }) => number), [1, 1, 2, 3])
})

t.test('dead letters are dropped sooner where the operator says so', async (t) => {
  const { opened, core, store, left, clock, outboxWith } = await openWebhookWorld(t)
  await opened(1)
  const [row] = await store.read.eventPage(core.party, 0, 1)
  const outbox = outboxWith({ deadLetterMs: 1_000 })
  await outbox.note(core.party, { event: row!.id, attempts: 10, nextAtMs: 0, deadSinceMs: clock.now(), reason: 'timeout' })
  clock.advance(1_000)
  t.equal(await outbox.dropDead(core.party), 0, 'not before its time')
  clock.advance(1)
  t.equal(await outbox.dropDead(core.party), 1)
  t.equal(await left(), 0)
})

t.test('dead letters are dropped after a month, and the operator hears of it', async (t) => {
  const { begin, opened, outbox, core, store, told, until, pass, left, clock } = await openWebhookWorld(t)
  await opened(1)
  const [row] = await store.read.eventPage(core.party, 0, 1)
  await outbox.note(core.party, { event: row!.id, attempts: 10, nextAtMs: 0, deadSinceMs: clock.now(), reason: 'timeout' })
  begin()
  await pass(DEAD_LETTER_MS)
  t.equal(await left(), 1)
  await pass(3_600_001)
  await until(async () => await left() === 0)
  await until(() => told.includes('dropped 1'))
})
