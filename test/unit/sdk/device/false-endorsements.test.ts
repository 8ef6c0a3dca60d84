// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a new identity is shown as endorsed only when the old key itself vouched for it.
import t from 'tap'
import type { IdentityChange } from '../../../../src/model/answers.ts'
import { address, userReference } from '../../../../src/model/ids.ts'
import { endorsementTranscript } from '../../../../src/wire/transcript.ts'
import { createDeviceWorld, crypto, entriesOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'

/** Changes the identity of a person; the event about it, not yet delivered. */
const changeIdentity = async (world: DeviceWorld, { device, party }: Person): Promise<IdentityChange> => {
  const claim = device.prepareIdentityChange()
  const at = address(`anna@${party.keys.party}`)
  await device.changeIdentity({
    token: await party.home.signEnlistmentToken({ ...claim, address: at }), identityStatement: await party.home.signIdentityStatement(claim),
    userReference: userReference('anna'), address: at, displayName: 'anna',
  })
  await device.idle()
  const [event] = world.bridge.waiting.flatMap(({ push }) => (push.kind === 'event' && push.body.kind === 'identityChanged' ? [push.body] : []))
  world.bridge.waiting.length = 0
  if (event === undefined) throw new Error('nobody is told')
  return event
}

const stranger = crypto.createIdentity()
const changes: readonly (readonly [title: string, endorsed: boolean, change: (event: IdentityChange) => Partial<IdentityChange>])[] = [
  ['an endorsement that the old key signed counts', true, () => ({})],
  ['an endorsement that the old key did not sign counts for nothing', false, ({ peerUser, newIdentityKey }) => (
    { endorsement: crypto.sign(stranger, endorsementTranscript(peerUser, newIdentityKey)) })],
  ['an endorsement of another key counts for nothing', false, () => ({ newIdentityKey: stranger.publicKey })],
  ['a signature that the old key never made counts for nothing', false, () => ({ endorsement: new Uint8Array(64) })],
]

for (const [title, endorsed, change] of changes) {
  t.test(title, async (t) => {
    const world = await createDeviceWorld(t)
    const [anna, bruno] = await world.couple()
    await anna.device.send({ to: bruno.user, text: 'one' })
    await world.settle()
    const event = await changeIdentity(world, anna)
    world.bridge.push(bruno.user, { kind: 'identityChanged', ...event, ...change(event) })
    await world.settle()
    t.match(entriesOf(bruno.device)[1], { kind: 'identityChanged', endorsed })
  })
}
