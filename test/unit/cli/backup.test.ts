// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import type { Test } from 'tap'
import { checkBackup } from '../../../src/cli/doctor/backup.ts'
import { holdFile } from '../../../src/store/sqlite/hold-file.ts'
import { worldOf } from '../../support/doctor-world.ts'
import { json, startDaemon, terminal } from './support.ts'

t.setTimeout(100_000)

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
  const { home, command, ...signals } = terminal(t)
  const daemon = await startDaemon(t, home)
  daemon.stop()
  await daemon.ended
  const { key } = json(await command('backup', 'keys', '--out', 'backup.secret', '--json'))
  writeFileSync(join(home, 'backup-key.json'), JSON.stringify(key))
  return { home, command, ...signals, data: join(home, '.local/state/drawbridge') }
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

t.test('with a backup key in the configuration every backup is sealed to it, unless the command says otherwise, and doctor holds the last one against it', async (t) => {
  const { home, command, data } = await withKey(t)
  writeFileSync(join(home, 'c.yaml'), 'backup: { recipientFile: backup-key.json }\n')
  const create = (to: string, ...more: readonly string[]) => command('backup', 'create', '--config', 'c.yaml', '--to', to, '--json', ...more)
  const doctor = (variables: object = {}) => checkBackup(worldOf(home, { DRAWBRIDGE_DATA_FOLDER: data, DRAWBRIDGE_BACKUP_RECIPIENT_FILE: 'backup-key.json', ...variables }, { now: () => Date.now(), place: ' --config c.yaml' }))
  t.match(json(await create('one.sealed')), { sealed: true, recipient: /^[\w-]{43}$/ })
  t.match(await doctor(), [{ state: 'ok', what: /0 days ago, sealed$/ }])
  t.match(await create('two', '--unsealed', '--recipient', 'backup-key.json'), { code: 2, err: /USAGE/ }, 'not both')
  t.match(json(await create('two', '--unsealed')), { sealed: false })
  t.match(await doctor(), [{ state: 'warning', what: /not sealed though backup\.recipientFile is set/, fix: /^Delete it, and run: drawbridge backup create --to \/backup --config c\.yaml$/ }])
  t.throws(() => doctor({ DRAWBRIDGE_BACKUP_RECIPIENT_FILE: 'nowhere.json' }), { code: 'CONFIG_INVALID', detail: /nowhere\.json: there is no such file/ })
  writeFileSync(join(home, 'c.yaml'), 'backup: { recipientFile: backup.secret }\n')
  t.match(await create('three.sealed'), { code: 1, err: /must be backup-key\/1/ })
  t.notOk(existsSync(join(home, 'three.sealed')), 'nor is anything made that is not sealed')
})

t.test('a store that is older than a week and was never backed up is a warning', async (t) => {
  const { data } = await withKey(t)
  t.match(await checkBackup(worldAt(data, 0)), [{ state: 'ok', what: /^none was made/ }])
  t.match(await checkBackup(worldAt(data, 9)), [{ state: 'warning', what: /none was made .* 9 days old$/, fix: /^If no other tool makes them, run: drawbridge backup create/ }])
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
  const lock = readFileSync(join(data, 'backup.lock'))
  rmSync(join(data, 'backup.lock'))
  mkdirSync(join(data, 'backup.lock'))
  t.match(await command('backup', 'create', '--to', 'one.sealed', '--recipient', 'backup-key.json'), { code: 1, err: /you may not hold .*backup\.lock, which another user's backup may have left: remove it, and make backups as the user that the daemon runs as/ })
  rmSync(join(data, 'backup.lock'), { recursive: true })
  writeFileSync(join(data, 'backup.lock'), lock)
  mkdirSync(join(data, 'backup.part'))
  writeFileSync(join(data, 'backup.part/drawbridge.db'), 'half')
  writeFileSync(join(home, 'one.sealed.part'), 'half')
  t.match(await command('backup', 'create', '--to', 'one.sealed', '--recipient', 'backup-key.json'), { code: 0 })
  t.notOk(existsSync(join(data, 'backup.part')))
  t.notOk(existsSync(join(home, 'one.sealed.part')))
})

t.test('a signal ends what is under way with a backup, and nothing that was opened or half made is left', async (t) => {
  const { home, command, data, listeners, exits } = await withKey(t)
  const before = process.env['TMPDIR']
  t.teardown(() => { if (before === undefined) delete process.env['TMPDIR']; else process.env['TMPDIR'] = before })
  process.env['TMPDIR'] = join(home, 'tmp')
  mkdirSync(join(home, 'tmp'))
  await command('backup', 'create', '--to', 'whole.sealed', '--recipient', 'backup-key.json')
  const inside = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [])
  for (const [words, draftsNow] of [
    [['verify', '--from', 'whole.sealed', '--key', 'backup.secret'], () => inside(join(home, 'tmp'))],
    [['create', '--to', 'cut.sealed', '--recipient', 'backup-key.json'], () => [join(data, 'backup.part'), join(home, 'cut.sealed.part')].filter((path) => existsSync(path))],
    [['create', '--to', 'cut'], () => [join(home, 'cut.part')].filter((path) => existsSync(path))],
    [['restore', '--from', 'whole.sealed', '--key', 'backup.secret', '--data', 'new'], () => [join(home, 'new/restore.part')].filter((path) => existsSync(path))],
  ] as const) {
    const over = new AbortController()
    const ran = command('backup', ...words).finally(() => { over.abort() })
    while (!over.signal.aborted && (listeners.length === 0 || draftsNow().length === 0)) await turn()
    t.ok(draftsNow().length > 0, `${words[0]} has begun`)
    for (const listener of [...listeners]) listener('SIGINT')
    t.same(draftsNow(), [], `nothing of ${words.join(' ')} is left`)
    t.same(exits.splice(0), [143])
    await ran
  }
})

t.test('what a killed backup or restore left of a store is gone once the daemon has started', async (t) => {
  const { home, data } = await withKey(t)
  for (const name of ['backup.part', 'restore.part']) {
    mkdirSync(join(data, name))
    writeFileSync(join(data, name, 'drawbridge.db'), 'rows of somebody who was erased since')
  }
  const daemon = await startDaemon(t, home)
  t.same(readdirSync(data).filter((name) => name.endsWith('.part')), [])
  daemon.stop()
  await daemon.ended

  mkdirSync(join(data, 'backup.part'))
  rmSync(join(data, 'backup.lock'), { force: true })
  mkdirSync(join(data, 'backup.lock'))
  const again = await startDaemon(t, home)
  t.match(again.said.err, /"task":"backup-leftovers"[^\n]*"event":"background\.failed"/, 'and where it cannot be removed, the daemon says so and serves')
  t.match(again.said.out, /is ready/)
})
