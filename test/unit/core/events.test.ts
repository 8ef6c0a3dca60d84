// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import type { CoreWorld } from '../../support/core-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'
import { address } from '../../../src/model/ids.ts'

/** Bo of the core, whose keys a vault holds, Di of the core with a device of her own, and Ana of a provider. */
const openPeople = async (t: Test) => {
  const world = await openCoreWorld(t)
  const bo = await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  const di = await enlistInside(world, { reference: 'di', address: 'di@wren.example' })
  const ana = await enlistOutside(world, world.heron, { address: 'ana@heron.example' })
  const ask = async (to: string): Promise<void> => {
    await world.registry.contacts.request(world.heron.caller, { kind: 'requestContact', fromUser: ana.user, toAddress: address(to), purposes: ['chat'] })
    await world.registry.surfacing.idle()
  }
  return { world, bo, di, ana, ask }
}

const eventsOf = (body: Record<string, unknown>) => body['events'] as Record<string, unknown>[]
const poll = (world: CoreWorld, after: unknown, wait = 0, signal?: AbortSignal) =>
  world.call('GET', `/events?after=${String(after)}&wait=${String(wait)}`, signal ? { signal } : {})

t.test('an event carries the labels that a core must show, in the core’s own reference, and no secret', async (t) => {
  const { world, ana, ask } = await openPeople(t)
  await ask('bo@wren.example')
  const { body } = await poll(world, 0)
  const [asked, ...more] = eventsOf(body)
  t.same(more, [])
  t.match(asked, {
    type: 'contact.requested', ref: 'bo', provider: 'heron.example', inbox: 'separate', label: 'Heron people', custody: { user: 'VAULT', peer: 'DEVICE' },
    displayName: 'Ada', address: 'ana@heron.example', purposes: ['chat'], request: String, time: /^2027-/,
  })
  t.match(await world.call('POST', `/users/bo/contacts/${String(asked?.['request'])}`, { body: { provider: 'heron.example', decision: 'grant' } }), { status: 200, body: { ok: true } })
  const [granted] = eventsOf((await poll(world, body['next'])).body)
  t.match(granted, { type: 'contact.granted', ref: 'bo', peer: ana.user, request: asked?.['request'], custody: { user: 'VAULT', peer: 'DEVICE' } })
  t.notMatch(JSON.stringify(granted), /token/i)
})

t.test('asking after a cursor acknowledges, and only what is this feed’s', async (t) => {
  const { world, di, ask } = await openPeople(t)
  await ask('di@wren.example')
  await ask('bo@wren.example')
  const first = await poll(world, 0)
  t.equal(eventsOf(first.body).length, 1)
  t.same((await poll(world, 0)).body, first.body, 'what is not acknowledged comes again')
  t.same((await poll(world, first.body['next'])).body, { events: [], next: first.body['next'] })
  t.same((await poll(world, 0)).body['events'], [])
  const left = await world.eventsFor(world.core)
  t.match(left, [{ kind: 'contactRequested', user: di.user }], 'the other one waits for its link')
  t.match(left.length, 1)
})

t.test('a poll is answered by the next event, and by nothing when its wait is over', async (t) => {
  const { world, ask } = await openPeople(t)
  const waiting = Promise.withResolvers<undefined>()
  const watch = world.store.watch.bind(world.store)
  t.intercept(world.store, 'watch', { value: (listener: Parameters<typeof watch>[0]) => {
    const end = watch(listener)
    waiting.resolve(undefined)
    return end
  } })
  const polled = poll(world, 0, 30)
  await waiting.promise
  await ask('bo@wren.example')
  const { body } = await polled
  t.match(eventsOf(body), [{ type: 'contact.requested' }])

  const again = Promise.withResolvers<undefined>()
  t.intercept(world.store, 'watch', { value: (listener: Parameters<typeof watch>[0]) => {
    const end = watch(listener)
    again.resolve(undefined)
    return end
  } })
  const empty = poll(world, body['next'], 30)
  await again.promise
  world.timers.turn(30_000)
  t.same((await empty).body, { events: [], next: body['next'] })
})

t.test('of two consumers the newer one is answered, and the older one is told', async (t) => {
  const { world, ask } = await openPeople(t)
  const waiting = Promise.withResolvers<undefined>()
  const watch = world.store.watch.bind(world.store)
  t.intercept(world.store, 'watch', { value: (listener: Parameters<typeof watch>[0]) => {
    const end = watch(listener)
    waiting.resolve(undefined)
    return end
  } })
  const older = poll(world, 0, 30)
  await waiting.promise
  t.match(await poll(world, 1), { status: 409, body: { code: 'CONFLICT' } }, 'one that is refused replaces nobody')
  t.match(await poll(world, 0), { status: 200 })
  t.match(await older, { status: 409, body: { code: 'REPLACED' } })
  await ask('bo@wren.example')
  t.match(eventsOf((await poll(world, 0)).body), [{ type: 'contact.requested' }])
})

t.test('a cursor that was never given deletes nothing, however many events come', async (t) => {
  const { world, ask } = await openPeople(t)
  const refused = { status: 409, type: 'application/problem+json', body: { code: 'CONFLICT', detail: /after=0/ } }
  t.match(await poll(world, 1), refused)
  await ask('bo@wren.example')
  for (const after of [1, 2, 999_999_999_999_999]) t.match(await poll(world, after), refused, String(after))
  const first = await poll(world, 0)
  t.match(eventsOf(first.body), [{ type: 'contact.requested' }])
  const next = Number(first.body['next'])
  t.match(await poll(world, next + 1), refused)
  t.same((await poll(world, 0)).body, first.body)
  t.same((await poll(world, next)).body, { events: [], next })
  t.same((await poll(world, next)).body, { events: [], next }, 'and once more')
})

t.test('a poll ends with its client, and with the listener', async (t) => {
  const { world } = await openPeople(t)
  const watch = world.store.watch.bind(world.store)
  const began = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const ended = Promise.withResolvers<undefined>()
  let polls = 0
  t.intercept(world.store, 'watch', { value: (listener: Parameters<typeof watch>[0]) => {
    const end = watch(listener)
    began[polls++]?.resolve(undefined)
    return () => {
      end()
      ended.resolve(undefined)
    }
  } })
  const client = new AbortController()
  const left = poll(world, 0, 50, client.signal)
  await began[0]?.promise
  client.abort()
  await t.rejects(left)
  await ended.promise
  const last = poll(world, 0, 50)
  await began[1]?.promise
  await world.stop()
  t.match(await last, { status: 200, body: { events: [] } })
})

t.test('a query that is none is refused', async (t) => {
  const { call } = await openCoreWorld(t)
  for (const query of ['after=-1', 'after=x', 'wait=51', 'wait=1.5', 'limit=0', 'limit=501', 'since=1']) {
    t.match(await call('GET', `/events?${query}`), { status: 400, body: { code: 'MALFORMED' } }, query)
  }
})
