// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
// Promise: nothing comes back from whoever is not reached. A thousand tries of every kind, at people who blocked, denied, opted out or never said anything and at nobody, push
// nothing to either side, leave no event and wake nobody: no receipt of any kind tells the stranger that there is somebody.
import t from 'tap'
import { createHandlers } from '../../src/links/use-cases.ts'
import { ask, decide, shownTo } from '../support/acquaintance.ts'
import { askFrame, readAnswer } from '../support/asking.ts'
import { frameRows, withMediaHost } from '../support/frame-table.ts'
import { clearEvents, openRelayWorld, openTalk, say, TestLink, there } from '../support/relay-world.ts'
import type { RelayWorld } from '../support/relay-world.ts'
import { createSubscriber, enlistInside, enlistOutside, setParticipation } from '../support/subscribers.ts'
import type { Subscriber } from '../support/subscribers.ts'

t.setTimeout(110_000)

const TRIES = 1_000
/** A denial is silence for 30 days: all tries are made within. */
const BETWEEN_MS = 40 * 60_000

/** People whom the stranger does not reach, and who are not to hear of it. */
const openTargets = async (world: RelayWorld, stranger: Subscriber): Promise<readonly Subscriber[]> => {
  const blocking = await enlistInside(world, { address: 'blocking@wren.example' })
  await decide(world, blocking, stranger, 'block')
  const denying = await enlistInside(world, { address: 'denying@wren.example' })
  await ask(world, stranger, 'denying@wren.example')
  await decide(world, denying, (await shownTo(world, denying))[0]!.requestId, 'deny')
  const out = await enlistInside(world, { address: 'out@wren.example' })
  await setParticipation(world, out, { optedIn: false })
  const hidden = await enlistInside(world, { address: 'hidden@wren.example' })
  await setParticipation(world, hidden, { findable: false })
  return [blocking, denying, out, hidden, createSubscriber(world.core, { address: 'nobody@wren.example' }), await enlistOutside(world, world.egret)]
}

t.test('a thousand tries at people who are not reached bring nothing back', async (t) => {
  const world = await openRelayWorld(t, { wrapStore: withMediaHost })
  const pair = await openTalk(world)
  const stranger = await enlistOutside(world, world.heron, { address: 'stranger@heron.example' })
  const targets = await openTargets(world, stranger)
  await clearEvents(world)
  const links = [await new TestLink(world, world.core).start(), await new TestLink(world, world.heron).start(), await new TestLink(world, world.egret).start()]
  const handlers = createHandlers(world.registry, world.relay)
  const rows = frameRows.filter(({ toward }) => toward !== undefined)
  const answers = new Map<string, number>()
  for (let tried = 0; tried < TRIES; tried += 1) {
    const [row, recipient] = [rows[tried % rows.length]!, targets[tried % targets.length]!]
    const answer = readAnswer(await askFrame(handlers, world.heron.caller, await row.ask({ world, sender: stranger, recipient, token: pair.token })))
    answers.set(answer, (answers.get(answer) ?? 0) + 1)
    world.clock.advance(BETWEEN_MS)
    await world.registry.surfacing.idle()
  }
  await world.quiet()
  t.strictSame(links.map(({ pushes }) => pushes), [[], [], []], 'nothing was pushed')
  for (const party of [world.core, world.heron, world.egret]) t.strictSame(await world.eventsFor(party), [], 'no event waits')
  t.strictSame(world.woken, [], 'nobody was woken')
  t.strictSame([...answers.keys()].filter((answer) => !['NOT_PERMITTED', 'REPORT_REFUSED', 'recorded', 'done', 'throttled'].includes(answer)), [])
  t.ok((answers.get('recorded') ?? 0) > 50 && (answers.get('NOT_PERMITTED') ?? 0) > 500)

  const [inside, outside] = links
  await say(world, there(pair), 'hello')
  await world.quiet()
  t.equal(inside?.pushes.length, 1, 'what is permitted does come')
  t.equal(outside?.pushes.length, 0)
})
