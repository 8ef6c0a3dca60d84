// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { MOVED, settle } from '../../../src/registry/optimistic.ts'

t.test('a decision is taken anew until its facts hold still', async (t) => {
  let tries = 0
  t.equal(await settle(async () => (++tries < 5 ? MOVED : 'settled')), 'settled')
  t.equal(tries, 5)
})

t.test('after five tries the caller is asked to come again', async (t) => {
  let tries = 0
  await t.rejects(settle(async () => {
    tries += 1
    return MOVED
  }), { code: 'UNAVAILABLE' })
  t.equal(tries, 5)
})

t.test('an error ends the tries', async (t) => {
  let tries = 0
  await t.rejects(settle(async () => {
    tries += 1
    throw new Error('no')
  }), { message: 'no' })
  t.equal(tries, 1)
})
