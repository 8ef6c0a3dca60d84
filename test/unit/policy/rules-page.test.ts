// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rules } from '../../../src/policy/ladder.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/limits.md'), 'utf8')

t.test('docs/limits.md names each rule with the numbers that it goes by', async (t) => {
  const table = PAGE.slice(PAGE.indexOf('| rule |')).split('\n\n')[0]!.split('\n').slice(2).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
  t.same(table.map(([id, _counts, ...from]) => [id, ...from.slice(0, -1)]), rules.map(({ id, from }) => [`\`${id}\``, ...from.map(String)]))
  t.same(table.map((cells) => cells.at(-1) === 'never'), rules.map(({ counts }) => counts === 'others'), 'and whether its steps are ever taken by themselves')
  t.same(rules.map(({ least }) => least), [2, 10, 1_000, 1_000])
  t.match(table[1]?.[1], /from 10 answers on/)
  for (const place of [2, 3]) t.match(table[place]?.[1], /from 1,000 on/)
})
