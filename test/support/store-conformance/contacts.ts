// SPDX-License-Identifier: AGPL-3.0-only
import { mintGrantedConsent } from '../../../src/model/proofs/mint-granted-consent.ts'
import { requestId } from '../../../src/model/ids.ts'
import type { Store } from '../../../src/store/port.ts'
import type { RequestRow } from '../../../src/store/rows.ts'
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, makeParties, put } from './pair.ts'
import { DAY, hashOf, HERON, newUser, NOW, range, requestRow } from './rows.ts'

const request = (store: Store, row: RequestRow, perDay = 10) =>
  store.write.commit({ expect: [], writes: [{ add: 'request', row, perDay, dayStart: NOW - DAY, targets: { party: HERON, perDay: 1_000, dayStart: NOW - DAY } }] })

const numbered = (number: number) => requestId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)

export const contactCases: StoreCases = {
  'a grant opens both directions, each with the hash of its own token': async (t, store) => {
    const [asker, granter] = [newUser(), newUser()]
    await put(store, {
      put: 'grant', proof: mintGrantedConsent({ asker, granter, versions: [] }), askerTokenHash: hashOf('shown by the asker'),
      granterTokenHash: hashOf('shown by the granter'), purposes: ['chat', 'service'], changedAt: NOW,
    })
    const [opened, own] = [await store.read.consent(granter, asker), await store.read.consent(asker, granter)]
    t.match(opened, { owner: granter, peer: asker, state: 'granted', tokenHash: hashOf('shown by the asker'), purposes: ['chat', 'service'], changedAt: NOW })
    t.match(own, { owner: asker, peer: granter, state: 'granted', tokenHash: hashOf('shown by the granter') })
    t.not(opened!.version, own!.version)
  },

  'any other stance drops the token and moves the version': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const before = (await store.read.consent(bob, alice))!
    await put(store, { put: 'consent', row: { owner: bob, peer: alice, state: 'withdrawn', purposes: ['chat'], changedAt: NOW + 1 } })
    const after = (await store.read.consent(bob, alice))!
    t.match(after, { state: 'withdrawn', tokenHash: undefined, changedAt: NOW + 1 })
    t.ok(after.version > before.version)
    t.equal((await store.read.consent(alice, bob))?.state, 'granted', 'the other direction is another row')
  },

  'a new token replaces the old one of its direction, and there is none for a pair without a grant': async (t, store) => {
    const { alice, bob } = await makePair(store)
    await put(store, { put: 'token', proof: await admitted(store, 'reissue-token', alice, bob), tokenHash: hashOf('new') })
    t.same((await store.read.consent(bob, alice))?.tokenHash, hashOf('new'))
    t.same((await store.read.consent(alice, bob))?.tokenHash, hashOf('token of bob'))
    await put(store, { put: 'consent', row: { owner: bob, peer: alice, state: 'denied', purposes: [], changedAt: NOW } })
    const proof = await admitted(store, 'reissue-token', alice, bob)
    t.same(await store.write.commit({ expect: [], writes: [{ put: 'token', proof, tokenHash: hashOf('x') }] }), { moved: true })
  },

  'the peers of a user are those who granted it, as many as asked for': async (t, store) => {
    const { alice, bob } = await makePair(store)
    for (const granter of [newUser(), newUser()]) {
      await put(store, {
        put: 'grant', proof: mintGrantedConsent({ asker: alice, granter, versions: [] }), askerTokenHash: hashOf('a'), granterTokenHash: hashOf('b'),
        purposes: ['chat'], changedAt: NOW,
      })
    }
    t.equal((await store.read.peersOf(alice, 10)).length, 3)
    t.equal((await store.read.peersOf(alice, 2)).length, 2)
    await put(store, { put: 'consent', row: { owner: bob, peer: alice, state: 'blocked', purposes: [], changedAt: NOW } })
    t.notOk((await store.read.peersOf(alice, 10)).includes(bob))
    t.same(await store.read.peersOf(newUser(), 10), [])
  },

  'a request is found as it was made, counted, and refused beyond the daily limit under parallel tries': async (t, store) => {
    const from = newUser()
    const row = requestRow(from)
    t.match(await request(store, row), { committed: true })
    t.same(await store.read.request(row.request), row)
    const more = await Promise.all(range(1, 50).map(() => request(store, requestRow(from))))
    t.equal(more.filter((outcome) => 'committed' in outcome).length, 9)
    t.equal(more.filter((outcome) => 'throttled' in outcome).length, 41)
    t.equal(await store.read.countRequests(from, NOW - DAY), 10)
    t.equal(await store.read.countRequests(from, NOW + 1), 0)
    t.match(await request(store, requestRow(newUser())), { committed: true }, 'the limit is each asker’s own')
  },

  'waiting requests are listed by target, and all of them in the order of their ids after a given one': async (t, store) => {
    const [to, other] = [hashOf('bob'), hashOf('carol')]
    for (const [index, targetIndex] of [[3, to], [1, other], [2, to]] as const) await request(store, requestRow(newUser(), { request: numbered(index), targetIndex }))
    await request(store, requestRow(newUser(), { request: numbered(4), state: 'surfaced' }))
    const ids = async (target: Parameters<Store['read']['waitingRequests']>[0], limit = 10) =>
      (await store.read.waitingRequests(target, limit)).map((row) => row.request)
    t.same((await ids({ index: to })).toSorted(), [numbered(2), numbered(3)])
    t.equal((await ids({ index: to }, 1)).length, 1)
    t.same(await ids({ after: undefined }, 2), [numbered(1), numbered(2)])
    t.same(await ids({ after: numbered(2) }), [numbered(3)])
    t.same(await ids({ index: hashOf('nobody') }), [])
  },

  'a request moves from the states it may leave only, and once': async (t, store) => {
    const [row, target] = [requestRow(newUser()), newUser()]
    await request(store, row)
    const move = (from: readonly RequestRow['state'][], to: RequestRow['state'], targetUser = target) =>
      store.write.commit({ expect: [], writes: [{ move: 'request', request: row.request, from, to, targetUser }] })
    const parallel = await Promise.all([move(['waiting'], 'surfaced'), move(['waiting'], 'surfaced')])
    t.match(parallel, [{ committed: true }, { moved: true }])
    t.match(await store.read.request(row.request), { state: 'surfaced', targetUser: target })
    t.same(await store.read.waitingRequests({ index: row.targetIndex }, 10), [])
    t.same(await move(['waiting'], 'dropped'), { moved: true })
    t.match(await store.write.commit({ expect: [], writes: [{ move: 'request', request: row.request, from: ['surfaced'], to: 'denied', targetUser: undefined }] }), { committed: true })
    t.match(await store.read.request(row.request), { state: 'denied', targetUser: target })
    const unknown = { move: 'request', request: requestRow(target).request, from: ['waiting'], to: 'dropped', targetUser: undefined } as const
    t.same(await store.write.commit({ expect: [], writes: [unknown] }), { moved: true })
  },

  'earlier requests to the same target are told newest first': async (t, store) => {
    const from = newUser()
    const rows = range(1, 3).map((day) => requestRow(from, { createdAt: NOW - day * DAY }))
    for (const row of [...rows, requestRow(from, { targetIndex: hashOf('carol') }), requestRow(newUser())]) await request(store, row)
    t.same((await store.read.earlierRequests(from, rows[0]!.targetIndex, NOW - 2 * DAY)).map(({ request }) => request), [rows[0]!.request, rows[1]!.request])
  },

  'a token id is redeemed by one of 1,000 parallel tries': async (t, store) => {
    await makeParties(store)
    const outcomes = await Promise.all(range(1, 1000).map((index) => store.write.commit({
      expect: [], writes: [{ add: 'redeemedToken', idHash: hashOf('jti'), digest: hashOf(`enlistment ${index}`), expiresAt: NOW + 600_000 }],
    })))
    t.equal(outcomes.filter((outcome) => 'committed' in outcome).length, 1)
    t.equal(outcomes.filter((outcome) => 'taken' in outcome && outcome.taken === 'redeemedToken').length, 999)
    const winner = outcomes.findIndex((outcome) => 'committed' in outcome) + 1
    t.same(await store.read.redeemedToken(hashOf('jti')), hashOf(`enlistment ${winner}`))
    t.equal(await store.read.redeemedToken(hashOf('other')), undefined)
  },

  'what is over is swept, in bounded steps, and nothing else': async (t, store) => {
    const from = newUser()
    const rows = range(1, 5).map((index) => requestRow(from, { expiresAt: NOW + index }))
    for (const row of rows) await request(store, row)
    for (const [name, expiresAt] of [['old', NOW], ['new', NOW + 1]] as const) await put(store, { add: 'redeemedToken', idHash: hashOf(name), digest: hashOf('d'), expiresAt })
    t.equal(await store.write.sweep(NOW, 100), 1)
    t.equal(await store.read.redeemedToken(hashOf('old')), undefined)
    t.ok(await store.read.redeemedToken(hashOf('new')))
    t.equal(await store.write.sweep(NOW + 3, 2), 3, 'two requests and a token')
    t.equal(await store.write.sweep(NOW + 3, 2), 1)
    t.equal(await store.write.sweep(NOW + 3, 2), 0)
    t.same((await store.read.waitingRequests({ after: undefined }, 10)).map(({ request }) => request).toSorted(), rows.slice(3).map(({ request }) => request).toSorted())
  },
}
