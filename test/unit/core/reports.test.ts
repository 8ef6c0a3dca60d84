// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core reports for its users by the rules of those that devices make, and gets what it needs for that only where it asks.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { deviceId, submissionId } from '../../../src/model/ids.ts'
import { REPORT_MS, REPORTS_PER_DAY } from '../../../src/model/reports.ts'
import type { OpenedProof } from '../../../src/model/answers.ts'
import { eventWrite } from '../../../src/registry/sealed-event.ts'
import { frankContext } from '../../../src/wire/transcript.ts'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import { START } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** Bo and Cy of the core, whose keys a vault holds, Ana of a provider, and what the gateway vouched for of what she wrote. */
const openPeople = async (t: Test) => {
  const world = await openCoreWorld(t)
  const [bo, cy] = await Promise.all(['bo', 'cy'].map(async (reference) => giveToVault(world, await enlistInside(world, { reference, address: `${reference}@wren.example` }))))
  const ana = await enlistOutside(world, world.heron, { address: 'ana@heron.example' })
  const { frank } = world.serviceKeys
  const vouch = (to: Subscriber, from: Subscriber = ana, gatewayTimeMs = START) => {
    const [submission, commitment] = [submissionId(randomUUID()), randomBytes(32)]
    const context = frankContext({ keyEpoch: frank.epoch, senderUser: from.user, senderDevice: deviceId(1), recipientUser: to.user, submissionId: submission, gatewayTimeMs, commitment })
    return { message: submission, senderDevice: 1, gatewayTimeMs, commitment: text64(commitment), keyEpoch: frank.epoch, mac: text64(frank.mac(context)) }
  }
  const post = (messages: readonly object[], { key = randomUUID(), ...more }: { readonly key?: string; readonly [member: string]: unknown } = {}) =>
    world.call('POST', '/reports', { body: { ref: 'bo', provider: 'heron.example', peer: ana.user, messages, sealed: 'a.b.c.d.e', ...more }, headers: { 'idempotency-key': key } })
  return { world, bo: bo!, cy: cy!, ana, vouch, post }
}

t.test('a report is stored as it was sealed, once for each key, and counts against the user’s day', async (t) => {
  const { world, bo, ana, vouch, post } = await openPeople(t)
  const [key, messages] = [randomUUID(), [vouch(bo), vouch(bo)]]
  const first = await post(messages, { key })
  t.match(first, { status: 200, body: { id: key, leftToday: REPORTS_PER_DAY - 1, blocked: false } })
  t.strictSame((await post(messages, { key })).body, first.body, 'again, as after a lost answer')
  t.match(await post(messages, { key, sealed: 'a.b.c.d.f' }), { status: 409, body: { code: 'CONFLICT' } })
  t.match(await world.store.read.report(key as never), { party: world.core.party, reporter: bo.user, reportedUser: ana.user, reportedParty: world.heron.party, messages: 2, sealed: Buffer.from('a.b.c.d.e') })
  t.strictSame(world.seen, [`report of ${world.core.party}`])
  for (let made = 1; made < REPORTS_PER_DAY; made += 1) t.equal((await post([vouch(bo)])).body['leftToday'], REPORTS_PER_DAY - 1 - made)
  t.match(await post([vouch(bo)]), { status: 429, body: { code: 'THROTTLED', detail: /reportsPerUser/ }, headers: { 'retry-after': String } })
  t.match(await post([vouch(bo)], { block: true }), { status: 429 })
  t.match(await world.store.read.consent(bo.user, ana.user), { state: 'blocked' }, 'the block holds though the report does not get through')
})

t.test('whatever is wrong with what a report names gets one refusal, in the same bytes', async (t) => {
  const { world, bo, cy, ana, vouch, post } = await openPeople(t)
  const own = vouch(bo)
  const [start, old] = [vouch(bo), vouch(bo, ana, START - REPORT_MS)]
  const wrong: Readonly<Record<string, object>> = {
    'to another user of the core': vouch(cy), 'by another sender': vouch(bo, cy), 'by the reporter': vouch(ana, bo), 'of another content': { ...own, commitment: text64(randomBytes(32)) },
    'under another id': { ...own, message: randomUUID() }, 'at another time': { ...own, gatewayTimeMs: START + 1 }, 'by another device': { ...own, senderDevice: 2 },
    'of another epoch': { ...own, keyEpoch: 9 }, 'with another MAC': { ...own, mac: start.mac }, 'too long ago': old,
  }
  const answers = new Set<string>()
  for (const [what, message] of Object.entries(wrong)) {
    const { status, body } = await post([start, message])
    t.match({ status, body }, { status: 403, body: { code: 'REPORT_REFUSED' } }, what)
    answers.add(JSON.stringify(body))
  }
  t.equal(answers.size, 1)
  t.strictSame(world.seen, [], 'nothing was taken')
  t.match(await post([own]), { status: 200 }, 'what is right is')
})

