// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what docs/provider.md says of a malicious server is so: who belongs to an address is its word, and the safety numbers tell.
import t from 'tap'
import { createDeviceWorld } from '../../../support/device-world.ts'

t.test('a server that names another user of the core for an address is believed, and the safety numbers tell', async (t) => {
  const world = await createDeviceWorld(t)
  const [anna, ben, eve] = [await world.person('anna', world.provider), await world.person('ben', world.core), await world.person('eve', world.core)]
  // The server asked Eve, of whom Anna knows nothing.
  world.bridge.befriend(anna.user, eve.user)
  for (const waiting of world.bridge.waiting) {
    const { push } = waiting
    if (waiting.user === anna.user && push.kind === 'event' && push.body.kind === 'contactGranted') waiting.push = { ...push, body: { ...push.body, peerDisplayName: 'ben', peerAddress: 'ben@core.example' } }
  }
  await world.settle()
  const [contact] = anna.device.contacts()
  t.match(contact, { peer: eve.user, displayName: 'ben', address: 'ben@core.example', state: 'granted' })
  await anna.device.send({ to: eve.user, text: 'for Ben alone' })
  await world.settle()
  t.match(eve.device.inbox(), [{ kind: 'text', text: 'for Ben alone' }])
  t.strictSame(ben.device.inbox(), [])
  const read = anna.device.safetyNumber(eve.user)
  t.type(read, 'string')
  t.equal(read, eve.device.safetyNumber(anna.user))
  t.equal(ben.device.safetyNumber(anna.user), undefined, 'Ben has none to read to Anna, who asks him for it')
})
