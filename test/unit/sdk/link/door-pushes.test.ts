// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what comes for a user rests in the home's mailbox from before the gateway hears of it until the device has acknowledged it, and comes in its order.
import t from 'tap'
import type { Delivery } from '../../../../src/model/answers.ts'
import type { UserId } from '../../../../src/model/ids.ts'
import { DEVICE_WINDOW, DEVICE_WINDOW_BYTES, MAILBOX_MS, MAX_ONCE_WAITING_BYTES, MAX_PUSH_TRIES } from '../../../../src/sdk/link/door/limits.ts'
import { ada, bob, delivery, prekeysLow } from './support.ts'
import { adaAtHome, bobAtHome, openDoor } from './door-support.ts'
import type { DoorUnderTest, RawDevice } from './door-support.ts'
import { ManualTimers } from './manual-timers.ts'

/** A message that is told from others by its time. */
const message = (number: number, user: UserId = ada, bytes = 8): Delivery => ({ ...delivery(number, user), gatewayTimeMs: number, envelope: new Uint8Array(bytes) })

const numbersOf = async (device: RawDevice, count: number): Promise<(readonly [sequence: number, number: number])[]> => {
  const came: (readonly [number, number])[] = []
  while (came.length < count) {
    const { body } = await device.expect('deliver')
    came.push([body.streamSequence, body.gatewayTimeMs])
  }
  return came
}

const ack = (device: RawDevice, upTo: number, also: readonly number[] = []): void => device.say(0, { kind: 'ack', upTo, also })
const nack = (device: RawDevice, streamSequence: number, retryable = true): void => device.say(0, { kind: 'nack', streamSequence, reason: 'not stored', retryable })

const pushAll = async (around: DoorUnderTest, ...pushes: readonly Delivery[]): Promise<void> => {
  for (const push of pushes) await around.push(push)
}

t.test('a push is acknowledged to the gateway once it is in the mailbox, and leaves it once the device has acknowledged it', async (t) => {
  const around = openDoor()
  const written = Promise.withResolvers<undefined>()
  around.mailbox.mayPut = written.promise
  const device = await around.attend(adaAtHome)
  let isAcknowledged = false
  const pushed = around.push(message(1)).then(() => { isAcknowledged = true })
  await new Promise(setImmediate)
  t.notOk(isAcknowledged)
  t.strictSame(device.unread, [], 'nor does the device see what may be forgotten')
  written.resolve(undefined)
  await pushed
  t.strictSame(await numbersOf(device, 1), [[1, 1]])
  t.equal(around.mailbox.rows.length, 1)
  ack(device, 1)
  await around.mailbox.holds(0)
})

t.test('a push that the mailbox does not take goes back to the gateway', async (t) => {
  const around = openDoor()
  around.mailbox.failure = new Error('full')
  await t.rejects(around.push(message(1)), { message: 'full' })
})

t.test('what waited comes first and in its order, as it came over the link, under sequences of the connection', async (t) => {
  const around = openDoor()
  await pushAll(around, message(41), message(42))
  await around.push(prekeysLow(43, ada))
  await around.push(message(44, bob))
  const device = await around.attend(adaAtHome)
  await around.push({ ...message(45), urgent: true })
  t.strictSame(await numbersOf(device, 2), [[1, 41], [2, 42]])
  t.match(await device.expect('event'), { id: 0, body: { ...prekeysLow(43, ada), streamSequence: 3 } })
  const { body } = await device.expect('deliver')
  t.strictSame({ ...body, envelope: [...body.envelope], commitment: [...body.commitment] }, { ...message(45), urgent: true, streamSequence: 4, envelope: [...new Uint8Array(8)], commitment: [...new Uint8Array(32)] })
  t.strictSame(device.unread, [], 'and nothing of another user')
})

t.test('after a cut everything that was not acknowledged comes again', async (t) => {
  const around = openDoor()
  const first = await around.attend(adaAtHome)
  await pushAll(around, message(1), message(2), message(3), message(4))
  await numbersOf(first, 4)
  ack(first, 1, [3])
  await around.mailbox.holds(2)
  first.leave()
  ack(first, 4)
  const second = await around.attend(adaAtHome)
  t.strictSame(await numbersOf(second, 2), [[1, 2], [2, 4]])
  ack(second, 2)
  await around.mailbox.holds(0)
})

t.test('what an older connection still acknowledges does not count, since its stream is over', async (t) => {
  const around = openDoor()
  const older = await around.attend(adaAtHome)
  await around.push(message(1))
  await numbersOf(older, 1)
  const newer = await around.attend(adaAtHome)
  ack(older, 1)
  t.strictSame(await numbersOf(newer, 1), [[1, 1]])
  t.equal(around.mailbox.rows.length, 1)
})

