// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { openAgentWorld } from '../../support/agent-world.ts'
import { problem } from '../../support/pretend-gateway.ts'
import type { PretendEvent } from '../../support/pretend-gateway.ts'

const peer = userId(randomUUID())

t.test('a message is told in the clear, with its labels and without what was sealed', async (t) => {
  const { gateway, events } = await openAgentWorld(t)
  gateway.add({ type: 'contact.requested', ref: 'ben', provider: 'heron.example', displayName: 'Ana' })
  gateway.says(peer, 1, 'Hello')
  const { events: [asked, message], next } = await events(0)
  t.strictSame(asked, { id: 2, type: 'contact.requested', ref: 'ben', provider: 'heron.example', displayName: 'Ana' })
  t.match(message, { id: 4, type: 'message', ref: 'ben', peer, label: 'Heron', custody: { user: 'VAULT', peer: 'DEVICE' }, number: 1, late: false, content: { kind: 'text', text: 'Hello', device: 1 } })
  t.notOk('epochKey' in message!)
  t.equal(next, 4)
})

t.test('only what the caller acknowledged is acknowledged at the gateway, and the rest comes again alike, also after a start', async (t) => {
  const { gateway, events, again } = await openAgentWorld(t)
  gateway.says(peer, 1, 'one')
  gateway.says(peer, 3, 'three')
  const first = await events(0)
  t.match(first.events.map(({ id, type, missing }) => [id, type, missing]), [[2, 'message', undefined], [3, 'message.missing', 1], [4, 'message', undefined]])
  t.same(await events(0), first)
  await again()
  t.same(await events(0), first, 'its numbers are judged by what was acknowledged')
  t.same(gateway.waiting(), [1, 2])
  t.same((await events(2)).events, first.events.slice(1))
  t.same(gateway.waiting(), [2])
  t.same((await events(3)).events, first.events.slice(2), 'the message behind a gap is not acknowledged with it')
  t.same(gateway.waiting(), [2])
  t.same(await events(4), { events: [], next: 4 })
  t.same(gateway.waiting(), [])
  gateway.says(peer, 4, 'four')
  t.match((await events(4)).events, [{ id: 6, type: 'message', number: 4 }], 'and a later one follows on it')
})

t.test('numbers that contradict what was heard are told with the message, which may be new; the last one once more is not', async (t) => {
  const { gateway, events } = await openAgentWorld(t)
  const two = gateway.message(gateway.facts(peer, 2), { kind: 'text', text: 'two' })
  gateway.says(peer, 1, 'one')
  gateway.add(two)
  gateway.add(two)
  gateway.says(peer, 2, 'another two')
  gateway.says(peer, 1, 'another one')
  gateway.says(peer, 3, 'three')
  gateway.says(userId(randomUUID()), 1, 'of another conversation')
  const first = await events(0)
  t.match(first.events.map(({ id, type, reason }) => [id, type, reason]), [
    [2, 'message', undefined], [4, 'message', undefined], [6, 'message.refused', 'again'], [7, 'message.contradicted', undefined], [8, 'message', undefined],
    [9, 'message.contradicted', undefined], [10, 'message', undefined], [12, 'message', undefined], [14, 'message', undefined],
  ])
  t.same(await events(0), first)
})

t.test('a message that was missing and comes behind later ones is told like any other', async (t) => {
  const { gateway, events } = await openAgentWorld(t)
  for (const number of [1, 4, 2, 5]) gateway.says(peer, number, `text ${number}`)
  const first = await events(0)
  t.match(first.events.map(({ id, type, missing, number }) => [id, type, missing ?? number]), [[2, 'message', 1], [3, 'message.missing', 2], [4, 'message', 4], [6, 'message', 2], [8, 'message', 5]])
  t.same(await events(0), first)
  await events(first.next)
  for (const number of [3, 3]) gateway.says(peer, number, `text ${number}`)
  t.match((await events(first.next)).events.map(({ type, number }) => [type, number]), [['message', 3], ['message.contradicted', undefined], ['message', 3]], 'once')
})

