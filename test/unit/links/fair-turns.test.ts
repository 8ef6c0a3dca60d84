// SPDX-License-Identifier: AGPL-3.0-only
// Promise: parties are served in turns, whatever they send over however many links, and each waits for its own requests only.
import t from 'tap'
import { createFairTurns, STRANGERS } from '../../../src/links/fair-turns.ts'
import type { FairTurns, Place } from '../../../src/links/fair-turns.ts'
import { MAX_COST_A_TURN, MAX_UNDER_WAY_PER_PARTY, SHARE_COST } from '../../../src/links/limits.ts'
import { deviceId, instanceName, partyId, userId } from '../../../src/model/ids.ts'
import { eventually } from '../../support/waiting.ts'
import { bench } from './support.ts'

t.setTimeout(60_000)

const [heron, egret, crane] = [partyId('heron.example'), partyId('egret.example'), partyId('crane.example')]
const [USER, DEVICE] = [userId('6f1c1f7e-57a3-4a57-8d53-0c9c9d4f4f01'), deviceId(1)]
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

/** A link with so many frames that wait; each is noted under its name as it is taken. */
const hungry = (turns: FairTurns, party: typeof heron | typeof STRANGERS, { name, frames, cost = 1, log }: { name: string; frames: number; cost?: number; log: string[] }): Place => {
  let left = frames
  return turns.enter(party, () => {
    if (left === 0) return 0
    left -= 1
    log.push(name)
    return cost
  })
}

const countOf = (log: readonly string[], name: string): number => log.filter((one) => one === name).length
const untilAll = (log: readonly string[], count: number): Promise<void> => eventually(() => log.length === count, 'all are taken')

t.test('a frame is taken at once where nobody waits', async (t) => {
  const log: string[] = []
  hungry(createFairTurns(), heron, { name: 'a', frames: 1, log }).ask()
  t.strictSame(log, ['a'])
})

t.test('in a turn of the event loop no more is taken than keeps it short, and the rest in the next ones', async (t) => {
  const log: string[] = []
  hungry(createFairTurns(), heron, { name: 'a', frames: 3 * MAX_COST_A_TURN, log }).ask()
  t.equal(log.length, MAX_COST_A_TURN)
  await turn()
  t.equal(log.length, 2 * MAX_COST_A_TURN)
  await untilAll(log, 3 * MAX_COST_A_TURN)
})

t.test('whoever comes behind floods on many links of one party waits for one share of it', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  for (let link = 0; link < 64; link += 1) hungry(turns, heron, { name: 'flood', frames: 100, log }).ask()
  hungry(turns, egret, { name: 'honest', frames: 1, log }).ask()
  t.equal(countOf(log, 'honest'), 0, 'the turn is full')
  const before = log.length
  await turn()
  t.ok(log.indexOf('honest') - before <= SHARE_COST, `${String(log.indexOf('honest') - before)} before it`)
  await untilAll(log, 6_401)
})

t.test('the links of a party have their turns among themselves', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  for (const name of ['one', 'two', 'three']) hungry(turns, heron, { name, frames: 400, log }).ask()
  await untilAll(log, 1_200)
  const counts = ['one', 'two', 'three'].map((name) => countOf(log.slice(0, 600), name))
  t.ok(Math.max(...counts) - Math.min(...counts) <= MAX_COST_A_TURN + SHARE_COST, counts.join(' '))
})

t.test('large answers cost their party turns, and not the others', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  hungry(turns, crane, { name: 'before', frames: MAX_COST_A_TURN, log }).ask()
  hungry(turns, heron, { name: 'large', frames: 50, cost: 4 * SHARE_COST, log }).ask()
  hungry(turns, egret, { name: 'small', frames: 200, log }).ask()
  await untilAll(log, MAX_COST_A_TURN + 250)
  const meanwhile = countOf(log.slice(0, log.lastIndexOf('small')), 'large')
  t.ok(meanwhile <= 200 / (4 * SHARE_COST) + 2, `${String(meanwhile)} large ones before the last small one`)
})

t.test('a party with as many requests under way as it may waits for one of them, over all its links, and others do not', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  const first = hungry(turns, heron, { name: 'first', frames: 0, log })
  for (let n = 0; n < MAX_UNDER_WAY_PER_PARTY; n += 1) first.began()
  hungry(turns, heron, { name: 'second', frames: 1, log }).ask()
  hungry(turns, egret, { name: 'other', frames: 1, log }).ask()
  await turn()
  t.strictSame(log, ['other'])
  first.ended()
  t.strictSame(log, ['other', 'second'])
})

