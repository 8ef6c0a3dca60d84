// SPDX-License-Identifier: AGPL-3.0-only
// Promise: that somebody types reaches the other person's device through real links and a real gateway, which keeps nothing of it.
import t from 'tap'
import type { Test } from 'tap'
import { createPresence } from '../../src/sandbox/presence.ts'
import type { Presence } from '../../src/sandbox/presence.ts'
import { contactCalls, enlist, messageCalls } from '../../src/sandbox/party-calls.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import type { DeviceEvents } from '../../src/sdk/device/index.ts'
import { address, createHome, createPartyKeys, partyId, userReference } from '../../src/sdk/link/index.ts'
import { openLyingGateway } from '../support/lying-gateway.ts'
import type { LyingGateway } from '../support/lying-gateway.ts'
import { within } from '../support/waiting.ts'

t.setTimeout(110_000)

const join = async (t: Test, gateway: LyingGateway, party: string, role: 'core' | 'provider') => {
  const folder = await createTempFolder('drawbridge-typing-')
  const { keys, application } = await createPartyKeys({ party, role, displayName: party })
  const admission = await gateway.registry().parties.add(application, 'plain-loopback', { actor: 'socket', reason: '' })
  const presence = createPresence({ keys, admission, folder: folder.path, stateFolder: folder.path, instance: role })
  await presence.connect()
  t.teardown(async () => {
    await presence.close()
    await folder.remove()
  })
  return { presence, application, home: createHome({ keys, gatewayId: admission.gateway.id }), ...contactCalls(presence), ...messageCalls(presence) }
}

/** The next time that a person's device is told that somebody types. */
const typingAt = async (presence: Presence, name: string, act: () => Promise<void>): Promise<DeviceEvents['typing']> => {
  const { promise, resolve } = Promise.withResolvers<DeviceEvents['typing']>()
  const end = presence.of(name).device.on('typing', resolve)
  await act()
  return within(promise, `${name} is told`).finally(end)
}

t.test('typing reaches the device of either side once both have written, and is no message', async (t) => {
  const gateway = await openLyingGateway(t)
  const [core, heron] = [await join(t, gateway, 'wren.example', 'core'), await join(t, gateway, 'heron.example', 'provider')]
  const list = await core.home.signIssuerList({ version: 1, parties: [{ party: heron.application.party, state: 'live', keys: heron.application.issuerKeys.keys }] })
  await core.presence.link().request({ kind: 'putIssuerList', list })
  const ben = { userReference: userReference('ben') }
  await core.presence.link().request({ kind: 'setParticipation', ...ben, optedIn: true, address: address('ben@wren.example'), findable: true })
  await core.presence.link().request({ kind: 'setProviderChoice', ...ben, provider: partyId('heron.example'), allowed: true, inbox: 'separate', label: '' })
  const benId = await enlist(core.presence, core.home, { name: 'ben', displayName: 'Ben', forProvider: 'heron.example' })
  const anaId = await enlist(heron.presence, heron.home, { name: 'ana', displayName: 'Ana', address: 'ana@heron.example' })
  await heron.requestContact('ana', 'ben@wren.example')
  const [request] = await core.requests('ben', 1)
  await core.decide('ben', { requestId: request?.requestId ?? '' }, 'grant')
  await Promise.all([core.granted('ben', 1), heron.granted('ana', 1)])
  await heron.send('ana', benId, 'hello')
  await core.texts('ben', 1)
  await core.send('ben', anaId, 'hello yourself')
  await heron.texts('ana', 1)
  const { device: anas } = heron.presence.of('ana')
  const { device: bens } = core.presence.of('ben')
  t.match(await typingAt(core.presence, 'ben', () => anas.typing({ to: benId, isTyping: true })), { peer: anaId, untilMs: Number })
  t.match(await typingAt(heron.presence, 'ana', () => bens.typing({ to: anaId, isTyping: true })), { peer: benId, untilMs: Number })
  await heron.send('ana', benId, 'and on')
  t.strictSame((await core.texts('ben', 2)).map(({ text }) => text), ['hello', 'and on'])
  t.equal(bens.inbox().length, 2)
})
