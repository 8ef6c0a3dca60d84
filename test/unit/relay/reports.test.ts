// SPDX-License-Identifier: AGPL-3.0-only
// Promise: section 12 of docs/protocol.md, of what the gateway takes as a report.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { deviceId, submissionId, userId } from '../../../src/model/ids.ts'
import { REPORT_MS, reportId, REPORTS_PER_DAY } from '../../../src/model/reports.ts'
import type { FrankedMessage, Report } from '../../../src/model/reports.ts'
import { notedReads } from '../../support/noted-reads.ts'
import { answerBytes, DAY_MS } from '../../support/registry-world.ts'
import type { TestParty } from '../../support/registry-world.ts'
import { back, messageOf, openRelayWorld, openTalk, submit, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import type { Attempt, OpenPair } from '../../support/unwilling.ts'

/** A message that was accepted, as its recipient would report it. */
const franked = async (world: RelayWorld, attempt: Attempt): Promise<FrankedMessage> => {
  const message = messageOf(attempt, 'hello', { commitment: Buffer.from(randomUUID().replaceAll('-', '')) })
  const answer = await submit(world, attempt.sender, message)
  if (answer.kind !== 'accepted' || answer.frank === undefined) throw new Error(`not accepted but ${answer.kind}`)
  const { gatewayTimeMs, frank: { keyEpoch, mac } } = answer
  return { senderDevice: message.senderDevice, submissionId: message.submissionId, gatewayTimeMs, commitment: message.commitment, keyEpoch, mac }
}

const reportOf = ({ ada, bo }: OpenPair, messages: readonly FrankedMessage[], changes: Partial<Report> = {}): Report => ({
  reportId: reportId(randomUUID()), reporter: bo.user, reportedUser: ada.user, messages, sealed: Buffer.from('sealed'), ...changes,
})

const report = ({ relay }: RelayWorld, { caller }: TestParty, one: Report) => relay.report(caller, one)

/** A world with a message of ada's that bo may report. */
const openReported = async (t: Test) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  return { world, pair, message: await franked(world, there(pair)) }
}

t.test('a report of messages that passed is stored, counted for its reporter once, and told by party only', async (t) => {
  const { world, pair, message } = await openReported(t)
  const second = await franked(world, there(pair))
  const one = reportOf(pair, [message, second])
  t.same(await report(world, world.core, one), { kind: 'reported', reportId: one.reportId, leftToday: REPORTS_PER_DAY - 1 })
  t.same(await report(world, world.core, one), { kind: 'reported', reportId: one.reportId, leftToday: REPORTS_PER_DAY - 1 }, 'the same again')
  await report(world, world.core, reportOf(pair, [message, await franked(world, there(pair))]))
  const rows = await world.relay.reports.list(undefined, 10)
  t.match(rows.find(({ id }) => id === one.reportId), { party: world.core.party, reporter: pair.bo.user, reportedUser: pair.ada.user, reportedParty: world.heron.party, messages: 2, bytes: 6 })
  t.equal(rows.length, 2)
  t.same(await world.relay.reports.countOf(world.heron.party), { reporters: 1, users: 1 })
  t.match(await world.relay.reports.counts(world.heron.party, 10), [{ reportedUser: pair.ada.user, reporters: 1 }])
  t.same(world.told.filter(([name]) => name === 'reportTaken'), [['reportTaken', world.core.party], ['reportTaken', world.core.party]])
})

