// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { json, shortFolder, startDaemon, terminal } from '../unit/cli/support.ts'
import { createStartSecret } from '../support/vault-secret.ts'

t.setTimeout(100_000)
const skip = existsSync('/usr/bin/prlimit') ? false : 'prlimit is not installed (Debian: util-linux)'

t.test('drawbridge attest prints what each vault says of itself, and checks it under the keys of the vault', { skip }, async (t) => {
  const { home, command } = terminal(t)
  const { file, keys } = await createStartSecret(home)
  writeFileSync(join(home, 'keys.json'), JSON.stringify(keys))
  writeFileSync(join(home, 'other.json'), JSON.stringify((await createStartSecret(shortFolder(t))).keys))
  writeFileSync(join(home, 'c.yaml'), `core: {e2ee: false}\nvault: {shape: embedded, secretFile: ${file}, count: 2}\n`)
  await startDaemon(t, home, '--config', 'c.yaml')

  const nonce = 'ab'.repeat(32)
  const checked = await command('attest', '--nonce', nonce, '--vault-keys', 'keys.json', '--config', 'c.yaml', '--json')
  t.equal(checked.code, 0)
  t.match(json(checked), { ok: true, nonce, vaults: [0, 1].map((place) => ({ place, holds: true, verified: true, claims: { nonce, shape: 'embedded', cst: 'VAULT' } })) })
  t.match(await command('attest', '--config', 'c.yaml'), { code: 0, out: /^vault 0: embedded, custody VAULT, may not state identities; signature not checked/ })
  t.match(await command('attest', '--vault-keys', 'other.json', '--config', 'c.yaml'), { code: 1, out: /THE STATEMENT DOES NOT HOLD/ })
  t.match(await command('attest', '--nonce', 'xy', '--config', 'c.yaml'), { code: 2 })
})

t.test('without a vault attest says so', async (t) => {
  const { home, command } = terminal(t)
  await startDaemon(t, home)
  t.match(await command('attest'), { code: 1, err: /NOT_FOUND[^]*this gateway has no vault/ })
})
