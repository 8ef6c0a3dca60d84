// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { openAgentWorld } from '../../support/agent-world.ts'
import { problem } from '../../support/pretend-gateway.ts'

const peer = userId(randomUUID())
/** A whole second, near enough to the vault's clock. */
const NOW = Math.floor(Date.now() / 1_000) * 1_000
const isMessage = ({ path }: { readonly path: string }): boolean => path === '/messages'

t.test('a text is sealed to the vault under its key, and the same call again gets the first answer and sends nothing', async (t) => {
  const { gateway, say } = await openAgentWorld(t)
  const key = randomUUID()
  const first = await say(peer, 'Hello', key, { custody: 'DEVICE' })
  t.match(first, { status: 202, body: { id: key } })
  t.match(gateway.fromCore, [{ key, ref: 'ben', facts: { submissionId: key, from: gateway.users.get('ben'), to: peer, custody: 'DEVICE' }, said: { id: key, kind: 'text', text: 'Hello', sentAtMs: Number } }])
  t.match((await say(peer, 'Hello', key, { custody: 'DEVICE' })).body, first.body)
  t.equal(gateway.asked.filter(isMessage).length, 1)
  for (const [text, more] of [['Bye', { custody: 'DEVICE' }], ['Hello', {}]] as const) t.match(await say(peer, text, key, more), { status: 409, body: { code: 'CONFLICT' } })
})

t.test('the order of members is no other message, and a receipt is one too', async (t) => {
  const { gateway, call } = await openAgentWorld(t)
  const [key, id] = [randomUUID(), randomUUID()]
  const content = { kind: 'receipt', receipt: 'read', messageIds: [id], id, sentAtMs: 5 }
  const ends = { ref: 'ben', provider: 'heron.example', peer }
  t.match(await call('POST', '/messages', { key, body: { ...ends, content } }), { status: 202 })
  t.match(await call('POST', '/messages', { key, body: { content: Object.fromEntries(Object.entries(content).toReversed()), ...ends } }), { status: 202 })
  t.strictSame(gateway.fromCore.map(({ said }) => said), [content])
})

t.test('without an answer the very same bytes go out again, also after a start', async (t) => {
  const { gateway, say, again } = await openAgentWorld(t)
  const key = randomUUID()
  gateway.interfereWith((asked) => isMessage(asked) ? 'hang-up' : undefined)
  t.match(await say(peer, 'Hello', key), { status: 503, body: { code: 'UNAVAILABLE' } })
  gateway.interfereWith((asked) => isMessage(asked) ? problem(503, 'UNAVAILABLE') : undefined)
  t.match(await say(peer, 'Hello', key), { status: 503 })
  await again()
  gateway.interfereWith(() => undefined)
  t.match(await say(peer, 'Hello', key), { status: 202 })
  const bodies = gateway.asked.filter(isMessage).map(({ body }) => body)
  t.equal(bodies.length, 3)
  t.strictSame(bodies, [bodies[0], bodies[0], bodies[0]])
})

t.test('numbers only rise: past a clock set back, a lost folder and many in a second', async (t) => {
  const { gateway, say, again } = await openAgentWorld(t)
  const numbers = () => gateway.fromCore.map(({ facts }) => facts.number)
  await again({ now: () => NOW })
  for (const text of ['a', 'b', 'c']) await say(peer, text)
  t.strictSame(numbers(), [NOW / 1_000, NOW / 1_000 + 1, NOW / 1_000 + 2])
  await again({ now: () => NOW - 60_000 })
  await say(peer, 'd')
  await again({ now: () => NOW + 60_000, folder: `${gateway.folder}/fresh` })
  await say(peer, 'e')
  t.strictSame(numbers().slice(3), [NOW / 1_000 + 3, NOW / 1_000 + 60])
})

t.test('messages of one conversation go one after another with rising numbers; others do not wait for them', async (t) => {
  const { gateway, say } = await openAgentWorld(t)
  const other = userId(randomUUID())
  await say(peer, 'zero')
  const release = Promise.withResolvers<undefined>()
  const [seen, first] = [[] as unknown[], Promise.withResolvers<undefined>()]
  gateway.interfereWith(async (asked) => {
    if (!isMessage(asked) || (asked.body as { readonly peer: string }).peer !== peer) return undefined
    seen.push(asked.body)
    first.resolve(undefined)
    await release.promise
    return undefined
  })
  const all = ['one', 'two', 'three'].map((text) => say(peer, text))
  await first.promise
  t.match(await say(other, 'elsewhere'), { status: 202 })
  t.equal(seen.length, 1, 'the first has no answer yet')
  release.resolve(undefined)
  for (const answer of await Promise.all(all)) t.match(answer, { status: 202 })
  const of = gateway.fromCore.filter(({ facts }) => facts.to === peer)
  t.equal(of.length, 4)
  t.same(of.map(({ facts }) => facts.number), of.map(({ facts }) => facts.number).toSorted((a, b) => a - b))
})

