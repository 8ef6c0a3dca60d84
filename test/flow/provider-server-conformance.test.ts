// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// `drawbridge conformance provider`, as docs/provider.md has it, against examples/provider-server: a server and a device in processes of their own.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { freePort } from '../../bench/parts/free-port.ts'
import type { Outcome } from '../../src/conformance/outcome.ts'
import { providerScenarios } from '../../src/conformance/provider/scenarios/index.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createPartyKeys } from '../../src/sdk/link/index.ts'
import { createExample } from '../support/example-process.ts'

t.setTimeout(230_000)

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

t.test('the example of a provider with a server and devices passes every scenario', { timeout: 220_000 }, async (t) => {
  const temporary = await createTempFolder('drawbridge-provider-')
  t.teardown(() => temporary.remove())
  const folder = temporary.path
  const { keys, application } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys), { mode: 0o600 })
  writeFileSync(join(folder, 'application.json'), JSON.stringify(application))
  const token = (await promisify(execFile)(process.execPath, [join(ROOT, 'examples/provider-server/users.ts'), folder, 'responder', 'Responder'])).stdout.trim()
  const port = String(await freePort())

  const args = ['conformance', 'provider', '--application', 'application.json', '--admission', 'admission.json', '--json']
  const kit = execFile(process.execPath, [join(ROOT, 'bin/drawbridge.js'), ...args], { cwd: folder, env: { ...process.env, TMPDIR: folder }, maxBuffer: 16_777_216 })
  t.teardown(() => kit.kill())
  let out = ''
  kit.stdout?.on('data', (part: string) => { out += part })
  await new Promise<void>((resolve) => { kit.stderr?.on('data', (part: string) => { if (part.includes('Start your provider')) resolve() }) })
  const server = createExample(t, 'provider-server/server.ts', [folder, port])
  const device = createExample(t, 'provider-server/device.ts', [`http://127.0.0.1:${port}`, join(folder, 'admission.json'), join(folder, 'responder.db'), '--echo'], { TOKEN: token })
  const over = new AbortController()
  const watch = async (): Promise<void> => {
    // Some scenarios take the gateway's place, at which a server ends: whoever runs one starts it again.
    while (!over.signal.aborted) {
      server.start()
      await server.ended()
    }
  }
  const watched = watch()
  device.start()
  const [code] = await once(kit, 'close') as [number]
  over.abort()
  await server.kill()
  await watched
  const { passed, failed, skipped, software, scenarios } = JSON.parse(out) as { passed: number; failed: number; skipped: number; software: string; scenarios: readonly Outcome[] }
  t.strictSame(scenarios.filter(({ outcome }) => outcome !== 'passed'), [])
  t.strictSame({ code, passed, failed, skipped, software }, { code: 0, passed: providerScenarios.length, failed: 0, skipped: 0, software: 'example/provider-server' })
})
