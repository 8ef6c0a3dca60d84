// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
// `drawbridge conformance provider`, as docs/conformance.md has it: this program's own SDK passes all of it, and providers with a fault are found.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { providerScenarios } from '../../src/conformance/provider/scenarios/index.ts'
import { startOwnResponder } from '../../src/conformance/provider/own-responder.ts'
import { runProviderScenarios } from '../../src/conformance/provider/run.ts'
import { createProviderStage } from '../../src/conformance/provider/stage.ts'
import type { Outcome } from '../../src/conformance/outcome.ts'
import { submissionId } from '../../src/model/ids.ts'
import { createPartyKeys } from '../../src/sdk/link/index.ts'
import type { DeviceTransport } from '../../src/sdk/link/index.ts'

t.setTimeout(290_000)

const ENTRY = fileURLToPath(new URL('../../bin/drawbridge.js', import.meta.url))
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** A responder that is enlisted on a loaded machine. */
const ENLIST_MS = 60_000

const folder = mkdtempSync(join(tmpdir(), 'dbp-'))
t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })

interface Ran { readonly code: number; readonly out: string; readonly err: string }

const drawbridge = (...args: readonly string[]): Promise<Ran> => new Promise((resolve) => {
  const child = execFile(process.execPath, [ENTRY, 'conformance', 'provider', ...args], { cwd: folder, env: { ...process.env, TMPDIR: folder }, maxBuffer: 16_777_216 }, (_error, out, err) => {
    resolve({ code: child.exitCode ?? -1, out, err })
  })
})

t.test('a provider on this SDK passes every scenario', { timeout: 200_000 }, async (t) => {
  t.ok(providerScenarios.length >= 12)
  const ran = await drawbridge('--sandbox', '--json', '--report', 'report.html')
  const { passed, failed, skipped, tested, software, scenarios } = JSON.parse(ran.out) as { passed: number; failed: number; skipped: number; tested: string; software: string; scenarios: Outcome[] }
  t.strictSame(scenarios.filter(({ outcome }) => outcome !== 'passed'), [])
  t.strictSame({ passed, failed, skipped, tested, software }, { passed: providerScenarios.length, failed: 0, skipped: 0, tested: 'provider', software: 'drawbridge/responder' })
  t.equal(ran.code, 0)
  t.strictSame(readdirSync(folder).filter((name) => name.startsWith('drawbridge-')), [], 'nothing is left behind')
})

/** Faults of a provider, the scenario that finds each, and the MUST that it names. */
const planted: readonly (readonly [wrong: string, scenario: string, must: string, between: (way: DeviceTransport) => DeviceTransport])[] = [
  ['it sends a message again under another id', 'sending/unanswered', 'DIP-53', (way) => {
    const sent = new Set<string>()
    return { ...way, request: (request, signal) => {
      if (request.kind !== 'submit') return way.request(request, signal)
      const isAgain = sent.has(request.submission.submissionId)
      sent.add(request.submission.submissionId)
      return way.request(isAgain ? { ...request, submission: { ...request.submission, submissionId: submissionId(randomUUID()) } } : request, signal)
    } }
  }],
  ['it does not wait when it is throttled', 'sending/throttled', 'DIP-151', (way) => ({ ...way, request: async (request, signal) => {
    const answer = await way.request(request, signal)
    return answer.kind === 'throttled' ? way.request(request, signal) : answer
  } })],
  ['it does not hear of changed identities', 'receiving/changed-identity', 'DIP-40', (way) => ({
    ...way, subscribe: (user, handler) => way.subscribe(user, async (push) => {
      if (push.kind !== 'event' || push.body.kind !== 'identityChanged') await handler(push)
    }),
  })],
  ['it acknowledges nothing', 'receiving/acknowledges', 'DIP-52', (way) => ({
    ...way, subscribe: (user, handler) => way.subscribe(user, async (push) => {
      await handler(push)
      if (push.kind === 'deliver') throw new Error('not stored')
    }),
  })],
]

t.test('a provider with a fault is found by the scenario of what it breaks', { timeout: 200_000 }, async (t) => {
  for (const [wrong, name, must, between] of planted) {
    const { keys, application } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
    const stage = await createProviderStage({ self: [process.execPath, MAIN], environment: process.env }, application)
    const responder = startOwnResponder({ keys, admission: stage.admission, folder: mkdtempSync(join(folder, 'r-')), between })
    t.ok(await stage.enlisted(ENLIST_MS))
    const [outcome] = await runProviderScenarios({ scenarios: providerScenarios.filter((one) => one.name === name), stage, command: 'drawbridge conformance provider', told: () => undefined })
    t.match(outcome, { name, outcome: 'failed', fault: { must, reproduce: `drawbridge conformance provider --only ${name}` } }, `${wrong}: ${JSON.stringify(outcome?.fault ?? '')}`)
    await responder.close()
    await stage.close()
  }
})

t.test('wrong usage ends with 2, and a provider that does not come with 3', async (t) => {
  for (const args of [[], ['--sandbox', '--application', 'a.json', '--admission', 'b.json'], ['--application', 'a.json'], ['--sandbox', '--wait', '0'], ['--sandbox', '--only', 'links/none']]) {
    t.equal((await drawbridge(...args)).code, 2, args.join(' '))
  }
  const { application } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
  writeFileSync(join(folder, 'application.json'), JSON.stringify(application))
  const ran = await drawbridge('--application', 'application.json', '--admission', 'test-admission.json', '--wait', '1')
  t.match(ran, { code: 3, err: /Start your provider with .*admission\.json now[^]*No responder was enlisted in time/ })
})
