// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { gathered } from '../../../src/store/postgres/read/gathered.ts'

/** A look-up that answers when it is told to, and what it was asked for. */
const createLook = () => {
  const asked: (readonly number[])[] = []
  let answer: PromiseWithResolvers<undefined> = Promise.withResolvers()
  const asks: (() => void)[] = []
  return {
    asked,
    look: async (keys: readonly number[]) => {
      asked.push(keys)
      for (const wake of asks.splice(0)) wake()
      await answer.promise
      return keys.map((key) => `found ${String(key)}`)
    },
    /** Resolves when it has been asked so often. */
    times: async (count: number) => { while (asked.length < count) await new Promise<void>((resolve) => { asks.push(resolve) }) },
    answer: () => {
      answer.resolve(undefined)
      answer = Promise.withResolvers()
    },
    fail: () => {
      answer.reject(new Error('gone'))
      answer = Promise.withResolvers()
    },
  }
}

t.test('what is asked for in one turn, and while a statement runs, goes together in its order', async (t) => {
  const { look, asked, times, answer } = createLook()
  const find = gathered(look)
  const first = [find(1), find(2), find(1)]
  await times(1)
  const second = [find(3), find(4)]
  answer()
  t.same(await Promise.all(first), ['found 1', 'found 2', 'found 1'])
  await times(2)
  answer()
  t.same(await Promise.all(second), ['found 3', 'found 4'])
  t.same(asked, [[1, 2, 1], [3, 4]])
})

t.test('one statement takes no more than a batch of messages needs, and the rest goes with the next', async (t) => {
  const { look, asked, times, answer } = createLook()
  const find = gathered(look)
  const all = Promise.all(Array.from({ length: 300 }, (_, key) => find(key)))
  await times(1)
  answer()
  await times(2)
  answer()
  t.same((await all).slice(-1), ['found 299'])
  t.same(asked.map(({ length }) => length), [256, 44])
})

t.test('a statement that fails is told to all that it was to answer, and to nobody else', async (t) => {
  const { look, times, fail, answer } = createLook()
  const find = gathered(look)
  const lost = Promise.allSettled([find(1), find(2)])
  await times(1)
  const next = find(3)
  fail()
  t.same((await lost).map(({ status }) => status), ['rejected', 'rejected'])
  await times(2)
  answer()
  t.equal(await next, 'found 3')
})

t.test('whoever asks when too many wait is turned away', async (t) => {
  const { look, times, answer } = createLook()
  const find = gathered(look)
  const waiting = Array.from({ length: 16_384 }, (_, key) => find(key))
  await t.rejects(find(0), { code: 'UNAVAILABLE' })
  void Promise.all(waiting)
  for (let count = 1; count <= 64; count += 1) {
    await times(count)
    answer()
  }
  t.equal((await Promise.all(waiting)).length, 16_384)
})
