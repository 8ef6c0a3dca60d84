// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Promise: docs/reports.md, its code and its commands in their order: from a message to whoever decides about it.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import type { AdmissionFile } from '../../src/model/credentials.ts'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import type { DeviceClient, MessageId, ReportDraft } from '../../src/sdk/device/index.ts'
import { createDaemon } from '../support/daemon.ts'
import { searchMemory } from '../support/memory.ts'
import { createTwoDevices } from '../support/two-devices.ts'
import { json, terminal } from '../unit/cli/support.ts'

t.setTimeout(170_000)

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/reports.md', import.meta.url)), 'utf8')
const CODE = /<!-- run by test\/flow\/reports\.test\.ts -->\n```ts\n([\s\S]+?)```/.exec(PAGE)?.[1] ?? ''
/** The commands of a block of the page, one a line. */
const commandsOf = (block: string): readonly string[] =>
  (new RegExp(`<!-- run by test/flow/reports\\.test\\.ts: ${block} -->\\n\`\`\`sh\\n([\\s\\S]+?)\`\`\``).exec(PAGE)?.[1] ?? '').trim().split('\n')
const OFFLINE = new Set(['keys', 'pin', 'open', 'verify'])

interface Page {
  readonly draftOf: (device: DeviceClient, peer: DeviceClient['userId'], messageIds: readonly MessageId[], comment: string) => Promise<ReportDraft | undefined>
  readonly linesOf: (draft: ReportDraft) => string[]
  readonly send: (device: DeviceClient, draft: ReportDraft) => Promise<unknown>
}

const unique = (what: string): string => `${what}${randomBytes(9).toString('hex')}`

/** A terminal in an empty folder that types what the page says, at a running daemon. */
const openTerminal = async (t: Test) => {
  const daemon = await createDaemon(t, { DRAWBRIDGE_LOG_LEVEL: 'trace' })
  await daemon.start()
  const { home, command } = terminal(t)
  const at = ['--admin-socket', join(daemon.dataFolder, 'admin.sock')]
  const ok = async (...argv: readonly string[]) => {
    const ran = await command(...argv)
    t.equal(ran.code, 0, `${argv.join(' ')} ${ran.err}`)
    return ran
  }
  /** Types a block of the page; what each command printed. */
  const type = async (block: string, id = ''): Promise<string[]> => {
    const printed: string[] = []
    for (const line of commandsOf(block)) {
      const [, ...words] = line.replace(' ID', ` ${id}`).match(/"[^"]*"|\S+/g) ?? []
      const into = words.indexOf('>')
      const argv = (into < 0 ? words : words.slice(0, into)).map((word) => word.replaceAll('"', ''))
      const { out } = await ok(...argv, ...(OFFLINE.has(argv[1] ?? '') ? [] : at))
      if (into >= 0) writeFileSync(join(home, words[into + 1] ?? ''), out)
      printed.push(out)
    }
    return printed
  }
  return { daemon, home, command, at, ok, type }
}

t.test('what somebody reports reaches whoever decides with its proof, and is nowhere in the gateway', { timeout: 160_000 }, async (t) => {
  const code = join(t.testdir(), 'page.ts')
  writeFileSync(code, CODE)
  const page = await import(pathToFileURL(code).href) as Page
  const { daemon, home, command, at, ok, type } = await openTerminal(t)
  const [said, other, comment] = [unique('threat-'), unique('harmless-'), unique('comment-')]

  await type('keys')
  await type('franks')
  const { ana, ben } = await createTwoDevices(t, daemon, undefined, async (admission): Promise<AdmissionFile> => {
    const file = `${admission.party}.admission.json`
    writeFileSync(join(home, file), JSON.stringify(admission))
    if (admission.party === 'heron.example') await type('pin')
    else await ok('report', 'pin', file, '--key', 'moderation-key.json')
    return JSON.parse(readFileSync(join(home, file), 'utf8')) as AdmissionFile
  })
  t.match((await ok('report', 'list', ...at)).out, /^Nobody was reported\./)

  await ana.device.send({ to: ben.user, text: other })
  const { messageId } = await ana.device.send({ to: ben.user, text: said })
  await ben.shown('text', 2)
  const draft = await page.draftOf(ben.device, ana.user, [messageId], comment)
  if (draft === undefined) throw new Error('it can be reported')
  t.same(page.linesOf(draft), [`To the operator, because of violence: ${comment}`, said])
  t.same(await page.send(ben.device, draft), { leftToday: 19, block: { state: 'done' } })
  t.match(await ben.device.report(draft), { leftToday: 19 }, 'again, as after a lost answer')

  await t.test('the operator sees who and how many, and no word', async (t) => {
    const [shown = ''] = await type('list', draft.reportId)
    t.match(shown, new RegExp(`^heron.example: 1 of its users reported by 1 different people[^]*${draft.reportId}.*${ana.user}`))
    const listed = json(await ok('report', 'list', '--party', 'heron.example', '--json', ...at))
    t.match(listed, {
      counts: { users: [{ reportedUser: ana.user, reportedParty: 'heron.example', reporters: 1 }], party: { party: 'heron.example', reporters: 1, users: 1 } },
      reports: [{ id: draft.reportId, party: 'wren.example', reporter: ben.user, reportedUser: ana.user, messages: 1 }],
    })
    t.notMatch(JSON.stringify(listed) + shown + readFileSync(join(home, 'report.json'), 'utf8'), new RegExp(`${said}|${comment}|violence`))
  })

  await t.test('whoever has the moderation key opens it without the daemon, and it is proven', async (t) => {
    const [opened = '', verified = ''] = await type('open')
    t.match(opened, /^PROVEN/)
    t.match(opened, new RegExp(`reason +violence[^]*${comment}[^]*${said}`))
    t.notMatch(opened, new RegExp(other), 'only what was reported')
    t.match(verified, /^PROVEN/)
    t.notMatch(verified, new RegExp(said))
    const files = ['--key', 'moderation.secret', '--frank-keys', 'frank-keys.json']
    t.match(json(await ok('report', 'open', 'report.json', ...files, '--json')), { ok: true, proven: true, report: { reporter: ben.user, reportedUser: ana.user, messages: [{ content: said }] } })
    const report = JSON.parse(readFileSync(join(home, 'report.json'), 'utf8')) as Record<string, unknown>
    writeFileSync(join(home, 'relabelled.json'), JSON.stringify({ ...report, reportedUser: ben.user }))
    for (const what of ['open', 'verify']) t.match(await command('report', what, 'relabelled.json', ...files), { code: 4, out: /^NOT PROVEN[^]*FAILS/ })
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

  await t.test('a report that was founded and is dealt with is dropped, and its reporter stays counted', async (t) => {
    await type('drop', draft.reportId)
    t.match(json(await ok('report', 'list', '--json', ...at)), { reports: [], counts: { users: [{ reporters: 1 }] } })
    t.match(await command('report', 'export', draft.reportId, '--out', 'gone.json', ...at), { code: 1, err: /^NOT_FOUND/ })
    t.notOk(existsSync(join(home, 'gone.json')))
  })
})
