// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { deviceId, submissionId, userId } from '../../../../src/model/ids.ts'
import type { UserId } from '../../../../src/model/ids.ts'
import type { Delivery } from '../../../../src/model/answers.ts'
import type { LinkEvent } from '../../../../src/sdk/link/events.ts'
import { Pushes } from '../../../../src/sdk/link/pushes.ts'
import { ManualTimers } from './manual-timers.ts'

const [ada, bob] = [userId('4e3c1f6a-9d0b-4c7e-8a51-2b6f0d9c3e77'), userId('0b1e7c52-6a0f-4b8e-9a3d-5c2f8e4d1a90')]

const delivery = (streamSequence: number, recipientUser: UserId, attempt = 1): Delivery => ({
  kind: 'deliver', streamSequence, submissionId: submissionId('00000000-0000-0000-0000-000000000001'), senderUser: bob, senderDevice: deviceId(1),
  recipientUser, recipientDevice: deviceId(1), laneSequence: streamSequence, gatewayTimeMs: 0, attempt, commitment: new Uint8Array(32),
  frank: undefined, envelope: new Uint8Array(1), urgent: false, late: false,
})

const setUp = (window = 64) => {
  const timers = new ManualTimers()
  const events: LinkEvent[] = []
  const pushes = new Pushes(timers, (event) => events.push(event))
  pushes.limit(window)
  const outcomes: string[] = []
  const take = (sequence: number, user: UserId, attempt = 1) => {
    const settled = Promise.withResolvers<string>()
    pushes.take({ push: delivery(sequence, user, attempt), settle: (outcome) => {
      outcomes.push(`${sequence} ${outcome}`)
      settled.resolve(outcome)
    } })
    return settled.promise
  }
  return { timers, events, pushes, outcomes, take }
}

/** A handler whose calls the test finishes one by one. */
const controlled = () => {
  const began: number[] = []
  const calls: PromiseWithResolvers<undefined>[] = []
  const handler = (push: { readonly streamSequence: number }): Promise<void> => {
    began.push(push.streamSequence)
    const call = Promise.withResolvers<undefined>()
    calls.push(call)
    return call.promise
  }
  return { began, calls, handler }
}

t.test('one user\'s pushes are handled one after another, in order', async (t) => {
  const { pushes, outcomes, take } = setUp()
  const { began, calls, handler } = controlled()
  pushes.subscribe(ada, handler)
  const [first, second] = [take(1, ada), take(2, ada)]
  t.strictSame(began, [1])
  calls[0]?.resolve(undefined)
  await first
  await new Promise(setImmediate)
  t.strictSame(began, [1, 2])
  calls[1]?.resolve(undefined)
  await second
  t.strictSame(outcomes, ['1 stored', '2 stored'])
})

t.test('users do not wait for each other', async (t) => {
  const { pushes, outcomes, take } = setUp()
  const [slow, quick] = [controlled(), controlled()]
  pushes.subscribe(ada, slow.handler)
  pushes.subscribe(bob, quick.handler)
  void take(1, ada)
  const second = take(2, bob)
  quick.calls[0]?.resolve(undefined)
  await second
  t.strictSame(outcomes, ['2 stored'])
  t.equal(pushes.running, 1)
})

t.test('a push without a subscriber waits until somebody subscribes', async (t) => {
  const { pushes, outcomes, take } = setUp()
  const [first, second] = [take(1, ada), take(2, ada)]
  t.strictSame(outcomes, [])
  pushes.subscribe(ada, async () => undefined)
  await Promise.all([first, second])
  t.strictSame(outcomes, ['1 stored', '2 stored'])
})

t.test('the catch-all takes what has no subscriber, and no more after its end', async (t) => {
  const { pushes, outcomes, take } = setUp()
  const own = controlled()
  pushes.subscribe(bob, own.handler)
  const waiting = take(1, ada)
  const end = pushes.onPush(async () => undefined)
  await waiting
  void take(2, bob)
  t.strictSame(own.began, [2])
  end()
  void take(3, ada)
  await new Promise(setImmediate)
  t.strictSame(outcomes, ['1 stored'])
})

