// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an agent reports what its callers' users heard, with the proof that came with it and with no other, and keeps that proof sealed and for a while.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { openDatabase } from '../../../src/agent/database.ts'
import { createProofs } from '../../../src/agent/proofs.ts'
import type { KeptProof } from '../../../src/agent/proofs.ts'
import { submissionId, userId } from '../../../src/model/ids.ts'
import type { UserId } from '../../../src/model/ids.ts'
import { parseModerationSecretFile } from '../../../src/model/report-files.ts'
import { searchForTexts } from '../../../src/sandbox/canary.ts'
import { decodeDisclosure, openSealed } from '../../../src/sdk/reports/index.ts'
import { commitmentHolds, decodeContent } from '../../../src/wire/content/index.ts'
import { openAgentWorld } from '../../support/agent-world.ts'
import { someFacts } from '../../support/channel-ends.ts'
import type { PretendEvent } from '../../support/pretend-gateway.ts'
import { vectorSecret } from '../../support/report-forge.ts'

const { key: moderationSecret } = parseModerationSecretFile(vectorSecret)
const { d: _private, ...moderationKey } = moderationSecret
const peer = userId(randomUUID())
const DAY_MS = 86_400_000

/** An agent whose users may report, and what they heard: an event of `gateway.proven` for each. */
const openReporting = async (t: Test) => {
  const world = await openAgentWorld(t)
  let now = Date.now()
  const changes = { moderationKey, now: () => now }
  await world.again(changes)
  let after = 0
  const hear = async (...events: readonly PretendEvent[]) => {
    for (const event of events) world.gateway.add(event)
    const told = await world.events(after)
    after = told.next
    return told.events
  }
  const report = (messages: readonly string[], { key = randomUUID(), ...more }: { readonly key?: string; readonly [member: string]: unknown } = {}) =>
    world.call('POST', '/reports', { key, body: { ref: 'ben', provider: 'heron.example', peer, messages, reason: 'scam', ...more } })
  const pass = (ms: number): void => { now += ms }
  return { ...world, hear, report, pass, restart: () => world.again(changes) }
}

const idOf = (event: Readonly<Record<string, unknown>> | undefined): string => (event?.['content'] as { readonly id: string }).id

t.test('a report goes out sealed to the moderation key, with the proof of what was heard, once for each key', async (t) => {
  const { gateway, hear, report, restart } = await openReporting(t)
  const [one, two] = ['give me your password', 'please'].map((text, at) => gateway.proven(gateway.facts(peer, at + 1), text))
  const told = await hear(one!, two!)
  t.match(gateway.asked.map(({ path }) => path).filter((path) => path.startsWith('/events')), [/&proofs=1$/])
  t.notMatch(JSON.stringify(told), /proof/, 'callers see content and no proof')
  const [key, ids] = [randomUUID(), told.map(idOf)]
  const first = await report(ids, { key, comment: 'He wants my password', block: true })
  t.match(first, { status: 200, body: { id: key, leftToday: 19, blocked: true } })
  await restart()
  t.strictSame((await report(ids, { key, comment: 'He wants my password', block: true })).body, first.body)
  t.match(await report(ids, { key }), { status: 409, body: { code: 'CONFLICT' } })
  t.equal(gateway.reports.size, 1)

  const sent = JSON.parse(gateway.reports.get(key) ?? '') as { readonly messages: object[]; readonly sealed: string }
  const { sealed: _sealed, signature, ...vouched } = one!.proof
  t.match(sent, { ref: 'ben', provider: 'heron.example', peer, block: true })
  t.strictSame(sent.messages[0], { message: one!['message'], ...vouched }, 'the gateway gets what it vouched for, and nothing of the proof')
  t.notMatch(JSON.stringify(sent), /password|scam/)
  const disclosure = decodeDisclosure(await openSealed(sent.sealed, moderationSecret))
  t.match(disclosure, { reportId: key, reporter: gateway.users.get('ben'), reportedUser: peer, reason: 'scam', comment: 'He wants my password' })
  t.strictSame(disclosure.messages.map(({ content }) => decodeContent(content).body), [{ kind: 'text', text: 'give me your password' }, { kind: 'text', text: 'please' }])
  t.ok(disclosure.messages.every(({ commitment, frankingKey, content }) => commitmentHolds(commitment, frankingKey, content)))
  t.equal(Buffer.from(disclosure.messages[0]!.frank.signature).toString('base64url'), signature)
})

