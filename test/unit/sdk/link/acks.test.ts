// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { AckTracker } from '../../../../src/sdk/link/acks.ts'
import type { Done } from '../../../../src/sdk/link/acks.ts'

const trackerWith = (count: number, window = 64): AckTracker => {
  const tracker = new AckTracker(window)
  for (let sequence = 1; sequence <= count; sequence += 1) tracker.receive(sequence)
  return tracker
}

t.test('what is stored in order is acknowledged up to the last', async (t) => {
  const tracker = trackerWith(5)
  for (const sequence of [1, 2, 3]) tracker.settle(sequence, true)
  t.strictSame(tracker.take(), { upTo: 3, also: [] })
  t.equal(tracker.take(), undefined, 'nothing is said twice')
})

t.test('what is stored out of order is named once, and never what is not stored', async (t) => {
  const tracker = trackerWith(6)
  for (const sequence of [1, 4, 3]) tracker.settle(sequence, true)
  t.strictSame(tracker.take(), { upTo: 1, also: [4, 3] })
  tracker.settle(6, true)
  t.strictSame(tracker.take(), { upTo: 1, also: [6] })
  tracker.settle(2, true)
  t.strictSame(tracker.take(), { upTo: 4, also: [] })
  tracker.settle(5, true)
  t.strictSame(tracker.take(), { upTo: 6, also: [] })
})

t.test('what was given back does not hold up the others, but Resume does not cover it', async (t) => {
  const tracker = trackerWith(3)
  tracker.settle(1, true)
  tracker.settle(2, false)
  tracker.settle(3, true)
  t.strictSame(tracker.take(), { upTo: 3, also: [] })
  t.strictSame(tracker.position(), { upTo: 1, also: [3] })
})

t.test('what was given back is never acknowledged by name', async (t) => {
  const tracker = trackerWith(2)
  tracker.settle(2, false)
  t.equal(tracker.take(), undefined)
})

t.test('a sequence that is not the next one, or one over the window, is not taken', async (t) => {
  const tracker = trackerWith(2, 2)
  t.notOk(tracker.receive(3), 'over the window')
  tracker.settle(1, true)
  t.notOk(tracker.receive(2), 'again')
  t.notOk(tracker.receive(4), 'one left out')
  t.ok(tracker.receive(3))
  t.equal(tracker.highest, 3)
})

t.test('settling twice counts once', async (t) => {
  const tracker = trackerWith(1)
  tracker.settle(1, true)
  tracker.settle(1, true)
  t.strictSame(tracker.take(), { upTo: 1, also: [] })
  t.equal(tracker.take(), undefined)
})

t.test('Resume names at most a window of sequences however long the link lived', async (t) => {
  const tracker = new AckTracker(4)
  tracker.receive(1)
  for (let sequence = 2; sequence <= 1_000; sequence += 1) {
    tracker.receive(sequence)
    tracker.settle(sequence, true)
  }
  t.strictSame(tracker.position(), { upTo: 0, also: [997, 998, 999, 1_000] })
})

const WINDOW = 5
const covers = ({ upTo, also }: Done, sequence: number): boolean => sequence <= upTo || also.includes(sequence)

/** A gateway that hears of settlements late and keeps to the window. */
class Gateway {
  sent = 0
  readonly under = new Set<number>()
  readonly nacked = new Set<number>()
  readonly unheard: (() => void)[] = []

  hear(): void {
    this.unheard.shift()?.()
  }

  acknowledge({ upTo, also }: Done): void {
    for (const sequence of this.under) if (sequence <= upTo) this.under.delete(sequence)
    for (const sequence of also) this.under.delete(sequence)
  }
}

t.test('whenever a link breaks, Resume covers all that is stored and unheard of, and nothing that must come again', async (t) => {
  const step = fc.record({ kind: fc.constantFrom('push', 'store', 'store', 'giveBack', 'acknowledge', 'hear', 'hear'), pick: fc.nat() })
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const [tracker, gateway] = [new AckTracker(WINDOW), new Gateway()]
    const open: number[] = []
    const stored = new Set<number>()
    for (const { kind, pick } of steps) {
      const chosen = open[pick % Math.max(open.length, 1)]
      if (kind === 'push' && gateway.under.size < WINDOW) {
        gateway.sent += 1
        gateway.under.add(gateway.sent)
        open.push(gateway.sent)
        if (!tracker.receive(gateway.sent)) return false
      } else if (kind === 'store' && chosen !== undefined) {
        open.splice(open.indexOf(chosen), 1)
        stored.add(chosen)
        tracker.settle(chosen, true)
      } else if (kind === 'giveBack' && chosen !== undefined) {
        open.splice(open.indexOf(chosen), 1)
        gateway.unheard.push(() => {
          gateway.under.delete(chosen)
          gateway.nacked.add(chosen)
        })
        tracker.settle(chosen, false)
      } else if (kind === 'acknowledge') {
        const done = tracker.take()
        if (done !== undefined) gateway.unheard.push(() => gateway.acknowledge(done))
      } else if (kind === 'hear') {
        gateway.hear()
      }
    }
    const position = tracker.position()
    return Array.from(gateway.under).every((sequence) => covers(position, sequence) === stored.has(sequence))
      && position.also.length <= WINDOW
  }), { numRuns: 2_000 })
  t.pass('2,000 random links')
})

t.test('a push over the bytes of the window is not taken, but a first one is, however large', async (t) => {
  const tracker = new AckTracker(64, 1_000)
  t.ok(tracker.receive(1, 5_000))
  t.notOk(tracker.receive(2, 1))
  tracker.settle(1, true)
  t.ok(tracker.receive(2, 600))
  t.notOk(tracker.receive(3, 401))
  t.ok(tracker.receive(3, 400))
})
