// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const ROOT = join(import.meta.dirname, '../..')

/** Rows of a document's table of claims. */
const testedRows = (file: string): readonly string[] => {
  const lines = readFileSync(join(ROOT, file), 'utf8').split('\n')
  const from = lines.findIndex((line) => /^\| (?:claim|promise) \| test \| title \|$/.test(line))
  const rows = lines.slice(from + 2)
  return rows.slice(0, rows.findIndex((line) => !line.startsWith('| ')))
}

t.test('each claim names a test that exists', (t) => {
  const rows = ['docs/claims.md', 'docs/encryption-boundary.md'].flatMap(testedRows)
  t.ok(rows.length > 70, 'there are claims in both')
  for (const row of rows) {
    const [, claim = '', file = '', title = ''] = row.split('|').map((cell) => cell.trim())
    const path = join(ROOT, file)
    t.ok(title !== '' && existsSync(path) && readFileSync(path, 'utf8').includes(title), `${claim}: ${file}`)
  }
  t.end()
})