t.test('a report that is none is refused, and says what it lacks', async (t) => {
  const { world, bo, ana, vouch, post } = await openPeople(t)
  const own = vouch(bo)
  const body = { ref: 'bo', provider: 'heron.example', peer: ana.user, messages: [own], sealed: 'a.b.c.d.e' }
  t.match(await world.call('POST', '/reports', { body }), { status: 400, body: { code: 'MALFORMED', detail: /Idempotency-Key/ } })
  t.match(await post([own], { key: 'once' }), { status: 400, body: { detail: /report id/ } })
  t.match(await post([own, own]), { status: 400, body: { detail: /twice/ } })
  t.match(await post([own], { ref: 'di' }), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await post([own], { sealed: `a.b.c.d.${'e'.repeat(163_840)}` }), { status: 400 })
  for (const messages of [[], Array.from({ length: 6 }, () => vouch(bo)), [{ ...own, mac: 'AA' }], [{ ...own, commitment: `${'A'.repeat(42)}B` }], [{ ...own, gatewayTimeMs: 1.5 }], [{ ...own, senderDevice: 0 }], [{ ...own, text: 'x' }]]) {
    t.match(await post(messages), { status: 400, body: { code: 'MALFORMED' } })
  }
  for (const more of [{ sealed: 'in the clear' }, { sealed: '' }, { reason: 'spam' }, { block: 'yes' }]) t.match(await post([own], more), { status: 400, body: { code: 'MALFORMED' } }, JSON.stringify(more))
  t.strictSame(world.seen, [])
})

t.test('what a report needs comes with a message where the core asks for it, and never else', async (t) => {
  const { world, bo, ana, vouch, post } = await openPeople(t)
  const { serviceKeys: { frank }, store, core } = world
  const { message, commitment, mac, keyEpoch } = vouch(bo)
  const signature = frank.sign(randomBytes(9))
  const proof: OpenedProof = { sealed: 'p.r.o.o.f', senderDevice: deviceId(1), commitment: Buffer.from(commitment, 'base64url'), frank: { keyEpoch, mac: Buffer.from(mac, 'base64url'), signature } }
  const opened = { kind: 'messageOpened', user: bo.user, peerUser: ana.user, submissionId: submissionId(message), gatewayTimeMs: START, late: false, number: 1, content: 'c', epochKey: 'k' } as const
  for (const body of [{ ...opened, proof }, opened]) await store.write.commit({ expect: [], writes: [eventWrite(world.serviceKeys.sealer, core.party, bo.user, START, body)] })
  const events = async (query: string) => (await world.call('GET', `/events?after=0${query}`)).body['events'] as Record<string, unknown>[]
  const [proven, older] = await events('&proofs=1')
  t.strictSame(proven?.['proof'], { sealed: 'p.r.o.o.f', senderDevice: 1, gatewayTimeMs: START, commitment, keyEpoch, mac, signature: text64(signature) })
  t.notOk('proof' in older!, 'what was opened by an older version has none')
  for (const query of ['', '&proofs=0']) {
    const plain = await events(query)
    t.equal(plain.length, 2)
    t.strictSame(plain[0], Object.fromEntries(Object.entries(proven!).filter(([name]) => name !== 'proof')), `the very event without it: ${query}`)
    t.notMatch(JSON.stringify(plain), /proof|p\.r\.o\.o\.f/)
  }
  t.match(await world.call('GET', '/events?after=0&proofs=yes'), { status: 400, body: { code: 'MALFORMED' } })
  const { sealed: _sealed, signature: _signature, ...vouched } = proven!['proof'] as Record<string, unknown>
  t.match(await post([{ message: proven!['message'], ...vouched }]), { status: 200 }, 'and what comes is what a report takes')
})
