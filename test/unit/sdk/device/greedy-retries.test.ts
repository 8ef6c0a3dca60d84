// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a device says it could not open is sent to it again, but not for ever.
import t from 'tap'
import type { SubmissionId } from '../../../../src/model/ids.ts'
import { EnvelopeType } from '../../../../src/model/signal-crypto.ts'
import { encodeRetry } from '../../../../src/wire/content/index.ts'
import { createDeviceWorld } from '../../../support/device-world.ts'
import { RawUser } from '../../../support/raw-user.ts'

t.test('a device that asks without end gets a message five times again, and no more', async (t) => {
  const world = await createDeviceWorld(t)
  const anna = await world.person('anna', world.provider)
  const bruno = new RawUser(world, world.core)
  await bruno.enlist()
  world.bridge.befriend(anna.user, bruno.user)
  await world.settle()
  const { messageId } = await anna.device.send({ to: bruno.user, text: 'again and again' })
  const askFor = async (submissionId: SubmissionId): Promise<void> => {
    const ciphertext = encodeRetry({ submissionId, decryptionError: new Uint8Array(0), givenUp: false })
    world.bridge.inject(bruno.deliveryOf(anna, { type: EnvelopeType.PLAINTEXT, ciphertext }, new Uint8Array(0)))
    await world.settle()
  }
  for (let asked = 0; asked < 8; asked += 1) await askFor(anna.link.submissions().at(-1)!.submissionId)
  t.equal(anna.link.submissions().length, 1 + 5)
  t.match(anna.device.status(messageId), { state: 'failed', reason: 'GIVEN_UP' })
})
