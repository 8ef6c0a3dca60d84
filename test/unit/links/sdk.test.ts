// SPDX-License-Identifier: AGPL-3.0-only
// The link SDK against the real links: both sides of the contract meet.
import { deviceId, keyId, userId } from '../../../src/model/ids.ts'
import { connectLink, createPartyKeys, parseAdmissionFile } from '../../../src/sdk/link/index.ts'
import type { GatewayLink, LinkEvent, LinkOptions } from '../../../src/sdk/link/index.ts'
import t from 'tap'
import type { Test } from 'tap'
import { bench, delivery, row } from './support.ts'
import type { Bench } from './support.ts'

interface Provider { readonly link: GatewayLink; readonly events: LinkEvent[]; readonly another: () => GatewayLink }

const provider = async (t: Test, b: Bench, role: 'provider' | 'core' = 'provider'): Promise<Provider> => {
  const { keys, application } = await createPartyKeys({ party: 'heron.example', role, displayName: 'Heron' })
  const { kid, ...jwk } = keys.linkKey
  b.parties.set(application.party, row(b.heron, { role, linkKeys: [{ keyId: keyId(kid), jwk }] }))
  const admission = parseAdmissionFile({
    drawbridge: 'admission/1', party: 'heron.example', role, bindingMode: 'plain-loopback',
    gateway: { id: b.gatewayJwk.kid, url: b.url, linkKey: b.gatewayJwk, frankKey: b.gatewayJwk },
    core: { party: 'core.example', issuerKeys: { keys: [b.gatewayJwk] } },
  })
  const events: LinkEvent[] = []
  const options: LinkOptions = { admission, keys, instance: 'sdk', reconnect: { initialMs: 1, maxMs: 2 }, log: (event) => { events.push(event) } }
  const another = (): GatewayLink => {
    const link = connectLink(options)
    t.teardown(() => link.close())
    return link
  }
  return { link: another(), events, another }
}

/** Any request. */
const ask = { kind: 'countPrekeys', userId: userId('5b0c1c6e-6b57-4b8e-9d1c-0f6f7f1f3a11'), deviceId: deviceId(1) } as const

t.test('the SDK opens a link and gets answers', async (t) => {
  const b = await bench(t)
  const { link } = await provider(t, b)
  t.match(await link.ready, { initialCredit: 64, version: 1 })
  t.strictSame(await link.request(ask), { kind: 'done' })
  await t.rejects(link.request({ kind: 'putIssuerList', list: 'eyJ' }), { code: 'WRONG_ROLE' })
  await link.close()
  await b.links.drain()
  t.strictSame(b.ended, ['LEFT'])
})

t.test('a thousand requests at once keep within the credit and are all answered', async (t) => {
  const b = await bench(t)
  const { link } = await provider(t, b)
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => link.request(ask)))
  t.ok(answers.every(({ kind }) => kind === 'done'))
  t.strictSame([b.calls.length, b.failures], [1_000, []])
})

t.test('what the SDK stores is acknowledged, and taken up by the next link', async (t) => {
  const b = await bench(t)
  const { link, events } = await provider(t, b)
  const stored: number[] = []
  const both = Promise.withResolvers<undefined>()
  link.onPush(async (push) => { if (stored.push(push.streamSequence) === 2) both.resolve(undefined) })
  await link.ready
  b.deliverer.knownToken = Buffer.from('position of sdk#1')
  b.deliverer.streams[0]?.push(delivery(1))
  b.deliverer.streams[0]?.push(delivery(2))
  await both.promise
  await link.request(ask)
  const reopened = new Promise<void>((resolve) => link.transport().onOpen(resolve))
  b.cut()
  await reopened
  await link.request(ask)
  t.ok(b.deliverer.log.includes('sdk#2 resume upTo=2 also='), b.deliverer.log.join('; '))
  t.ok(events.some((event) => event.event === 'resumed' && event.resumed))
})

t.test('a suspension ends the SDK link for good, with the reason', async (t) => {
  const b = await bench(t)
  const { link } = await provider(t, b)
  await link.ready
  await b.links.closeParty(b.heron.party, 'the agreement ended')
  t.strictSame(await link.closed, { why: 'suspended', detail: 'the agreement ended' })
})

t.test('the SDK link that was replaced does not come back', async (t) => {
  const b = await bench(t)
  const { link, another } = await provider(t, b)
  await link.ready
  const newer = another()
  t.strictSame(await link.closed, { why: 'replaced' })
  t.strictSame(await newer.request(ask), { kind: 'done' })
})

t.test('a drain loses no request of the SDK and ends as soon as it has its answers', async (t) => {
  const b = await bench(t, { manual: true })
  const { link } = await provider(t, b)
  const answers = Promise.all(Array.from({ length: 10 }, () => link.request(ask)))
  await b.called(10)
  const drained = b.links.drain()
  for (const call of b.calls) call.finish({ kind: 'done' })
  t.equal((await answers).length, 10)
  await drained
  t.strictSame(b.ended, ['DRAINED'])
})
