// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Rate } from '../../../src/policy/rate.ts'
import { partyId } from '../../../src/model/ids.ts'
import { createQuotas } from '../../../src/registry/quotas.ts'
import type { Quotas } from '../../../src/registry/quotas.ts'
import { range } from '../../support/subscribers.ts'

const RATE = { burst: 2, intervalMs: 1_500 }
const [HERON, EGRET] = [partyId('heron.example'), partyId('egret.example')]
const NAMED = { limit: 'refusalsPerUser', scope: 'user' } as const
/** Spends one, and tells how long it has to wait. */
const spend = (quotas: Quotas, key: string, rate: Rate, party = HERON): number | undefined => quotas.spend(party, key, rate, NAMED)?.retryAfterSeconds

t.test('each key has its own rate and is told whole seconds to wait', (t) => {
  let now = 5
  const quotas = createQuotas(() => now)
  t.strictSame([spend(quotas, 'a', RATE), spend(quotas, 'a', RATE), spend(quotas, 'a', RATE)], [undefined, undefined, 2])
  t.strictSame([spend(quotas, 'b', RATE), spend(quotas, 'b', RATE), spend(quotas, 'b', RATE)], [undefined, undefined, 2])
  now += 1_499
  t.equal(spend(quotas, 'a', RATE), 1)
  now += 1
  t.equal(spend(quotas, 'a', RATE), undefined)
  t.equal(spend(quotas, 'a', RATE), 2, 'a refused try costs nothing, a taken one does')
  t.end()
})

t.test('of more keys than are remembered the one that was used longest ago is forgotten', (t) => {
  const quotas = createQuotas(() => 0)
  const once = { burst: 1, intervalMs: 1_000 }
  spend(quotas, 'first', once)
  spend(quotas, 'second', { burst: 3, intervalMs: 1_000 })
  for (const key of range(1, 99_998)) spend(quotas, String(key), once)
  spend(quotas, 'second', { burst: 3, intervalMs: 1_000 })
  t.equal(spend(quotas, 'first', once), 1, 'a full memory holds all')
  spend(quotas, 'one more', once)
  t.equal(spend(quotas, 'first', once), undefined)
  t.equal(spend(quotas, 'second', once), 2)
  t.end()
})

t.test('a party that names more keys than are remembered makes its own forgotten, and no other party’s', (t) => {
  const quotas = createQuotas(() => 0)
  const once = { burst: 1, intervalMs: 1_000 }
  spend(quotas, 'key', once, EGRET)
  spend(quotas, 'key', once)
  for (const key of range(1, 100_000)) spend(quotas, String(key), once)
  t.equal(spend(quotas, 'key', once, EGRET), 1)
  t.equal(spend(quotas, 'key', once), undefined)
  t.end()
})

t.test('a look and a take together are a spending, and a look alone is none', (t) => {
  let now = 0
  const quotas = createQuotas(() => now)
  t.strictSame(quotas.look(HERON, 'a', RATE, NAMED), { ...NAMED, left: 2, waitMs: 0, wholeMs: 0 })
  quotas.take(HERON, 'a', RATE)
  t.strictSame(quotas.look(HERON, 'a', RATE, NAMED), { ...NAMED, left: 1, waitMs: 0, wholeMs: 1_500 })
  quotas.take(HERON, 'a', RATE)
  now = 100
  t.strictSame(quotas.look(HERON, 'a', RATE, NAMED), { ...NAMED, left: 0, waitMs: 1_400, wholeMs: 2_900 })
  t.strictSame(quotas.spend(HERON, 'a', RATE, NAMED), { retryAfterSeconds: 2, scope: 'user', headroom: [{ limit: 'refusalsPerUser', left: 0, wholeAfterSeconds: 3 }] })
  now = 10_000
  quotas.take(HERON, 'a', RATE)
  t.match(quotas.look(HERON, 'a', RATE, NAMED), { left: 1, wholeMs: 1_500 }, 'what rested begins anew')
  t.end()
})

t.test('when a rate is changed what was used up stays used up, in units', (t) => {
  const quotas = createQuotas(() => 0)
  for (const _ of range(1, 3)) quotas.take(HERON, 'a', { burst: 4, intervalMs: 60_000 })
  t.match(quotas.look(HERON, 'a', { burst: 4, intervalMs: 10 }, NAMED), { left: 1, waitMs: 0, wholeMs: 30 })
  t.match(quotas.look(HERON, 'a', { burst: 10, intervalMs: 10 }, NAMED), { left: 7 })
  t.match(quotas.look(HERON, 'a', { burst: 2, intervalMs: 10 }, NAMED), { left: 0, waitMs: 20 })
  t.equal(spend(quotas, 'a', { burst: 10, intervalMs: 10 }), undefined)
  t.match(quotas.look(HERON, 'a', { burst: 10, intervalMs: 10 }, NAMED), { left: 6 })
  t.end()
})
