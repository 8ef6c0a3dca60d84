// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import fc from 'fast-check'
import t from 'tap'
import { PUSH_OVERHEAD_BYTES } from '../../../src/model/values.ts'
import { acquaint } from '../../support/acquaintance.ts'
import { clearEvents, messageOf, openRelayWorld, openTalk, submit, TestLink, there } from '../../support/relay-world.ts'
import { enlistOutside, range } from '../../support/subscribers.ts'

t.setTimeout(230_000)

const WINDOW = { frames: 12, bytes: 60_000 }
const LANE = { frames: 4, bytes: 20_000 }

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), lane: fc.nat(1), bytes: fc.constantFrom(10, 3_000, 12_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), place: fc.nat(11), as: fc.constantFrom('stored', 'refused') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 12 }) }) },
)

/** What a reader of a link has open, push by push. */
class Reader {
  readonly open = new Map<number, { readonly lane: string; readonly bytes: number }>()
  readonly broken: string[] = []
  readonly link: TestLink
  #heard = 0

  constructor(link: TestLink) {
    this.link = link
  }

  /** Takes in what came since, and measures it. */
  hear(): void {
    for (const push of this.link.pushes.slice(this.#heard)) {
      if (push.kind === 'deliver') this.open.set(push.streamSequence, { lane: push.senderUser, bytes: push.envelope.length + PUSH_OVERHEAD_BYTES })
    }
    this.#heard = this.link.pushes.length
    const lanes = [...Map.groupBy(this.open.values(), ({ lane }) => lane).values()]
    const over = (count: number, share: number): number => Math.max(0, count - share)
    const bytes = (pushes: readonly { readonly bytes: number }[]): number => pushes.reduce((sum, push) => sum + push.bytes, 0)
    if (this.open.size > WINDOW.frames || (this.open.size > 1 && bytes([...this.open.values()]) > WINDOW.bytes)) this.broken.push('more than the window')
    const beyond = lanes.reduce((sum, pushes) => sum + over(pushes.length, LANE.frames), 0)
    if (beyond > WINDOW.frames / 2) this.broken.push(`${String(beyond)} pushes beyond the shares`)
  }
}

t.test('whatever stays unanswered, the reader’s window holds, no more than half of it is beyond the shares, and everything comes or parks in the end', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const eve = await enlistOutside(world, world.heron)
  const lanes = [there(pair), { sender: eve, recipient: pair.bo, token: (await acquaint(world, eve, pair.bo)).asker.consentToken }] as const
  await clearEvents(world)

  const wait = async (reader: Reader, minutes: number): Promise<void> => {
    for (const _ of range(1, minutes * 6)) {
      world.timers.turn(10_000)
      await world.quiet()
    }
    reader.hear()
  }
  const answer = async ({ link, open }: Reader, place: number, as: 'stored' | 'refused'): Promise<void> => {
    const sequence = [...open.keys()][place]
    if (sequence === undefined) return
    open.delete(sequence)
    await (as === 'stored' ? link.acknowledge(0, [sequence]) : link.refuse(sequence, true))
  }

  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
    const reader = new Reader(await new TestLink(world, world.core, { window: WINDOW.frames, bytes: WINDOW.bytes, lane: LANE }).start())
    for (const one of steps) {
      if (one.do === 'send') await submit(world, lanes[one.lane]!.sender, messageOf(lanes[one.lane]!, 'x'.repeat(one.bytes)))
      else if (one.do === 'answer') await answer(reader, one.place, one.as)
      else await wait(reader, one.minutes)
      await world.quiet()
      reader.hear()
    }
    // A reader that takes everything from now on gets everything, before the next look from the oldest is over.
    for (const _ of range(1, 12)) {
      while (reader.open.size > 0) {
        await answer(reader, 0, 'stored')
        reader.hear()
      }
      await wait(reader, 1)
    }
    const left = await world.store.read.mailboxPage(world.core.party, 0, 100)
    if (left.length > 0) reader.broken.push(`${String(left.length)} never came`)
    await reader.link.detach()
    const parked = await world.store.read.queued({ state: 'parked' }, 0, 200)
    await world.store.write.acknowledge(world.core.party, [...parked, ...left].map(({ id }) => id), [])
    if (reader.broken.length > 0) throw new Error(reader.broken.join('; '))
  }), { numRuns: 60 })
  t.pass('held')
})
