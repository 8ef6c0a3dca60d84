// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { createOutbound } from '../../../src/links/outbound.ts'

const MAX = 100
const LINKS = 5

t.test('the sum is exact, at most the bound, and whoever took nothing for longest goes first, unless it has little waiting', async (t) => {
  const step = fc.record({ link: fc.nat(LINKS - 1), bytes: fc.option(fc.nat(MAX + 20), { nil: undefined }) })
  let givenUp = 0
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const outbound = createOutbound(MAX)
    const gone: number[] = []
    const left = new Set<number>()
    const accounts = Array.from({ length: LINKS }, (_, link) => outbound.enter(() => { gone.push(link) }))
    let model: { link: number; bytes: number }[] = []
    const expected: number[] = []
    for (const { link, bytes } of steps) {
      if (bytes === undefined) accounts[link]!.leave()
      else accounts[link]!.note(bytes)
      const known = model.find((entry) => entry.link === link)
      if (bytes === undefined || bytes === 0) model = model.filter((entry) => entry !== known)
      else if (!left.has(link) && !expected.includes(link)) {
        if (known && bytes >= known.bytes) known.bytes = bytes
        else model = [...model.filter((entry) => entry !== known), { link, bytes }]
      }
      if (bytes === undefined) left.add(link)
      const sum = (): number => model.reduce((all, entry) => all + entry.bytes, 0)
      const few = sum() / model.length / 2
      for (const entry of [...model]) {
        if (sum() <= MAX || entry.bytes < few) continue
        expected.push(entry.link)
        model = model.filter((other) => other !== entry)
      }
      if (outbound.total() !== sum() || outbound.total() > MAX) throw new Error(`${outbound.total()} is not ${sum()}`)
      t.same(gone, expected)
    }
    givenUp += gone.length
  }))
  t.ok(givenUp > 0, `${givenUp} gave up`)
})

t.test('a large wait that moves outlives small ones that do not', async (t) => {
  const outbound = createOutbound(MAX)
  const gone: string[] = []
  const enter = (name: string) => outbound.enter(() => { gone.push(name) })
  const [reads, stops] = [enter('reads'), [enter('stops 1'), enter('stops 2')]]
  reads.note(50)
  for (const account of stops) account.note(20)
  reads.note(40)
  reads.note(70)
  t.strictSame(gone, ['stops 1'])
  t.equal(outbound.total(), 90)
})

t.test('whoever was sent a little just before a flood of answers to others stays', async (t) => {
  const outbound = createOutbound(MAX)
  const gone: string[] = []
  const enter = (name: string) => outbound.enter(() => { gone.push(name) })
  enter('honest').note(5)
  for (const name of ['one', 'two', 'three']) enter(name).note(40)
  t.strictSame(gone, ['one'])
})

t.test('who was given up counts no more, whatever it notes', async (t) => {
  const outbound = createOutbound(MAX)
  const gone: string[] = []
  const account = outbound.enter(() => {
    gone.push('one')
    account.note(500)
  })
  account.note(MAX + 1)
  account.note(300)
  account.leave()
  t.strictSame(gone, ['one'])
  t.equal(outbound.total(), 0)
})
