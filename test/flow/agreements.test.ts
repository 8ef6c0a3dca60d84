// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an operator who types what docs/agreements.md says sees what it says, from a provider's request to live, against a real daemon and a provider that links.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { reportOf } from '../../src/conformance/report/report.ts'
import { toHtml } from '../../src/conformance/report/html.ts'
import { signReport } from '../../src/conformance/report/signing.ts'
import { providerScenarios } from '../../src/conformance/provider/scenarios/index.ts'
import { parseAdmissionFile } from '../../src/model/party-files.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import { parsePartyKeys } from '../../src/sdk/link/party-keys.ts'
import { json, startDaemon, terminal } from '../unit/cli/support.ts'

t.setTimeout(60_000)

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/agreements.md', import.meta.url)), 'utf8')
const BLOCK = /<!-- run by test\/flow\/agreements\.test\.ts -->\n```sh\ndrawbridge ([^\n`]+)\n```\n```text\n([^`]+)```/g
const blocks = [...PAGE.matchAll(BLOCK)].map(([, command = '', output = '']) => ({ command, lines: output.trimEnd().split('\n') }))

/** A line of the page fits if its words come in this order in one line that was printed. */
const fits = (line: string) => new RegExp(line.trim().split(/\s+/).map((word) => RegExp.escape(word)).join('[^\\n]*\\s'), 'm')

t.test('the page from a request to live is true of the program', async (t) => {
  const { home, command } = terminal(t)
  writeFileSync(join(home, 'config.yaml'), /```yaml\n([^`]+)```/.exec(PAGE)?.[1] ?? '')
  await startDaemon(t, home, '--config', 'config.yaml')
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  await command('core', 'add', 'core/application.json')
  for (const out of ['heron', 'heron-lost', 'stork']) await command('provider', 'init', '--party', out === 'stork' ? 'stork.example' : 'heron.example', '--name', 'Heron', '--out', out)
  const keysIn = (folder: string) => parsePartyKeys(JSON.parse(readFileSync(join(home, folder, 'keys.json'), 'utf8')))
  const link = async (folder: string): Promise<void> => {
    const admission = parseAdmissionFile(JSON.parse(readFileSync(join(home, 'heron/admission.json'), 'utf8')))
    const opened = connectLink({ admission, keys: keysIn(folder), instance: 'one' })
    await opened.ready
    await opened.close()
  }
  const writeReport = async (file: string, signer: string, scenarios: readonly { readonly name: string }[] = providerScenarios): Promise<void> => {
    const report = reportOf({ tested: 'provider', url: 'ws://127.0.0.1:1', software: 'heron/1', parties: ['heron.example'], kit: '0.1.0' }, new Date(), new Date(),
      scenarios.map(({ name }) => ({ name, title: name, musts: [], outcome: 'passed', ms: 1 })))
    writeFileSync(join(home, file), toHtml(report, await signReport(report, keysIn(signer).issuerKey)))
  }
  await writeReport('report.html', 'heron')
  const type = async ({ command: line, lines }: (typeof blocks)[number]): Promise<void> => {
    const ran = await command(...line.split(' '))
    t.equal(ran.code, /^[A-Z_]+:$/.test(lines[0] ?? '') ? 1 : 0, line, { ran })
    for (const one of lines) t.match(ran.out + ran.err, fits(one), `${line}: ${one}`)
  }
  const typeNext = async (count: number): Promise<void> => { for (const block of blocks.splice(0, count)) await type(block) }
  t.equal(blocks.length, 14)

  await typeNext(4)
  t.match(json(await command('provider', 'show', 'heron.example', '--json')), { state: 'requested', agreement: { stage: 'requested', next: 'admit', overdue: false, due: /^\d{4}-\d\d-\d\d$/ } })
  t.match(json(await command('provider', 'list', '--json')), { parties: [{ party: 'core.example' }], requests: [{ party: 'heron.example' }] })
  t.match(await command('provider', 'add', 'heron/application.json'), { code: 1, err: /^CONFLICT: [^]*admit it with --testing/ })
  t.match(await command('provider', 'request', 'stork/application.json', '--received', '2025-11-30', '--reason', 'OPS-7'), { code: 0, out: /by 2026-02-28 {2}OVERDUE by \d+ days/ })
  t.match((await command('doctor')).out, /problem +agreements +stork\.example is due 2026-02-28 {2}OVERDUE[^]*provider show stork\.example/)
  t.match(await command('provider', 'request', 'heron/application.json', '--received', '30.11.2025', '--reason', 'OPS-7'), { code: 1, err: /a day is written as 2026-11-30/ })
  t.match(await command('provider', 'withdraw', 'stork.example', '--reason', 'OPS-8'), { code: 0, out: 'The request of stork.example is taken back.\n' })

  await typeNext(2)
  t.match(await command('provider', 'suspend', 'heron.example', '--reason', 'OPS-8'), { code: 0, out: 'heron.example is suspended; its links are closed.\n' })
  t.match((await command('provider', 'show', 'heron.example')).out, /rests +OPS-8\n +appeal +none: it was suspended by hand[^]*next +resume it when it may: drawbridge provider resume heron\.example/)
  t.match(await command('provider', 'resume', 'heron.example', '--reason', 'OPS-8'), { code: 0, out: 'heron.example is testing again.\n' })
  await link('heron')
  t.match(await command('provider', 'live', 'heron.example', '--reason', 'OPS-9'), { code: 1, err: /not yet: conformance is missing; key-rotation is missing/ })
  await writeReport('stranger.html', 'stork')
  await writeReport('part.html', 'heron', providerScenarios.slice(1))
  writeFileSync(join(home, 'changed.html'), readFileSync(join(home, 'report.html'), 'utf8').replace('15 passed', '99 passed').replace('</h1>', ' </h1>'))
  t.match(await command('provider', 'report', 'heron.example', 'stranger.html', '--reason', 'OPS-8'), { code: 1, err: /^CONFLICT: [^]*neither of heron\.example nor of the core/ })
  t.match(await command('provider', 'report', 'heron.example', 'changed.html', '--reason', 'OPS-8'), { code: 1, err: /^CONFIG_INVALID: [^]*something else than what was signed/ })
  t.match(await command('provider', 'report', 'stork.example', 'report.html', '--reason', 'OPS-8'), { code: 1, err: /is about heron\.example, not about stork\.example/ })
  t.match(await command('provider', 'report', 'heron.example', 'part.html', '--reason', 'OPS-8'), { code: 0, out: /does not count: 1 scenarios of the kit were not run/ })

  await typeNext(2)
  t.match(await command('provider', 'rotate', 'heron.example', 'heron-lost/application.json', '--reason', 'OPS-9'), { code: 1, err: /^CONFLICT: [^]*did not sign for the new one: compare \S+ with the provider/ })
  t.match(await command('provider', 'init', '--party', 'stork.example', '--name', 'Stork', '--out', 'other', '--replaces', 'heron/keys.json'), { code: 1, err: /CONFIG_INVALID[^]*keys of the same party/ })
  await typeNext(2)
  t.match((await command('provider', 'show', 'heron.example')).out, /new key +\S+ +not seen yet, vouched for by the old key/)
  t.match(await command('provider', 'rotate', 'heron.example', '--reason', 'OPS-9'), { code: 2, err: /Either an application file, or --finish/ })
  await link('heron-new')
  await typeNext(4)
  t.match(await command('provider', 'list'), { out: /heron\.example +provider +suspended [^\n]* resume +Heron/ })
})
