// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { enforcementId } from '../../../src/model/enforcement.ts'
import type { EnforcementRow } from '../../../src/store/enforcement.ts'
import type { StoreCases } from '../store-conformance.ts'
import { makePair, put } from './pair.ts'
import { CORE, DAY, HERON, newUser, NOW, range } from './rows.ts'

/** A step against HERON that is in force. */
export const enforcementRow = (changes: Partial<EnforcementRow> = {}): EnforcementRow => ({
  id: enforcementId(randomUUID()), version: 1, party: HERON, user: undefined, step: 'notice', rule: 'refused', reason: 'why', actor: 'gateway', startedAt: NOW, endsAt: undefined,
  endedAt: undefined, ending: undefined, appeal: 'none', appealSealed: undefined, decision: '', ...changes,
})

/** Steps of enforcement, and what a suspension does to a user. */
export const enforcementCases: StoreCases = {
  'a step is found as it was put, and changes only by one version after the other': async (t, store) => {
    const first = enforcementRow({ user: newUser(), endsAt: NOW + DAY })
    await put(store, { put: 'enforcement', row: first })
    t.same(await store.read.enforcement(first.id), first)
    t.equal(await store.read.enforcement(enforcementRow().id), undefined)
    const next = { ...first, version: 2, appeal: 'open', appealSealed: Buffer.from('sealed'), endedAt: NOW + 1, ending: 'lifted', decision: 'settled' } as const
    for (const wrong of [{ ...next, version: 1 }, { ...next, version: 3 }, enforcementRow({ version: 2 })]) {
      t.same(await store.write.commit({ expect: [], writes: [{ put: 'enforcement', row: wrong }] }), { moved: true })
    }
    await put(store, { put: 'enforcement', row: next })
    const found = await store.read.enforcement(first.id)
    t.same({ ...found, appealSealed: Buffer.from(found?.appealSealed ?? []) }, next)
  },

  'steps are listed by party, user, state and appeal, the newest first': async (t, store) => {
    const user = newUser()
    const steps = {
      old: enforcementRow({ startedAt: NOW - 5, user }), ended: enforcementRow({ startedAt: NOW - 4, endedAt: NOW, ending: 'time' }), open: enforcementRow({ startedAt: NOW - 3, appeal: 'open' }), other: enforcementRow({ startedAt: NOW - 2, party: CORE }),
    }
    for (const one of Object.values(steps)) await put(store, { put: 'enforcement', row: one })
    const names = async (...of: Parameters<typeof store.read.enforcements>) =>
      (await store.read.enforcements(...of)).map(({ id }) => Object.entries(steps).find(([, one]) => one.id === id)?.[0])
    t.same(await names({}, 10), ['other', 'open', 'ended', 'old'])
    t.same(await names({}, 2), ['other', 'open'])
    t.same(await names({ party: HERON }, 10), ['open', 'ended', 'old'])
    t.same(await names({ user }, 10), ['old'])
    t.same(await names({ inForce: true }, 10), ['other', 'open', 'old'])
    t.same(await names({ inForce: false }, 10), ['ended'])
    t.same(await names({ appeal: 'open' }, 10), ['open'])
    t.same(await names({ party: CORE, user }, 10), [])
  },

  'steps are due at their end, unless they ended before or have none': async (t, store) => {
    const [due, later, over, endless] = [enforcementRow({ endsAt: NOW }), enforcementRow({ endsAt: NOW + 1 }), enforcementRow({ endsAt: NOW, endedAt: NOW - 1, ending: 'lifted' }), enforcementRow()]
    for (const one of [due, later, over, endless]) await put(store, { put: 'enforcement', row: one })
    t.same((await store.read.enforcementDue(NOW - 1, 10)).map(({ id }) => id), [])
    t.same((await store.read.enforcementDue(NOW, 10)).map(({ id }) => id), [due.id])
    t.same((await store.read.enforcementDue(NOW + 1, 1)).map(({ id }) => id), [due.id])
  },

  'steps in force, and those that were lifted since a time, come in pages in the order of ids': async (t, store) => {
    const three = range(1, 3).map(() => enforcementRow()).sort((a, b) => (a.id < b.id ? -1 : 1))
    const lifted = range(1, 3).map(() => enforcementRow({ endedAt: NOW, ending: 'lifted' })).sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const one of [...three, ...lifted, enforcementRow({ endedAt: NOW, ending: 'time' }), enforcementRow({ endedAt: NOW - 1, ending: 'lifted' })]) await put(store, { put: 'enforcement', row: one })
    const ids = (rows: readonly EnforcementRow[]) => rows.map(({ id }) => id)
    t.same(ids(await store.read.stepsInForce(undefined, 2)), ids(three).slice(0, 2))
    t.same(ids(await store.read.stepsInForce(three[1]!.id, 2)), ids(three).slice(2))
    t.same(ids(await store.read.stepsLifted(NOW, undefined, 2)), ids(lifted).slice(0, 2))
    t.same(ids(await store.read.stepsLifted(NOW, lifted[1]!.id, 2)), ids(lifted).slice(2))
    t.equal((await store.read.stepsLifted(NOW - 1, undefined, 9)).length, 4)
    t.same(await store.read.stepsLifted(NOW + 1, undefined, 9), [])
  },

  'a suspension is part of a user’s standing, moves its version, and stays through whatever its home changes': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const before = await store.read.standing(alice, bob)
    t.notOk(before.sender?.suspended)
    await put(store, { put: 'suspension', user: alice, suspended: true })
    const after = await store.read.standing(alice, bob)
    t.ok(after.sender?.suspended)
    t.ok((after.sender?.version ?? 0) > (before.sender?.version ?? 0))
    t.notOk(after.recipient?.suspended)
    t.ok((await store.read.standing(bob, alice)).recipient?.suspended)
    const { version: _, ...user } = (await store.read.user(alice))!
    t.ok(user.suspended)
    await put(store, { put: 'user', row: user })
    t.ok((await store.read.user(alice))?.suspended)
    await put(store, { put: 'suspension', user: alice, suspended: false })
    t.notOk((await store.read.user(alice))?.suspended)
    t.same(await store.write.commit({ expect: [], writes: [{ put: 'suspension', user: newUser(), suspended: true }] }), { moved: true })
  },

  'a step in force outlives its user without what was said to it, and who comes back under the id is suspended as before': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const [suspend, upheld] = [enforcementRow({ user: alice, step: 'suspend', appeal: 'open', appealSealed: Buffer.from('sealed') }), enforcementRow({ user: bob, step: 'slow', appeal: 'upheld', appealSealed: Buffer.from('sealed') })]
    await put(store, { put: 'enforcement', row: suspend }, { put: 'suspension', user: alice, suspended: true }, { put: 'enforcement', row: upheld })
    const rows = await Promise.all([alice, bob].map(async (user) => {
      const { version: _, ...row } = (await store.read.user(user))!
      return row
    }))
    await put(store, { erase: 'user', user: alice }, { erase: 'user', user: bob })
    t.match(await store.read.enforcement(suspend.id), { version: 2, endedAt: undefined, appeal: 'none', appealSealed: undefined })
    t.match(await store.read.enforcement(upheld.id), { appeal: 'upheld', appealSealed: undefined })
    await put(store, ...rows.map((row) => ({ put: 'user', row } as const)))
    t.same(await Promise.all([alice, bob].map(async (user) => (await store.read.user(user))?.suspended)), [true, false])
    await put(store, { put: 'enforcement', row: { ...suspend, version: 3, endedAt: NOW, ending: 'lifted' } }, { erase: 'user', user: alice })
    t.equal(await store.read.enforcement(suspend.id), undefined)
    await put(store, { put: 'user', row: rows[0]! })
    t.equal((await store.read.user(alice))?.suspended, false, 'not for one that was lifted')
  },

  'steps that ended go with their user, or when they ended long ago': async (t, store) => {
    const { alice } = await makePair(store)
    const [own, old, fresh] = [enforcementRow({ user: alice, endedAt: NOW, ending: 'time' }), enforcementRow({ endedAt: NOW, ending: 'time' }), enforcementRow({ endedAt: NOW + DAY, ending: 'time' })]
    for (const one of [own, old, fresh]) await put(store, { put: 'enforcement', row: one })
    await put(store, { erase: 'user', user: alice })
    t.equal(await store.read.enforcement(own.id), undefined)
    while (await store.write.sweep(NOW + 90 * DAY, 1) > 0);
    t.equal(await store.read.enforcement(old.id), undefined)
    t.match(await store.read.enforcement(fresh.id), { id: fresh.id })
  },
}