t.test('a device has a window of pushes under way, and acknowledging makes room', async (t) => {
  const around = openDoor()
  const all = Array.from({ length: DEVICE_WINDOW + 2 }, (_, index) => message(index + 1))
  await pushAll(around, ...all)
  const device = await around.attend(adaAtHome)
  t.equal((await numbersOf(device, DEVICE_WINDOW)).at(-1)?.[1], DEVICE_WINDOW)
  await new Promise(setImmediate)
  t.strictSame(device.unread, [])
  ack(device, 0, [2])
  t.strictSame(await numbersOf(device, 1), [[DEVICE_WINDOW + 1, DEVICE_WINDOW + 1]])
  ack(device, DEVICE_WINDOW + 1)
  t.strictSame(await numbersOf(device, 1), [[DEVICE_WINDOW + 2, DEVICE_WINDOW + 2]])
})

t.test('and of bytes; one push is always under way, however large', async (t) => {
  const around = openDoor()
  const half = DEVICE_WINDOW_BYTES / 2
  await pushAll(around, message(1, ada, half), message(2, ada, half), message(3))
  const device = await around.attend(adaAtHome)
  t.strictSame(await numbersOf(device, 1), [[1, 1]])
  await new Promise(setImmediate)
  t.strictSame(device.unread, [])
  ack(device, 1)
  t.strictSame(await numbersOf(device, 2), [[2, 2], [3, 3]])
})

t.test('a push that the device gives back comes again, late, and after some tries lets the others go on', async (t) => {
  const around = openDoor()
  const device = await around.attend(adaAtHome)
  await pushAll(around, message(1), message(2))
  await numbersOf(device, 2)
  ack(device, 0, [2])
  for (let tries = 1; tries < MAX_PUSH_TRIES; tries += 1) {
    nack(device, tries === 1 ? 1 : tries + 1)
    t.match(await device.expect('deliver'), { body: { streamSequence: tries + 2, gatewayTimeMs: 1, attempt: tries + 1, late: true } })
  }
  nack(device, MAX_PUSH_TRIES + 1)
  t.match(around.events.at(-1), { event: 'passedOver', user: ada, place: 1 })
  await around.push(message(3))
  t.strictSame(await numbersOf(device, 1), [[MAX_PUSH_TRIES + 2, 3]])
  const next = await around.attend(adaAtHome)
  t.strictSame(await numbersOf(next, 2), [[1, 1], [2, 3]], 'it comes again on the next connection')
})

t.test('a push that the device refuses for good is not kept', async (t) => {
  const around = openDoor()
  const device = await around.attend(adaAtHome)
  await around.push(message(1))
  await numbersOf(device, 1)
  nack(device, 1, false)
  await around.mailbox.holds(0)
  nack(device, 1)
  ack(device, 1)
  t.notOk(device.isClosed, 'what was settled may be named again')
})

t.test('what lies in the mailbox and is no push holds up nobody, and stays', async (t) => {
  const around = openDoor()
  await around.mailbox.put(ada, Uint8Array.of(0xff))
  await around.push(message(2))
  const device = await around.attend(adaAtHome)
  t.strictSame(await numbersOf(device, 1), [[1, 2]])
  t.match(around.events.at(-1), { event: 'passedOver', place: 1 })
  t.equal(around.mailbox.rows.length, 2)
})

t.test('a mailbox that fails ends the connection, and what it holds comes on the next', async (t) => {
  const around = openDoor()
  await around.push(message(1))
  const device = await around.attend(adaAtHome)
  await numbersOf(device, 1)
  around.mailbox.failure = new Error('disk')
  ack(device, 1)
  await device.closed
  t.match(around.events.slice(-2), [{ event: 'mailboxFailed', user: ada, error: { message: 'disk' } }, { event: 'left', reason: 'the mailbox failed' }])
  const next = await around.attend(adaAtHome)
  t.strictSame(await numbersOf(next, 1), [[1, 1]])
  const other = openDoor()
  await other.push(message(1))
  other.mailbox.failure = new Error('disk')
  const unlucky = await other.attend(adaAtHome)
  await unlucky.closed
})

for (const [what, places] of [['backwards', [2, 1]], ['one place twice', [1, 1]], ['what was not asked for', [0]]] as const) {
  t.test(`a mailbox that lists ${what} is told of at once, and not asked without end`, async (t) => {
    const around = openDoor()
    // No pushes: nothing of them fills the window.
    around.mailbox.list = async () => places.map((place) => ({ place, frame: Uint8Array.of(0xff) }))
    const device = await around.attend(adaAtHome)
    await device.closed
    t.match(around.events.at(-2), { event: 'mailboxFailed', user: ada, error: { message: /^the mailbox lists place \d behind place \d$/ } })
  })
}

