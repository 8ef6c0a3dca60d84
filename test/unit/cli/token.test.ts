// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTokensFile, tokenHash } from '../../../src/ops/admin-tokens.ts'
import { json, terminal } from './support.ts'

t.test('a token is shown once and its hash is kept', async (t) => {
  const { home, command } = terminal(t)
  const path = join(home, 'tokens.json')
  const { code, out } = await command('token', 'create', '--file', 'tokens.json', '--name', 'dashboard')
  t.equal(code, 0)
  t.match(out, /^[A-Za-z0-9_-]{43}\n$/)
  t.notOk(readFileSync(path, 'utf8').includes(out.trim()))
  t.equal(statSync(path).mode & 0o777, 0o600)
  const second = json(await command('token', 'create', '--file', 'tokens.json', '--name', 'deploy', '--scope', 'manage', '--json'))
  const third = await command('token', 'create', '--file', 'tokens.json', '--name', 'prometheus', '--scope', 'metrics')
  t.same(readTokensFile(path)?.tokens, [
    { name: 'dashboard', scope: 'read', sha256: tokenHash(out.trim()) }, { name: 'deploy', scope: 'manage', sha256: tokenHash(String(second['token'])) },
    { name: 'prometheus', scope: 'metrics', sha256: tokenHash(third.out.trim()) },
  ])
})

t.test('a name that is taken or not well formed, and a file that is none, are refused', async (t) => {
  const { home, command } = terminal(t)
  const create = (name: string) => command('token', 'create', '--file', 'tokens.json', '--name', name)
  await create('a')
  t.match(await create('a'), { code: 1, err: /^CONFLICT: / })
  t.match(await create('a b'), { code: 1, err: /^CONFIG_INVALID: / })
  chmodSync(join(home, 'tokens.json'), 0o666)
  t.match(await create('b'), { code: 1, err: /others may write it/ })
  chmodSync(join(home, 'tokens.json'), 0o600)
  writeFileSync(join(home, 'tokens.json'), '{}')
  t.match(await create('b'), { code: 1, err: /is no tokens file/ })
})
