// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what one user may take of what all users of a home share does not grow with its connections.
import t from 'tap'
import { deviceId } from '../../../../src/model/ids.ts'
import type { GoodAnswer } from '../../../../src/sdk/link/index.ts'
import { Allowance } from '../../../../src/sdk/link/door/allowance.ts'
import { DEVICE_CREDIT, DEVICE_CREDIT_BYTES, DEVICE_REQUESTS, DEVICE_REQUESTS_MS, MAX_DEVICE_NUISANCES } from '../../../../src/sdk/link/door/limits.ts'
import { adaAtHome, bobAtHome, openDoor } from './door-support.ts'
import type { RawDevice } from './door-support.ts'
import { ManualTimers } from './manual-timers.ts'
import { ada, bob, delivery } from './support.ts'

const ask = (device: RawDevice, id: number, userId = ada): void => device.say(id, { kind: 'countPrekeys', userId, deviceId: deviceId(1) })
const askAll = (device: RawDevice): void => { for (let id = 1; id <= DEVICE_CREDIT; id += 1) ask(device, id) }

t.test('who comes again and again asks no more than who stays', async (t) => {
  const timers = new ManualTimers()
  const around = openDoor({ timers })
  for (let times = 1; times <= DEVICE_REQUESTS / DEVICE_CREDIT; times += 1) {
    const device = await around.attend(adaAtHome)
    askAll(device)
    for (let id = 1; id <= DEVICE_CREDIT; id += 1) await device.expect('done')
    if (times % 2 === 0) device.leave()
  }
  const again = await around.attend(adaAtHome)
  askAll(again)
  t.equal(around.asked.length, DEVICE_REQUESTS)
  const other = await around.attend(bobAtHome)
  ask(other, 1, bob)
  await other.expect('done')
  timers.advance(DEVICE_REQUESTS_MS)
  for (let id = 1; id <= DEVICE_CREDIT; id += 1) t.equal((await again.expect('done')).id, id)
})

t.test('what ended connections have asked counts until it is answered, since it holds credit of all', async (t) => {
  const around = openDoor()
  const answers: ((answer: GoodAnswer) => void)[] = []
  around.answer = () => new Promise((resolve) => { answers.push(resolve) })
  const first = await around.attend(adaAtHome)
  askAll(first)
  for (let times = 0; times < 3; times += 1) askAll(await around.attend(adaAtHome))
  const last = await around.attend(adaAtHome)
  ask(last, 7)
  t.equal(around.asked.length, DEVICE_CREDIT)
  answers[3]?.({ kind: 'prekeyStock', oneTimePrekeys: 1, oneTimeKyberPrekeys: 1 })
  await new Promise(setImmediate)
  t.equal(around.asked.length, DEVICE_CREDIT + 1, 'one was answered, so one passes: that of who is there')
  t.strictSame(last.unread, [], 'and hears nothing of what was answered to an earlier connection')
  answers.at(-1)?.({ kind: 'done' })
  t.match(await last.expect('done'), { id: 7 })
})

t.test('an allowance is of frames and bytes, and whole again when all was answered and its time is over', async (t) => {
  const timers = new ManualTimers()
  let wholes = 0
  const allowance = new Allowance(timers, () => { wholes += 1 })
  const [large, small] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  let passed = 0
  allowance.pass({ bytes: DEVICE_CREDIT_BYTES, run: () => large.promise })
  allowance.pass({ bytes: 1, run: () => { passed += 1; return small.promise } })
  t.equal(passed, 0)
  large.resolve(undefined)
  await new Promise(setImmediate)
  t.equal(passed, 1)
  timers.advance(DEVICE_REQUESTS_MS)
  t.notOk(allowance.isWhole)
  small.resolve(undefined)
  await new Promise(setImmediate)
  t.ok(allowance.isWhole)
  t.equal(wholes, 1)
  t.strictSame(timers.set, [])
})

t.test('a door that is closed leaves no time behind', async (t) => {
  const timers = new ManualTimers()
  const around = openDoor({ timers })
  const device = await around.attend(adaAtHome)
  ask(device, 1)
  await device.expect('done')
  around.door.close()
  t.strictSame(timers.set, [])
})

const nuisances: Readonly<Record<string, (device: RawDevice) => void>> = {
  'pings': (device) => device.beat(),
  'acknowledgements of nothing new': (device) => device.say(0, { kind: 'ack', upTo: 1, also: [] }),
  'pushes given back': (device) => device.say(0, { kind: 'nack', streamSequence: 1, reason: '', retryable: true }),
}
for (const [what, nuisance] of Object.entries(nuisances)) {
  t.test(`a device that floods its server with ${what} is sent away, also when it comes again`, async (t) => {
    const timers = new ManualTimers()
    const around = openDoor({ timers })
    const device = await around.attend(adaAtHome)
    await around.push(delivery(1, ada))
    await device.expect('deliver')
    device.say(0, { kind: 'ack', upTo: 1, also: [] })
    for (let times = 1; times <= MAX_DEVICE_NUISANCES; times += 1) nuisance(device)
    timers.advance(DEVICE_REQUESTS_MS)
    for (let times = 1; times <= MAX_DEVICE_NUISANCES; times += 1) nuisance(device)
    t.notOk(device.isClosed)
    nuisance(device)
    t.match(await device.expect('error'), { id: 0, body: { code: 'THROTTLED' } })
    t.ok(device.isClosed)
    nuisance(device)
    const again = await around.attend(adaAtHome)
    again.beat()
    t.match(await again.expect('error'), { id: 0, body: { code: 'THROTTLED' } })
    const other = await around.attend(bobAtHome)
    other.beat()
    ask(other, 1, bob)
    await other.expect('done')
  })
}
