// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Delivery } from '../../../src/model/answers.ts'
import { deviceId, submissionId, userId } from '../../../src/model/ids.ts'
import { createMeter } from '../../../src/sandbox/meter.ts'
import type { DeviceTransport } from '../../../src/sdk/transport.ts'

const user = userId(randomUUID())
const typing: Delivery = {
  kind: 'deliver', streamSequence: 0, submissionId: submissionId(randomUUID()), senderUser: userId(randomUUID()), senderDevice: deviceId(1), recipientUser: user,
  recipientDevice: deviceId(1), laneSequence: 0, gatewayTimeMs: 0, attempt: 1, commitment: new Uint8Array(32), frank: undefined, envelope: new Uint8Array(9), urgent: false, late: false,
}

t.test('what comes once passes the meter like what is stored, where the transport has it', async (t) => {
  const handlers = new Map<string, (delivery: Delivery) => Promise<void>>()
  const plain: DeviceTransport = { request: () => Promise.reject(new Error('not asked')), subscribe: () => () => undefined, onOpen: () => () => undefined }
  const whole: DeviceTransport = { ...plain, subscribeOnce: (one, handler) => {
    handlers.set(one, handler)
    return () => { handlers.delete(one) }
  } }
  const heard: Delivery[] = []
  const take = async (delivery: Delivery): Promise<void> => { heard.push(delivery) }
  const stop = createMeter().measure(whole).subscribeOnce!(user, take)
  await handlers.get(user)!(typing)
  t.strictSame(heard, [typing])
  stop()
  t.equal(handlers.size, 0)
  t.doesNotThrow(createMeter().measure(plain).subscribeOnce!(user, take))
})
