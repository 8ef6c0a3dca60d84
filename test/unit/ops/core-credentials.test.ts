// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCoreCredentials } from '../../../src/ops/core-credentials.ts'

t.test('a credential is found by its secret, of which only the hash is kept, until it is removed', async (t) => {
  const path = join(t.testdir(), 'folder', 'core-credentials.json')
  const credentials = openCoreCredentials(path)
  t.same(credentials.list(), [])
  const [one, two] = [credentials.add('one', 1), credentials.add('two', 2)]
  t.match(one, /^[A-Za-z0-9_-]{43}$/)
  t.not(one, two)
  t.notMatch(readFileSync(path, 'utf8'), one)
  t.equal(statSync(path).mode & 0o777, 0o600)
  t.match(credentials.find(two), { name: 'two', addedAt: 2 })
  t.equal(credentials.find(`${one.slice(0, -1)}!`), undefined)
  credentials.remove('one')
  t.equal(credentials.find(one), undefined)
  t.match(openCoreCredentials(path).find(two), { name: 'two' }, 'and it is so after a restart')
  t.equal(openCoreCredentials(path).find(one), undefined)
})

t.test('names are given once, and there is an end to them', async (t) => {
  const credentials = openCoreCredentials(join(t.testdir(), 'core-credentials.json'))
  for (let index = 0; index < 100; index++) credentials.add(`server-${String(index)}`, 0)
  t.throws(() => credentials.add('server-7', 0), { code: 'CONFLICT' })
  t.throws(() => credentials.add('one-more', 0), { code: 'TOO_MANY' })
  t.throws(() => { credentials.remove('nobody') }, { code: 'NOT_FOUND' })
})

t.test('a file that is damaged or that others may read is refused', async (t) => {
  const path = join(t.testdir(), 'core-credentials.json')
  for (const text of ['{', '{}', '{"drawbridge":"core-credentials/1","credentials":[{"name":"a b","sha256":"","addedAt":0}]}']) {
    writeFileSync(path, text, { mode: 0o600 })
    t.throws(() => openCoreCredentials(path), { code: 'CONFIG_INVALID' }, text)
  }
  writeFileSync(path, '{"drawbridge":"core-credentials/1","credentials":[]}')
  t.same(openCoreCredentials(path).list(), [])
  chmodSync(path, 0o644)
  t.throws(() => openCoreCredentials(path), { code: 'CONFIG_INVALID' })
})