t.test('a report without an answer is sent again as it was, also after a kill; one that was refused may be tried anew', async (t) => {
  const { gateway, hear, report, restart } = await openReporting(t)
  const ids = (await hear(gateway.proven(gateway.facts(peer, 1), 'bad'))).map(idOf)
  const [key, bodies] = [randomUUID(), [] as string[]]
  let left = 1
  gateway.interfereWith(({ path, body }) => {
    if (path !== '/reports') return undefined
    bodies.push(JSON.stringify(body))
    return left-- > 0 ? 'hang-up' : undefined
  })
  t.match(await report(ids, { key }), { status: 503, body: { code: 'UNAVAILABLE' } })
  await restart()
  t.match(await Promise.all([report(ids, { key }), report(ids, { key })]), [{ status: 200 }, { status: 200 }])
  t.equal(bodies.length, 2, 'the second of two calls gets the answer of the first')
  t.equal(bodies[0], bodies[1], 'the very same bytes')
  const refused = randomUUID()
  gateway.interfereWith(({ path }) => (path === '/reports' ? [403, { code: 'REPORT_REFUSED' }] : undefined))
  t.match(await report(ids, { key: refused }), { status: 403 })
  gateway.interfereWith(() => undefined)
  t.match(await report(ids, { key: refused, comment: 'other words' }), { status: 200 })
})

t.test('what cannot be reported is said to be so, and nothing is sent', async (t) => {
  const { gateway, hear, report, pass, call, again } = await openReporting(t)
  const [mine, to] = [gateway.facts(peer, 1), gateway.facts(peer, 2)]
  const [heard] = await hear(gateway.proven(mine, 'bad'), gateway.message(to, { kind: 'receipt', receipt: 'read', messageIds: [randomUUID()] }, { proof: gateway.proven(to, 'x').proof }))
  const [without] = await hear(gateway.message(gateway.facts(peer, 3), { kind: 'text', text: 'unvouched' }))
  const ids: Readonly<Record<string, string>> = { 'nobody said it': randomUUID(), 'a receipt': to.messageId, 'came without proof': idOf(without), 'no id': 'x' }
  for (const [what, id] of Object.entries(ids)) t.match(await report([idOf(heard), id]), { status: 404, body: { code: 'NOT_FOUND', detail: /^messages\[1\] cannot be reported/ } }, what)
  t.match(await report([idOf(heard)], { peer: userId(randomUUID()) }), { status: 404 }, 'of another peer')
  t.match(await report([idOf(heard)], { ref: 'cleo' }), { status: 404 }, 'of another user')
  t.match(await report([idOf(heard)], { ref: 'dora' }), { status: 404 }, 'of nobody')
  for (const more of [{ reason: 'dislike' }, { comment: 'x'.repeat(1_001) }, { messages: [] }, { messages: Array.from({ length: 6 }, () => randomUUID()) }, { messages: [idOf(heard), idOf(heard)] }, { text: 'x' }, { peer: 'ana' }]) {
    t.match(await report([idOf(heard)], more), { status: 400, body: { code: 'MALFORMED' } }, JSON.stringify(more).slice(0, 60))
  }
  t.match(await call('POST', '/reports', { body: {} }), { status: 400 })
  t.match(await report([idOf(heard)], { key: 'once' }), { status: 400, body: { detail: /report id/ } })
  pass(30 * DAY_MS - 60_000)
  t.match(await report([idOf(heard)]), { status: 200 }, 'until 30 days are over')
  pass(60_000)
  t.match(await report([idOf(heard)]), { status: 404, body: { detail: /older than 30 days/ } })
  await again()
  gateway.says(peer, 4, 'without a key')
  const before = gateway.asked.length
  await hear()
  t.match(gateway.asked[before]?.path, /limit=50$/, 'without a moderation key no proofs are asked for')
  t.match(await report([idOf(heard)]), { status: 501, body: { code: 'UNKNOWN_REQUEST', detail: /--admission/ } })
  t.equal(gateway.reports.size, 1)
})