t.test('a failed push is given back after a pause in which its user waits', async (t) => {
  const { pushes, outcomes, take, timers, events } = setUp()
  const error = new Error('disk full')
  const handled: number[] = []
  pushes.subscribe(ada, async ({ streamSequence }) => {
    handled.push(streamSequence)
    if (streamSequence === 1) throw error
  })
  const [first, second] = [take(1, ada), take(2, ada)]
  await timers.waitFor(250)
  t.strictSame([handled, outcomes], [[1], []])
  timers.advance(250)
  t.equal(await first, 'failed')
  t.equal(await second, 'stored')
  t.strictSame(events, [{ event: 'pushFailed', kind: 'deliver', error }])
})

t.test('a handler that throws at once is a handler that fails', async (t) => {
  const { pushes, take, timers } = setUp()
  pushes.subscribe(ada, () => { throw new Error('at once') })
  const first = take(1, ada)
  await timers.waitFor(250)
  timers.advance(250)
  t.equal(await first, 'failed')
})

t.test('the pause doubles with each attempt up to ten seconds', async (t) => {
  for (const [attempt, milliseconds] of [[1, 250], [2, 500], [3, 1_000], [5, 4_000], [9, 10_000], [4_000_000_000, 10_000]] as const) {
    const { pushes, take, timers } = setUp()
    pushes.subscribe(ada, async () => { throw new Error('no') })
    const settled = take(1, ada, attempt)
    await timers.waitFor(milliseconds)
    timers.advance(milliseconds)
    t.equal(await settled, 'failed')
  }
})

t.test('with two subscribers a push is stored when both stored it', async (t) => {
  const { pushes, take, timers } = setUp()
  const [one, two] = [controlled(), controlled()]
  const end = pushes.subscribe(ada, one.handler)
  pushes.subscribe(ada, two.handler)
  const first = take(1, ada)
  one.calls[0]?.resolve(undefined)
  two.calls[0]?.reject(new Error('no'))
  await timers.waitFor(250)
  timers.advance(250)
  t.equal(await first, 'failed')
  end()
  const second = take(2, ada)
  await new Promise(setImmediate)
  two.calls[1]?.resolve(undefined)
  t.equal(await second, 'stored')
  t.strictSame(one.began, [1])
})

t.test('a lost link drops what no handler has begun, and ends pauses', async (t) => {
  const { pushes, outcomes, take, timers } = setUp()
  const { began, calls, handler } = controlled()
  pushes.subscribe(ada, handler)
  const first = take(1, ada)
  void take(2, ada)
  pushes.drop()
  calls[0]?.reject(new Error('no'))
  await timers.waitFor(250)
  pushes.drop()
  t.equal(await first, 'failed')
  await new Promise(setImmediate)
  t.strictSame([began, outcomes, timers.set], [[1], ['1 failed'], []])
})

t.test('users without a subscriber hold at most half the window; who holds most gives back all, in order', async (t) => {
  const { pushes, outcomes, events, take } = setUp(8)
  void take(1, bob)
  for (const sequence of [2, 3, 4]) void take(sequence, ada)
  t.strictSame(outcomes, [])
  void take(5, ada)
  t.strictSame(outcomes, ['2 unclaimed', '3 unclaimed', '4 unclaimed', '5 unclaimed'])
  t.strictSame(events, [{ event: 'pushesReturned', count: 4 }])
  pushes.subscribe(bob, async () => undefined)
  await new Promise(setImmediate)
  t.equal(outcomes.at(-1), '1 stored')
})

t.test('what waits behind a slow subscriber is not given back', async (t) => {
  const { pushes, outcomes, take } = setUp(8)
  pushes.subscribe(ada, controlled().handler)
  for (let sequence = 1; sequence <= 8; sequence += 1) void take(sequence, ada)
  t.strictSame(outcomes, [])
})

t.test('after stop no handler begins', async (t) => {
  const { pushes, take } = setUp()
  const { began, handler } = controlled()
  pushes.stop()
  void take(1, ada)
  pushes.subscribe(ada, handler)
  t.strictSame(began, [])
})
