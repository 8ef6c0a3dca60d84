// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { createLanes } from '../../../src/vault/lanes.ts'

const [ana, ben] = [userId(randomUUID()), userId(randomUUID())]

t.test('work of one user is done one after another in its order, and that of others meanwhile', async (t) => {
  const run = createLanes()
  const done: string[] = []
  const first = Promise.withResolvers<undefined>()
  const slow = [
    run(ana, async () => {
      await first.promise
      done.push('ana 1')
    }),
    run(ana, async () => { done.push('ana 2') }), run(ana, async () => { done.push('ana 3') }),
  ]
  await run(ben, async () => { done.push('ben 4') })
  t.same(done, ['ben 4'])
  first.resolve(undefined)
  await Promise.all(slow)
  t.same(done, ['ben 4', 'ana 1', 'ana 2', 'ana 3'])
})

t.test('work that fails does not hold up what is behind it', async (t) => {
  const run = createLanes()
  const [failed, next] = [run(ana, () => Promise.reject(new Error('rolled back'))), run(ana, async () => 2)]
  await t.rejects(failed, { message: 'rolled back' })
  t.equal(await next, 2)
})
