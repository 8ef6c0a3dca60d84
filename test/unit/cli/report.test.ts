// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { vectorSecret } from '../../support/report-forge.ts'
import vector from '../../vectors/report/report.json' with { type: 'json' }
import { json, terminal } from './support.ts'

/** A moderator's machine with the files of the published vector, changed where a test says so. */
const moderator = (t: Test, changes: Readonly<Record<string, unknown>> = {}) => {
  const { home, command } = terminal(t)
  const files = { 'report.json': vector.report, 'moderation.secret': vectorSecret, 'frank-keys.json': vector.frankKeys, ...changes }
  for (const [name, value] of Object.entries(files)) writeFileSync(join(home, name), JSON.stringify(value))
  const report = (...argv: readonly string[]) => command('report', ...argv, '--key', 'moderation.secret', '--frank-keys', 'frank-keys.json')
  return { home, command, report }
}

t.test('the published report is opened and proven, by lines and as JSON', async (t) => {
  const { report } = moderator(t)
  const opened = await report('open', 'report.json')
  t.match(opened, { code: 0, err: '' })
  t.match(opened.out, /^PROVEN.*\n( {2}holds.*\n){2}message 1\n( {2}holds.*\n){4}\nreporter .*\nreported .*\nreason +scam\ncomment +He wants money\.\n\nmessage 1: accepted 2026-01-01T00:00:00\.456Z.*\n {2}\| Hello, Ben\n$/)
  const verified = json(await report('verify', 'report.json', '--json'))
  t.match(verified, { ok: true, proven: true })
  t.notMatch(JSON.stringify(verified), /Hello/)
})

t.test('a report that does not hold ends with 4, says which line fails, and as JSON too', async (t) => {
  const { report } = moderator(t, { 'report.json': { ...vector.report, checked: 'A'.repeat(43) } })
  t.match(await report('verify', 'report.json'), { code: 4, out: /^NOT PROVEN.*\n {2}holds.*\n {2}FAILS {2}it discloses other messages/ })
  t.match(json(await report('open', 'report.json', '--json')), { ok: false, proven: false, checks: [{ name: 'report', holds: true }, { name: 'checked', holds: false }] })
})

t.test('what was sealed to another key, and files that are something else, are refused with the reason', async (t) => {
  const { home, command, report } = moderator(t)
  await command('report', 'keys', '--out', 'other.secret')
  t.match(await command('report', 'open', 'report.json', '--key', 'other.secret', '--frank-keys', 'frank-keys.json'), { code: 1, out: '', err: /^REPORT_UNREADABLE: [^]*not sealed to this key/ })
  t.match(await report('open', 'frank-keys.json'), { code: 1, err: /^CONFIG_INVALID: / })
  t.match(await report('open', 'none.json'), { code: 1, err: /there is no such file/ })
  t.match(await command('report', 'open', 'report.json', '--key', 'frank-keys.json', '--frank-keys', 'frank-keys.json'), { code: 1, err: /^CONFIG_INVALID: / })
  t.match(await command('report', 'open', 'report.json'), { code: 2, err: /--key/ })
  writeFileSync(join(home, 'report.json'), JSON.stringify({ ...vector.report, extra: 1 }))
  t.match(await report('open', 'report.json'), { code: 1, err: /extra: is not a key of this file/ })
})

t.test('a moderation key is made for its owner alone, printed without its private half, and not overwritten', async (t) => {
  const { home, command } = terminal(t)
  const made = await command('report', 'keys', '--out', 'moderation.secret')
  t.equal(statSync(join(home, 'moderation.secret')).mode & 0o777, 0o600)
  const secret = JSON.parse(readFileSync(join(home, 'moderation.secret'), 'utf8')) as { readonly key: { readonly d: string; readonly kid: string } }
  t.match(json(made), { drawbridge: 'moderation-key/1', key: { crv: 'X25519', kid: secret.key.kid } })
  t.notMatch(made.out, secret.key.d)
  t.match(await command('report', 'keys', '--out', 'moderation.secret'), { code: 1, err: /^FILE_EXISTS/ })
  t.match(json(await command('report', 'keys', '--out', 'moderation.secret', '--force', '--json')), { ok: true })
})

t.test('a key with its private half is not pinned, nor anything into a file that is no admission', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'key.json'), (await command('report', 'keys', '--out', 'moderation.secret')).out)
  writeFileSync(join(home, 'admission.json'), '{}')
  t.match(await command('report', 'pin', 'admission.json', '--key', 'key.json'), { code: 1, err: /^CONFIG_INVALID: / })
  t.match(await command('report', 'pin', 'admission.json', '--key', 'moderation.secret'), { code: 1, err: /^CONFIG_INVALID: / })
  t.equal(readFileSync(join(home, 'admission.json'), 'utf8'), '{}', 'it stays as it was')
})
