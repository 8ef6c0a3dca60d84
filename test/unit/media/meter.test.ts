// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { MIN_WINDOW_BYTES, SPEND_STEP_BYTES, WINDOW_MS } from '../../../src/media/limits.ts'
import { createMeter } from '../../../src/media/meter.ts'
import { requireTicket } from '../../../src/media/tickets.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'
import type { TicketTerms } from '../../support/memory-attachments.ts'
import { createTestClock } from '../../support/registry-world.ts'
import { createTurnedTimers } from '../../support/turned-timers.ts'

const open = async (terms: TicketTerms = {}) => {
  const [store, clock] = [new MemoryAttachments(), createTestClock()]
  const timers = createTurnedTimers(clock)
  const id = store.add(Buffer.alloc(0), { sizeBytes: 10 * SPEND_STEP_BYTES })
  const ticket = await requireTicket({ store, now: clock.now, mayPass: async () => true }, store.ticketFor(id, terms), id, 'upload')
  const [ended, failures, state] = [[] as string[], [] as unknown[], { isOurs: false, mayPass: true }]
  const meter = createMeter({ store, timers, mayPass: async () => state.mayPass, failed: (_task, error) => { failures.push(error) } }, {
    ticket, isOurs: () => state.isOurs, end: ({ code }) => { ended.push(code) },
  })
  const left = async () => (await store.read.ticket(ticket.hash))?.bytesLeft
  return { store, timers, meter, ended, failures, state, left }
}

t.test('what passes is taken off the ticket in steps, and the rest at the end', async (t) => {
  const { meter, left, ended, timers } = await open({ bytesLeft: 3 * SPEND_STEP_BYTES })
  meter.passed(SPEND_STEP_BYTES - 1)
  t.equal(await left(), 3 * SPEND_STEP_BYTES)
  meter.passed(11)
  await meter.settle()
  t.equal(await left(), 2 * SPEND_STEP_BYTES - 10)
  t.same(ended, [])
  t.equal(timers.waiting(), 0)
})

t.test('a transfer ends at the byte that the ticket does not have', async (t) => {
  const { meter, ended } = await open({ bytesLeft: 100 })
  meter.passed(100)
  t.same(ended, [])
  meter.passed(1)
  t.same(ended, ['TICKET_REFUSED'])
  await meter.settle()
})

t.test('two transfers with one ticket do not both get what is left', async (t) => {
  const { meter, ended, store } = await open({ bytesLeft: 100 })
  meter.passed(60)
  store.eachTicket((ticket) => { ticket.bytesLeft = 50 })
  await meter.settle()
  t.same(ended, ['TICKET_REFUSED'])
})

t.test('what is paid before it passes is taken off a step ahead, and what of that nobody asks for is given back', async (t) => {
  const { meter, left, ended } = await open({ bytesLeft: 3 * SPEND_STEP_BYTES })
  t.equal(await meter.pay(10, 2 * SPEND_STEP_BYTES), true)
  t.equal(await left(), 2 * SPEND_STEP_BYTES)
  t.equal(await meter.pay(SPEND_STEP_BYTES, 2 * SPEND_STEP_BYTES - 10), true)
  t.equal(await left(), SPEND_STEP_BYTES)
  meter.passed(10)
  await meter.settle()
  t.equal(await left(), 2 * SPEND_STEP_BYTES - 10, 'what is on its way counts as passed')
  t.same(ended, [])
})

t.test('what the ticket cannot pay does not pass, nor what may not pass any more', async (t) => {
  const poor = await open({ bytesLeft: 100 })
  t.same([await poor.meter.pay(60, 60), await poor.meter.pay(60, 60)], [true, false])
  await poor.meter.settle()
  const parted = await open({ bytesLeft: 100 })
  parted.state.mayPass = false
  t.equal(await parted.meter.pay(60, 60), false)
  await parted.meter.settle()
  t.equal(await parted.left(), 100)
})

t.test('what is being paid while the transfer ends is given back too', async (t) => {
  const { meter, left } = await open({ bytesLeft: 2 * SPEND_STEP_BYTES })
  const paying = meter.pay(10, SPEND_STEP_BYTES)
  await meter.settle()
  t.same([await paying, await left()], [true, 2 * SPEND_STEP_BYTES - 10])
})

t.test('nothing is paid any more once the transfer has ended', async (t) => {
  const { meter, left, ended } = await open({ bytesLeft: 2 * SPEND_STEP_BYTES })
  await meter.settle()
  t.same([await meter.pay(10, SPEND_STEP_BYTES), await left()], [false, 2 * SPEND_STEP_BYTES])
  t.same(ended, [])
})

t.test('a transfer that the ticket cannot pay uses it up, so that failing ones come to an end', async (t) => {
  const { meter, ended, left } = await open({ bytesLeft: 100 })
  meter.passed(101)
  await meter.settle()
  t.match(ended, ['TICKET_REFUSED'])
  t.equal(await left(), 0)
})

t.test('a transfer that comes on too slowly ends, unless we are what is slow', async (t) => {
  const { meter, timers, ended, state } = await open()
  meter.passed(MIN_WINDOW_BYTES)
  timers.turn(WINDOW_MS)
  t.same(ended, [], 'fast enough')
  state.isOurs = true
  timers.turn(WINDOW_MS)
  t.same(ended, [], 'we are slow')
  state.isOurs = false
  meter.passed(MIN_WINDOW_BYTES - 1)
  timers.turn(WINDOW_MS)
  t.same(ended, ['SLOW_READER'])
  await meter.settle()
})

t.test('a transfer of a party that is suspended ends within a window, or at the next step', async (t) => {
  for (const bytes of [MIN_WINDOW_BYTES, SPEND_STEP_BYTES]) {
    const { meter, timers, ended, store } = await open()
    store.eachTicket((ticket) => { ticket.isPartyLive = false })
    meter.passed(bytes)
    if (bytes < SPEND_STEP_BYTES) timers.turn(WINDOW_MS)
    await meter.settle()
    t.ok(ended.includes('TICKET_REFUSED'))
  }
})

t.test('a transfer between two who are not open to each other any more ends within a window, or at the next step', async (t) => {
  for (const bytes of [MIN_WINDOW_BYTES, SPEND_STEP_BYTES]) {
    const { meter, timers, ended, state } = await open()
    state.mayPass = false
    meter.passed(bytes)
    if (bytes < SPEND_STEP_BYTES) timers.turn(WINDOW_MS)
    await meter.settle()
    t.ok(ended.includes('TICKET_REFUSED'))
  }
})

t.test('a store that fails ends the transfer and is told of', async (t) => {
  const { meter, ended, failures, store } = await open()
  Object.assign(store.write, { spendTicket: () => Promise.reject(new Error('broken')) })
  await t.rejects(meter.pay(1, 1), { code: 'UNAVAILABLE' })
  t.equal(failures.length, 1)
  meter.passed(1)
  await meter.settle()
  t.same(ended, ['UNAVAILABLE'])
  t.equal(failures.length, 2)
})
