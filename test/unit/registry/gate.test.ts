// SPDX-License-Identifier: AGPL-3.0-only
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { createGate } from '../../../src/registry/gate.ts'

/** Work that ends when it is told to, and which of it began. */
const open = (limits: Parameters<typeof createGate>[0]) => {
  const gate = createGate(limits)
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<string>>()
  const begin = (name: string) => gate(() => {
    begun.push(name)
    const end = Promise.withResolvers<string>()
    ends.set(name, end)
    return end.promise
  })
  return { begin, begun, end: (name: string) => { ends.get(name)?.resolve(name) }, fail: (name: string) => { ends.get(name)?.reject(new Error(name)) } }
}

t.test('so much goes on at once, and the rest begins in its order as room comes, also where the work before it failed', async (t) => {
  const { begin, begun, end, fail } = open({ atOnce: 2, waiting: 10 })
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(begin)
  await turn()
  t.strictSame(begun, ['a', 'b'])
  fail('a')
  await t.rejects(a!, { message: 'a' })
  await turn()
  t.strictSame(begun, ['a', 'b', 'c'])
  end('c')
  t.equal(await c, 'c')
  await turn()
  t.strictSame(begun, ['a', 'b', 'c', 'd'])
  end('b')
  end('d')
  t.strictSame(await Promise.all([b, d]), ['b', 'd'])
  const e = begin('e')
  await turn()
  t.strictSame(begun.at(-1), 'e', 'there is room again')
  end('e')
  await e
})

t.test('what finds too much before it is refused before it began', async (t) => {
  const { begin, begun, end } = open({ atOnce: 1, waiting: 1 })
  const [a, b] = ['a', 'b'].map(begin)
  await t.rejects(begin('c'), { code: 'UNAVAILABLE' })
  end('a')
  await a
  await turn()
  end('b')
  t.equal(await b, 'b')
  t.strictSame(begun, ['a', 'b'])
})
