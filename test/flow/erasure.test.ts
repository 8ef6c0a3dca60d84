// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openVaultGateway } from '../support/vault-gateway.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(230_000)

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

t.test('an operator exports a person, erases them with a receipt that anybody can check, and a restored backup has them no more when it opens', { timeout: 220_000 }, async (t) => {
  const { daemon, folder, command, tryCommand, core, introduce, call } = await openVaultGateway(t)
  const [ann, bob] = [await introduce('ann'), await introduce('bob')]
  await ann.write('hello')
  await eventually(() => core.heard.get('ann')?.includes('hello') === true, 'it is heard')
  const person = '--party heron.example --reference "friend of ann" --reason "OPS-41 asked for it"'
  const exported = JSON.parse(await command(`user export ${person} --json`)) as { export: unknown }
  t.match(exported, { held: true, export: { party: 'heron.example', users: [{ id: ann.person, reference: 'friend of ann', displayName: 'Friend of ann', custody: 'DEVICE', consents: [] }] } })
  t.notOk(JSON.stringify(exported.export).includes(ann.user), 'nor with whom')
  t.notOk(JSON.stringify(exported.export).includes('hello'), 'what they said is not in it')
  const inside = '--party core.example --reference ann --reason OPS-42'
  t.match(JSON.parse(await command(`user export --address ann@core.example --reason OPS-42 --json`)), {
    export: { party: 'core.example', person: { reference: 'ann', address: 'ann@core.example', choices: [{ provider: 'heron.example', label: 'Heron' }] }, users: [{ id: ann.user, custody: 'VAULT', rows: { 'vaultAccounts.user': 1, 'vaultConversations.user': undefined } }] },
  })
  t.match(await tryCommand('user export --party heron.example --reference nobody --reason OPS-41'), { code: 4, said: /holds nothing/ })
  t.match(await command(`user erase ${inside} --dry-run`), /Nothing was erased/)
  t.match(await call('GET', '/users/ann'), { optedIn: true })
  await command('backup create --to backup')

  t.match(await command(`user erase ${inside} --out receipt.json`), /Receipt for an erasure[^]*persons[^]*log was written back and cut to nothing[^]*What remains/)
  t.match(await tryCommand(`user erase ${inside} --out receipt.json`), { code: 1, errors: /there already; nothing was done/ })
  t.match(await tryCommand(`user erase ${inside}`), { code: 4 })
  await t.rejects(call('GET', '/users/ann'), /NOT_FOUND/)
  const written = readFileSync(join(folder, 'receipt.json'), 'utf8')
  t.match(JSON.parse(written), { receipt: { of: 'person', idHashes: [sha256(ann.user)], rows: { persons: 1, choices: 1, 'vaultAccounts.user': 1 } } })
  for (const name of [ann.user, ann.person, 'ann@core.example', 'friend of ann']) t.notOk(written.includes(name), 'it names nobody')
  t.match(await command('user receipt receipt.json --admission heron/admission.json'), /^Signed by the gateway/)
  const changed = JSON.parse(written) as { jws: string }
  const [head, payload = '', signature] = changed.jws.split('.')
  const forged = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('OPS-42', 'OPS-43')).toString('base64url')
  writeFileSync(join(folder, 'forged.json'), JSON.stringify({ ...changed, jws: `${String(head)}.${forged}.${String(signature)}` }))
  t.match(await tryCommand('user receipt forged.json --admission heron/admission.json'), { code: 1, errors: /no receipt of that gateway/ })
  t.match(JSON.parse(await command(`user erase ${person} --json`)), { held: true, receipt: { of: 'user', idHashes: [sha256(ann.person)] } })

  await daemon.kill()
  renameSync(daemon.dataFolder, `${daemon.dataFolder}-lost`)
  const list = join(daemon.keysFolder, 'erased.list')
  renameSync(list, `${list}.away`)
  t.match(await tryCommand('backup restore --from backup'), { code: 1, errors: /ERASED_LIST_UNFIT[^]*is missing[^]*--without-erased-list/ })
  renameSync(`${list}.away`, list)
  await command('backup restore --from backup')
  await daemon.start()
  const log = readFileSync(daemon.logFile, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { event: string; count?: number })
  const since = log.slice(log.findLastIndex(({ event }) => event === 'store.restored'))
  t.match(since[1], { event: 'store.erased-again', count: 3 }, 'the person, their user, and the one at the provider: before anything else happens')
  t.ok(since.some(({ event }) => event === 'daemon.ready'))
  await t.rejects(call('GET', '/users/ann'), /NOT_FOUND/)
  t.match(await tryCommand(`user export ${person}`), { code: 4 })
  await bob.write('still here')
  await eventually(() => core.heard.get('bob')?.includes('still here') === true, 'others go on')
})
