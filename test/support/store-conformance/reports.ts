// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { REPORT_MS, reportId } from '../../../src/model/reports.ts'
import type { NewReport, ReportQuota } from '../../../src/store/reports.ts'
import type { StoreCases } from '../store-conformance.ts'
import { makePair, put } from './pair.ts'
import { auditLeaf, CORE, DAY, HERON, hashOf, IBIS, newUser, NOW, range } from './rows.ts'

const QUOTA: ReportQuota = { perDay: 20, dayStart: NOW - DAY, perReporter: 50, perParty: 100 }

/** A report by somebody of the core's about somebody of the provider's. */
export const reportOf = (changes: Partial<NewReport> = {}): NewReport => {
  const { reporter = newUser() } = changes
  return {
    id: reportId(randomUUID()), party: CORE, reporter, reportedUser: newUser(), reportedParty: HERON, messages: 1, receivedAt: NOW,
    contexts: [hashOf(randomUUID())], digest: hashOf('digest'), checked: hashOf('checked'), sealed: Buffer.from('sealed'), reporterHash: hashOf(reporter), ...changes,
  }
}

export const reportCases: StoreCases = {
  'a report is there with what was sealed, outlasts a restart, and comes in pages in the order of ids': async (t, store, reopen) => {
    const three = range(1, 3).map((index) => reportOf({ messages: index, sealed: Buffer.from(`sealed ${String(index)}`) })).sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const one of three) t.same(await store.write.addReport(one, QUOTA), { stored: true, repeated: false, today: 1 })
    const again = await reopen()
    const rows = three.map(({ digest: _, reporterHash: __, checked: ___, contexts: ____, sealed, ...row }) => ({ ...row, bytes: sealed.length }))
    t.same(await again.read.reports(undefined, 2), rows.slice(0, 2))
    t.same(await again.read.reports(rows[1]!.id, 2), rows.slice(2))
    const found = await again.read.report(three[0]!.id)
    t.same({ ...found, checked: Buffer.from(found!.checked), sealed: Buffer.from(found!.sealed) }, { ...rows[0], checked: Buffer.from(three[0]!.checked), sealed: Buffer.from(three[0]!.sealed) })
    t.equal(await again.read.report(reportId(randomUUID())), undefined)
  },

  'the same report again is answered again and stored once; another under its id is a conflict': async (t, store) => {
    const one = reportOf()
    await store.write.addReport(one, QUOTA)
    t.same(await store.write.addReport({ ...one, receivedAt: NOW + 5 }, { ...QUOTA, perDay: 1, perParty: 1 }), { stored: true, repeated: true, today: 1 })
    t.same(await store.write.addReport({ ...one, digest: hashOf('other') }, QUOTA), { conflict: true })
    t.equal((await store.read.reports(undefined, 10)).length, 1)
  },

  'a user and a party have their quotas, also where reports come at once': async (t, store) => {
    const reporter = newUser()
    const outcomes = await Promise.all(range(1, 8).map(() => store.write.addReport(reportOf({ reporter }), { ...QUOTA, perDay: 5 })))
    t.same(outcomes.filter((outcome) => 'full' in outcome), range(1, 3).map(() => ({ full: 'user' })))
    t.same(await store.write.addReport(reportOf({ reporter }), { ...QUOTA, dayStart: NOW + 1, perDay: 1 }), { stored: true, repeated: false, today: 1 }, 'yesterday’s count no more')
    t.same(await store.write.addReport(reportOf(), { ...QUOTA, perParty: 6 }), { full: 'party' })
    t.match(await store.write.addReport(reportOf({ party: HERON }), { ...QUOTA, perParty: 6 }), { stored: true }, 'another party has its own')
  },

  'a reporter counts once for each reported user, and once for all of a provider’s': async (t, store) => {
    const [loud, quiet, bad, worse] = range(1, 4).map(newUser) as [ReturnType<typeof newUser>, ReturnType<typeof newUser>, ReturnType<typeof newUser>, ReturnType<typeof newUser>]
    for (const [reporter, reportedUser] of [[loud, bad], [loud, bad], [loud, bad], [loud, worse], [quiet, worse]] as const) await store.write.addReport(reportOf({ reporter, reportedUser }), QUOTA)
    await store.write.addReport(reportOf({ reportedParty: IBIS, receivedAt: NOW + 9 }), QUOTA)
    t.same([await store.read.reportersOfUser(bad, 0), await store.read.reportersOfUser(worse, 0), await store.read.reportersOfUser(newUser(), 0)], [1, 2, 0])
    t.same(await store.read.reportersOfParty(HERON, 0), { reporters: 2, users: 2 })
    t.same(await store.read.reportersOfParty(CORE, 0), { reporters: 0, users: 0 })
    t.same(await store.read.reportCounts({ party: HERON }, 0, 10), [
      { reportedUser: worse, reportedParty: HERON, reporters: 2, lastAt: NOW }, { reportedUser: bad, reportedParty: HERON, reporters: 1, lastAt: NOW },
    ])
    t.same((await store.read.reportCounts({}, 0, 10)).map(({ reporters }) => reporters), [2, 1, 1])
    t.equal((await store.read.reportCounts({}, NOW + 1, 10)).length, 1, 'since a time')
    t.equal((await store.read.reportCounts({}, 0, 1)).length, 1)
  },

  'who was reported by enough people comes in pages in the order of ids, however many others there are': async (t, store) => {
    const users = range(1, 4).map(newUser).sort()
    for (const [at, reportedUser] of users.entries()) for (const _ of range(1, at + 1)) await store.write.addReport(reportOf({ reportedUser, receivedAt: NOW + at }), QUOTA)
    const count = (at: number) => ({ reportedUser: users[at], reportedParty: HERON, reporters: at + 1, lastAt: NOW + at })
    t.same(await store.read.reportedUsers(0, 2, undefined, 2), [count(1), count(2)])
    t.same(await store.read.reportedUsers(0, 2, users[2], 2), [count(3)])
    t.same(await store.read.reportedUsers(NOW + 3, 2, undefined, 9), [count(3)])
    t.same(await store.read.reportedUsers(NOW + 4, 2, undefined, 9), [])
  },

  'a report that was dropped is gone, and its reporter stays counted only if it was founded': async (t, store) => {
    for (const founded of [true, false]) {
      const one = reportOf()
      const judged = { founded, reporterHash: one.reporterHash }
      await store.write.addReport(one, QUOTA)
      t.equal(await store.write.dropReport(one.id, judged, auditLeaf()), true)
      t.equal(await store.write.dropReport(one.id, judged, auditLeaf()), false)
      t.equal((await store.read.auditHead()).size, founded ? 1 : 2, 'told once')
      t.equal(await store.read.report(one.id), undefined)
      t.equal(await store.read.reportersOfUser(one.reportedUser, 0), founded ? 1 : 0)
    }
  },

  'a report that was dropped is answered, counted and refused as one that is stored': async (t, store) => {
    const [reporter, day] = [newUser(), { ...QUOTA, perDay: 2 }]
    const [stored, dropped] = [reportOf({ reporter }), reportOf({ reporter })] as const
    for (const one of [stored, dropped]) await store.write.addReport(one, day)
    await store.write.dropReport(dropped.id, { founded: false, reporterHash: dropped.reporterHash }, auditLeaf())
    for (const one of [stored, dropped]) {
      t.same(await store.write.addReport({ ...one, receivedAt: NOW + 5 }, day), { stored: true, repeated: true, today: 2 }, 'the same again')
      t.same(await store.write.addReport({ ...one, digest: hashOf('other') }, day), { conflict: true }, 'another under its id')
      t.same(await store.write.addReport(reportOf({ id: one.id, digest: hashOf('theirs') }), day), { conflict: true }, 'somebody else’s under its id')
    }
    t.same(await store.write.addReport(reportOf({ reporter }), day), { full: 'user' }, 'a drop gives none of the day back')
    t.same((await store.read.reports(undefined, 10)).map(({ id }) => id), [stored.id], 'and the repetition stores nothing')
  },

  'who made several reports about somebody counts as long as one of them is stored, from when that came': async (t, store) => {
    const [reporter, reportedUser] = [newUser(), newUser()]
    const [first, second] = [reportOf({ reporter, reportedUser }), reportOf({ reporter, reportedUser, receivedAt: NOW + 5 })]
    for (const one of [first, second, reportOf({ reportedUser }), reportOf({ reporter })]) await store.write.addReport(one, QUOTA)
    const drop = ({ id, reporterHash }: NewReport) => store.write.dropReport(id, { founded: false, reporterHash }, auditLeaf())
    await drop(second)
    t.same([await store.read.reportersOfUser(reportedUser, 0), await store.read.reportersOfUser(reportedUser, NOW + 1)], [2, 0])
    await drop(first)
    t.equal(await store.read.reportersOfUser(reportedUser, 0), 1, 'the other one’s')
  },

  'a message is reported once: again only with one that was not, also when the report was dropped, until its time is over': async (t, store) => {
    const [one, other, third] = [hashOf('one'), hashOf('other'), hashOf('third')]
    const first = reportOf({ contexts: [one, other] })
    await store.write.addReport(first, QUOTA)
    await store.write.dropReport(first.id, { founded: false, reporterHash: first.reporterHash }, auditLeaf())
    for (const contexts of [[one], [other], [other, one], [one, one]]) t.same(await store.write.addReport(reportOf({ contexts }), QUOTA), { nothingNew: true })
    t.match(await store.write.addReport(reportOf({ contexts: [one, third] }), QUOTA), { stored: true })
    t.same(await store.write.addReport(reportOf({ contexts: [third] }), { ...QUOTA, perDay: 0 }), { nothingNew: true }, 'and it draws on nothing')
    t.equal((await store.read.reports(undefined, 10)).length, 1)
    while (await store.write.sweep(NOW + REPORT_MS, 100) > 0);
    t.match(await store.write.addReport(reportOf({ contexts: [one] }), QUOTA), { stored: true })
  },

  'one reporter has room for so many among those that are stored, and gets it back when one is dropped': async (t, store) => {
    const reporter = newUser()
    const quota = { ...QUOTA, perReporter: 2 }
    const [first] = await Promise.all(range(1, 2).map(async (index) => {
      const report = reportOf({ reporter, receivedAt: NOW - index * DAY })
      await store.write.addReport(report, quota)
      return report
    }))
    t.same(await store.write.addReport(reportOf({ reporter }), quota), { full: 'reporter' })
    t.match(await store.write.addReport(reportOf(), quota), { stored: true }, 'others have their own')
    await store.write.dropReport(first!.id, { founded: true, reporterHash: first!.reporterHash }, auditLeaf())
    t.match(await store.write.addReport(reportOf({ reporter }), quota), { stored: true })
  },

  'reports and counts go when their time is over, and not before': async (t, store) => {
    const [old, young] = [reportOf(), reportOf({ receivedAt: NOW + 10 })]
    for (const one of [old, young]) await store.write.addReport(one, QUOTA)
    t.equal(await store.write.sweep(NOW + REPORT_MS - 1, 100), 0)
    t.equal(await store.write.sweep(NOW + REPORT_MS, 100), 4, 'the report, that it was taken, its message and the count')
    t.same((await store.read.reports(undefined, 10)).map(({ id }) => id), [young.id])
    t.same([await store.read.reportersOfUser(old.reportedUser, 0), await store.read.reportersOfUser(young.reportedUser, 0)], [0, 1])
  },

  'the erasure of who reported or was reported takes no report away': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const one = reportOf({ reporter: bob, reportedUser: alice })
    await store.write.addReport(one, QUOTA)
    await put(store, { erase: 'user', user: alice }, { erase: 'user', user: bob })
    t.equal((await store.read.reports(undefined, 10)).length, 1)
    t.same(await store.write.addReport(one, QUOTA), { stored: true, repeated: true, today: 1 }, 'nor gives a reporter who comes back the day anew')
    t.equal(await store.read.reportersOfUser(alice, 0), 1)
  },
}
