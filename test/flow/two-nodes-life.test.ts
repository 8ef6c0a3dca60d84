// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// One pair of nodes and one couple live through all of this, one thing after the other.
import t from 'tap'
import { errorCatalogue, GatewayError } from '../../src/model/errors.ts'
import { LinkLost } from '../../src/sdk/transport.ts'
import { createCouple } from '../support/couple.ts'
import type { Side } from '../support/couple.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { createTalk, SOON, startNodes, submissionOf } from '../support/two-nodes.ts'
import type { LinkedNode } from '../support/two-nodes.ts'
import { eventually, within } from '../support/waiting.ts'

t.setTimeout(240_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }

const reopen = ({ admission, keys }: Side, { open }: LinkedNode, instance = 'one') => open({ admission, keys, instance, reconnect: SOON })

const openLinks = async ({ daemon }: LinkedNode): Promise<number> =>
  (await daemon.admin<{ readonly counts: { readonly openLinks: number } }>('GET', '/v1/info')).counts.openLinks

/** Both nodes, and both parties with their links: the provider's at the first node, the core's at the second. */
const createWorld = async () => {
  const [a, b] = await startNodes(t, await createPostgresCluster(t))
  return { a, b, ...await createCouple(a.daemon, (link) => (link.keys.party === 'wren.example' ? b : a).open(link)) }
}
const world = missing === undefined ? await createWorld() : undefined
const ready = () => {
  if (!world) throw new Error(missing)
  return world
}

t.test('an ephemeral message that is sent at one node reaches the link at the other once, and is kept nowhere', { ...options }, async (t) => {
  const world = ready()
  const talk = createTalk(world.provider, world.core)
  talk.watch(world.core.link)
  await talk.send(1)
  await talk.arrived()
  const typed: string[] = []
  const sent: string[] = []
  const end = world.core.link.onEphemeral(({ submissionId }) => { typed.push(submissionId) })
  for (let number = 0; number < 10; number += 1) {
    const submission = submissionOf(world.provider, world.core, { messageClass: 'ephemeral' })
    sent.push(submission.submissionId)
    t.match(await world.provider.link.request({ kind: 'submit', submission }), { kind: 'accepted', places: [] })
  }
  await eventually(() => typed.length >= sent.length, 'all of them arrive')
  end()
  t.same(typed, sent, 'each once, in their order')
  await world.core.link.close()
  world.core = { ...world.core, link: reopen(world.core, world.b) }
  talk.watch(world.core.link)
  world.core.link.onEphemeral(({ submissionId }) => { typed.push(submissionId) })
  await talk.send(1)
  await talk.arrived()
  t.same([talk.shown, typed], [talk.sent, sent], 'a new link brings none of them')
})

t.test('an instance that comes back at the other node takes over there, and no message is lost or shown twice', { ...options }, async (t) => {
  const world = ready()
  const talk = createTalk(world.provider, world.core)
  talk.watch(world.core.link)
  const sending = talk.send(150)
  await eventually(() => talk.shown.length >= 20, 'twenty messages arrive')
  const later = reopen(world.core, world.a)
  talk.watch(later)
  t.same(await within(world.core.link.closed, 'the older link ends'), { why: 'replaced' })
  world.core = { ...world.core, link: later }
  await sending
  await talk.arrived()
  t.same(talk.shown, talk.sent, 'in their order')
  t.equal(await openLinks(world.b), 0)
})

