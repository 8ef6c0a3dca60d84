// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createTurns, MAX_WAITING_TURNS } from '../../../src/relay/turns.ts'

/** Work that ends when it is told to, and what of it has begun. */
const createWorks = () => {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => async (): Promise<string> => {
    begun.push(name)
    await new Promise<void>((resolve) => { ends.set(name, resolve) })
    return name
  }
  return { begun, work, end: async (name: string) => {
    ends.get(name)?.()
    await settled()
  } }
}
const settled = () => new Promise<void>((resolve) => { setImmediate(resolve) })

t.test('work about one thing goes one after the other in its order, also after one that failed; about others at once', async (t) => {
  const [turns, { begun, work, end }] = [createTurns(), createWorks()]
  const failed = t.rejects(turns('a', async () => { throw new Error('broken') }), { message: 'broken' })
  const [one, two] = [turns('a', work('one')), turns('a', work('two'))]
  void turns('b', work('other'))
  await settled()
  t.same(begun, ['other', 'one'])
  await end('one')
  t.same(begun, ['other', 'one', 'two'])
  await end('two')
  t.same([await one, await two], ['one', 'two'])
  await failed
  void turns('a', work('later'))
  t.equal(begun.at(-1), 'later', 'nothing is left of what is over')
})

t.test('more than so many do not wait: whoever comes then may try again, and nobody’s work is lost', async (t) => {
  const [turns, { begun, work, end }] = [createTurns(), createWorks()]
  const accepted = Array.from({ length: MAX_WAITING_TURNS + 1 }, (_, index) => turns('a', work(String(index))))
  await t.rejects(turns('a', work('too many')), { code: 'UNAVAILABLE' })
  void turns('b', work('other'))
  for (const index of accepted.keys()) await end(String(index))
  t.same(await Promise.all(accepted), accepted.map((_, index) => String(index)))
  void turns('a', work('too many'))
  t.same(begun.filter((name) => Number.isNaN(Number(name))), ['other', 'too many'])
})

t.test('whoever has gone is passed over and takes no place; what began goes on', async (t) => {
  const [turns, { begun, work, end }, gone] = [createTurns(), createWorks(), new AbortController()]
  const first = turns('a', work('first'), gone.signal)
  const left = Promise.all(Array.from({ length: MAX_WAITING_TURNS }, () => t.rejects(turns('a', work('left'), gone.signal), { code: 'UNAVAILABLE' })))
  gone.abort()
  await left
  const last = turns('a', work('last'))
  await t.rejects(turns('a', work('came late'), gone.signal), { code: 'UNAVAILABLE' })
  await end('first')
  t.equal(await first, 'first')
  await end('last')
  t.equal(await last, 'last')
  t.same(begun, ['first', 'last'])
})