t.test('whatever is wrong with a frank, and whoever was never there, gets the very same refusal', async (t) => {
  const { world, pair, message } = await openReported(t)
  const mine = await franked(world, back(pair))
  const flipped = (bytes: Uint8Array): Uint8Array => Buffer.from(bytes).map((byte, at) => (at === 5 ? byte ^ 1 : byte))
  const refused: Record<string, Report> = {
    'a forged MAC': reportOf(pair, [{ ...message, mac: Buffer.alloc(32, 1) }]),
    'a flipped bit': reportOf(pair, [{ ...message, mac: flipped(message.mac) }]),
    'another content': reportOf(pair, [{ ...message, commitment: flipped(message.commitment) }]),
    'another sender': reportOf(pair, [message], { reportedUser: userId(randomUUID()) }),
    'another sender device': reportOf(pair, [{ ...message, senderDevice: deviceId(2) }]),
    'another submission': reportOf(pair, [{ ...message, submissionId: submissionId(randomUUID()) }]),
    'another time': reportOf(pair, [{ ...message, gatewayTimeMs: message.gatewayTimeMs - 1 }]),
    'another epoch': reportOf(pair, [{ ...message, keyEpoch: message.keyEpoch + 1 }]),
    'what the reporter said itself': reportOf(pair, [mine]),
    'one good and one bad': reportOf(pair, [message, { ...message, submissionId: submissionId(randomUUID()) }]),
  }
  const bytes = await answerBytes(report(world, world.core, Object.values(refused)[0]!))
  t.equal(bytes, await answerBytes(Promise.reject(new GatewayError('REPORT_REFUSED'))))
  for (const [what, one] of Object.entries(refused)) t.equal(await answerBytes(report(world, world.core, one)), bytes, what)
  t.match(await report(world, world.heron, reportOf(pair, [mine], { reporter: pair.ada.user, reportedUser: pair.bo.user })), { kind: 'reported' }, 'ada may report what bo said')
  t.equal((await world.relay.reports.list(undefined, 10)).length, 1)
})

t.test('only the home of who was written to reports: the sender’s home and another party are refused', async (t) => {
  const { world, pair, message } = await openReported(t)
  for (const party of [world.heron, world.egret]) await t.rejects(report(world, party, reportOf(pair, [message])), { code: 'NOT_YOURS' })
  await t.rejects(report(world, world.core, reportOf(pair, [message], { reporter: userId(randomUUID()) })), { code: 'NOT_YOURS' })
  await world.registry.parties.suspend(world.core.party, { actor: 'socket', reason: 'why' })
  await t.rejects(report(world, world.core, reportOf(pair, [message])), { code: 'SUSPENDED' })
})

t.test('a message can be reported after its sender left, counted for the home that it had', async (t) => {
  const { world, pair, message } = await openReported(t)
  await world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: pair.ada.user })
  t.match(await report(world, world.core, reportOf(pair, [message])), { kind: 'reported' })
  t.same(await world.relay.reports.countOf(world.heron.party), { reporters: 1, users: 1 })
})

t.test('a report about somebody who left costs the very same reads as one about somebody who is there', async (t) => {
  const readsOf = async (left: boolean): Promise<readonly string[]> => {
    const asked: string[] = []
    const world = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, read: notedReads(store.read, asked) }) })
    const pair = await openTalk(world)
    const message = await franked(world, there(pair))
    if (left) await world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: pair.ada.user })
    asked.length = 0
    t.match(await report(world, world.core, reportOf(pair, [message])), { kind: 'reported' })
    return [...asked]
  }
  const reads = await readsOf(false)
  t.ok(reads.includes('user'))
  t.same(await readsOf(true), reads)
})

t.test('a message can be reported for 90 days, and a report is kept as long', async (t) => {
  const { world, pair, message } = await openReported(t)
  world.clock.advance(REPORT_MS - 1)
  t.match(await report(world, world.core, reportOf(pair, [message])), { kind: 'reported' })
  world.clock.advance(1)
  await t.rejects(report(world, world.core, reportOf(pair, [message])), { code: 'REPORT_REFUSED' })
  await world.relay.sweep()
  t.equal((await world.relay.reports.list(undefined, 10)).length, 1)
  world.clock.advance(REPORT_MS)
  await world.relay.sweep()
  t.same([await world.relay.reports.list(undefined, 10), await world.relay.reports.countOf(world.heron.party)], [[], { reporters: 0, users: 0 }])
})

t.test('a user makes 20 reports a day, and others are not held up by it', async (t) => {
  const { world, pair, message } = await openReported(t)
  const answers = []
  for (let made = 0; made <= REPORTS_PER_DAY; made += 1) answers.push(await report(world, world.core, reportOf(pair, [made === 0 ? message : await franked(world, there(pair))])))
  t.match(answers.at(-2), { kind: 'reported', leftToday: 0 })
  t.match(answers.at(-1), { kind: 'throttled', scope: 'user' })
  const mine = await franked(world, back(pair))
  t.match(await report(world, world.heron, reportOf(pair, [mine], { reporter: pair.ada.user, reportedUser: pair.bo.user })), { kind: 'reported' })
  world.clock.advance(DAY_MS + 1)
  t.match(await report(world, world.core, reportOf(pair, [await franked(world, there(pair))])), { kind: 'reported' })
})