t.test('a gateway that gives another proof than that of the message is found out before anything is sent', async (t) => {
  const { gateway, hear, report } = await openReporting(t)
  const proof = (number: number) => {
    const facts = gateway.facts(peer, number)
    const event = gateway.proven(facts, `text ${String(number)}`)
    return { facts, event, proof: event.proof }
  }
  const [honest, ...others] = Array.from({ length: 10 }, (_, at) => proof(at + 1))
  const lies: readonly (readonly [what: string, proof: object])[] = [
    ['the proof of another message', { ...honest!.proof }],
    ['what was vouched for of another', { ...honest!.proof, sealed: others[1]!.proof['sealed'] }],
    ['another commitment', { ...others[2]!.proof, commitment: randomBytes(32).toString('base64url') }],
    ['the content as proof', { ...others[3]!.proof, sealed: others[3]!.event['content'] }],
    ['no JWE', { ...others[4]!.proof, sealed: 'proof' }],
    ['a member too little', { ...others[5]!.proof, mac: undefined }],
    ['a member too much', { ...others[6]!.proof, other: 'x' }],
    ['other content under the same header', { ...others[7]!.proof, sealed: gateway.proven(others[7]!.facts, 'another text').proof['sealed'] }],
    ['all of another sending of the same message', gateway.proven({ ...others[8]!.facts, submissionId: submissionId(randomUUID()), number: 99 }, 'text 10').proof],
  ]
  const told = await hear(honest!.event, ...others.map(({ event }, at) => ({ ...event, proof: lies[at]![1] })))
  t.equal(told.length, 10)
  const [first, ...rest] = told.map(idOf)
  for (const [at, [what]] of lies.entries()) t.match(await report([first!, rest[at]!]), { status: 403, body: { code: 'REPORT_REFUSED', detail: /does not prove it/ } }, what)
  t.equal(gateway.reports.size, 0)
  t.match(await report([first!]), { status: 200 }, 'what holds goes out')
})

t.test('nothing of what was said and no key of it lies in the agent’s folder; of an erased user no proof is left', async (t) => {
  const { gateway, hear, report, call, options } = await openReporting(t)
  const text = `secret-${randomBytes(9).toString('hex')}`
  const [heard] = await hear(gateway.proven(gateway.facts(peer, 1), text))
  const key = randomUUID()
  await report([idOf(heard)], { key, comment: text })
  const { sealed } = JSON.parse(gateway.reports.get(key) ?? '') as { readonly sealed: string }
  const disclosure = decodeDisclosure(await openSealed(sealed, moderationSecret))
  const frankingKey = Buffer.from(disclosure.messages[0]!.frankingKey)
  const found = await searchForTexts([options.folder], [text, frankingKey, frankingKey.toString('base64url')])
  t.strictSame(found.hits, [])
  t.ok((await searchForTexts([options.folder], [sealed.slice(-40)])).hits.length > 0, 'the same search finds what is sealed')
  t.match(await call('DELETE', '/users/ben'), { status: 200 })
  t.match(await report([idOf(heard)]), { status: 404 })
})

