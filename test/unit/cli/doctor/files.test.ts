// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDisk, freeBytes, LEAST_BYTES, LOW_BYTES } from '../../../../src/cli/doctor/disk.ts'
import { checkErasedList, checkFolders, checkKeys, checkSecrets } from '../../../../src/cli/doctor/files.ts'
import { examine } from '../../../../src/cli/doctor/index.ts'
import { openServiceKeys } from '../../../../src/ops/keys.ts'
import { startedOnce, worldOf } from '../../../support/doctor-world.ts'
import { shortFolder } from '../support.ts'

t.test('a folder that others may enter is a problem, and the fix closes it', async (t) => {
  const home = shortFolder(t)
  await startedOnce(home)
  t.match(await checkFolders(worldOf(home)), [{ state: 'ok' }])
  chmodSync(join(home, 'keys'), 0o750)
  t.same(await checkFolders(worldOf(home)), [{ id: 'files.folders', state: 'problem', what: `others may enter ${home}/keys`, fix: `Run: chmod 700 ${home}/keys` }])
})

t.test('folders of another user, and folders that cannot be made or written, are problems before anything that is said of them', async (t) => {
  const home = shortFolder(t)
  // Below a file nobody makes a folder, root neither.
  const file = join(home, 'file')
  writeFileSync(file, '', { mode: 0o600 })
  const nowhere = await checkFolders(worldOf(home, { DRAWBRIDGE_KEYS_FOLDER: join(file, 'keys') }))
  t.match(nowhere, [{ id: 'files.folders', state: 'problem', what: `the first start cannot make ${file}/keys: you may not write in ${file}`, fix: /^As root, run: install -d -m 700 -o \d+ \/.*\/keys$/ }])
  await startedOnce(home)
  const found = await checkFolders(worldOf(home, {}, { user: 4_711 }))
  t.equal(found.length, 3)
  t.match(found, [{ state: 'problem', what: /belongs to user \d+, and you are 4711/, fix: /as the user that the daemon runs as/ }])
})

t.test('the key of a certificate that everybody may read is a problem, and one that its group may read is none', async (t) => {
  const home = shortFolder(t)
  const [key, cert] = [join(home, 'key.pem'), join(home, 'cert.pem')]
  writeFileSync(key, 'a key')
  writeFileSync(cert, 'a certificate')
  const world = worldOf(home, { DRAWBRIDGE_LINKS_TLS_CERT_FILE: cert, DRAWBRIDGE_LINKS_TLS_KEY_FILE: key })
  chmodSync(key, 0o644)
  t.same(await checkSecrets(world), [{ id: 'files.secrets', state: 'problem', what: `links.tls.keyFile: everybody may read ${key}`, fix: `Run: chmod o= ${key}` }])
  chmodSync(key, 0o640)
  t.match(await checkSecrets(world), [{ state: 'ok' }])
})

t.test('keys that others may read, that are gone, or are not those of the data are problems', async (t) => {
  const home = shortFolder(t)
  const keyFile = join(home, 'keys', 'service-keys.json')
  const keysOf = async () => (await examine(worldOf(home))).filter(({ id }) => id === 'keys')
  t.match(await keysOf(), [{ state: 'ok', what: /the first start makes them/ }])
  await startedOnce(home)
  t.match(await keysOf(), [{ state: 'ok', what: /the data was sealed with them/ }])
  chmodSync(keyFile, 0o644)
  t.match(await keysOf(), [{ state: 'problem', what: `others may read ${keyFile}`, fix: `Run: chmod 600 ${keyFile}` }])
  rmSync(keyFile)
  t.match(await keysOf(), [{ state: 'problem', what: /there are no service keys/, fix: /Restore them/ }])
  t.throws(() => { chmodSync(keyFile, 0o600) }, { code: 'ENOENT' }, 'and looking made none')
  openServiceKeys(join(home, 'keys'), true)
  t.match(await keysOf(), [{ state: 'problem', what: /sealed with other keys/, fix: /restore them/ }])
  await t.rejects(async () => checkKeys(worldOf(home)), { code: 'CONFIG_INVALID' })
})

t.test('a file with a secret that is missing, or that others may read, is a problem under its key', async (t) => {
  const home = shortFolder(t)
  const world = worldOf(home, { DRAWBRIDGE_STORE_URL: 'postgres://gate@db.example/gate', DRAWBRIDGE_STORE_PASSWORD_FILE: 'password' })
  const path = join(home, 'password')
  t.match(await checkSecrets(world), [{ state: 'problem', what: `store.passwordFile: there is no file ${path}` }])
  writeFileSync(path, 'hunter2', { mode: 0o644 })
  const found = await checkSecrets(world)
  t.match(found, [{ state: 'problem', fix: `Run: chmod 600 ${path}` }])
  t.notMatch(JSON.stringify(found), /hunter2/)
  chmodSync(path, 0o600)
  t.match(await checkSecrets(world), [{ state: 'ok' }])
})

t.test('a tokens file that others may write is a problem', async (t) => {
  const home = shortFolder(t)
  writeFileSync(join(home, 'tokens'), '{"tokens":[]}', { mode: 0o666 })
  chmodSync(join(home, 'tokens'), 0o666)
  t.match(await checkSecrets(worldOf(home, { DRAWBRIDGE_ADMIN_LISTEN: '127.0.0.1:0', DRAWBRIDGE_ADMIN_TOKENS_FILE: 'tokens' })), [{ state: 'problem', what: /admin\.tokensFile: .* not for you to read/, fix: /as the user that the daemon runs as: drawbridge token create --file \/.*tokens/ }])
})

t.test('a started gateway without its list of erased users has a problem, a new one has none', async (t) => {
  const home = shortFolder(t)
  t.match(await checkErasedList(worldOf(home)), [{ state: 'ok', what: 'the first start makes it' }])
  await startedOnce(home)
  t.match(await checkErasedList(worldOf(home)), [{ state: 'problem', what: /is missing/, fix: /newest copy/ }])
})

t.test('little room is a warning, none a problem, on each disk that the daemon writes to', async (t) => {
  const world = (free: number) => worldOf(shortFolder(t), { DRAWBRIDGE_MEDIA_FOLDER: 'media' }, { freeBytes: async () => free })
  for (const [free, state] of [[LOW_BYTES, 'ok'], [LOW_BYTES - 1, 'warning'], [LEAST_BYTES, 'warning'], [LEAST_BYTES - 1, 'problem']] as const) {
    t.match(await checkDisk(world(free)), [{ id: 'disk', state }, { id: 'disk', state }], String(free))
  }
})

t.test('the room of a folder that is not made yet is that of the disk it will be on', async (t) => {
  t.ok(await freeBytes(join(shortFolder(t), 'not', 'there')) > 0)
})
