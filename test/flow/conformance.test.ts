// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
// `drawbridge conformance --sandbox`, as somebody types it: every scenario against this program's own gateway, and what is written of it.
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { AdmissionFile, ApplicationFile } from '../../src/model/credentials.ts'
import { partyId } from '../../src/model/ids.ts'
import { linkTo } from '../../src/conformance/musts.ts'
import type { Must } from '../../src/conformance/musts.ts'
import type { Outcome } from '../../src/conformance/outcome.ts'
import { scenarios } from '../../src/conformance/gateway/scenarios/index.ts'
import { providerScenarios } from '../../src/conformance/provider/scenarios/index.ts'
import { verifyReport } from '../../src/conformance/report/signing.ts'

t.setTimeout(290_000)

const ENTRY = fileURLToPath(new URL('../../bin/drawbridge.js', import.meta.url))
const PROTOCOL = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')
const PAGE = readFileSync(new URL('../../docs/conformance.md', import.meta.url), 'utf8')

interface Ran { readonly code: number; readonly out: string; readonly err: string }

const folder = mkdtempSync(join(tmpdir(), 'dbf-'))
t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })

const drawbridge = (...args: readonly string[]): Promise<Ran> => new Promise((resolve) => {
  const child = execFile(process.execPath, [ENTRY, 'conformance', ...args], { cwd: folder, env: { ...process.env, TMPDIR: folder }, maxBuffer: 16_777_216 }, (_error, out, err) => {
    resolve({ code: child.exitCode ?? -1, out, err })
  })
})

/** Heron's own keys and application file; made once. */
const initProvider = (): Promise<unknown> => new Promise((resolve) => {
  execFile(process.execPath, [ENTRY, 'provider', 'init', '--party', 'heron.example', '--name', 'Heron', '--out', join(folder, 'heron')], resolve)
})

/** As an operator would hand it back whose gateway is gone. */
const admission = ({ party, linkKeys, issuerKeys }: ApplicationFile): AdmissionFile => {
  const [key] = linkKeys.keys
  if (key === undefined) throw new Error('no key')
  const gateway = { id: key.kid as AdmissionFile['gateway']['id'], url: 'ws://127.0.0.1:1/v1/link', linkKey: key, frankKey: key }
  return { drawbridge: 'admission/1', party, role: 'provider', bindingMode: 'plain-loopback', gateway, core: { party: partyId('core.example'), issuerKeys } }
}

