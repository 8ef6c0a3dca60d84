// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { checkBackup } from '../../../src/cli/doctor/backup.ts'
import { holdFile } from '../../../src/store/sqlite/hold-file.ts'
import { worldOf } from '../../support/doctor-world.ts'
import { json, startDaemon, terminal } from './support.ts'

t.test('a restore wants the list of erased users, and goes on without it only when told to', async (t) => {
  const { home, command } = terminal(t)
  const daemon = await startDaemon(t, home)
  t.match(await command('backup', 'create', '--to', 'backup'), { code: 0 })
  daemon.stop()
  await daemon.ended
  const [data, list] = [join(home, '.local/state/drawbridge'), join(home, '.config/drawbridge/keys/erased.list')]
  rmSync(data, { recursive: true })
  renameSync(list, `${list}.away`)
  t.match(await command('backup', 'restore', '--from', 'backup'), { code: 1, err: /^ERASED_LIST_UNFIT: [^]*erased\.list is missing[^]*--without-erased-list/ })
  t.match(await command('backup', 'mark-restored'), { code: 1, err: /there is no store/ })
  t.equal(json(await command('backup', 'restore', '--from', 'backup', '--without-erased-list', '--json'))['ok'], true)
  t.match(await command('backup', 'mark-restored'), { code: 1, err: /ERASED_LIST_UNFIT/ })
  renameSync(`${list}.away`, list)
  t.match(await command('backup', 'mark-restored'), { code: 0, out: /erases again whoever was erased since/ })
  await startDaemon(t, home)
  t.match(await command('health'), { code: 0 })
})

const DAY_MS = 86_400_000
/** What a doctor sees of a data folder so many days from now. */
const worldAt = (data: string, days: number) => worldOf(join(data, '..'), { DRAWBRIDGE_DATA_FOLDER: data }, { now: () => Date.now() + days * DAY_MS })

/** A home whose gateway was started once, with a backup key. */
const withKey = async (t: Test) => {
  const { home, command } = terminal(t)
  const daemon = await startDaemon(t, home)
  daemon.stop()
  await daemon.ended
  const { key } = json(await command('backup', 'keys', '--out', 'backup.secret', '--json'))
  writeFileSync(join(home, 'backup-key.json'), JSON.stringify(key))
  return { home, command, data: join(home, '.local/state/drawbridge') }
}

