// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { createVaultWorld } from '../../support/vault-world.ts'

t.test('what a peer says reaches the core, and what the core says reaches the peer', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.begin(anna, 0)
  const parcel = await bruno.say(anna, 'hello')
  const opened = await anna.open(bruno, parcel)
  const got = world.core.read(opened)
  t.match(got, {
    facts: { submissionId: parcel.submissionId, from: bruno.user, to: anna.user, provider: 'heron.example', custody: 'DEVICE', number: 1 },
    json: { kind: 'text', text: 'hello', device: 1, gatewayTimeMs: world.now },
  })
  t.equal(got.facts.messageId, got.json['id'])
  t.same(opened.used, [{ kind: 'ec', id: 1 }, { kind: 'kyber', id: 2 }])
  const sealed = await anna.say(bruno, 'hello yourself', [bruno.device(false)])
  const [envelope] = sealed.envelopes
  const content = await bruno.open(anna, envelope!)
  t.match(content, { senderUser: anna.user, recipientUser: bruno.user, body: { kind: 'text', text: 'hello yourself' } })
  t.same(content.commitment, sealed.commitment)
})
