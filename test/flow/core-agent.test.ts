// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { address, connectLink, createHome, parseAdmissionFile, parsePartyKeys, userId, userReference } from '../../src/sdk/link/index.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { freePort } from '../support/free-port.ts'
import { openCorePage } from '../support/core-page.ts'
import type { CorePage } from '../support/core-page.ts'
import type { Running } from '../support/typed-shell.ts'
import { eventually, repeatedly } from '../support/waiting.ts'

t.setTimeout(230_000)

const TEXTS = 24
const KILLS = 4

/** Ana's device, which says yes to nobody and keeps what it shows. */
const openAna = async (t: Test, { read }: CorePage) => {
  const [admission, keys] = [parseAdmissionFile(read('heron/admission.json')), parsePartyKeys(read('heron/keys.json'))]
  const link = connectLink({ admission, keys, instance: 'heron-1' })
  const home = createHome({ keys, gatewayId: admission.gateway.id })
  const device = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: link.transport(), trust: createTrust({ admission }) })
  t.teardown(async () => {
    await device.close()
    await link.close()
  })
  const claim = { ...device.prepareEnlistment({ userId: userId(randomUUID()) }), address: address('ana@heron.example') }
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
  await device.enlist({ token, identityStatement, userReference: userReference('ana'), displayName: 'Ana', address: claim.address })
  const shown: string[] = []
  device.on('message', (entry) => { if (entry.kind === 'text') shown.push(entry.text) })
  return { device, shown }
}

interface ToldEvent { readonly id: number; readonly type: string; readonly [member: string]: unknown }

t.test('a core that knows JSON only writes with a person at a provider while its agent is killed again and again: nothing is lost, doubled or out of number', async (t) => {
  const page = await openCorePage(t)
  await page.typeUntil(/provider\.ts/)
  const port = await freePort()
  const start = (): Running => page.start(`drawbridge core-agent --core-secret core/core.secret --vault-keys core/vault-keys.json --credential core/credential --state agent --gateway ${page.origin} --listen 127.0.0.1:${String(port)} --json`)
  let agent = start()
  await agent.says(/"ready":true/)
  const token = readFileSync(join(page.folder, 'agent/token'), 'utf8').trim()
  const call = async (method: string, path: string, body?: object, key?: string): Promise<Readonly<Record<string, unknown>>> => {
    const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, {
      method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) },
    })
    const answer = await response.json() as Readonly<Record<string, unknown>>
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }
  const asked = (await call('GET', '/users/ben'))
  t.match(asked, { providers: [{ custody: 'VAULT' }] })

  const { device, shown } = await openAna(t, page)
  // The core's books: events up to a cursor, kept together.
  const books = { after: 0, events: [] as ToldEvent[] }
  const ended = new AbortController()
  t.teardown(() => { ended.abort() })
  const listen = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const { events, next } = await repeatedly(() => call('GET', `/events?after=${String(books.after)}&wait=5`), 'the agent gives events') as unknown as { readonly events: readonly ToldEvent[]; readonly next: number }
      books.events.push(...events)
      books.after = next
    }
  }
  const listening = listen()
  await device.requestContact({ toAddress: 'ben@core.example' })
  await eventually(() => books.events.some(({ type }) => type === 'contact.requested'), 'Ana asks')
  const [request] = books.events
  await call('POST', `/users/ben/contacts/${String(request?.['request'])}`, { provider: 'heron.example', decision: 'grant' })
  await eventually(() => device.contacts().some(({ state }) => state === 'granted'), 'Ana may write')
  const [ben] = device.contacts()
  await device.send({ to: ben!.peer, text: 'first' })
  const heard = (): unknown[] => books.events.filter(({ type, content }) => type === 'message' && (content as { kind: string }).kind === 'text').map(({ content }) => (content as { text: string }).text)
  await eventually(() => heard().length > 0, 'Ben hears')
  const peer = books.events.find(({ type }) => type === 'message')?.['peer']

  const say = async (): Promise<void> => {
    for (let index = 0; index < TEXTS; index += 1) {
      const key = randomUUID()
      await repeatedly(() => call('POST', '/messages', { ref: 'ben', provider: 'heron.example', peer, content: { kind: 'text', text: `from core ${index}` } }, key), 'the agent takes a text')
    }
  }
  const write = async (): Promise<void> => { for (let index = 0; index < TEXTS; index += 1) await device.send({ to: ben!.peer, text: `from Ana ${index}` }) }
  const both = Promise.all([say(), write()])
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await eventually(() => shown.length >= kill * TEXTS / (KILLS + 2), 'half-way')
    await agent.kill()
    agent = start()
  }
  await both
  await eventually(() => shown.length === TEXTS && heard().length === TEXTS + 1, 'everything arrives')
  // Ana's device says of each text that it has it: after the last of them nothing more is under way.
  const receipts = (): number => new Set(books.events.flatMap(({ content }) => (content as { messageIds?: string[] } | undefined)?.messageIds ?? [])).size
  await eventually(() => receipts() === TEXTS, 'every receipt arrives')
  ended.abort()
  await listening

  t.strictSame(shown, Array.from({ length: TEXTS }, (_, index) => `from core ${index}`), 'each once, in order')
  t.strictSame(heard(), ['first', ...Array.from({ length: TEXTS }, (_, index) => `from Ana ${index}`)], 'each once, in order')
  t.strictSame([...new Set(books.events.map(({ type }) => type))].sort(), ['contact.granted', 'contact.requested', 'message'], 'and nothing is missing, refused or contradicted')
  t.equal(new Set(books.events.map(({ id }) => id)).size, books.events.length)
  t.notMatch(readFileSync(page.daemon.logFile, 'utf8'), /from core|from Ana/)
})
