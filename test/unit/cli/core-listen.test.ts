// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { mintWebhookSecret } from '../../../src/model/webhook-signature.ts'
import { eventually } from '../../support/waiting.ts'
import { startReceiver, verifying } from '../../support/webhook-receiver.ts'
import { terminal } from './support.ts'

const event = (id: number) => ({ id, time: '2027-01-15T08:00:00.000Z', type: 'message', ref: 'ben', number: id })

/** A gateway that answers polls with these events, and says with which cursors it was asked. */
const startGateway = async (t: Test, events: readonly ReturnType<typeof event>[]) => {
  const [cursors, proofs] = [[] as number[], [] as (string | null)[]]
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    const [after, wait] = [Number(searchParams.get('after')), Number(searchParams.get('wait'))]
    cursors.push(after)
    proofs.push(searchParams.get('proofs'))
    const problem = { code: 'UNAUTHENTICATED', title: 'no', detail: 'which', fix: 'this' }
    if (request.headers.authorization !== 'Bearer right') response.writeHead(401).end(JSON.stringify(problem))
    else {
      const left = events.filter(({ id }) => id > after)
      // A poll that has nothing to give waits.
      if (left.length > 0 || wait === 0) response.end(JSON.stringify({ events: left, next: left.at(-1)?.id ?? after }))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { cursors, proofs, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` }
}

const openTerminal = (t: Test, credential = 'right') => {
  const at = terminal(t)
  const put = (name: string, text: string) => {
    writeFileSync(join(at.home, name), `${text}\n`, { mode: 0o600 })
    return name
  }
  put('credential', credential)
  return { ...at, put }
}

t.test('each event is passed on signed, and acknowledged once it is taken, until it is told to stop', async (t) => {
  const { command, listeners, put } = openTerminal(t)
  const secret = mintWebhookSecret()
  put('secret', secret)
  const gateway = await startGateway(t, [event(1), event(2)])
  const receiver = await startReceiver(t, verifying(secret))
  const listening = command('core', 'listen', '--gateway', gateway.url, '--credential-file', 'credential', '--secret-file', 'secret', '--forward-to', receiver.url, '--json')
  await eventually(() => gateway.cursors.includes(2), 'it polls on')
  t.same(receiver.taken.map(({ webhookId, event: { id } }) => [webhookId, id]), [['evt_1_1800000000000', 1], ['evt_2_1800000000000', 2]])
  listeners[0]?.('SIGINT')
  const { code, out, err } = await listening
  t.same([code, err, out.trim().split('\n').map((line) => JSON.parse(line) as unknown)], [0, '', [1, 2].map((id) => ({ id: `evt_${String(id)}_1800000000000`, type: 'message', ref: 'ben', answer: '204' }))])
})

t.test('an event that is not taken is tried again, and nothing behind it goes first or is acknowledged', async (t) => {
  const { command, listeners } = openTerminal(t)
  const gateway = await startGateway(t, [event(1), event(2), event(3)])
  let refusals = 0
  const receiver = await startReceiver(t, ({ text }) => (text.includes('"id":2') && (refusals += 1) < 2 ? 500 : 200))
  const listening = command('core', 'listen', '--gateway', gateway.url, '--credential-file', 'credential', '--forward-to', receiver.url)
  await eventually(() => gateway.cursors.includes(3), 'all are taken')
  t.same([receiver.taken.map(({ event: { id } }) => id), gateway.cursors], [[1, 2, 3], [0, 3]])
  listeners[0]?.('SIGTERM')
  const { out, err } = await listening
  t.match(out, / {2}evt_1_\d+ {2}200\n.* {2}500\n.* {2}200\n.* {2}200\n$/)
  t.match(err, /^Signed with: whsec_\S+\n$/)
})

t.test('with --once what was taken before a refusal is acknowledged, and the rest waits', async (t) => {
  const { command } = openTerminal(t)
  const gateway = await startGateway(t, [event(1), event(2)])
  const receiver = await startReceiver(t, ({ text }) => (text.includes('"id":2') ? 401 : 200))
  const ran = await command('core', 'listen', '--once', '--gateway', gateway.url, '--credential-file', 'credential', '--forward-to', receiver.url)
  t.match(ran, { code: 1, err: /NOT_TAKEN: [^]*evt_2_\d+: 401\nfix: / })
  t.same(gateway.cursors, [0, 1])
  t.match(await command('core', 'listen', '--once', '--gateway', gateway.url, '--credential-file', 'credential', '--forward-to', 'http://127.0.0.1:1/'), { code: 1, err: /: unreachable\n/ })
})

t.test('what reports need is asked for where it is wanted, and never else', async (t) => {
  const { command } = openTerminal(t)
  const gateway = await startGateway(t, [])
  const listen = (...more: readonly string[]) => command('core', 'listen', '--once', '--gateway', gateway.url, '--credential-file', 'credential', '--forward-to', 'http://127.0.0.1:1/', ...more)
  t.match(await listen(), { code: 0 })
  t.match(await listen('--proofs'), { code: 0 })
  t.same(gateway.proofs, [null, '1'])
})

t.test('what is wrong at the gateway, with the credential or the secret is said with what to do', async (t) => {
  const { command, put, home } = openTerminal(t, 'wrong')
  const { url } = await startGateway(t, [])
  const listen = (...more: readonly string[]) => command('core', 'listen', '--once', '--credential-file', 'credential', '--forward-to', 'http://127.0.0.1:1/', ...more)
  t.match(await listen('--gateway', url), { code: 1, err: /UNAUTHENTICATED: no\n {2}which\nfix: this/ })
  t.match(await listen('--gateway', 'http://127.0.0.1:1'), { code: 1, err: /UNAVAILABLE: No gateway answers there\.[^]*core\.listen/ })
  put('secret', 'whsec_short')
  t.match(await listen('--secret-file', 'secret'), { code: 1, err: /CONFIG_INVALID: [^]*holds no webhook secret/ })
  chmodSync(join(home, 'credential'), 0o644)
  t.match(await listen(), { code: 1, err: /others may read/ })
})