/** A fresh table of proofs, `has` of one of them, and a proof of what `peer` said to `to`. */
const openProofs = (t: Test) => {
  const db = openDatabase(t.testdir())
  t.teardown(() => { db.close() })
  const proofs = createProofs(db)
  const kept = (to: UserId, more: Partial<KeptProof> = {}, from = peer): KeptProof => ({ facts: { ...someFacts(), from, to, submissionId: submissionId(randomUUID()) }, sealed: { proof: 'a.b.c', epochKey: 'k' }, vouched: {}, ...more })
  const many = (count: number, to: UserId, from = peer) => Array.from({ length: count }, () => kept(to, {}, from))
  const has = ({ facts: { to, from, messageId } }: KeptProof, now = 0) => proofs.findProof(to, from, messageId, now) !== undefined
  const countOf = (ref: string) => Number(db.prepare('SELECT count(*) FROM proof WHERE ref = ?').pluck().get(ref))
  return { db, ...proofs, kept, many, has, countOf, keep: (ref: string, these: readonly KeptProof[], now = 0) => { proofs.keepProofs(these.map((one) => [ref, one] as const), now) } }
}

t.test('proofs are bounded: 1,000 of each user and so many in all, for 30 days', (t) => {
  const { db, kept, many, has, keep, findProof, forgetProofs, countOf } = openProofs(t)
  const [ben, cleo] = [userId(randomUUID()), userId(randomUUID())]
  const cleos = kept(cleo)
  keep('cleo', [cleos])
  keep('ben', many(1_003, ben))
  t.strictSame([countOf('ben'), countOf('cleo')], [1_000, 1])
  const few = createProofs(db, 1_001)
  const third = kept(userId(randomUUID()))
  few.keepProofs([['dora', third]], 0)
  t.strictSame([countOf('ben'), has(cleos), has(third)], [999, true, true], 'of all those make room of whom most is kept')
  keep('cleo', [{ ...cleos, vouched: { later: true } }], 5)
  t.match(findProof(cleo, peer, cleos.facts.messageId, 5), { vouched: {}, heardAtMs: 0 }, 'what came first is what was shown')
  keep('cleo', [kept(cleo, { sealed: { proof: 'x'.repeat(40_000), epochKey: 'k' } })], 5)
  t.equal(countOf('cleo'), 1, 'one that is larger than any is not kept')
  forgetProofs('ben')
  t.equal(countOf('ben'), 0)
  keep('dora', [], 30 * DAY_MS)
  t.strictSame([db.prepare('SELECT count(*) FROM proof').pluck().get(), db.prepare('SELECT count(*) FROM proof_share').pluck().get()], [0, 0], 'after 30 days they are gone')
  t.end()
})

t.test('a flood pushes out its own proofs only: not what others said, what the same one said on another day, nor what came before it and last', (t) => {
  const { many, has, keep } = openProofs(t)
  const ben = userId(randomUUID())
  const [other, another] = [userId(randomUUID()), userId(randomUUID())]
  const others = [...many(50, ben, other), ...many(20, ben, another)]
  const yesterday = many(40, ben)
  keep('ben', [...others, ...yesterday])
  const insult = many(1, ben)
  const flood = many(2_000, ben)
  const now = DAY_MS + 5
  keep('ben', [...insult, ...flood], now)
  t.ok([...others, ...yesterday, ...insult, flood.at(-1)!].every((one) => has(one, now)))
  t.equal(flood.filter((one) => has(one, now)).length, 1_000 - 50 - 20 - 40 - 1)
  t.end()
})

t.test('nor does a flood of many users push out what is kept of others', (t) => {
  const { db, many, has } = openProofs(t)
  const [victims, ben, other] = [Array.from({ length: 10 }, () => userId(randomUUID())), userId(randomUUID()), userId(randomUUID())]
  const { keepProofs } = createProofs(db, 500)
  const bens = many(40, ben, other)
  keepProofs(bens.map((one) => ['ben', one] as const), 0)
  for (const to of victims) keepProofs(many(200, to).map((one) => ['victim', one] as const), 1)
  t.strictSame(bens.map((one) => has(one, 1)), bens.map(() => true))
  t.equal(db.prepare('SELECT count(*) FROM proof').pluck().get(), 500)
  t.end()
})
