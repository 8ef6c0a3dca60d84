// SPDX-License-Identifier: AGPL-3.0-only
// What is not stored reaches no user of a vault: the core counts what its vault opened, and what may be dropped would be missing in that count.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import type { Answer } from '../../../src/model/answers.ts'
import { deviceId, submissionId } from '../../../src/model/ids.ts'
import { encodeEnvelope } from '../../../src/wire/gateway/index.ts'
import { decide } from '../../support/acquaintance.ts'
import { answerBytes } from '../../support/registry-world.ts'
import { TestLink } from '../../support/relay-world.ts'
import { createSubscriber, setParticipation } from '../../support/subscribers.ts'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'

const open = async (t: Parameters<typeof openVaultRelayWorld>[0]) => {
  const of = await openVaultRelayWorld(t)
  const pair = await of.pair()
  await of.start()
  const [device] = await of.world.store.read.devices(pair.bo.user)
  const fields = { deviceId: deviceId(1), registrationId: device!.registrationId, type: 2 } as const
  /** Ada's device says that she types. */
  const type = (to = pair.bo.user, consentToken = pair.token): Promise<Answer> => of.relay.accept(of.world.heron.caller, { kind: 'submit', submission: {
    submissionId: submissionId(randomUUID()), senderUser: pair.ada.user, senderDevice: deviceId(1), recipientUser: to, consentToken,
    envelopes: [{ ...fields, bytes: encodeEnvelope({ ...fields, ciphertext: randomBytes(200) }) }], commitment: randomBytes(32),
    messageClass: 'ephemeral', urgent: false, ttlSeconds: 0, partial: false, attachments: [],
  } })
  return { of, pair, type }
}

t.test('an ephemeral message for a user of a vault is answered as any other, and nobody is asked, told or woken', async (t) => {
  const { of, pair, type } = await open(t)
  const { world, asked } = of
  await pair.say('hello')
  await world.quiet()
  const link = await new TestLink(world, world.core).start()
  const [askedBefore, storedBefore] = [[...asked], (await of.stored()).length]
  t.ok(askedBefore.includes('open') && storedBefore > 0, 'what is stored is opened for the core')
  t.strictSame(await type(), { kind: 'accepted', gatewayTimeMs: world.clock.now(), places: [], frank: undefined }, 'as if nobody were there')
  await world.quiet()
  t.same(asked, askedBefore)
  t.equal((await of.stored()).length, storedBefore)
  t.equal(await of.waiting(), 0)
  t.same(link.pushes, [])
  await pair.say('and on')
  await world.quiet()
  t.same((await of.texts()).slice(-1), ['and on'], 'the conversation goes on, and none is missing in it')
})

t.test('who may not write to a user of a vault learns no more from typing than about somebody who never was', async (t) => {
  const { of: { world }, pair: { ada, bo, token }, type } = await open(t)
  const answers = [
    await answerBytes(type(createSubscriber(world.core).user)), await answerBytes(type(bo.user, randomBytes(token.length))),
    await answerBytes(setParticipation(world, bo, { optedIn: false }).then(() => type())),
    await answerBytes(setParticipation(world, bo).then(() => decide(world, bo, ada, 'block')).then(() => type())),
  ]
  t.equal(new Set(answers).size, 1)
  await t.rejects(type(), { code: 'NOT_PERMITTED' })
})
