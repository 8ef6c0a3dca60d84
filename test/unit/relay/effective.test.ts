// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import t from 'tap'
import type { Answer } from '../../../src/model/answers.ts'
import { decide, withdraw } from '../../support/acquaintance.ts'
import { messageOf, openRelayWorld, openTalk, say, submit, TestLink, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { range, setChoice, setParticipation } from '../../support/subscribers.ts'
import type { OpenPair } from '../../support/unwilling.ts'

t.setTimeout(230_000)

const endings: Readonly<Record<string, (world: RelayWorld, pair: OpenPair) => Promise<unknown>>> = {
  'the suspension of the sender’s party': ({ registry, heron }) => registry.parties.suspend(heron.party, { actor: 'socket', reason: 'why' }),
  'the suspension of the recipient’s party': ({ registry, core }) => registry.parties.suspend(core.party, { actor: 'socket', reason: 'why' }),
  'an opt-out': (world, { bo }) => setParticipation(world, bo, { optedIn: false }),
  'a choice against the provider': (world, { bo }) => setChoice(world, bo, { allowed: false }),
  'the suspension of the sender': (world, { ada }) => world.registry.enforcement.desk.apply({ party: world.heron.party, user: ada.user, step: 'suspend', reason: 'spam', durationMs: undefined, actor: 'socket' }),
  'the suspension of the recipient': (world, { bo }) => world.registry.enforcement.desk.apply({ party: world.core.party, user: bo.user, step: 'suspend', reason: 'spam', durationMs: undefined, actor: 'socket' }),
  'a block': (world, { ada, bo }) => decide(world, bo, ada, 'block'),
  'a withdrawal': (world, { ada, bo }) => withdraw(world, ada, bo),
}

const wideOpen = async (world: RelayWorld): Promise<void> => {
  for (const { party } of [world.heron, world.core]) {
    const { version: _, ...row } = (await world.store.read.party(party))!
    await world.store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...row, limits: { ...row.limits, queuedPerPair: 100_000, queuedBytesPerPair: 2 ** 31, messagesPerPair: 100_000, messagesPerUserDay: 100_000 } } }] })
  }
}

for (const [title, end] of Object.entries(endings)) {
  t.test(`of 10,000 messages that race ${title} none is accepted after it returned`, { timeout: 220_000 }, async (t) => {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    await wideOpen(world)
    const stored = async () => (await world.store.read.mailboxPage(world.core.party, 0, 100_000)).length
    let [accepted, inTime] = [0, -1]
    const note = ({ kind }: Answer): void => { accepted += kind === 'accepted' ? 1 : 0 }
    const send = (index: number) => submit(world, pair.ada, messageOf(there(pair), String(index))).then(note, () => undefined)
    const before = range(1, 5_000).map(send)
    await Promise.race(before)
    const ending = end(world, pair).then(async () => { inTime = await stored() })
    const meanwhile: Promise<void>[] = []
    for (const index of range(1, 5_000)) {
      meanwhile.push(send(index))
      if (index % 50 === 0) await new Promise((resolve) => { setImmediate(resolve) })
    }
    await Promise.all([...before, ending, ...meanwhile])
    t.equal(await stored(), inTime)
    t.equal(accepted, inTime)
    t.ok(accepted > 0 && accepted < 10_000, 'the race was one')
  })

  t.test(`of messages that wait none is pushed after ${title} returned`, async (t) => {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    await wideOpen(world)
    await Promise.all(range(1, 500).map((index) => submit(world, pair.ada, messageOf(there(pair), String(index)))))
    const link = new TestLink(world, world.core, { window: 8 })
    link.handle.start()
    let after: number | undefined
    const ending = end(world, pair).then(() => { after = link.pushes.length })
    // The reader goes on taking them as they come.
    for (let turn = 0; turn < 200; turn += 1) {
      link.handle.acknowledge(link.pushes.length, [])
      await new Promise((resolve) => { setImmediate(resolve) })
    }
    await ending
    await world.quiet()
    t.equal(link.pushes.length, after)
    t.ok(link.pushes.length < 500)
  })
}

t.test('what waits for a suspended party itself comes when it is resumed, also when a link was open', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const link = await new TestLink(world, world.core, { window: 1 }).start()
  await say(world, there(pair), '1', '2', '3')
  await world.quiet()
  await world.registry.parties.suspend(world.core.party, { actor: 'socket', reason: 'why' })
  await link.acknowledge(1)
  t.strictSame(link.texts, ['1'])
  await link.detach()
  await world.registry.parties.resume(world.core.party, { actor: 'socket', reason: 'paid' })
  t.strictSame((await new TestLink(world, world.core).start()).texts, ['2', '3'])
})