t.test('a message is reported once: twenty reports of it are one, and it goes into another only beside one that was not reported', async (t) => {
  const { world, pair, message } = await openReported(t)
  t.match(await report(world, world.core, reportOf(pair, [message])), { kind: 'reported', leftToday: 19 })
  for (let again = 0; again < REPORTS_PER_DAY; again += 1) await t.rejects(report(world, world.core, reportOf(pair, [message])), { code: 'CONFLICT' })
  t.match(await report(world, world.core, reportOf(pair, [message, await franked(world, there(pair))])), { kind: 'reported', leftToday: 18 })
  t.equal((await world.relay.reports.list(undefined, 10)).length, 2)
})

t.test('a user has a hundred reports that wait to be decided, and is told which limit that is', async (t) => {
  const { world, pair } = await openReported(t)
  for (let made = 0; made < 100; made += 1) {
    if (made % REPORTS_PER_DAY === 0) world.clock.advance(DAY_MS + 1)
    t.match(await report(world, world.core, reportOf(pair, [await franked(world, there(pair))])), { kind: 'reported' })
  }
  world.clock.advance(DAY_MS + 1)
  const one = reportOf(pair, [await franked(world, there(pair))])
  t.match(await report(world, world.core, one), { kind: 'throttled', scope: 'user', headroom: [{ limit: 'reportsWaitingPerUser', left: 0, wholeAfterSeconds: 0 }] })
  await world.relay.reports.drop((await world.relay.reports.list(undefined, 1))[0]!.id, true, { actor: 'socket', reason: 'dealt with' })
  t.match(await report(world, world.core, one), { kind: 'reported' })
})

t.test('whoever reports again is not told that the operator dropped the report: not by the answer, not by what is left of the day, not by an export', async (t) => {
  const answersAfter = async (dropped: boolean) => {
    const { world, pair, message } = await openReported(t)
    const one = reportOf(pair, [message])
    await report(world, world.core, one)
    if (dropped) await world.relay.reports.drop(one.reportId, false, { actor: 'socket', reason: 'dealt with' })
    const next = reportOf(pair, [await franked(world, there(pair))])
    const attempts = [one, { ...one, sealed: Buffer.from('other') }, reportOf(pair, [message]), next]
    const answers = []
    for (const attempt of attempts) answers.push((await answerBytes(report(world, world.core, attempt))).replaceAll(attempt.reportId.replaceAll('-', ''), 'id'))
    const exported = await world.registry.userDesk.export({ user: pair.bo.user }, { actor: 'socket', reason: 'asked for' })
    return [answers, exported?.users[0]?.rows]
  }
  const told = await answersAfter(false)
  t.match(told[1], { 'takenReports.reporter': 2 })
  t.same(await answersAfter(true), told)
})

t.test('another report under an id that is taken is a conflict', async (t) => {
  const { world, pair, message } = await openReported(t)
  const one = reportOf(pair, [message])
  await report(world, world.core, one)
  await t.rejects(report(world, world.core, { ...one, sealed: Buffer.from('other') }), { code: 'CONFLICT' })
})

t.test('the operator drops a report with a reason, once', async (t) => {
  const { world, pair, message } = await openReported(t)
  const one = reportOf(pair, [message])
  await report(world, world.core, one)
  t.same(Buffer.from((await world.relay.reports.find(one.reportId)).sealed), Buffer.from('sealed'))
  const because = { actor: 'socket', reason: 'dealt with' }
  await world.relay.reports.drop(one.reportId, false, because)
  t.same(await world.relay.reports.countOf(world.heron.party), { reporters: 0, users: 0 }, 'whoever reported without a reason counts no more')
  t.same(world.told.at(-1), ['reportDropped', because])
  await t.rejects(world.relay.reports.drop(one.reportId, false, because), { code: 'NOT_FOUND' })
  await t.rejects(world.relay.reports.find(one.reportId), { code: 'NOT_FOUND' })
})