t.test('a sealed backup is one file that only its key opens, and a restore that fails leaves nothing in the data folder', async (t) => {
  const { home, command, data } = await withKey(t)
  t.equal(statSync(join(home, 'backup.secret')).mode & 0o777, 0o600)
  t.match(await command('backup', 'keys', '--out', 'backup.secret'), { code: 1, err: /^FILE_EXISTS/ })
  t.match(await command('backup', 'create', '--to', 'one.sealed', '--recipient', 'backup.secret'), { code: 1, err: /backup\.secret: drawbridge: must be backup-key\/1/ }, 'the secret is not for the gateway')
  t.match(await command('backup', 'create', '--to', 'one.sealed', '--recipient', 'backup-key.json'), { code: 0, out: /sealed to key [\w-]{43}; SHA-256 [0-9a-f]{64}/ })
  t.equal(statSync(join(home, 'one.sealed')).mode & 0o777, 0o600)
  t.match(await command('backup', 'verify', '--from', 'one.sealed'), { code: 0, out: /Its digest holds\. Whether it opens/ })
  t.match(json(await command('backup', 'verify', '--from', 'one.sealed', '--key', 'backup.secret', '--json')), { ok: true, sealed: true, opened: true })
  mkdirSync(join(home, 'many'))
  await command('backup', 'create', '--to', 'many', '--recipient', 'backup-key.json')
  t.match(readdirSync(join(home, 'many')), [/^drawbridge-[\dTZ-]+\.sealed$/], 'a folder gets one named by its time')

  rmSync(data, { recursive: true })
  await command('backup', 'keys', '--out', 'other.secret')
  const restore = (from: string, ...more: readonly string[]) => command('backup', 'restore', '--from', from, ...more)
  t.match(await restore('one.sealed'), { code: 1, err: /is sealed to key .*--key/ })
  t.match(await restore('one.sealed', '--key', 'other.secret'), { code: 1, err: /is sealed to key [\w-]{43}, and this is key/ })
  const whole = readFileSync(join(home, 'one.sealed'))
  writeFileSync(join(home, 'half.sealed'), whole.subarray(0, whole.length >> 1))
  t.match(await restore('half.sealed', '--key', 'backup.secret'), { code: 1, err: /is damaged/ })
  const body = whole.subarray(0, -32)
  body[body.length - 20]! ^= 1
  writeFileSync(join(home, 'changed.sealed'), Buffer.concat([body, createHash('sha256').update(body).digest()]))
  t.match(await command('backup', 'verify', '--from', 'changed.sealed'), { code: 0 }, 'without the key nobody sees it')
  t.match(await command('backup', 'verify', '--from', 'changed.sealed', '--key', 'backup.secret'), { code: 1, err: /was changed, or is not whole/ })
  t.match(await restore('changed.sealed', '--key', 'backup.secret'), { code: 1, err: /was changed, or is not whole/ })
  t.same(existsSync(data) ? readdirSync(data).filter((name) => !['lock.db', 'holder.pid'].includes(name)) : [], [], 'nothing of any of them is left')
  t.match(await restore('many', '--key', 'backup.secret'), { code: 1, err: /is not sealed/ })
  t.match(await restore('nowhere'), { code: 1, err: /there is no such file or folder/ })
  t.match(await restore(join('many', readdirSync(join(home, 'many'))[0] ?? ''), '--key', 'backup.secret'), { code: 0, out: /^Restored the store of / })
  t.equal(statSync(join(data, 'drawbridge.db')).mode & 0o777, 0o600)
})

t.test('a backup that is not sealed says so, and is verified without a key', async (t) => {
  const { home, command, data } = await withKey(t)
  t.match(await command('backup', 'create', '--to', 'plain'), { code: 0, out: /It is not sealed: .*--recipient/ })
  t.match(await command('backup', 'verify', '--from', 'plain'), { code: 0, out: /its database is whole/ })
  t.match(await command('backup', 'verify', '--from', 'plain', '--key', 'backup.secret'), { code: 1, err: /is not sealed, so that anybody may have made it/ })
  const database = join(home, 'plain/drawbridge.db')
  const bytes = readFileSync(database)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(database, bytes)
  t.match(await command('backup', 'verify', '--from', 'plain'), { code: 1, err: /is damaged/ })
  t.match(await checkBackup(worldAt(data, 0)), [{ id: 'backup', state: 'ok', what: /made 0 days ago, not sealed/ }])
  t.match(await checkBackup(worldAt(data, 8)), [{ id: 'backup', state: 'warning', what: /8 days/ }])
  rmSync(join(data, 'last-backup.json'))
  t.match(await checkBackup(worldAt(data, 0)), [{ id: 'backup', state: 'ok', what: /none was made/ }])
})

t.test('two sealed backups of one data folder are not made at once, and what a crash left is removed by the next', async (t) => {
  const { home, command, data } = await withKey(t)
  const letGo = holdFile(join(data, 'backup.lock'))
  t.match(await command('backup', 'create', '--to', 'one.sealed', '--recipient', 'backup-key.json'), { code: 1, err: /another backup is being made/ })
  letGo?.()
  mkdirSync(join(data, 'backup.part'))
  writeFileSync(join(data, 'backup.part/drawbridge.db'), 'half')
  writeFileSync(join(home, 'one.sealed.part'), 'half')
  t.match(await command('backup', 'create', '--to', 'one.sealed', '--recipient', 'backup-key.json'), { code: 0 })
  t.notOk(existsSync(join(data, 'backup.part')))
  t.notOk(existsSync(join(home, 'one.sealed.part')))
})
