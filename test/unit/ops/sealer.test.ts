// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import fc from 'fast-check'
import { createSecretKey, randomBytes } from 'node:crypto'
import { createSealer, SealBroken } from '../../../src/ops/sealer.ts'

const key = (version: number) => ({ version, key: createSecretKey(randomBytes(32)) })
const word = Buffer.from('+3581234567')

t.test('what was sealed opens at its own place only', async (t) => {
  const sealer = createSealer([key(1)])
  const sealed = sealer.seal('person', '7', word)
  t.same(sealer.open('person', '7', sealed), word)
  t.notOk(Buffer.from(sealed).includes(word))
  t.notSame(sealer.seal('person', '7', word), sealed, 'the same input seals differently each time')
  for (const [table, row] of [['person', '8'], ['user', '7'], ['person7', ''], ['perso', 'n7'], ['', 'person7']] as const) {
    t.throws(() => sealer.open(table, row, sealed), SealBroken, `${table}/${row}`)
  }
  t.same(sealer.open('person', '7', sealer.seal('person', '7', new Uint8Array())), Buffer.alloc(0), 'an empty value is a value')
})

t.test('every flipped bit and every truncation is refused', async (t) => {
  const sealer = createSealer([key(1), key(2)])
  const sealed = sealer.seal('user', 'a', word)
  let refused = 0
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Uint8Array.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    try { sealer.open('user', 'a', changed) } catch (error) { if (error instanceof SealBroken) refused++ }
  }
  t.equal(refused, sealed.length * 8)
  for (let length = 0; length < sealed.length; length++) t.throws(() => sealer.open('user', 'a', sealed.subarray(0, length)), SealBroken)
})

t.test('another key of the same version is refused, an older version still opens after a rotation', async (t) => {
  const old = key(1)
  const sealed = createSealer([old]).seal('user', 'a', word)
  t.throws(() => createSealer([key(1)]).open('user', 'a', sealed), SealBroken)
  t.throws(() => createSealer([key(2)]).open('user', 'a', sealed), { message: /key is not held/ })
  const rotated = createSealer([old, key(2)])
  t.same(rotated.open('user', 'a', sealed), word)
  t.equal(rotated.seal('user', 'a', word)[1], 2, 'and new values are sealed under the newest')
})

t.test('any table, key and bytes come back as they went in', async (t) => {
  const sealer = createSealer([key(9)])
  fc.assert(fc.property(fc.string(), fc.string(), fc.uint8Array(), (table, row, bytes) =>
    Buffer.compare(sealer.open(table, row, sealer.seal(table, row, bytes)), bytes) === 0))
  t.pass()
})
