// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import type { SandboxParty } from '../../src/sandbox/party.ts'
import { enlistPair, grantPair } from '../support/acquainted.ts'
import type { Person } from '../support/acquainted.ts'
import { openLyingGateway } from '../support/lying-gateway.ts'
import { createTroubledPost } from '../support/troubled-post.ts'
import type { Troubles } from '../support/troubled-post.ts'

t.setTimeout(230_000)

/** Messages in all, half of them each way. */
const MESSAGES = 200
/** Messages that one of them sends at once. */
const BURST = 5
/** One of the three is restarted after so many bursts. */
const RESTART_EVERY = 3

const restart = async ({ side }: Person): Promise<void> => {
  await side.disconnect()
  await side.connect()
}

t.test(`${String(MESSAGES)} messages are each shown once although pushes are lost, doubled and overtaken, answers are lost, and all three are restarted`, { timeout: 220_000 }, async (t) => {
  const gateway = await openLyingGateway(t)
  const troubles: Troubles = { lost: 0, doubled: 0, overtaken: 0, unanswered: 0 }
  const posts: ReturnType<typeof createTroubledPost>[] = []
  const pair = await enlistPair(t, gateway, () => {
    const post = createTroubledPost(troubles)
    posts.push(post)
    return post.between
  })
  await grantPair(pair)
  const { ana, ben } = pair
  const restarts = [() => restart(ana), () => restart(ben), () => gateway.restart()]
  const said = new Map<string, string[]>([['ana', []], ['ben', []]])

  for (let burst = 0; burst < MESSAGES / BURST; burst++) {
    const [from, to] = burst % 2 === 0 ? [ana, ben] : [ben, ana]
    const texts = Array.from({ length: BURST }, (_, index) => `${from.name} ${String(burst * BURST + index)}`)
    said.get(from.name)?.push(...texts)
    await Promise.all(texts.map((text) => from.side.send(from.name, to.user, text)))
    if (burst % RESTART_EVERY === RESTART_EVERY - 1) await restarts[Math.floor(burst / RESTART_EVERY) % restarts.length]?.()
  }

  for (const { calm } of posts) calm()
  for (const person of [ana, ben]) await restart(person)
  for (const [reader, writer] of [[ben, ana], [ana, ben]] as const) {
    const shown = await waitForAll(reader, MESSAGES / 2)
    const texts = shown.map(({ text }) => text)
    t.strictSame([...texts].sort(), [...said.get(writer.name) ?? []].sort(), `${reader.name} is shown each text once`)
  }
  t.comment(JSON.stringify(troubles))
  for (const [trouble, count] of Object.entries(troubles)) t.ok(count > 0, `${trouble}: ${String(count)}`)
})

const waitForAll = async ({ side, name }: Person, count: number): ReturnType<SandboxParty['texts']> => {
  const deadline = Date.now() + 60_000
  for (;;) {
    try {
      return await side.texts(name, count)
    } catch (error) {
      if (Date.now() > deadline) throw error
      await pause(100)
    }
  }
}