t.test('what the vault did not seal for this very user and these ends is told as refused, without a word of it', async (t) => {
  const { gateway, events } = await openAgentWorld(t)
  const one = gateway.message(gateway.facts(peer, 1), { kind: 'text', text: 'secret' })
  const lies: readonly (readonly [event: PretendEvent, reason: string])[] = [
    [{ ...one, peer: randomUUID() }, 'other-ends'], [{ ...one, ref: 'cleo' }, 'other-ends'], [{ ...one, ref: 'nobody' }, 'other-ends'], [{ ...one, number: 2 }, 'other-ends'],
    [{ ...one, message: randomUUID() }, 'other-ends'], [{ ...one, provider: 'kite.example' }, 'other-ends'], [{ ...one, custody: { user: 'VAULT', peer: 'VAULT' } }, 'other-ends'],
    [{ ...one, peer: 'ana' }, 'malformed'], [{ ...one, content: undefined }, 'malformed'], [{ ...one, custody: undefined }, 'malformed'], [{ ...one, epochKey: 'e30.e30.e30.e30.e30' }, 'malformed'],
    [{ ...one, content: `${String(one['content']).slice(0, -8)}AAAAAAAA` }, 'broken'],
  ]
  for (const [event] of lies) gateway.add(event)
  const { events: told } = await events(0)
  t.same(told.map(({ type, reason }) => [type, reason]), lies.map(([, reason]) => ['message.refused', reason]))
  t.notMatch(JSON.stringify(told), /secret|"content"|epochKey|"number"/)
  gateway.add(one)
  t.match((await events(24)).events, [{ type: 'message', number: 1 }], 'and none of them counts')
})

t.test('who a user is, is asked once: later words of the gateway change nothing', async (t) => {
  const { gateway, events, call } = await openAgentWorld(t)
  gateway.says(peer, 1, 'one')
  await events(0)
  const [ben, cleo] = [gateway.users.get('ben')!, gateway.users.get('cleo')!]
  gateway.users.set('ben', cleo)
  gateway.add(gateway.message({ ...gateway.facts(peer, 1), to: cleo }, { kind: 'text', text: 'for cleo' }))
  t.match((await events(2)).events, [{ type: 'message.refused', reason: 'other-ends' }])
  gateway.says(peer, 2, 'two', { })
  t.equal(gateway.asked.filter(({ path }) => path === '/users/ben').length, 1)
  t.match(await call('DELETE', '/users/ben'), { status: 200 })
  t.match((await events(4)).events, [{ type: 'message' }], 'until the core erases the user')
  t.not(ben, cleo)
})

t.test('a wait ends with an event, and one whose caller is gone leaves the gateway', async (t) => {
  const { gateway, events, call } = await openAgentWorld(t)
  const waiting = events(0, '&wait=50')
  gateway.says(peer, 1, 'Hello')
  t.match(await waiting, { events: [{ type: 'message' }] })
  const gone = new AbortController()
  const asked = Promise.withResolvers<undefined>()
  gateway.interfereWith(({ path }) => { if (path.includes('wait=50')) asked.resolve(undefined) ; return undefined })
  const left = gateway.pollLeft()
  const cut = call('GET', '/events?after=2&wait=50', { signal: gone.signal })
  await asked.promise
  gone.abort()
  await t.rejects(cut)
  await left
})

t.test('what the gateway refuses or does not answer is told, and nothing is acknowledged or judged', async (t) => {
  const { gateway, events, call, faults } = await openAgentWorld(t)
  gateway.says(peer, 1, 'Hello')
  for (const [answer, status, code] of [
    [problem(409, 'CONFLICT'), 409, 'CONFLICT'], [problem(429, 'THROTTLED', { 'retry-after': '7' }), 429, 'THROTTLED'], ['hang-up', 503, 'UNAVAILABLE'], [problem(401, 'UNAUTHENTICATED'), 503, 'UNAVAILABLE'],
  ] as const) {
    gateway.interfereWith(() => answer)
    t.match(await call('GET', '/events?after=0'), { status, body: { code } })
    if (code === 'THROTTLED') t.equal((await call('GET', '/events')).headers.get('retry-after'), '7')
  }
  gateway.interfereWith(({ path }) => path.startsWith('/users') ? 'hang-up' : undefined)
  t.match(await call('GET', '/events?after=0'), { status: 503 }, 'who the user is cannot be told')
  gateway.interfereWith(() => undefined)
  t.match(await events(0), { events: [{ type: 'message', number: 1 }] })
  t.same(faults, [])
})
