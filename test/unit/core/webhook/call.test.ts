// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { Webhook } from 'standardwebhooks'
import { createWebhookCall } from '../../../../src/core/webhook/call.ts'
import type { ShownEvent } from '../../../../src/core/shown-event.ts'
import { isWebhookSecret, mintWebhookSecret, webhookHeaders } from '../../../../src/model/webhook-signature.ts'
import { createOutgoing } from '../../../../src/ops/outgoing/index.ts'
import { systemTimers } from '../../../../src/ops/timers.ts'
import { startReceiver, verifying } from '../../../support/webhook-receiver.ts'
import type { Answering } from '../../../support/webhook-receiver.ts'

const event: ShownEvent = { id: 17, time: '2027-01-15T08:00:00.000Z', type: 'message', ref: 'zoë', provider: 'heron.example', label: '“Heron”', custody: { user: 'VAULT' }, content: 'e30..a.b.c' }

const callTo = async (t: Test, answer: Answering, { vouched = true, secrets = [mintWebhookSecret()], path = '' } = {}) => {
  const receiver = await startReceiver(t, answer)
  const outgoing = createOutgoing({ privateHosts: vouched ? [`127.0.0.1:${String(receiver.port)}`] : [] }, { timers: systemTimers })
  const call = createWebhookCall({ outgoing, url: receiver.url + path, secrets: () => secrets, now: () => Date.now() })
  return { ...receiver, secrets, call: (signal = new AbortController().signal) => call(event, 1_800_000_000_000, signal) }
}

t.test('the package for Standard Webhooks verifies what the gateway sends, and gets the event as a poll gives it', async (t) => {
  const secret = mintWebhookSecret()
  const { call, taken } = await callTo(t, verifying(secret), { secrets: [secret] })
  t.same(await call(), { taken: true })
  t.same(taken, [{ webhookId: 'evt_17_1800000000000', event }])
})

t.test('in a rotation either secret verifies', async (t) => {
  const [one, two] = [mintWebhookSecret(), mintWebhookSecret()]
  for (const known of [one, two]) {
    const { call } = await callTo(t, verifying(known), { secrets: [two, one] })
    t.same(await call(), { taken: true })
  }
  const { call } = await callTo(t, verifying(one), { secrets: [two] })
  t.same(await call(), { failed: 'status-401', retryAfterMs: undefined })
})

t.test('our signature is the package’s, byte for byte', async (t) => {
  const secret = mintWebhookSecret()
  const [timeSeconds, body] = [1_800_000_000, JSON.stringify(event)]
  t.equal(webhookHeaders({ id: 'evt_1', timeSeconds, body }, [secret])['webhook-signature'], new Webhook(secret).sign('evt_1', new Date(timeSeconds * 1000), body))
  for (const text of ['', 'whsec_', 'whsec_AAAA', secret.slice(6), `${secret}A`, `whsec_${'A'.repeat(120)}`]) t.notOk(isWebhookSecret(text), text)
})

t.test('each way not to be taken has its word', async (t) => {
  for (const [status, expected] of [[200, { taken: true }], [299, { taken: true }], [410, { gone: true }], [400, { failed: 'status-400', retryAfterMs: undefined }], [503, { failed: 'status-503', retryAfterMs: undefined }], [302, { failed: 'redirect' }]] as const) {
    t.same(await (await callTo(t, () => status)).call(), expected, String(status))
  }
  t.same(await (await callTo(t, () => 200, { secrets: [] })).call(), { unsent: 'no-secret' })
  const silent = await callTo(t, () => undefined)
  t.same(await silent.call(AbortSignal.abort()), { unsent: 'aborted' })
})

t.test('a private host that the operator does not vouch for is not called', async (t) => {
  const { call, taken } = await callTo(t, () => 200, { vouched: false })
  t.same([await call(), taken], [{ failed: 'scheme' }, []])
})
