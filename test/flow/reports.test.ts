// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { AdmissionFile } from '../../src/model/credentials.ts'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import { createDaemon } from '../support/daemon.ts'
import { searchMemory } from '../support/memory.ts'
import { createTwoDevices } from '../support/two-devices.ts'
import { json, terminal } from '../unit/cli/support.ts'

t.setTimeout(170_000)

const unique = (what: string): string => `${what}${randomBytes(9).toString('hex')}`

t.test('what somebody reports reaches whoever decides with its proof, and is nowhere in the gateway', { timeout: 160_000 }, async (t) => {
  const daemon = await createDaemon(t, { DRAWBRIDGE_LOG_LEVEL: 'trace' })
  await daemon.start()
  const { home, command } = terminal(t)
  const at = ['--admin-socket', join(daemon.dataFolder, 'admin.sock')]
  const ok = async (...argv: readonly string[]) => {
    const ran = await command(...argv)
    t.equal(ran.code, 0, `${argv.join(' ')} ${ran.err}`)
    return ran
  }
  const [said, other, comment] = [unique('threat-'), unique('harmless-'), unique('comment-')]

  // On the moderator's machine, and on the operator's way to the parties.
  writeFileSync(join(home, 'moderation-key.json'), (await ok('report', 'keys', '--out', 'moderation.secret')).out)
  const pin = async (admission: AdmissionFile): Promise<AdmissionFile> => {
    const file = `${admission.party}.admission.json`
    writeFileSync(join(home, file), JSON.stringify(admission))
    await ok('report', 'pin', file, '--key', 'moderation-key.json')
    return JSON.parse(readFileSync(join(home, file), 'utf8')) as AdmissionFile
  }
  await ok('report', 'frank-keys', '--out', 'frank-keys.json', ...at)
  const { ana, ben } = await createTwoDevices(t, daemon, undefined, pin)
  t.match((await ok('report', 'list', ...at)).out, /^Nobody was reported\./)

  await ana.device.send({ to: ben.user, text: other })
  const { messageId } = await ana.device.send({ to: ben.user, text: said })
  await ben.shown('text', 2)
  const draft = await ben.device.prepareReport({ peer: ana.user, messageIds: [messageId], reason: 'violence', comment })
  t.same(await ben.device.report(draft, { block: true }), { leftToday: 19, block: { state: 'done' } })
  t.match(await ben.device.report(draft), { leftToday: 19 }, 'again, as after a lost answer')

  await t.test('the operator sees who and how many, and no word', async (t) => {
    const listed = json(await ok('report', 'list', '--party', 'heron.example', '--json', ...at))
    t.match(listed, {
      counts: { users: [{ reportedUser: ana.user, reportedParty: 'heron.example', reporters: 1 }], party: { party: 'heron.example', reporters: 1, users: 1 } },
      reports: [{ id: draft.reportId, party: 'wren.example', reporter: ben.user, reportedUser: ana.user, messages: 1 }],
    })
    const shown = (await ok('report', 'list', ...at)).out
    t.match(shown, new RegExp(`${draft.reportId}.*${ana.user}`))
    t.notMatch(JSON.stringify(listed) + shown, new RegExp(`${said}|${comment}|violence`))
  })

  await t.test('whoever has the moderation key opens it without the daemon, and it is proven', async (t) => {
    await ok('report', 'export', draft.reportId, '--out', 'report.json', ...at)
    const files = ['report.json', '--key', 'moderation.secret', '--frank-keys', 'frank-keys.json']
    const opened = await ok('report', 'open', ...files)
    t.match(opened.out, /^PROVEN/)
    t.match(opened.out, new RegExp(`reason +violence[^]*${comment}[^]*${said}`))
    t.notMatch(opened.out, new RegExp(other), 'only what was reported')
    t.match(json(await ok('report', 'open', ...files, '--json')), { ok: true, proven: true, report: { reporter: ben.user, reportedUser: ana.user, messages: [{ content: said }] } })
    const verified = await ok('report', 'verify', ...files)
    t.notMatch(verified.out, new RegExp(said))
    const report = JSON.parse(readFileSync(join(home, 'report.json'), 'utf8')) as Record<string, unknown>
    writeFileSync(join(home, 'relabelled.json'), JSON.stringify({ ...report, reportedUser: ben.user }))
    t.match(await command('report', 'verify', 'relabelled.json', ...files.slice(1)), { code: 4, out: /^NOT PROVEN[^]*FAILS/ })
  })

  await t.test('nothing of it is in the gateway’s files, log and memory', async (t) => {
    const texts = [said, other, comment]
    const found = await searchForTexts([daemon.dataFolder, daemon.logFile, daemon.keysFolder], texts)
    t.ok(found.bytes > 100_000)
    t.same(found.hits, [])
    if (existsSync('/proc/self/mem')) t.same(searchMemory(daemon.pid(), texts).hits, [0, 0, 0])
    // The same search finds the disclosure in the clear where somebody leaves it.
    writeFileSync(join(home, 'control'), draft.disclosure)
    t.equal((await searchForTexts([join(home, 'control')], [comment])).hits.length, 1)
    t.ok((await searchForTexts([daemon.dataFolder], [draft.sealed.slice(-60)])).hits.length > 0, 'what is sealed is there')
  })

  await t.test('a report that is dealt with is dropped, and its reporter stays counted', async (t) => {
    await ok('report', 'drop', draft.reportId, '--reason', 'dealt with', ...at)
    t.match(json(await ok('report', 'list', '--json', ...at)), { reports: [], counts: { users: [{ reporters: 1 }] } })
    t.match(await command('report', 'export', draft.reportId, '--out', 'gone.json', ...at), { code: 1, err: /^NOT_FOUND/ })
    t.notOk(existsSync(join(home, 'gone.json')))
  })
})
