// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createQuotas } from '../../../src/registry/quotas.ts'
import { range } from '../../support/subscribers.ts'

const RATE = { burst: 2, intervalMs: 1_500 }

t.test('each key has its own rate and is told whole seconds to wait', (t) => {
  let now = 5
  const quotas = createQuotas(() => now)
  t.strictSame([quotas.spend('a', RATE), quotas.spend('a', RATE), quotas.spend('a', RATE)], [undefined, undefined, 2])
  t.strictSame([quotas.spend('b', RATE), quotas.spend('b', RATE), quotas.spend('b', RATE)], [undefined, undefined, 2])
  now += 1_499
  t.equal(quotas.spend('a', RATE), 1)
  now += 1
  t.equal(quotas.spend('a', RATE), undefined)
  t.equal(quotas.spend('a', RATE), 2, 'a refused try costs nothing, a taken one does')
  t.end()
})

t.test('of more keys than are remembered the one that was used longest ago is forgotten', (t) => {
  const quotas = createQuotas(() => 0)
  const once = { burst: 1, intervalMs: 1_000 }
  quotas.spend('first', once)
  quotas.spend('second', { burst: 3, intervalMs: 1_000 })
  for (const key of range(1, 99_998)) quotas.spend(String(key), once)
  quotas.spend('second', { burst: 3, intervalMs: 1_000 })
  t.equal(quotas.spend('first', once), 1, 'a full memory holds all')
  quotas.spend('one more', once)
  t.equal(quotas.spend('first', once), undefined)
  t.equal(quotas.spend('second', once), 2)
  t.end()
})
