// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { deviceId, userId } from '../../../src/model/ids.ts'
import { createProtocolAddresses } from '../../../src/signal/private/addresses.ts'

const one = { user: userId(randomUUID()), device: deviceId(1) }
const other = { user: userId(randomUUID()), device: deviceId(1) }
const third = { ...one, device: deviceId(12) }

t.test('a device has its own name, user and number, however often it is asked for', async (t) => {
  const addressOf = createProtocolAddresses()
  for (let count = 0; count < 2; count += 1) {
    for (const address of [one, other, third]) {
      t.equal(addressOf(address).name(), address.user)
      t.equal(addressOf(address).deviceId(), address.device)
    }
  }
  t.equal(addressOf(one), addressOf({ ...one }), 'the same name again, not another like it')
})

t.test('no more names are kept than may be, and what made room comes back the same', async (t) => {
  const addressOf = createProtocolAddresses(2)
  const [first, second] = [addressOf(one), addressOf(other)]
  addressOf(third)
  t.equal(addressOf(other), second, 'the newer ones stay')
  const again = addressOf(one)
  t.not(again, first, 'the oldest made room')
  t.equal(again.toString(), first.toString())
})
