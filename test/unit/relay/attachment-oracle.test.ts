// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 60
// What a sender can see of its own attachments, byte for byte, whatever becomes of them on the other side.
import { createHash } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { requireTicket } from '../../../src/media/tickets.ts'
import type { Answer } from '../../../src/model/answers.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { deviceId } from '../../../src/model/ids.ts'
import { acquaint, decide } from '../../support/acquaintance.ts'
import { notedReads } from '../../support/noted-reads.ts'
import { answerBytes, DAY_MS } from '../../support/registry-world.ts'
import { envelope, messageOf, openRelayWorld, openTalk, submit, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { enlistInside, updateDevicesRequest } from '../../support/subscribers.ts'
import type { OpenPair } from '../../support/unwilling.ts'

t.setTimeout(60_000)

type Ticket = Extract<Answer, { kind: 'attachmentTicket' }>
/** Two who talk, and a friend of the sender's whom nothing happens to. */
interface Ground { readonly world: RelayWorld; readonly pair: OpenPair; readonly withFriend: OpenPair }
/** What becomes of an attachment that was sent to both devices of the recipient. */
type Fate = (ground: Ground, id: AttachmentId) => Promise<unknown>

const HOST = 'media.heron.example'
const sha256 = createHash('sha256').update('ciphertext').digest()

const open = async (t: Test, asked: string[] = []): Promise<Ground> => {
  const world = await openRelayWorld(t, {
    wrapStore: (store) => ({ ...store, read: { ...notedReads(store.read, asked), party: async (party) => {
      const row = await store.read.party(party)
      return row && { ...row, mediaHosts: row.role === 'provider' ? [HOST] : [] }
    } } }),
  })
  const pair = await openTalk(world)
  await world.registry.enlistments.updateDevices(pair.bo.home.caller, await updateDevicesRequest(pair.bo, 2, [[1, 1001], [2, 2002]], [2]))
  const friend = await enlistInside(world, { address: 'friend@wren.example' })
  const { asker, target } = await acquaint(world, pair.ada, friend)
  await world.registry.parties.setLimits(world.heron.party, { attachmentsPerUser: 4 }, { actor: 'test', reason: '' })
  return { world, pair, withFriend: { ada: pair.ada, bo: friend, token: asker.consentToken, backToken: target.consentToken } }
}

const offer = (pair: OpenPair) => ({ senderUser: pair.ada.user, senderDevice: deviceId(1), recipientUser: pair.bo.user, consentToken: pair.token, sizeBytes: 1_000, sha256 })
const create = ({ relay }: RelayWorld, pair: OpenPair): Promise<Answer> => relay.attachments.createUpload(pair.ada.home.caller, offer(pair))
const begin = async (world: RelayWorld, pair: OpenPair): Promise<Ticket> => {
  const answer = await create(world, pair)
  if (answer.kind !== 'attachmentTicket') throw new Error(answer.kind)
  return answer
}
const naming = (world: RelayWorld, pair: OpenPair, id: AttachmentId): Promise<Answer> =>
  submit(world, pair.ada, messageOf(there(pair), 'see', { attachments: [id], envelopes: [envelope('see'), envelope('see', 2, 2002)] }))
const get = ({ relay }: RelayWorld, { ada }: OpenPair, id: AttachmentId): Promise<Answer> =>
  relay.attachments.get(ada.home.caller, { user: ada.user, deviceId: deviceId(1), attachmentId: id })
const done = async ({ relay }: RelayWorld, { bo }: OpenPair, id: AttachmentId): Promise<void> => {
  for (const one of [1, 2]) await relay.attachments.done(bo.home.caller, { user: bo.user, deviceId: deviceId(one), attachmentId: id })
}
const swept = async ({ store, clock }: RelayWorld): Promise<void> => {
  for (const { id, expiresAt } of await store.read.endedAttachments(clock.now(), 100)) {
    await store.write.forgetBytes(id, expiresAt <= clock.now() ? 'expired' : 'gone', clock.now() + 30 * DAY_MS)
  }
  while (await store.write.sweep(clock.now(), 100) > 0);
}

/** What HEAD and PATCH are answered from: the ticket holds, or the refusal. */
const shown = async ({ store, clock, relay }: RelayWorld, { attachmentId: id, ticket }: Ticket): Promise<string> =>
  requireTicket({ store, now: clock.now, mayPass: relay.attachments.mayPass }, `Drawbridge ${Buffer.from(ticket).toString('base64url')}`, id, 'upload').then(({ attachment }) => `${attachment.state} ${String(attachment.receivedBytes)}`, String)

const fates: Record<string, Fate> = {
  'nobody reads it': async () => {},
  'all devices read it': ({ world, pair }, id) => done(world, pair, id),
  'all devices read it and it was deleted': async ({ world, pair }, id) => {
    await done(world, pair, id)
    await swept(world)
  },
  'its bytes are lost': ({ world }, id) => world.store.write.forgetBytes(id, 'gone', world.clock.now()),
  'both devices leave': async ({ world, pair }) => {
    await world.registry.enlistments.updateDevices(pair.bo.home.caller, await updateDevicesRequest(pair.bo, 3, [[3, 3003]], [3]))
    await world.registry.enlistments.updateDevices(pair.bo.home.caller, await updateDevicesRequest(pair.bo, 4, [[1, 1001], [2, 2002]], [1, 2]))
  },
}

t.test('whatever becomes of an attachment, its sender sees the same bytes by each way that it has, until its time is over', async (t) => {
  const seen = new Map<string, string[]>()
  for (const [name, fate] of Object.entries(fates)) {
    const ground = await open(t)
    const { world, pair, withFriend } = ground
    const ticket = await begin(world, pair)
    const id = ticket.attachmentId
    await world.store.write.settleAttachment(id, 'available')
    const hosted = await world.relay.attachments.offerHosted(pair.ada.home.caller, { kind: 'offerHosted', ...offer(pair), host: HOST, path: '/1' })
    if (hosted.kind !== 'attachmentStatus') throw new Error(hosted.kind)
    for (const one of [id, hosted.attachmentId]) t.match(await naming(world, pair, one), { kind: 'accepted' }, name)
    for (const _ of [1, 2]) await begin(world, withFriend)
    await fate(ground, id)
    if (name.includes('read it')) await done(world, pair, hosted.attachmentId)
    const told: string[] = []
    const look = async (): Promise<void> => {
      const answers = [await answerBytes(get(world, pair, id)), await answerBytes(get(world, pair, hosted.attachmentId)), await answerBytes(naming(world, pair, id)), await answerBytes(naming(world, pair, hosted.attachmentId))]
      const room = await create(world, withFriend)
      told.push(...[id, hosted.attachmentId].reduce((all, one) => all.map((bytes) => bytes.replaceAll(one.replaceAll('-', ''), 'id')), answers), await shown(world, ticket), room.kind === 'throttled' ? JSON.stringify(room) : room.kind)
    }
    await look()
    await swept(world)
    await look()
    t.match(await world.store.write.claimFetches(world.clock.now(), world.clock.now() + 1, 10), [{ id: hosted.attachmentId }], `${name}: its host sees it fetched`)
    await world.store.write.settleAttachment(hosted.attachmentId, 'available')
    await look()
    for (const ms of [DAY_MS, 28 * DAY_MS, DAY_MS, DAY_MS]) {
      world.clock.advance(ms)
      await swept(world)
      await look()
    }
    seen.set(name, told)
  }
  const first = seen.get('nobody reads it') ?? []
  t.equal(first.filter((one) => one.includes('throttled')).length, 3, 'the quota is full at first')
  t.ok(first.includes('attachmentTicket'), 'and then it is not')
  for (const [name, told] of seen) t.same(told, first, name)
})

t.test('whatever became of an attachment, its sender’s questions cost the same look-ups, and its row is there as long', async (t) => {
  const costs = new Map<string, readonly string[]>()
  const erased: Fate = ({ world, pair }) => world.registry.enlistments.unenlist(pair.bo.home.caller, { kind: 'unenlist', userId: pair.bo.user })
  for (const [name, fate] of Object.entries({ ...fates, 'its recipient was erased': erased })) {
    const asked: string[] = []
    const ground = await open(t, asked)
    const { world, pair } = ground
    const ticket = await begin(world, pair)
    await world.store.write.settleAttachment(ticket.attachmentId, 'available')
    await naming(world, pair, ticket.attachmentId)
    await fate(ground, ticket.attachmentId)
    await swept(world)
    asked.length = 0
    await get(world, pair, ticket.attachmentId)
    await shown(world, ticket)
    costs.set(name, [...asked, `a row: ${String(await world.store.read.attachment(ticket.attachmentId) !== undefined)}`, `a ticket: ${String(asked.includes('ticket'))}`])
  }
  const [[, first] = ['', []], ...others] = costs
  t.ok(first.includes('standing') && first.includes('a row: true') && first.includes('a ticket: true'), 'there is something to compare')
  for (const [name, cost] of others) t.same(cost, first, name)
})

t.test('a recipient who was erased looks to its sender like one who blocked it, also in what is being uploaded', async (t) => {
  const closings: readonly ((ground: Ground) => Promise<unknown>)[] = [
    ({ world, pair }) => decide(world, pair.bo, pair.ada, 'block'),
    ({ world, pair }) => world.registry.enlistments.unenlist(pair.bo.home.caller, { kind: 'unenlist', userId: pair.bo.user }),
  ]
  const seen: string[][] = []
  for (const close of closings) {
    const ground = await open(t)
    const { world, pair, withFriend } = ground
    const { store, clock } = world
    const [sent, part, whole] = [await begin(world, pair), await begin(world, pair), await begin(world, pair)]
    for (const { attachmentId: id } of [sent, whole]) await store.write.settleAttachment(id, 'available')
    await naming(world, pair, sent.attachmentId)
    await begin(world, withFriend)
    t.equal(await shown(world, part), 'pending 0')
    await close(ground)
    const told: string[] = []
    for (const ms of [0, DAY_MS / 2, DAY_MS / 2, 29 * DAY_MS, DAY_MS]) {
      clock.advance(ms)
      await swept(world)
      for (const ticket of [sent, part, whole]) {
        const id = ticket.attachmentId
        const answers = [await answerBytes(get(world, pair, id)), await answerBytes(naming(world, pair, id))]
        told.push(...answers.map((bytes) => bytes.replaceAll(id.replaceAll('-', ''), 'id')), await shown(world, ticket), String(await store.write.advanceAttachment(id, ms, ms + 100)))
      }
      const room = await create(world, withFriend)
      told.push(room.kind === 'throttled' ? JSON.stringify(room) : room.kind)
    }
    seen.push(told)
  }
  t.ok(seen[0]?.includes('true'), 'what came before the end is still kept')
  t.same(seen[1], seen[0])
})
