// SPDX-License-Identifier: AGPL-3.0-only
// Promise: however sends, deliveries, repeats and renewed sessions of two devices interleave, each message opens exactly once.
import fc from 'fast-check'
import t from 'tap'
import type { SealedMessage } from '../../../src/model/signal-crypto.ts'
import { crypto, NOW, Peer, reason } from './support.ts'

/**
 * How many newer messages may overtake one. libsignal keeps the keys of the last five ratchet turns only, and a turn takes
 * a message each way; what comes later than that is lost (told apart in late.test.ts).
 */
const MAX_OVERTAKEN = 8

interface Parcel { readonly from: Peer; readonly to: Peer; readonly number: number; readonly sealed: SealedMessage }

type Side = 0 | 1
type Step =
  | { readonly kind: 'send' | 'renew'; readonly side: Side }
  | { readonly kind: 'deliver' | 'repeat'; readonly pick: number }

const side = fc.constantFrom<Side[]>(0, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), side }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('deliver' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('renew' as const), side }) },
)

/** Two devices and an unordered network that may also deliver again. */
class World {
  readonly peers = [new Peer(), new Peer()] as const
  readonly underWay: Parcel[] = []
  readonly opened: Parcel[] = []
  sent = 0

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'deliver': return this.deliver(step.pick)
      case 'repeat': return this.repeat(step.pick)
      case 'send': return this.send(step.side, false)
      case 'renew': return this.send(step.side, true)
    }
  }

  async deliver(pick: number): Promise<void> {
    const oldest = this.underWay[0]
    if (oldest === undefined) return
    const late = this.sent - oldest.number > MAX_OVERTAKEN
    const [parcel = oldest] = this.underWay.splice(late ? 0 : pick % this.underWay.length, 1)
    const words = await parcel.to.open(parcel.from, parcel.sealed)
    if (words !== `message ${parcel.number}`) throw new Error(`opened ${words} instead of message ${parcel.number}`)
    this.opened.push(parcel)
  }

  async repeat(pick: number): Promise<void> {
    const parcel = this.opened[pick % Math.max(this.opened.length, 1)]
    if (parcel === undefined) return
    const why = await reason(parcel.to.peek(parcel.from, parcel.sealed))
    if (why !== 'duplicate' && why !== 'undecryptable') throw new Error(`a repeat was answered with ${why}`)
  }

  private async send(side: Side, renew: boolean): Promise<void> {
    const [from, to] = side === 0 ? this.peers : [this.peers[1], this.peers[0]] as const
    const session = from.session(to)
    if (renew || session === undefined || !crypto.canSeal(session, NOW)) await from.connect(to)
    if (this.sent - (this.underWay[0]?.number ?? this.sent) > MAX_OVERTAKEN) await this.deliver(0)
    const number = this.sent
    this.sent += 1
    this.underWay.push({ from, to, number, sealed: await from.seal(to, `message ${number}`) })
  }
}

t.test('each message opens exactly once, in whatever order and however often it arrives', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), async (steps) => {
    const world = new World()
    for (const next of steps) await world.run(next)
    while (world.underWay.length > 0) await world.deliver(0)
    for (let pick = 0; pick < world.opened.length; pick += 1) await world.repeat(pick)
    return world.opened.length === world.sent
  }), { numRuns: 60 })
  t.pass()
})