t.test('a mailbox that does not answer is one that fails: the push goes back, the connection ends, and another try is made', async (t) => {
  const timers = new ManualTimers()
  const around = openDoor({ timers })
  const never = new Promise<never>(() => undefined)
  around.mailbox.mayPut = never
  const hung = t.rejects(around.push(message(1)), { message: 'the mailbox did not answer in time' })
  await timers.waitFor(MAILBOX_MS)
  timers.advance(MAILBOX_MS)
  await hung
  around.mailbox.mayPut = Promise.resolve()
  await around.push(message(1))
  around.mailbox.mayList = never
  const device = await around.attend(adaAtHome)
  await timers.waitFor(MAILBOX_MS)
  timers.advance(MAILBOX_MS)
  await device.closed
  t.match(around.events.slice(-2), [{ event: 'mailboxFailed', user: ada }, { event: 'left', reason: 'the mailbox failed' }])
  around.mailbox.mayList = Promise.resolve()
  const next = await around.attend(adaAtHome)
  t.strictSame(await numbersOf(next, 1), [[1, 1]])
  ack(next, 1)
  await around.mailbox.holds(0)
})

t.test('what another server put into the shared mailbox is offered when that is told', async (t) => {
  const [here, there] = [openDoor(), openDoor()]
  const device = await here.attend(adaAtHome)
  await there.push(message(1))
  here.mailbox.rows.push(...there.mailbox.rows)
  here.door.offer(bob)
  here.door.offer(ada)
  t.strictSame(await numbersOf(device, 1), [[1, 1]])
})

t.test('what turns up in the mailbox behind a higher place comes on the next connection', async (t) => {
  const [here, there] = [openDoor(), openDoor()]
  await pushAll(there, message(1), message(2))
  const [slow, quick] = there.mailbox.rows
  if (slow === undefined || quick === undefined) throw new Error('two rows')
  here.mailbox.rows.push(quick)
  const device = await here.attend(adaAtHome)
  t.strictSame(await numbersOf(device, 1), [[1, 2]])
  here.mailbox.rows.unshift(slow)
  here.door.offer(ada)
  await new Promise(setImmediate)
  t.strictSame(device.unread, [])
  ack(device, 1)
  const next = await here.attend(adaAtHome)
  t.strictSame(await numbersOf(next, 1), [[1, 1]])
})

t.test('the provider is told of what waits for a phone that sleeps, and of one that went to sleep in the middle', async (t) => {
  const told: unknown[] = []
  const around = openDoor({ asleep: (wait) => told.push(wait) })
  await around.push({ ...message(1), urgent: true })
  await around.push(message(2))
  await around.push(prekeysLow(3, bob))
  t.strictSame(told.splice(0), [{ user: ada, urgent: true }, { user: ada, urgent: false }, { user: bob, urgent: false }])
  const device = await around.attend(adaAtHome)
  await numbersOf(device, 2)
  ack(device, 1)
  await around.mailbox.holds(2)
  t.strictSame(told, [])
  device.leave()
  await new Promise(setImmediate)
  t.strictSame(told.splice(0), [{ user: ada, urgent: true }])
  const older = await around.attend(adaAtHome)
  await numbersOf(older, 1)
  const again = await around.attend(adaAtHome)
  await older.expect('goAway')
  await new Promise(setImmediate)
  t.strictSame(told, [], 'nor of one that came again before its older connection was over')
  await numbersOf(again, 1)
  ack(again, 1)
  await around.mailbox.holds(1)
  again.leave()
  await new Promise(setImmediate)
  t.strictSame(told, [], 'who owes nothing is left alone')
})

t.test('and of what waits for one that left before its server had looked', async (t) => {
  const told: unknown[] = []
  const woken = Promise.withResolvers<undefined>()
  const around = openDoor({ asleep: (wait) => { told.push(wait); woken.resolve(undefined) } })
  const device = await around.attend(adaAtHome)
  const mayList = Promise.withResolvers<undefined>()
  around.mailbox.mayList = mayList.promise
  await around.push(message(1))
  device.leave()
  mayList.resolve(undefined)
  await woken.promise
  t.strictSame(told, [{ user: ada, urgent: true }])
  t.equal(around.mailbox.rows.length, 1)
  t.strictSame(device.unread, [])
})

t.test('what comes once passes to who is there and keeps up, and is kept nowhere', async (t) => {
  const around = openDoor()
  const [device, other] = [await around.attend(adaAtHome), await around.attend(bobAtHome)]
  around.glimpse(message(0))
  t.match(await device.expect('deliver'), { body: { streamSequence: 0 } })
  device.waitingBytes = MAX_ONCE_WAITING_BYTES + 1
  around.glimpse(message(0))
  device.waitingBytes = 0
  t.strictSame([device.unread, other.unread, around.mailbox.rows], [[], [], []])
  device.leave()
  around.glimpse(message(0))
  await around.push(message(1, bob))
  t.strictSame(await numbersOf(other, 1), [[1, 1]], 'a sequence is used up by nothing that comes once')
})

t.test('a door that is closed takes nothing of the link', async (t) => {
  const around = openDoor()
  around.door.close()
  around.door.close()
  await t.rejects(around.push(message(1)))
})
