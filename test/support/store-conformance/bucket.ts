// SPDX-License-Identifier: AGPL-3.0-only
import { GENERATIONS } from '../../../src/store/bucket.ts'
import type { StoreCases } from '../store-conformance.ts'
import { put } from './pair.ts'
import { auditLeaf } from './rows.ts'

export const bucketCases: StoreCases = {
  'a bucket is taken by whoever knew what was there before, and of two at once by one': async (t, store, reopen) => {
    t.equal(await store.read.bucket(), undefined)
    const [mine, yours] = [{ generation: GENERATIONS - 1, isMarked: false }, { generation: 5, isMarked: false }]
    const taking = (row: typeof mine, from: typeof mine | undefined) => store.write.commit({ expect: [], writes: [{ put: 'bucket', row, from }, { add: 'audit', leaf: auditLeaf() }] })
    const outcomes = await Promise.all([taking(mine, undefined), taking(yours, undefined)])
    t.equal(outcomes.filter((outcome) => 'committed' in outcome).length, 1)
    t.match(outcomes, [{ committed: true }, { moved: true }], 'in the order in which they asked')
    t.equal((await store.read.auditHead()).size, 1, 'and nothing is told of the one that did not')
    await put(store, { put: 'bucket', row: { ...mine, isMarked: true }, from: mine })
    t.match(await taking(yours, mine), { moved: true }, 'it was marked meanwhile')
    const later = await reopen()
    t.same(await later.read.bucket(), { ...mine, isMarked: true })
    await put(later, { put: 'bucket', row: yours, from: { ...mine, isMarked: true } })
    t.same(await later.read.bucket(), yours)
  },
}
