// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a name from outside is one line that reads as it is written.
import t from 'tap'
import fc from 'fast-check'
import { isSafeDisplayText, safeDisplayText } from '../../../src/model/display-text.ts'

t.test('controls, line ends and bidirectional controls are removed', async (t) => {
  const controls = ['\u0000', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085', '\u009f', '\u061c', '\u200e', '\u200f', '\u2028', '\u2029',
    '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069']
  for (const control of controls) {
    t.equal(safeDisplayText(`a${control}b${control}`), 'ab')
    t.notOk(isSafeDisplayText(`a${control}b`))
  }
})

t.test('letters of all scripts, emoji and their joiners stay', async (t) => {
  for (const name of ['Ada Lovelace', 'שָׁלוֹם', 'محمد', '李小龍', '👩‍👩‍👧', 'Ðorđe Žižek']) {
    t.equal(safeDisplayText(name), name.normalize('NFC'))
    t.ok(isSafeDisplayText(name))
  }
})

t.test('a long name is cut between characters', async (t) => {
  t.equal(safeDisplayText('😀'.repeat(65)), '😀'.repeat(64))
  t.equal(safeDisplayText(`${'x'.repeat(63)} y`), 'x'.repeat(63))
  t.ok(isSafeDisplayText('😀'.repeat(64)))
  t.notOk(isSafeDisplayText('😀'.repeat(65)))
  t.equal(safeDisplayText('abcdef', 3), 'abc')
})

t.test('composed and decomposed letters become the same name', async (t) => {
  t.equal(safeDisplayText('e\u0301'), safeDisplayText('\u00e9'))
  t.equal(safeDisplayText('e\u202e\u0301'), '\u00e9', 'also where a removed control stood between them')
})

t.test('half a surrogate pair is neither shown nor safe', async (t) => {
  t.equal(safeDisplayText('a\ud800'), 'a\ufffd')
  t.notOk(isSafeDisplayText('a\ud800'))
})

t.test('doing it twice changes nothing, and the result is always safe', async (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat({ max: 80 }), (text, max) => {
    const safe = safeDisplayText(text, max)
    t.equal(safeDisplayText(safe, max), safe)
    t.ok(isSafeDisplayText(safe, max))
  }), { numRuns: 500 })
})