t.test('what was written down before the vault took a later number is sealed anew, once, under the same key', async (t) => {
  const { gateway, say } = await openAgentWorld(t)
  const key = randomUUID()
  gateway.interfereWith((asked) => isMessage(asked) ? 'hang-up' : undefined)
  await say(peer, 'late', key)
  gateway.interfereWith(() => undefined)
  await say(peer, 'next')
  let refusals = 0
  gateway.interfereWith((asked) => isMessage(asked) && ++refusals === 1 ? problem(400, 'MALFORMED') : undefined)
  t.match(await say(peer, 'late', key), { status: 202, body: { id: key } })
  t.strictSame(gateway.fromCore.map(({ said }) => said['text']), ['next', 'late'])
  const [next, late] = gateway.fromCore.map(({ facts }) => facts.number)
  t.ok(late! > next!)
  gateway.interfereWith((asked) => isMessage(asked) ? problem(400, 'MALFORMED') : undefined)
  const before = gateway.asked.filter(isMessage).length
  t.match(await say(peer, 'bad'), { status: 400 })
  t.equal(gateway.asked.filter(isMessage).length, before + 1, 'a fresh one that is refused is not tried twice')
})

t.test('what the gateway refuses for good is forgotten, and may be tried again under the same key', async (t) => {
  const { gateway, say } = await openAgentWorld(t)
  const key = randomUUID()
  for (const [status, code] of [[403, 'NOT_PERMITTED'], [403, 'CUSTODY_REFUSED'], [409, 'CONFLICT'], [429, 'THROTTLED']] as const) {
    gateway.interfereWith((asked) => isMessage(asked) ? problem(status, code) : undefined)
    t.match(await say(peer, 'Hello', key), { status, body: { code } })
  }
  gateway.interfereWith(() => undefined)
  t.match(await say(peer, 'Hello', key), { status: 202 })
  t.equal(gateway.fromCore.length, 1)
})

t.test('what no vault takes is refused with the member that is wrong, and no number is spent on it', async (t) => {
  const { gateway, call } = await openAgentWorld(t)
  const body = { ref: 'ben', provider: 'heron.example', peer, content: { kind: 'text', text: 'x' } }
  const send = (change: object, key: string | undefined = randomUUID()) => call('POST', '/messages', { body: { ...body, ...change }, ...(key === '' ? {} : { key }) })
  for (const [change, detail] of [
    [{ content: { kind: 'text', text: 5 } }, /content\.text/], [{ content: { kind: 'song', text: 'x' } }, /content\.kind/], [{ content: { kind: 'text', text: 'x', colour: 'red' } }, /colour/], [{ content: { text: 'x' } }, /content/],
    [{ content: 'x' }, /body\.content/], [{ peer: 'ana' }, /user id/], [{ provider: 'No Domain' }, /party id/], [{ custody: 'ANY' }, /custody/], [{ urgent: true }, /body/],
    [{ content: { kind: 'text', text: 'x'.repeat(70_000) } }, /content/],
  ] as const) t.match(await send(change), { status: 400, body: { code: 'MALFORMED', detail, fix: String } })
  t.match(await send({}, ''), { status: 400, body: { detail: /Idempotency-Key/ } })
  t.match(await send({}, 'key'), { status: 400, body: { code: 'MALFORMED' } })
  t.match(await send({ ref: 'nobody' }), { status: 404, body: { code: 'NOT_FOUND' } })
  t.equal(gateway.asked.filter(isMessage).length, 0)
})

t.test('a new identity key is accepted by a sealed word of the core\'s under the conversation\'s next number', async (t) => {
  const { gateway, call, say } = await openAgentWorld(t)
  await say(peer, 'Hello')
  const identityKey = Buffer.alloc(33, 5).toString('base64url')
  const body = { provider: 'heron.example', decision: 'acceptIdentity', identityKey }
  t.match(await call('POST', `/users/ben/contacts/${peer}`, { body: { ...body, custody: 'DEVICE' } }), { status: 200 })
  const asked = gateway.asked.at(-1)
  t.match(asked, { path: `/users/ben/contacts/${peer}`, body: { provider: 'heron.example', decision: 'acceptIdentity' } })
  const { facts, said } = await gateway.open(asked?.body as Record<string, string>, 'ben', peer)
  t.match(said, { kind: 'acceptIdentity', identityKey })
  t.equal(facts.custody, 'DEVICE')
  t.ok(facts.number > gateway.fromCore[0]!.facts.number)
  for (const wrong of [{ ...body, identityKey: 'AAAA' }, { ...body, identityKey: undefined }]) t.match(await call('POST', `/users/ben/contacts/${peer}`, { body: wrong }), { status: 400, body: { code: 'MALFORMED', detail: /identityKey/ } })
})