t.test('a suspension at one node ends the links at the other before it is answered, and nothing is accepted there after that', { ...options }, async (t) => {
  const world = ready()
  await world.core.link.close()
  await world.provider.link.close()
  world.core = { ...world.core, link: reopen(world.core, world.b) }
  world.provider = { ...world.provider, link: reopen(world.provider, world.b) }
  await Promise.all([world.core.link.ready, world.provider.link.ready])
  const [there, back] = [createTalk(world.provider, world.core), createTalk(world.core, world.provider)]
  back.watch(world.provider.link)
  let order = 0
  const accepted: { readonly id: string; readonly begun: number }[] = []
  const refused: unknown[] = []
  const hammer = async (): Promise<void> => {
    for (;;) {
      const [begun, submission] = [++order, submissionOf(world.core, world.provider)]
      try {
        const { kind } = await world.core.link.request({ kind: 'submit', submission })
        if (kind === 'accepted') accepted.push({ id: submission.submissionId, begun })
      } catch (error) {
        refused.push(error)
        return
      }
    }
  }
  const hammering = Promise.all(Array.from({ length: 8 }, hammer))
  await eventually(() => accepted.length >= 50, 'some are accepted')
  await world.a.daemon.admin('POST', '/v1/parties/heron.example/suspend', { reason: 'a test' })
  const suspendedAt = ++order
  t.equal(await openLinks(world.b), 1, 'only the core has a link')
  const late = await world.core.link.request({ kind: 'submit', submission: submissionOf(world.core, world.provider) }).catch((error: unknown) => error)
  t.match(late, { code: 'NOT_PERMITTED' })
  await within(hammering, 'every sender is refused')
  t.match(refused, Array.from({ length: 8 }, () => ({ code: 'NOT_PERMITTED' })))
  t.same(accepted.filter(({ begun }) => begun > suspendedAt), [])
  t.match(await within(world.provider.link.closed, 'its link is over'), { why: 'suspended', detail: 'a test' })

  await world.a.daemon.admin('POST', '/v1/parties/heron.example/resume', { reason: 'a test' })
  world.provider = { ...world.provider, link: reopen(world.provider, world.b) }
  back.watch(world.provider.link)
  there.watch(world.core.link)
  const isThere = new Set(accepted.map(({ id }) => id))
  await eventually(() => back.shown.filter((id) => isThere.has(id)).length === isThere.size, 'what was accepted arrives')
  await Promise.all([there.send(1, world.provider.link), back.send(1)])
  await Promise.all([there.arrived(), back.arrived()])
  t.equal(back.shown.length, isThere.size + 1, 'and nothing else')
})

t.test('nodes that are restarted in turn under load lose nothing, and refuse nothing but for a while', { ...options }, async (t) => {
  const world = ready()
  await Promise.all([world.core.link.close(), world.provider.link.close()])
  world.core = { ...world.core, link: reopen(world.core, world.a) }
  world.provider = { ...world.provider, link: reopen(world.provider, world.b) }
  const [there, back] = [createTalk(world.provider, world.core), createTalk(world.core, world.provider)]
  there.watch(world.core.link)
  back.watch(world.provider.link)
  const enough = new AbortController()
  const keepOn = async (talk: typeof there): Promise<void> => { while (!enough.signal.aborted) await talk.send(1) }
  const sending = Promise.all([keepOn(there), keepOn(back)])
  for (const { daemon } of [world.a, world.b]) {
    const [sent, sentBack] = [there.sent.length, back.sent.length]
    t.equal(await daemon.stop(), 0)
    await daemon.start()
    await eventually(() => there.sent.length > sent + 10 && back.sent.length > sentBack + 10, 'the talk goes on')
  }
  enough.abort()
  await sending
  await Promise.all([there.arrived(), back.arrived()])
  t.same([there.shown, back.shown], [there.sent, back.sent], 'none lost, none doubled, in their order')
  const isPassing = (error: unknown): boolean => error instanceof LinkLost || (error instanceof GatewayError && errorCatalogue[error.code].retryable)
  t.same([...there.refused, ...back.refused].filter((error) => !isPassing(error)), [])
})

t.test('when the node that pushes to a party is killed, the other goes on over the link that the party has there', { ...options }, async (t) => {
  const world = ready()
  const talk = createTalk(world.provider, world.core)
  talk.watch(world.core.link)
  await talk.send(1)
  await talk.arrived()
  const beside = reopen(world.core, world.b, 'two')
  await beside.ready
  talk.watch(beside)
  await talk.send(10)
  await talk.arrived()
  await world.a.daemon.kill()
  const shownBefore = talk.shown.length
  await talk.send(20)
  await talk.arrived()
  t.ok(talk.shown.length >= shownBefore + 20, 'over the other node')
  t.same(talk.shown, talk.sent, 'none lost, in their order')
  await Promise.all([world.core.link.close(), world.provider.link.close(), beside.close()])
})
