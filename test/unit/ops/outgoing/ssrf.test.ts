// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { isPublicAddress } from '../../../../src/ops/outgoing/addresses.ts'
import { openSocket } from '../../../../src/ops/outgoing/connect.ts'
import { createOutgoing } from '../../../../src/ops/outgoing/outgoing.ts'
import { OutgoingRefusal } from '../../../../src/ops/outgoing/ports.ts'
import { createPrivateHosts } from '../../../../src/ops/outgoing/private-hosts.ts'
import { readTarget } from '../../../../src/ops/outgoing/target.ts'
import { connectorTo, createDeadlines, HOST, plainServer } from '../../../support/outgoing-world.ts'

interface Vectors {
  readonly allowedHost: string
  readonly literals: readonly { readonly host: string; readonly means: string }[]
  readonly urls: readonly { readonly url: string; readonly denied: string }[]
  readonly names: readonly { readonly hostname: string; readonly answers: readonly string[]; readonly denied: string }[]
  readonly publicAddresses: readonly string[]
}
const vectors = JSON.parse(readFileSync(new URL('../../../vectors/ssrf/ssrf.json', import.meta.url), 'utf8')) as Vectors

const never = new AbortController().signal
const answersOf = (texts: readonly string[]) => async () => texts.map((address) => ({ address, family: isIP(address) }))
const connector = (privateHosts: readonly string[] = [], answers: readonly string[] = ['127.0.0.1', '::1']) =>
  createOutgoing({ privateHosts }, { timers: createDeadlines().timers, resolve: answersOf(answers) })

const take = () => Promise.reject(new Error('nothing may come'))

const outcomeOf = (opening: Promise<unknown>): Promise<unknown> =>
  opening.then(() => 'opened', (error: unknown) => (error instanceof OutgoingRefusal ? error.denied : error))

/** Some machines have no IPv6; what means an address of it then reaches nobody. */
const hasSix = Object.values(networkInterfaces()).flat().some((one) => one?.address === '::1')

/** Loopback in both families on one port, so that whatever reaches this machine is seen. */
const canaries = async (t: Test) => {
  const four = await plainServer(t)
  const six = hasSix ? await plainServer(t, undefined, '::1', four.port) : undefined
  return { port: four.port, seen: () => four.connections() + (six?.connections() ?? 0) }
}

t.test('no spelling of an address that is not public is connected to, though its host is allowed', async (t) => {
  const { port, seen } = await canaries(t)
  const outgoing = connector()
  t.ok(vectors.literals.length > 80)
  for (const { host, means } of vectors.literals) {
    t.equal(new URL(`https://${host}/`).hostname, means, host)
    for (const url of [`https://${host}/`, `https://${host}:${port}/`]) {
      t.same(await outgoing.call({ url, hosts: [means, host], signal: never }), { denied: 'address' }, url)
      t.same(await outgoing.call({ url, hosts: [vectors.allowedHost], signal: never }), { denied: 'host' }, url)
      t.same(await outgoing.download({ url, hosts: [means, host], signal: never, maxBytes: 1 }, take), { denied: 'address' }, url)
    }
    t.same(await outgoing.call({ url: `http://${host}:${port}/`, hosts: [means, host], signal: never }), { denied: 'scheme' })
  }
  t.equal(seen(), 0)
})

t.test('the same spellings do reach the canary where the operator vouches for the address', async (t) => {
  const { port, seen } = await canaries(t)
  const inReach = vectors.literals.filter(({ means }) => ['127.0.0.1', '0.0.0.0', ...hasSix ? ['[::1]', '[::ffff:7f00:1]'] : []].includes(means))
  t.ok(inReach.length > 25)
  for (const [index, { host, means }] of inReach.entries()) {
    const outgoing = connector([`${means}:${port}`])
    t.same(await outgoing.call({ url: `http://${host}:${port}/`, hosts: [means], signal: never }), { denied: 'broken' }, host)
    t.equal(seen(), index + 1, host)
  }
})

t.test('no other trick with a URL gets past the one host that is allowed', async (t) => {
  const { seen } = await canaries(t)
  const outgoing = connector()
  t.ok(vectors.urls.length > 80)
  for (const { url, denied } of vectors.urls) t.same(await outgoing.call({ url, hosts: [vectors.allowedHost], signal: never }), { denied }, JSON.stringify(url))
  for (const { url, denied } of vectors.urls) t.same(await outgoing.download({ url, hosts: [vectors.allowedHost], signal: never, maxBytes: 1 }, take), { denied }, JSON.stringify(url))
  t.same(await outgoing.call({ url: `https://${HOST}/${'a'.repeat(2_048)}`, hosts: [HOST], signal: never }), { denied: 'malformed' })
  t.equal(seen(), 0)
  t.match(readTarget(`https://${HOST}:443/a?b`, [HOST], createPrivateHosts([])), { origin: `https://${HOST}`, hostname: HOST, port: 443, path: '/a?b', vouched: false })
})

