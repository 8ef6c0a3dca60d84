// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { mintWebhookSecret } from '../../../src/model/webhook-signature.ts'
import { startReceiver, verifying } from '../../support/webhook-receiver.ts'
import { json, terminal } from './support.ts'

t.test('the test of a core ends with 0 where all is well, else with 1, and tells what to change', async (t) => {
  const { home, command } = terminal(t)
  const secret = mintWebhookSecret()
  writeFileSync(join(home, 'secret'), `${secret}\n`, { mode: 0o600 })
  const good = await startReceiver(t, verifying(secret))
  const passed = await command('conformance', 'core', good.url, '--secret-file', 'secret', '--ref', 'test-user', '--json')
  t.equal(passed.code, 0)
  t.match(json(passed), { passed: true, checks: [{ name: 'valid', passed: true }] })
  t.ok(good.taken.every(({ event }) => event['ref'] === 'test-user'))

  const naive = await startReceiver(t, () => 200)
  const failed = await command('conformance', 'core', naive.url, '--secret-file', 'secret')
  t.equal(failed.code, 1)
  t.match(failed.out, /^CHECK +WHAT IS EXPECTED\nvalid +ok +A signed event[^]*\nold +WRONG [^]*\nold: answered 200\n {2}fix: Compare webhook-timestamp[^]*\n11 of 18 passed\.\n$/)
  t.match(json(await command('conformance', 'core', naive.url, '--secret-file', 'secret', '--json')), { passed: false })
  t.match(await command('conformance', 'core', 'core.example/hook', '--secret-file', 'secret'), { code: 1, err: /<url> must be/ })
  t.match(await command('conformance', 'core', good.url), { code: 2, err: /--secret-file/ })
})

t.test('the test of a provider writes over no admission file that an operator gave, nor over anything else that it did not write', async (t) => {
  const { home, command } = terminal(t)
  await command('core', 'init', '--party', 'core.example', '--name', 'Core', '--out', 'core')
  await command('provider', 'init', '--party', 'heron.example', '--name', 'Heron', '--out', 'heron')
  const keys = (folder: string, name: string): unknown => (JSON.parse(readFileSync(join(home, folder, 'application.json'), 'utf8')) as Readonly<Record<string, unknown>>)[name]
  const { keys: [linkKey] } = keys('core', 'linkKeys') as { readonly keys: readonly [{ readonly kid: string }] }
  const given = JSON.stringify({
    drawbridge: 'admission/1', party: 'heron.example', role: 'provider', bindingMode: 'exporter', gateway: { id: linkKey.kid, url: 'wss://gateway.example/v1/link', linkKey, frankKey: linkKey },
    core: { party: 'core.example', issuerKeys: keys('core', 'issuerKeys') },
  })
  for (const there of [given, '{}', 'notes']) {
    writeFileSync(join(home, 'heron/admission.json'), there)
    t.match(await command('conformance', 'provider', '--application', 'heron/application.json', '--admission', 'heron/admission.json', '--wait', '1'), { code: 1, err: /^FILE_EXISTS: [^]*heron\/admission\.json/ })
    t.equal(readFileSync(join(home, 'heron/admission.json'), 'utf8'), there)
  }
})
