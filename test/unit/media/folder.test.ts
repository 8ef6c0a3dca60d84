// SPDX-License-Identifier: AGPL-3.0-only
import { spawnSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { straceMissing } from '../../support/strace.ts'

const missing = straceMissing()

t.test('each folder that is made for attachments has its name on disk before an offset is recorded in it', { ...(missing === undefined ? {} : { skip: missing }) }, async (t) => {
  const root = realpathSync(t.testdir({ there: {} }))
  const trace = join(root, 'trace')
  const code = `const { openFolder } = await import(${JSON.stringify(new URL('../../../src/media/folder.ts', import.meta.url).href)}); await openFolder(${JSON.stringify(join(root, 'there/a/b'))})`
  const { status } = spawnSync('strace', ['-f', '-y', '-o', trace, '-e', 'trace=fsync', process.execPath, '--input-type=module', '-e', code])
  t.equal(status, 0)
  const flushed = [...readFileSync(trace, 'utf8').matchAll(/fsync\(\d+<([^>]+)>/g)].map(([, path]) => path)
  t.same(flushed.toSorted(), [join(root, 'there'), join(root, 'there/a')])
})