t.test('a name is not connected to when one of its addresses is not public', async (t) => {
  const { port, seen } = await canaries(t)
  for (const { hostname, answers, denied } of vectors.names) {
    const url = `https://${hostname}/`
    t.same(await connector([], answers).call({ url, hosts: [hostname], signal: never }), { denied }, `${hostname} ${answers.join()}`)
    const target = readTarget(url, [hostname], createPrivateHosts([]))
    if ('denied' in target) throw new Error(`${url} is refused for another reason`)
    const deps = { ...createDeadlines(), resolve: answersOf(answers) }
    t.equal(await outcomeOf(openSocket({ ...target, port }, deps, never)), denied, 'not even with the port of the canary')
  }
  t.equal(seen(), 0)
  const control = { secure: true, origin: '', path: '/', vouched: true, hostname: HOST, port }
  t.equal(await outcomeOf(openSocket(control, { ...createDeadlines(), resolve: answersOf(['127.0.0.1']) }, never)), 'tls', 'the control')
  t.equal(seen(), 1)
})

t.test('without another resolver the machine\'s own is asked', async (t) => {
  const { port, seen } = await canaries(t)
  const { timers } = createDeadlines()
  t.same(await createOutgoing({ privateHosts: [] }, { timers }).call({ url: 'https://localhost/', hosts: ['localhost'], signal: never }), { denied: 'address' })
  t.equal(seen(), 0)
  const vouched = createOutgoing({ privateHosts: [`localhost:${port}`] }, { timers })
  t.same(await vouched.call({ url: `http://localhost:${port}/`, hosts: ['localhost'], signal: never }), { denied: 'broken' })
  t.equal(seen(), 1)
})

t.test('a name that changes its mind is asked once, and its first answer is what is connected to', async (t) => {
  const canary = await plainServer(t)
  const first = await plainServer(t, undefined, '127.0.0.2', canary.port)
  const answers = ['127.0.0.2', '127.0.0.1', '127.0.0.1']
  const { call } = connectorTo(canary.port, { resolve: async () => [{ address: answers.shift() ?? '', family: 4 }] })
  t.same(await call({ url: `http://${HOST}:${canary.port}/` }), { denied: 'broken' })
  t.same([first.connections(), canary.connections(), answers.length], [1, 0, 2])
})

t.test('what is public is not refused: controls at the edges of the ranges', async (t) => {
  for (const address of vectors.publicAddresses) {
    t.ok(isPublicAddress(address), address)
    const host = isIP(address) === 6 ? `[${address}]` : address
    t.same(await connector().call({ url: `https://${host}/`, hosts: [host], signal: AbortSignal.abort() }), { denied: 'aborted' }, 'nothing else stopped it')
    const ending = new AbortController()
    const resolve = async () => {
      ending.abort()
      return answersOf([address])()
    }
    const outgoing = createOutgoing({ privateHosts: [] }, { timers: createDeadlines().timers, resolve })
    t.same(await outgoing.call({ url: `https://${HOST}/`, hosts: [HOST], signal: ending.signal }), { denied: 'aborted' })
  }
  for (const text of ['', 'localhost', '1.1.1', '1.1.1.1/8', '2606:4700::1111%1']) t.notOk(isPublicAddress(text), text)
})

t.test('a vouched host counts with its port only, and opens no other', async (t) => {
  const { port, seen } = await canaries(t)
  const hosts = createPrivateHosts(['core.internal', `Core.Internal:${port}`, '[0::1]:7000', '0x7f.1:80'])
  for (const [hostname, at] of [['core.internal', 80], ['core.internal', 443], ['core.internal', port], ['[::1]', 7000], ['127.0.0.1', 80]] as const) t.ok(hosts.has(hostname, at))
  for (const [hostname, at] of [['core.internal', 22], ['internal', 443], ['[::1]', 443], ['127.0.0.1', 7000], ['127.0.0.1', 443]] as const) t.notOk(hosts.has(hostname, at))
  const outgoing = connector([`127.0.0.1:${port + 1}`, 'core.internal:1'])
  t.same(await outgoing.call({ url: `http://127.0.0.1:${port}/`, hosts: ['127.0.0.1'], signal: never }), { denied: 'scheme' })
  t.same(await outgoing.call({ url: `https://127.0.0.1:${port}/`, hosts: ['127.0.0.1'], signal: never }), { denied: 'address' })
  t.same(await outgoing.call({ url: 'http://core.internal:1/', hosts: [HOST], signal: never }), { denied: 'host' }, 'vouching allows no caller to go there')
  t.equal(seen(), 0)
})
