// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import { createPassedOver } from '../../../src/relay/passed-over.ts'
import { HandoverWorld } from '../../support/handover-world.ts'

const lane = fc.nat(3)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('add' as const), lane, isOver: fc.integer({ min: 0, max: 4 }).map((one) => one === 0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('fill' as const, 'drain' as const, 'distrust' as const, 'park' as const), lane }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('trust' as const, 'release' as const, 'move' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('turn' as const), ms: fc.constantFrom(1_000, 60_000) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('breathe' as const), turns: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
)
type Step = (typeof step extends fc.Arbitrary<infer One> ? One : never)

/** When all is quiet, nothing waits that may be handed over: what was full has been asked again within a second. */
const settled = async (world: HandoverWorld): Promise<void> => {
  await world.quiet()
  world.timers.turn(1_000)
  await world.quiet()
  if (world.due().length > 0) world.broken.push(`${world.due().join()} were left`)
}

const take = async (world: HandoverWorld, one: Step): Promise<void> => {
  switch (one.do) {
    case 'add': { world.add(one.lane, one.isOver ? 'over' : 'waits'); return }
    case 'fill': { world.full.add(one.lane); return }
    case 'drain': { world.full.delete(one.lane); return }
    case 'distrust': { world.untrusted.add(one.lane); return }
    case 'park': { world.park(one.lane); return }
    case 'trust': { world.trust(); return }
    case 'release': { world.release(); return }
    case 'move': return world.move()
    case 'turn': { world.timers.turn(one.ms); return }
    case 'breathe': { for (let turns = one.turns; turns > 0; turns -= 1) await new Promise((resolve) => { setImmediate(resolve) }); return }
    case 'settle': return settled(world)
  }
}

const holdsFor = (maxRemembered: number, isSettling: boolean) => fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (steps, seed) => {
  const world = await new HandoverWorld(createPassedOver(maxRemembered)).start()
  let state = seed
  world.delay = () => (state = (state * 48_271) % (2 ** 31 - 1)) % 4
  for (const one of steps) if (isSettling || one.do !== 'settle') await take(world, one)
  world.full.clear()
  world.trust()
  await settled(world)
  await world.handover.stop()
  if (world.broken.length > 0) throw new Error(world.broken.join('; '))
})

t.test('whatever happens meanwhile, each lane keeps its order, and what may be handed over is, within a second', async (t) => {
  await fc.assert(holdsFor(10, true), { numRuns: 500 })
  t.pass('held')
})

t.test('each lane keeps its order, and nothing is lost, where more are passed over than are remembered', async (t) => {
  await fc.assert(holdsFor(1, false), { numRuns: 1_000 })
  t.pass('held')
})
