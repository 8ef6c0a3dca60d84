// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const ROOT = join(import.meta.dirname, '../..')

t.test('each claim names a test that exists', (t) => {
  const rows = readFileSync(join(ROOT, 'docs/claims.md'), 'utf8').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| claim'))
  t.ok(rows.length > 10, 'there are claims')
  for (const row of rows) {
    const [, claim = '', file = '', title = ''] = row.split('|').map((cell) => cell.trim())
    const path = join(ROOT, file)
    t.ok(title !== '' && existsSync(path) && readFileSync(path, 'utf8').includes(title), `${claim}: ${file}`)
  }
  t.end()
})
