// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findLimit, fixedLimits, limitRanges } from '../../../src/model/agreement-limits.ts'
import { defaultLimits } from '../../../src/model/values.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/limits.md'), 'utf8')
/** Rows of the tables of limits. */
const rows = PAGE.slice(0, PAGE.indexOf('## Enforcement')).split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))

t.test('docs/limits.md lists each limit with its default, its range and what it is for, and no other', async (t) => {
  const named = Object.entries(limitRanges).map(([name, { min, max, meaning }]) =>
    [`\`${name}\``, String(defaultLimits[name as keyof typeof defaultLimits]), `${String(min)}–${String(max)}`, meaning])
  const fixed = Object.entries(fixedLimits).map(([name, meaning]) => [`\`${name}\``, meaning])
  t.same(rows, [...named, ...fixed])
})

t.test('a limit is found by the name that it has on the wire, and nothing else is one', async (t) => {
  for (const name of [...Object.keys(limitRanges), ...Object.keys(fixedLimits)]) t.equal(findLimit(name), name)
  for (const name of ['', 'toString', 'constructor', 'messages_per_pair']) t.equal(findLimit(name), undefined)
})
