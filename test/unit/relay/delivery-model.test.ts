// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import fc from 'fast-check'
import t from 'tap'
import { acquaint } from '../../support/acquaintance.ts'
import { createDeliveryModel, ModelLink, slowStore } from '../../support/delivery-model.ts'
import type { DeliveryModel } from '../../support/delivery-model.ts'
import { createFakeNodes } from '../../support/fake-nodes.ts'
import type { FakeNodes } from '../../support/fake-nodes.ts'
import { clearEvents, openNode, openRelayWorld, openTalk, say, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { enlistOutside } from '../../support/subscribers.ts'

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), lane: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), instance: fc.constantFrom('a', 'b'), window: fc.integer({ min: 1, max: 5 }), lane: fc.integer({ min: 1, max: 3 }), resume: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), link: fc.nat(3) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('acknowledge' as const), link: fc.nat(3), upTo: fc.nat(12), also: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refuse' as const), link: fc.nat(3), retryable: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('turn' as const), ms: fc.constantFrom(100, 1_000, 5_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
)
type Step = (typeof step extends fc.Arbitrary<infer One> ? One : never)

/** When all is quiet, a newest link with room has been given everything that waits. */
const settled = async (world: RelayWorld, model: DeliveryModel): Promise<void> => {
  await world.quiet()
  // A lane that has its share under way is passed over after a moment.
  world.timers.turn(100)
  await world.quiet()
  const newest = model.links.findLast(({ isAttached }) => isAttached)
  if (!newest?.hasRoom) return
  for (const { envelope, senderUser } of await world.store.read.mailboxPage(world.core.party, 0, 100)) {
    const text = Buffer.from(envelope).toString()
    if (!newest.holds(text) && newest.laneHasRoom(senderUser)) model.broken.push(`${text} is not given to the newest link`)
  }
}

/** Another node has the duty for a while. */
const move = async (world: RelayWorld, nodes: FakeNodes): Promise<void> => {
  const duty = `deliver:${world.core.party}` as const
  const giveBack = nodes.node().want(duty, () => undefined)
  await nodes.move(duty)
  await world.quiet()
  giveBack()
  await world.quiet()
}

/** What is left goes to one last link that takes everything. */
const finish = async (world: RelayWorld, model: DeliveryModel): Promise<void> => {
  for (const link of model.links.filter(({ isAttached }) => isAttached)) link.detach()
  const last = new ModelLink(world, model, 'last', 64, 64)
  last.handle.start()
  await world.quiet()
  while (last.unanswered.size > 0) {
    last.acknowledge(Math.max(...last.unanswered.keys()), 0)
    await world.quiet()
  }
  last.detach()
  await world.quiet()
}

t.test('whatever links come, go, store and refuse, each message is pushed until it is stored, in order, and no oftener', { timeout: 280_000 }, async (t) => {
  let [model, delay] = [createDeliveryModel(), () => 0]
  const nodes = createFakeNodes()
  const here = nodes.node()
  const first = await openRelayWorld(t, { wrapStore: (store) => ({ ...slowStore(store, () => model, () => delay()), nodes: here }) })
  /** The running process; another node that has no link takes the duty now and then. */
  let world: RelayWorld = first
  const pair = await openTalk(world)
  const eve = await enlistOutside(world, world.heron)
  const lanes = [there(pair), { sender: eve, recipient: pair.bo, token: (await acquaint(world, eve, pair.bo)).asker.consentToken }] as const
  // The model watches messages; events would take room on its links.
  await clearEvents(world)
  let sent = 0

  const open = async (instance: string, window: number, lane: number, resume: boolean): Promise<void> => {
    const last = model.links.findLast((link) => !link.isAttached)
    const link = new ModelLink(world, model, instance, window, lane)
    // The oldest open push of the last link was stored after all.
    const [named] = last?.unanswered ?? []
    if (resume && last && await link.handle.resume(last.handle.resumeToken, 0, named ? [named[0]] : []) && named) model.stored.add(named[1])
    link.handle.start()
  }

  /** A planned restart: links end, the relay stops, another takes over the store. */
  const restart = async (): Promise<void> => {
    for (const link of model.links.filter(({ isAttached }) => isAttached)) link.detach()
    await world.relay.stop()
    world = openNode(t, first, nodes.node())
  }

  const take = async (one: Step): Promise<void> => {
    const links = model.links.filter(({ isAttached }) => isAttached)
    const link = 'link' in one ? links[one.link % Math.max(1, links.length)] : undefined
    switch (one.do) {
      case 'send': return say(world, lanes[one.lane]!, `message ${sent++}`)
      case 'open': return open(one.instance, one.window, one.lane, one.resume)
      case 'restart': return restart()
      case 'move': return move(world, nodes)
      case 'close': return link?.detach()
      case 'acknowledge': return link?.acknowledge(one.upTo, one.also)
      case 'refuse': return link?.refuse(one.retryable)
      case 'turn': { world.timers.turn(one.ms); return; }
      case 'settle': return settled(world, model)
    }
  }

  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (steps, seed) => {
    model = createDeliveryModel()
    let state = seed
    delay = () => (state = (state * 48_271) % (2 ** 31 - 1)) % 4
    const earliest = sent
    for (const one of steps) await take(one)
    await finish(world, model)
    delay = () => 0
    const left = await world.store.read.mailboxPage(world.core.party, 0, 10)
    if (left.length > 0) model.broken.push(`${String(left.length)} were never taken`)
    for (let number = earliest; number < sent; number++) if (!model.pushed.has(`message ${number}`)) model.broken.push(`message ${number} never came`)
    if (model.broken.length > 0) throw new Error(model.broken.join('; '))
  }), { numRuns: 300 })
  t.pass('held')
})
