// SPDX-License-Identifier: AGPL-3.0-only
import type { Store } from '../../../src/store/port.ts'
import type { ChangeOutcome } from '../../../src/store/transactors.ts'
import type { StoreCases } from '../store-conformance.ts'
import { CORE, DAY, hashOf, HERON, newUser, NOW, range, requestRow } from './rows.ts'

const TODAY = 1_000 * DAY
const of = (user = newUser(), dayStart = TODAY) => ({ party: HERON, user, dayStart })

/** A request to the target of this name, by one of as many users as there are requests. */
const request = (store: Store, target: string, { perDay = 3, at = NOW, party = HERON, dayStart = TODAY } = {}): Promise<ChangeOutcome> => store.write.commit({
  expect: [], writes: [{
    add: 'request', row: requestRow(newUser(), { targetIndex: hashOf(target), createdAt: at, expiresAt: at + 30 * DAY }), perDay: 10, dayStart: 0, targets: { party, perDay, dayStart },
  }],
})

/** What was used of a day, and which addresses a party has asked for. */
export const usageCases: StoreCases = {
  'usage adds up for each user, each party and each day, and each addition tells what it comes to': async (t, store) => {
    const [one, other] = [newUser(), newUser()]
    t.same(await store.read.usage(of(one)), { messages: 0, bytes: 0, targets: 0, enlistments: 0 })
    t.same(await store.write.addUsage([]), [])
    t.same(await store.write.addUsage([{ ...of(one), messages: 2, bytes: 10 }, { party: HERON, user: undefined, dayStart: TODAY, messages: 3, bytes: 2 ** 40 }, { ...of(other), messages: 1, bytes: 0 }]), [
      { messages: 2, bytes: 10, targets: 0, enlistments: 0 }, { messages: 3, bytes: 2 ** 40, targets: 0, enlistments: 0 }, { messages: 1, bytes: 0, targets: 0, enlistments: 0 },
    ])
    t.same(await store.write.addUsage([{ ...of(one), messages: 5, bytes: 1 }, { ...of(one, TODAY + DAY), messages: 7, bytes: 0 }]), [{ messages: 7, bytes: 11, targets: 0, enlistments: 0 }, { messages: 7, bytes: 0, targets: 0, enlistments: 0 }])
    t.same(await store.read.usage(of(one)), { messages: 7, bytes: 11, targets: 0, enlistments: 0 })
    t.same(await store.read.usage({ party: HERON, user: undefined, dayStart: TODAY }), { messages: 3, bytes: 2 ** 40, targets: 0, enlistments: 0 })
    t.same(await store.read.usage({ party: CORE, user: undefined, dayStart: TODAY }), { messages: 0, bytes: 0, targets: 0, enlistments: 0 })
  },

  'who sent something lately is active, once': async (t, store) => {
    const [one, other] = [newUser(), newUser()]
    t.equal(await store.read.activeUsers(HERON), 0)
    await store.write.addUsage([{ ...of(one), messages: 2, bytes: 1 }, { ...of(one, TODAY + DAY), messages: 1, bytes: 1 }, { ...of(other), messages: 1, bytes: 1 }, { ...of(), messages: 0, bytes: 1 }])
    await store.write.addUsage([{ party: HERON, user: undefined, dayStart: TODAY, messages: 3, bytes: 2 }, { ...of(), party: CORE, messages: 1, bytes: 1 }])
    t.equal(await store.read.activeUsers(HERON), 2)
  },

  'a user and a party may enlist so often in a UTC day, and what is one too many changes nothing': async (t, store) => {
    const enlist = (user = newUser(), { party = HERON, dayStart = TODAY, perUser = 2, perParty = 4 } = {}) => store.write.commit({ expect: [], writes: [
      { add: 'redeemedToken', idHash: hashOf(newUser()), digest: hashOf('digest'), expiresAt: NOW }, { add: 'enlistment', party, user, dayStart, perUser, perParty },
    ] })
    const user = newUser()
    for (const _ of range(1, 2)) t.match(await enlist(user), { committed: true })
    t.same(await enlist(user), { throttled: 'enlistmentsPerUserDay' })
    t.match([await store.read.usage(of(user)), await store.read.usage({ party: HERON, user: undefined, dayStart: TODAY })], [{ enlistments: 2 }, { enlistments: 2 }])
    const outcomes = await Promise.all(range(1, 5).map(() => enlist()))
    t.equal(outcomes.filter((outcome) => 'committed' in outcome).length, 2, 'of many at once too')
    t.same(outcomes.at(-1), { throttled: 'enlistmentsPerPartyDay' })
    t.match(await enlist(user, { dayStart: TODAY + DAY }), { committed: true }, 'each day')
    t.match(await enlist(newUser(), { party: CORE }), { committed: true }, 'each party')
    t.equal(await store.read.activeUsers(HERON), 0, 'who came has sent nothing')
    await store.write.addUsage([{ ...of(user), messages: 1, bytes: 1 }])
    t.match(await store.read.usage(of(user)), { enlistments: 2, messages: 1 })
  },

  'of many additions at once none is lost': async (t, store) => {
    const user = newUser()
    await Promise.all(range(1, 50).map(() => store.write.addUsage([{ ...of(user), messages: 1, bytes: 2 }])))
    t.match(await store.read.usage(of(user)), { messages: 50, bytes: 100 })
  },

  'a party may ask for so many new targets a day, whoever of its users asks, and for those that it asked for before': async (t, store) => {
    for (const name of ['a', 'b', 'a', 'c', 'b']) t.match(await request(store, name), { committed: true }, name)
    t.same(await request(store, 'd'), { throttled: 'newTargetsPerDay' })
    t.match(await request(store, 'c'), { committed: true })
    t.match(await request(store, 'd', { party: CORE }), { committed: true }, 'each party has its own')
    t.match(await request(store, 'd', { at: NOW + DAY, dayStart: TODAY + DAY }), { committed: true }, 'and each day')
    t.match(await store.read.usage({ party: HERON, user: undefined, dayStart: TODAY }), { targets: 3 })
    t.match(await request(store, 'e', { perDay: 0 }), { throttled: 'newTargetsPerDay' })
  },

  'an address that was not asked for in thirty days is new again': async (t, store) => {
    await request(store, 'a', { at: NOW })
    t.match(await request(store, 'a', { at: NOW + 30 * DAY - 1, perDay: 0, dayStart: TODAY + DAY }), { committed: true }, 'and its time begins anew')
    t.match(await request(store, 'a', { at: NOW + 60 * DAY - 2, perDay: 0, dayStart: TODAY + DAY }), { committed: true })
    t.match(await request(store, 'a', { at: NOW + 90 * DAY - 2, perDay: 0, dayStart: TODAY + DAY }), { throttled: 'newTargetsPerDay' })
  },

  'of many new targets at once no more than the day’s number is taken': async (t, store) => {
    const outcomes = await Promise.all(range(1, 40).map((index) => request(store, String(index), { perDay: 7 })))
    t.equal(outcomes.filter((outcome) => 'committed' in outcome).length, 7)
  },

  'the times of an asker’s requests are those of its oldest and newest that count': async (t, store) => {
    const from = newUser()
    t.equal(await store.read.requestTimes(from, 0), undefined)
    for (const at of [NOW, NOW + 5, NOW + 9]) {
      await store.write.commit({ expect: [], writes: [{ add: 'request', row: requestRow(from, { createdAt: at }), perDay: 10, dayStart: 0, targets: { party: HERON, perDay: 9, dayStart: TODAY } }] })
    }
    t.same(await store.read.requestTimes(from, NOW + 1), { oldest: NOW + 5, newest: NOW + 9 })
    t.equal(await store.read.requestTimes(from, NOW + 10), undefined)
  },

  'usage of days that are over and targets nobody asked for any more are forgotten': async (t, store) => {
    const user = newUser()
    await store.write.addUsage([{ ...of(user), messages: 1, bytes: 1 }, { ...of(user, TODAY + DAY), messages: 2, bytes: 1 }])
    await request(store, 'a', { at: TODAY })
    while (await store.write.sweep(TODAY + 2 * DAY, 1) > 0);
    t.match(await store.read.usage(of(user)), { messages: 0 })
    t.match(await store.read.usage(of(user, TODAY + DAY)), { messages: 2 })
    t.match(await request(store, 'a', { at: TODAY + 2 * DAY, perDay: 0 }), { committed: true }, 'not yet forgotten')
    while (await store.write.sweep(TODAY + 33 * DAY, 1) > 0);
    t.match(await request(store, 'a', { at: TODAY + 31 * DAY, perDay: 0, dayStart: TODAY + 31 * DAY }), { throttled: 'newTargetsPerDay' })
  },
}
