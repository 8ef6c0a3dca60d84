// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openVaultGateway } from '../support/vault-gateway.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(230_000)

t.test('a backup is made while people write; restored, it begins all sessions anew, and they go on writing to each other', { timeout: 220_000 }, async (t) => {
  const { daemon, command, tryCommand, core, introduce } = await openVaultGateway(t)
  const talk = await introduce('ann')
  const exchange = async (...words: readonly string[]): Promise<void> => {
    for (const word of words) {
      await talk.write(`${word} to ann`)
      await talk.answer(`${word} from ann`)
    }
    const last = words.at(-1) ?? ''
    await eventually(() => core.heard.get('ann')?.includes(`${last} to ann`) === true && talk.shown.includes(`${last} from ann`), `${last} both ways`)
  }
  await exchange('one')
  await command('backup keys --out backup.secret > backup-key.json')
  const [made] = await Promise.all([command('backup create --to backup --recipient backup-key.json --json'), exchange('two', 'three', 'four')])
  t.match(JSON.parse(made), { ok: true, sealed: true, sha256: /^[0-9a-f]{64}$/ })
  t.match(await tryCommand('backup create --to backup'), { code: 1, errors: /is there already/ })
  t.match(await command('backup verify --from backup --key backup.secret'), /It opens, and its database is whole/)
  await exchange('five')

  t.match(await tryCommand('backup restore --from backup --key backup.secret'), { code: 1, errors: /a restore never overwrites/ })
  await daemon.kill()
  renameSync(daemon.dataFolder, `${daemon.dataFolder}-lost`)
  t.match(await command('backup restore --from backup --key backup.secret'), /The next start drops all Signal sessions of vault users and all one-time prekeys/)
  t.ok(existsSync(join(daemon.dataFolder, 'drawbridge.db')))
  await daemon.start()
  t.match(readFileSync(daemon.logFile, 'utf8'), /"count":1,"prekeys":[1-9]\d*,"event":"store.restored"/)
  const { entries } = JSON.parse(await command('audit list --json')) as { readonly entries: readonly { readonly act: string; readonly details: Readonly<Record<string, unknown>> }[] }
  const told = entries.slice(entries.findIndex(({ act }) => act === 'store.restored'))
  t.same(told.slice(0, 4).map(({ act }) => act), ['store.restored', 'store.erased-again', 'audit.set-back', 'daemon.started'])
  t.ok(Number(told[2]?.details['size']) > 1, 'with what was signed before the restore')
  await exchange('six', 'seven')
  t.equal(new Set(talk.shown).size, talk.shown.length, 'nothing is shown twice')
  const { length } = talk.shown
  await daemon.stop()
  await daemon.start()
  await exchange('eight')
  t.equal(talk.shown.length, length + 1)
  t.equal(readFileSync(daemon.logFile, 'utf8').split('"store.restored"').length, 2, 'a later start finds no mark')
})

t.test('what is no whole backup is not restored, and a PostgreSQL database is sent to its own tools', { timeout: 120_000 }, async (t) => {
  const { daemon, folder, command, tryCommand } = await openVaultGateway(t)
  await command('backup create --to backup')
  t.same(readdirSync(join(folder, 'backup')).toSorted(), ['core-credentials.json', 'drawbridge.db', 'keys.check', 'manifest.json'], 'and nothing else is in it')
  await daemon.stop()
  renameSync(daemon.dataFolder, `${daemon.dataFolder}-lost`)
  const database = join(folder, 'backup/drawbridge.db')
  const bytes = readFileSync(database)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(database, bytes)
  t.match(await tryCommand('backup restore --from backup'), { code: 1, errors: /is damaged/ })
  t.match(await tryCommand('backup restore --from .'), { code: 1, errors: /holds no backup/ })
  t.notOk(existsSync(join(daemon.dataFolder, 'drawbridge.db')))
  t.match(await tryCommand('backup create --to other'), { code: 1, errors: /there is no store in/ })
  const postgres = 'DRAWBRIDGE_STORE_URL=postgres://gate@127.0.0.1/gate '
  for (const words of ['create --to other', 'restore --from backup']) t.match(await tryCommand(`backup ${words}`, postgres), { code: 1, errors: /pg_dump.*backup mark-restored/ })
  t.match(await tryCommand('backup mark-restored'), { code: 1, errors: /there is no store in/ })
})