t.test('what a link left behind counts for its party until it is answered, and no longer', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  const gone = hungry(turns, heron, { name: 'gone', frames: 1, log })
  for (let n = 0; n < MAX_UNDER_WAY_PER_PARTY; n += 1) gone.began()
  gone.ask()
  gone.leave()
  gone.leave()
  gone.ask()
  hungry(turns, heron, { name: 'back', frames: 1, log }).ask()
  t.strictSame(log, [])
  for (let n = 0; n < MAX_UNDER_WAY_PER_PARTY; n += 1) gone.ended()
  t.strictSame(log, ['back'])
})

t.test('a party that took something large waits for it too if it leaves and comes back, and nothing is kept of it once nobody else waits', async (t) => {
  const waitedFor = async (comesBack: boolean): Promise<number> => {
    const log: string[] = []
    const turns = createFairTurns()
    hungry(turns, crane, { name: 'before', frames: MAX_COST_A_TURN, log }).ask()
    const frames = ['large', 'next']
    const take = (): number => {
      const name = frames.shift()
      if (name === undefined) return 0
      log.push(name)
      return name === 'large' ? 20 * SHARE_COST : 1
    }
    const place = turns.enter(heron, take)
    place.ask()
    hungry(turns, egret, { name: 'small', frames: 100 * SHARE_COST, log }).ask()
    await turn()
    t.strictSame([log.includes('large'), log.includes('next')], [true, false])
    if (comesBack) {
      place.leave()
      turns.enter(heron, take).ask()
    }
    await untilAll(log, MAX_COST_A_TURN + 2 + 100 * SHARE_COST)
    return log.indexOf('next') - log.indexOf('large')
  }
  const stayed = await waitedFor(false)
  t.ok(stayed > 15 * SHARE_COST, String(stayed))
  t.equal(await waitedFor(true), stayed)

  const log: string[] = []
  const turns = createFairTurns()
  const alone = hungry(turns, heron, { name: 'large', frames: 1, cost: 20 * SHARE_COST, log })
  alone.ask()
  alone.leave()
  await turn()
  hungry(turns, heron, { name: 'next', frames: 1, log }).ask()
  t.strictSame(log, ['large', 'next'])
})

t.test('a link that ends while it is being served is not served further', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  const place = turns.enter(heron, () => {
    log.push('taken')
    place.leave()
    return 1
  })
  place.ask()
  await turn()
  t.strictSame(log, ['taken'])
})

t.test('a party whose last link ends while it is served has one place in the line when it comes back', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  hungry(turns, crane, { name: 'before', frames: MAX_COST_A_TURN - 1, log }).ask()
  const ending = turns.enter(heron, () => {
    ending.leave()
    return 1
  })
  ending.ask()
  const back = hungry(turns, heron, { name: 'back', frames: 0, log })
  await turn()
  for (let n = 0; n < MAX_UNDER_WAY_PER_PARTY; n += 1) back.began()
  hungry(turns, heron, { name: 'second', frames: 1, log }).ask()
  await turn()
  t.equal(countOf(log, 'second'), 0, 'it has as many requests under way as it may')
  back.ended()
  t.equal(countOf(log, 'second'), 1)
})

t.test('a party with more requests open over its links than it may have is read on as they are answered', async (t) => {
  const b = await bench(t, { manual: true })
  const links = []
  for (let n = 0; n < 5; n += 1) links.push(await b.open(b.heron, { instance: instanceName(`server-${String(n)}`) }))
  for (const link of links) for (let id = 1; id <= 60; id += 1) link.send(id, { kind: 'countPrekeys', userId: USER, deviceId: DEVICE })
  await b.called(MAX_UNDER_WAY_PER_PARTY)
  const other = await b.open(b.core)
  other.send(1, { kind: 'getIssuerList' })
  const next = await b.called(MAX_UNDER_WAY_PER_PARTY + 1)
  t.equal(next.party, b.core.party, 'the next one taken is of another party')
  t.equal(b.calls.length, MAX_UNDER_WAY_PER_PARTY + 1)
  b.calls[0]?.finish({ kind: 'done' })
  t.equal((await b.called(MAX_UNDER_WAY_PER_PARTY + 2)).party, b.heron.party)
  for (let n = 1; n <= 5 * 60 + 1; n += 1) if (n !== 1) (await b.called(n)).finish({ kind: 'done' })
  for (const link of links) for (let id = 1; id <= 60; id += 1) await link.expect('done')
  await other.expect('done')
})

t.test('strangers who flood handshakes have one place together', async (t) => {
  const log: string[] = []
  const turns = createFairTurns()
  for (let n = 0; n < 500; n += 1) hungry(turns, STRANGERS, { name: 'stranger', frames: 1, cost: 4, log }).ask()
  hungry(turns, heron, { name: 'party', frames: 1, log }).ask()
  await turn()
  t.ok(log.includes('party'))
  t.ok(log.indexOf('party') <= (MAX_COST_A_TURN + SHARE_COST) / 4, `${String(log.indexOf('party'))} before it`)
  await untilAll(log, 501)
})
