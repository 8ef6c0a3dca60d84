// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementRecord } from '../../../src/model/agreements.ts'
import type { AgreementWrite } from '../../../src/store/agreements.ts'
import type { Store } from '../../../src/store/port.ts'
import type { StoreCases } from '../store-conformance.ts'
import { HERON, NOW, range } from './rows.ts'

const put = (store: Store, write: AgreementWrite) => store.write.commit({ expect: [], writes: [write] })
const agreement = (version: number, record: AgreementRecord): AgreementWrite => ({ put: 'agreement', row: { party: HERON, version, record } })

/** What becomes of agreements and offers. */
export const agreementCases: StoreCases = {
  'of steps that are taken at once one is noted, and the others see that it moved': async (t, store, reopen) => {
    t.equal(await store.read.agreement(HERON), undefined)
    const first = await Promise.all(range(1, 5).map((n) => put(store, agreement(1, { displayName: `Heron ${String(n)}` }))))
    t.equal(first.filter((outcome) => 'committed' in outcome).length, 1)
    t.match(await put(store, agreement(3, { displayName: 'too new' })), { moved: true })
    const record = { displayName: 'Heron', requestedAt: NOW, rotation: { begunAt: NOW, newKey: 'k' as never } }
    t.match(await put(store, agreement(2, record)), { committed: true })
    t.match(await put(store, agreement(2, { displayName: 'late' })), { moved: true })
    const again = await reopen()
    t.same(await again.read.agreement(HERON), { party: HERON, version: 2, record })
    t.same(await again.read.listAgreements(), [{ party: HERON, version: 2, record }])
  },

  'an offer has its number for good, and the newest is read': async (t, store) => {
    t.equal(await store.read.lastOffer(), undefined)
    t.match(await put(store, { put: 'offer', row: { number: 1, jws: 'one' } }), { committed: true })
    t.match(await put(store, { put: 'offer', row: { number: 1, jws: 'another' } }), { moved: true })
    t.match(await put(store, { put: 'offer', row: { number: 2, jws: 'two' } }), { committed: true })
    t.same(await store.read.lastOffer(), { number: 2, jws: 'two' })
  },
}