/** Page and anchor of the heading above a MUST, as a reader of the page finds it. */
const sectionOf = (must: Must): string => {
  const at = PROTOCOL.indexOf(`\n- **${must}** `)
  const heading = at < 0 ? '' : PROTOCOL.slice(0, at).match(/^##+ .*$/gm)?.at(-1) ?? ''
  return `docs/protocol.md#${heading.replace(/^#+ /, '').toLowerCase().replace(/[^a-z0-9 -]/g, '').replaceAll(' ', '-')}`
}

t.test('each scenario has a name of its own and judges MUSTs that the protocol has, in the section that it links to', async (t) => {
  t.ok(scenarios.length >= 150, `${String(scenarios.length)} scenarios`)
  const all = [...scenarios, ...providerScenarios]
  t.equal(new Set(all.map(({ name }) => name)).size, all.length)
  for (const { name, title, musts } of all) {
    t.match(name, /^[a-z]+\/[a-z0-9-]+$/)
    t.match(title, /^[A-Z].*\.$/, name)
    for (const must of musts) t.equal(sectionOf(must), linkTo(must), `${name} ${must}`)
    t.ok(PAGE.includes(`\`${name.split('/')[0] ?? ''}\` |`), `docs/conformance.md says what ${name} belongs to`)
  }
})

t.test('each MUST links to its section, and either a scenario judges it or the page says why none does', async (t) => {
  const musts = [...PROTOCOL.matchAll(/^- \*\*(DIP-\d+)\*\* /gm)].map(([, must]) => must as Must)
  t.ok(musts.length >= 160, `${String(musts.length)} MUSTs`)
  for (const must of musts) t.equal(linkTo(must), sectionOf(must), must)
  const table = PAGE.split('## What no scenario judges')[1]?.split('\n## ')[0] ?? ''
  const unjudged = new Set([...table.matchAll(/^\| (DIP-[^|]+) \|/gm)].flatMap(([, row = '']) => row.split(', ')))
  const judged = new Set<string>([...scenarios, ...providerScenarios].flatMap((one) => one.musts))
  t.strictSame(musts.filter((must) => judged.has(must) === unjudged.has(must)), [], 'each is one of the two')
  t.strictSame([...unjudged].filter((must) => !musts.includes(must as Must)), [], 'and no other is named')
})

t.test('this gateway passes all of it, and says so as text, JSON, JUnit and signed report', { timeout: 240_000 }, async (t) => {
  const ran = await drawbridge('--sandbox', '--json', '--junit', 'junit.xml', '--report', 'report.html')
  const { passed, failed, skipped, scenarios: outcomes } = JSON.parse(ran.out) as { passed: number; failed: number; skipped: number; scenarios: Outcome[] }
  t.strictSame(outcomes.filter(({ outcome }) => outcome !== 'passed'), [])
  t.strictSame({ passed, failed, skipped }, { passed: scenarios.length, failed: 0, skipped: 0 })
  t.strictSame(outcomes.map(({ name }) => name), scenarios.map(({ name }) => name))
  t.equal(ran.code, 0)
  t.equal(ran.err.match(/ok {7}[a-z]/g)?.length, scenarios.length, 'a line for each while it runs')
  const junit = readFileSync(join(folder, 'junit.xml'), 'utf8')
  t.equal(junit.match(/<testcase /g)?.length, scenarios.length)
  t.match(junit, new RegExp(`<testsuites name="drawbridge conformance" tests="${String(scenarios.length)}" failures="0" skipped="0"`))
  const { report } = await verifyReport(readFileSync(join(folder, 'report.html'), 'utf8'))
  t.equal(report.passed, scenarios.length)
  t.match(report, { tested: 'gateway', parties: ['heron.example', 'kite.example', 'core.example'], software: /^drawbridge/ })
  t.strictSame(readdirSync(folder).filter((name) => name.startsWith('drawbridge-conformance-')), [], 'nothing is left behind')
})

t.test('a report that was changed, or signed by somebody else, is noticed', async (t) => {
  const page = readFileSync(join(folder, 'report.html'), 'utf8')
  t.match(await drawbridge('verify', 'report.html'), { code: 0, out: /The signature holds/ })
  writeFileSync(join(folder, 'changed.html'), page.replace('>passed</td>', '>passed </td>'))
  t.match(await drawbridge('verify', 'changed.html'), { code: 1, err: /something else than what was signed/ })
  const at = page.indexOf('<script type="application/jose"') + 300
  writeFileSync(join(folder, 'forged.html'), `${page.slice(0, at)}${page.at(at) === 'A' ? 'B' : 'A'}${page.slice(at + 1)}`)
  t.match(await drawbridge('verify', 'forged.html'), { code: 1, err: /the signature does not hold|not a signed/ })
  await initProvider()
  t.match(await drawbridge('verify', 'report.html', '--by', 'heron/application.json'), { code: 1, err: /no issuer key of heron\.example/ })
})

t.test('one scenario, or a topic, can be run alone, and is signed by whoever is named', async (t) => {
  await initProvider()
  const ran = await drawbridge('--sandbox', '--only', 'frames/text', '--only', 'frames/garbage', '--report', 'report.json', '--sign-with', 'heron/keys.json')
  t.match(ran, { code: 0, out: /^TOPIC +PASSED[^]*\nframes +2 +0 +0 +DIP-2 DIP-4\n[^]*2 passed, 0 failed, 0 skipped\.\n$/ })
  t.match(await drawbridge('verify', 'report.json', '--by', 'heron/application.json', '--json'), { code: 0, out: /"holds":true.*"party":"heron\.example"/ })
  const listed = JSON.parse((await drawbridge('--list', '--only', 'frames', '--json')).out) as { scenarios: unknown[] }
  t.equal(listed.scenarios.length, scenarios.filter(({ name }) => name.startsWith('frames/')).length)
})

t.test('wrong usage ends with 2, a gateway that is not there with 3', async (t) => {
  for (const args of [[], ['--sandbox', 'wss://gateway.example/'], ['--sandbox', '--only', 'frames/txt'], ['https://gateway.example/', '--keys', 'heron'], ['--sandbox', '--report', 'report.pdf']]) {
    t.equal((await drawbridge(...args)).code, 2, args.join(' '))
  }
  t.match(await drawbridge('wss://127.0.0.1:1/', '--keys', 'gone'), { code: 2, err: /there is no such file/ })
  await initProvider()
  writeFileSync(join(folder, 'heron/admission.json'), JSON.stringify(admission(JSON.parse(readFileSync(join(folder, 'heron/application.json'), 'utf8')) as ApplicationFile)))
  t.match(await drawbridge('ws://127.0.0.1:1/v1/link', '--keys', 'heron'), { code: 3, err: /^UNAVAILABLE: No link could be opened[^]*fix: Nothing answers there/ })
  t.match(await drawbridge('wss://127.0.0.1:1/', '--keys', 'heron', '--ca', 'gone.pem'), { code: 2, err: /gone\.pem/ })
  t.match(await drawbridge('ws://127.0.0.1:1/v1/link', '--keys', 'heron', '--keys', 'heron'), { code: 2, err: /two folders are of heron\.example/ })
  mkdirSync(join(folder, 'mixed'))
  const keys = JSON.parse(readFileSync(join(folder, 'heron/keys.json'), 'utf8')) as object
  writeFileSync(join(folder, 'mixed/keys.json'), JSON.stringify({ ...keys, party: 'kite.example' }))
  copyFileSync(join(folder, 'heron/admission.json'), join(folder, 'mixed/admission.json'))
  t.match(await drawbridge('ws://127.0.0.1:1/v1/link', '--keys', 'mixed'), { code: 2, err: /in mixed keys\.json is of kite\.example and admission\.json of heron\.example/ })
})
