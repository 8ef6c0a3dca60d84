// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomUUID } from 'node:crypto'
import t from 'tap'
import { ticketOf } from '../../../bench/load/ticket-of.ts'
import type { Answer } from '../../../src/model/answers.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { deviceId } from '../../../src/model/ids.ts'
import type { AttachmentOffer } from '../../../src/model/requests.ts'
import { createMeter } from '../../../src/media/meter.ts'
import { requireTicket } from '../../../src/media/tickets.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import { createRelay } from '../../../src/relay/index.ts'
import { decide, withdraw } from '../../support/acquaintance.ts'
import { answerBytes, DAY_MS } from '../../support/registry-world.ts'
import { back, envelope, messageOf, openRelayWorld, openTalk, submit, there } from '../../support/relay-world.ts'
import type { RelayWorld } from '../../support/relay-world.ts'
import { createSubscriber, enlistOutside, setChoice, setParticipation, updateDevicesRequest } from '../../support/subscribers.ts'
import type { Subscriber } from '../../support/subscribers.ts'
import { openPair, unwilling, wrongTokens } from '../../support/unwilling.ts'
import type { Attempt, OpenPair } from '../../support/unwilling.ts'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'

const TICKET_MS = 600_000
const SHA256 = createHash('sha256').update('ciphertext').digest()
const HOST = 'media.heron.example'

/** What the sender's first device would offer. */
const offerOf = ({ sender, recipient, token }: Attempt, changes: Partial<AttachmentOffer> = {}): AttachmentOffer =>
  ({ senderUser: sender.user, senderDevice: deviceId(1), recipientUser: recipient.user, consentToken: token, sizeBytes: 1_000, sha256: SHA256, ...changes })

const create = ({ relay }: RelayWorld, attempt: Attempt, changes: Partial<AttachmentOffer> = {}): Promise<Answer> =>
  relay.attachments.createUpload(attempt.sender.home.caller, offerOf(attempt, changes))

const host = ({ relay }: RelayWorld, attempt: Attempt, name = HOST): Promise<Answer> =>
  relay.attachments.offerHosted(attempt.sender.home.caller, { kind: 'offerHosted', ...offerOf(attempt), host: name, path: '/sealed/1' })

const get = ({ relay }: RelayWorld, { home, user }: Subscriber, id: AttachmentId, device = 1): Promise<Answer> =>
  relay.attachments.get(home.caller, { user, deviceId: deviceId(device), attachmentId: id })
const done = ({ relay }: RelayWorld, { home, user }: Subscriber, id: AttachmentId, device = 1): Promise<Answer> =>
  relay.attachments.done(home.caller, { user, deviceId: deviceId(device), attachmentId: id })

/** The state that whoever asks is told. */
const stateFor = async (world: RelayWorld, who: Subscriber, id: AttachmentId): Promise<string> => {
  const answer = await get(world, who, id)
  return answer.kind === 'attachmentStatus' ? answer.state : answer.kind
}

/** A world with two who may talk; the provider's agreement names {@link HOST}. */
const openHosting = async (t: Parameters<typeof openRelayWorld>[0]): Promise<{ readonly world: RelayWorld; readonly pair: OpenPair }> => {
  const world = await openRelayWorld(t, {
    wrapStore: (store) => ({ ...store, read: { ...store.read, party: async (party) => {
      const row = await store.read.party(party)
      return row && { ...row, mediaHosts: row.role === 'provider' ? [HOST] : [] }
    } } }),
  })
  return { world, pair: await openTalk(world) }
}

/** An attachment that was uploaded, and one message that names it. */
const sent = async (world: RelayWorld, pair: OpenPair): Promise<AttachmentId> => {
  const { attachmentId: id } = ticketOf(await create(world, there(pair)))
  await world.store.write.settleAttachment(id, 'available')
  const answer = await submit(world, pair.ada, messageOf(there(pair), 'see', { attachments: [id] }))
  if (answer.kind !== 'accepted') throw new Error(answer.kind)
  return id
}

const sentHosted = async (world: RelayWorld, pair: OpenPair): Promise<AttachmentId> => {
  const answer = await host(world, there(pair))
  if (answer.kind !== 'attachmentStatus') throw new Error(answer.kind)
  await submit(world, pair.ada, messageOf(there(pair), 'see', { attachments: [answer.attachmentId] }))
  return answer.attachmentId
}

/** What an absent id is answered, with the id that was asked for in its place. */
const absentBytes = async (world: RelayWorld, who: Subscriber, id: AttachmentId, ask: typeof get): Promise<string> => {
  const absent = attachmentId(randomUUID())
  return (await answerBytes(ask(world, who, absent))).replaceAll(absent.replaceAll('-', ''), id.replaceAll('-', ''))
}

t.test('whoever may write may upload, and gets a ticket of which the store has only the hash', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  for (const attempt of [there(pair), back(pair)]) {
    const answer = ticketOf(await create(world, attempt))
    t.match(answer, { direction: 'upload', sizeBytes: 1_000, expiresTimeMs: world.clock.now() + TICKET_MS, url: `http://127.0.0.1/v1/attachments/${answer.attachmentId}` })
    t.equal(answer.ticket.length, 32)
    t.equal(await world.store.read.ticket(answer.ticket), undefined)
    t.match(await world.store.read.ticket(createHash('sha256').update(answer.ticket).digest()), {
      user: attempt.sender.user, party: attempt.sender.home.party, deviceId: 1, direction: 'upload', bytesLeft: 2_000, isPartyLive: true,
    })
    t.match(await world.store.read.attachment(answer.attachmentId), { state: 'pending', isBound: false, expiresAt: world.clock.now() + DAY_MS, sha256: SHA256 })
  }
})

t.test('whoever is not reached, and for whatever reason, gets the bytes that a message would get, and nothing is stored', async (t) => {
  for (const [name, given] of Object.entries({ ...unwilling, ...wrongTokens })) {
    await t.test(name, async (t) => {
      const created: unknown[] = []
      const world = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, write: { ...store.write, createAttachment: async (...row) => {
        created.push(row)
        return store.write.createAttachment(...row)
      } } }) })
      const attempt = await given(world, await openPair(world))
      const message = await answerBytes(submit(world, attempt.sender, messageOf(attempt, 'hello')))
      t.equal(await answerBytes(create(world, attempt)), message)
      await t.rejects(create(world, attempt), { code: 'NOT_PERMITTED' })
      t.same(created, [])
    })
  }
})

t.test('what one end hosts needs the same permission', async (t) => {
  const { world, pair } = await openHosting(t)
  await decide(world, pair.bo, pair.ada, 'block')
  t.equal(await answerBytes(host(world, there(pair))), await answerBytes(create(world, there(pair))))
  await t.rejects(host(world, there(pair)), { code: 'NOT_PERMITTED' })
})

t.test('only a device of the caller offers, and only a user of the caller asks', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const id = ticketOf(await create(world, there(pair))).attachmentId
  const { attachments } = world.relay
  const own = { user: pair.ada.user, deviceId: deviceId(1), attachmentId: id }
  await t.rejects(create(world, there(pair), { senderDevice: deviceId(2) }), { code: 'NOT_YOURS' })
  for (const { caller } of [world.core, world.egret]) {
    await t.rejects(attachments.createUpload(caller, offerOf(there(pair))), { code: 'NOT_YOURS' })
    await t.rejects(attachments.get(caller, own), { code: 'NOT_YOURS' })
    await t.rejects(attachments.done(caller, own), { code: 'NOT_YOURS' })
  }
})

t.test('a party that is suspended learns that, and gets nothing', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const id = await sent(world, pair)
  await world.registry.parties.suspend(world.core.party, { actor: 'socket', reason: 'unpaid' })
  for (const asking of [create(world, back(pair)), get(world, pair.bo, id), done(world, pair.bo, id)]) await t.rejects(asking, { code: 'SUSPENDED', detail: 'unpaid' })
})

t.test('an upload stays within the size of the agreement', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await world.registry.parties.setLimits(world.heron.party, { attachmentBytes: 5_000 }, { actor: 'test', reason: '' })
  await t.rejects(create(world, there(pair), { sizeBytes: 5_001 }), { code: 'ATTACHMENT_TOO_LARGE', detail: 'at most 5000 bytes of ciphertext' })
  t.match(await create(world, there(pair), { sizeBytes: 5_000 }), { kind: 'attachmentTicket' })
})

t.test('who has used up what a user or a party may have waits, and the answer says whose it was', async (t) => {
  for (const [limits, scope] of [[{ attachmentsPerUser: 2 }, 'user'], [{ attachmentMibPerUser: 1 }, 'user'], [{ attachmentsPerParty: 2 }, 'party'], [{ attachmentMibPerParty: 1 }, 'party']] as const) {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    await world.registry.parties.setLimits(world.heron.party, limits, { actor: 'test', reason: '' })
    for (const _ of [1, 2]) t.match(await create(world, there(pair), { sizeBytes: 524_288 }), { kind: 'attachmentTicket' })
    t.same(await create(world, there(pair)), {
      kind: 'throttled', retryAfterSeconds: 60, scope, headroom: [{ limit: scope === 'user' ? 'attachmentsPerUser' : 'attachmentsPerParty', left: 0, wholeAfterSeconds: 0 }],
    }, JSON.stringify(limits))
  }
})

t.test('only a host of the caller’s own agreement is taken, whoever the recipient is', async (t) => {
  const { world, pair } = await openHosting(t)
  t.match(await host(world, there(pair)), { kind: 'attachmentStatus', state: 'pending', retryAfterSeconds: 5 })
  for (const name of ['media.heron.example:443', 'heron.example', 'x.media.heron.example', 'media.heron.example.egret.example', 'localhost.example']) {
    await t.rejects(host(world, there(pair), name), { code: 'HOST_REFUSED' }, name)
  }
  await t.rejects(host(world, back(pair)), { code: 'HOST_REFUSED' }, 'the core’s agreement names none')
})

t.test('ids that are foreign and ids that are absent get the same bytes', async (t) => {
  const { world, pair } = await openHosting(t)
  const [unsent, delivered, hosted] = [ticketOf(await create(world, there(pair))).attachmentId, await sent(world, pair), await sentHosted(world, pair)]
  const other = await enlistOutside(world, world.egret)
  for (const id of [unsent, delivered, hosted]) {
    for (const ask of [get, done]) t.equal(await answerBytes(ask(world, other, id)), await absentBytes(world, other, id, ask))
  }
  t.equal(await answerBytes(get(world, pair.bo, unsent)), await absentBytes(world, pair.bo, unsent, get), 'nor has the recipient anything to do with it before the message')
  const elsewhere: typeof get = (world, who, id) => get(world, who, id, 2)
  for (const [who, id] of [[pair.bo, delivered], [pair.ada, unsent], [pair.ada, hosted]] as const) {
    t.equal(await answerBytes(elsewhere(world, who, id)), await absentBytes(world, who, id, elsewhere), 'nor another device of the user')
  }
  t.match(await get(world, pair.bo, delivered), { kind: 'attachmentTicket' }, 'and nobody’s done was heard but the reader’s')
})

t.test('who asks costs the same look-ups for what is foreign and what is absent', async (t) => {
  const asked: string[] = []
  const world = await openRelayWorld(t, { wrapStore: (store) => ({ ...store, read: Object.fromEntries(Object.entries(store.read).map(([name, call]: [string, (...args: never[]) => unknown]) => [
    name, (...args: never[]) => {
      asked.push(name)
      return call(...args)
    },
  ])) as unknown as typeof store.read }) })
  const pair = await openTalk(world)
  const foreign = ticketOf(await create(world, there(pair))).attachmentId
  const lookUpsOf = async (id: AttachmentId): Promise<string[]> => {
    asked.length = 0
    await get(world, pair.bo, id)
    await done(world, pair.bo, id)
    return [...asked]
  }
  t.same(await lookUpsOf(foreign), await lookUpsOf(attachmentId(randomUUID())))
})

t.test('a device that a message brought an attachment to gets a ticket, until it is done with it', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const id = await sent(world, pair)
  const ticket = ticketOf(await get(world, pair.bo, id))
  t.match(ticket, { direction: 'download', sizeBytes: 1_000 })
  const shown = `Drawbridge ${Buffer.from(ticket.ticket).toString('base64url')}`
  t.match(await requireTicket({ store: world.store, now: world.clock.now, mayPass: world.relay.attachments.mayPass }, shown, id, 'download'), { user: pair.bo.user })
  await t.rejects(requireTicket({ store: world.store, now: world.clock.now, mayPass: world.relay.attachments.mayPass }, shown, id, 'upload'), { code: 'TICKET_REFUSED' })
  t.same(await done(world, pair.bo, id), { kind: 'done' })
  t.equal(await stateFor(world, pair.bo, id), 'gone')
})

const closings: Readonly<Record<string, (world: RelayWorld, pair: OpenPair) => Promise<unknown>>> = {
  'the suspension of the sender': ({ registry, heron }, { ada }) => registry.enforcement.desk.apply({ party: heron.party, user: ada.user, step: 'suspend', reason: 'why', durationMs: undefined, actor: 'socket' }),
  'the suspension of the recipient': ({ registry, core }, { bo }) => registry.enforcement.desk.apply({ party: core.party, user: bo.user, step: 'suspend', reason: 'why', durationMs: undefined, actor: 'socket' }),
  'the suspension of the sender’s party': ({ registry, heron }) => registry.parties.suspend(heron.party, { actor: 'socket', reason: 'why' }),
  'an opt-out': (world, { bo }) => setParticipation(world, bo, { optedIn: false }),
  'a choice against the provider': (world, { bo }) => setChoice(world, bo, { allowed: false }),
  'a block': (world, { ada, bo }) => decide(world, bo, ada, 'block'),
}

for (const [what, close] of Object.entries(closings)) {
  t.test(`after ${what} tickets up and down hold no more, what is under way ends, and no new ones are given`, async (t) => {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    const id = await sent(world, pair)
    const [down, up] = [ticketOf(await get(world, pair.bo, id)), ticketOf(await create(world, there(pair)))]
    const deps = { store: world.store, now: world.clock.now, timers: world.timers, failed: (_task: string, error: unknown) => { throw error }, mayPass: world.relay.attachments.mayPass }
    const show = (ticket: typeof down, direction: 'download' | 'upload') => requireTicket(deps, `Drawbridge ${Buffer.from(ticket.ticket).toString('base64url')}`, ticket.attachmentId, direction)
    const ended: string[] = []
    const meters = [await show(down, 'download'), await show(up, 'upload')].map((ticket) => createMeter(deps, { ticket, isOurs: () => false, end: ({ code }) => { ended.push(code) } }))
    world.timers.turn(500)
    await world.quiet()
    t.same(ended, [])
    await close(world, pair)
    world.timers.turn(250)
    await world.quiet()
    t.same(ended, ['TICKET_REFUSED', 'TICKET_REFUSED'])
    for (const meter of meters) await meter.settle()
    await t.rejects(show(down, 'download'), { code: 'TICKET_REFUSED' })
    await t.rejects(show(up, 'upload'), { code: 'TICKET_REFUSED' })
    await t.rejects(create(world, there(pair)), { code: /^(NOT_PERMITTED|SUSPENDED|USER_SUSPENDED)$/ })
  })
}

t.test('it ends when every device of the recipient is done with it, and not before', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  await world.registry.enlistments.updateDevices(pair.bo.home.caller, await updateDevicesRequest(pair.bo, 2, [[1, 1001], [2, 2002]], [2]))
  const { attachmentId: id } = ticketOf(await create(world, there(pair)))
  await world.store.write.settleAttachment(id, 'available')
  t.match(await submit(world, pair.ada, messageOf(there(pair), 'see', { attachments: [id], envelopes: [envelope('see'), envelope('see', 2, 2002)] })), { kind: 'accepted' })
  const ended = async () => (await world.store.read.endedAttachments(world.clock.now(), 10)).map((row) => row.id)
  await done(world, pair.bo, id, 1)
  t.match([await get(world, pair.bo, id, 1), await get(world, pair.bo, id, 2), await ended()], [{ kind: 'attachmentStatus', state: 'gone' }, { kind: 'attachmentTicket' }, []])
  await done(world, pair.bo, id, 2)
  t.match([await get(world, pair.bo, id, 2), await ended()], [{ state: 'gone' }, [id]])
})

t.test('its sender is told the same of what waits for a message whether the other blocked it, opted out or was erased', async (t) => {
  const closings = [
    (world: RelayWorld, pair: OpenPair) => decide(world, pair.bo, pair.ada, 'block'),
    (world: RelayWorld, pair: OpenPair) => world.registry.enlistments.unenlist(pair.bo.home.caller, { kind: 'unenlist', userId: pair.bo.user }),
  ]
  for (const close of closings) {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    const { attachmentId: id } = ticketOf(await create(world, there(pair)))
    await world.store.write.settleAttachment(id, 'available')
    t.equal(await stateFor(world, pair.ada, id), 'available')
    await close(world, pair)
    t.equal(await stateFor(world, pair.ada, id), 'gone')
  }
})

t.test('there is no ticket after a block, a withdrawal, an opt-out or a suspension', async (t) => {
  const closings: Record<string, (world: RelayWorld, pair: OpenPair) => Promise<unknown>> = {
    block: (world, { ada, bo }) => decide(world, bo, ada, 'block'),
    'block by the sender': (world, { ada, bo }) => decide(world, ada, bo, 'block'),
    withdrawal: (world, { ada, bo }) => withdraw(world, bo, ada),
    'opt-out': (world, { bo }) => setParticipation(world, bo, { optedIn: false }),
    'suspension of the sender’s party': (world) => world.registry.parties.suspend(world.heron.party, { actor: 'socket', reason: 'why' }),
  }
  for (const [name, close] of Object.entries(closings)) {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    const id = await sent(world, pair)
    const unsent = ticketOf(await create(world, there(pair))).attachmentId
    await close(world, pair)
    t.equal(await answerBytes(get(world, pair.bo, id)), await absentBytes(world, pair.bo, id, get), name)
    if (name.startsWith('suspension')) continue
    t.equal(await answerBytes(get(world, pair.ada, unsent)), await absentBytes(world, pair.ada, unsent, get), `${name}: nor to go on uploading`)
  }
})

t.test('the device that began an upload goes on with it until it is whole', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const { attachmentId: id, ticket } = ticketOf(await create(world, there(pair)))
  const again = ticketOf(await get(world, pair.ada, id))
  t.match(again, { direction: 'upload', attachmentId: id })
  t.notSame(again.ticket, ticket)
  await world.store.write.settleAttachment(id, 'available')
  t.equal(await stateFor(world, pair.ada, id), 'available', 'it can be sent now')
})

t.test('what is hosted is not uploaded: its sender gets a status', async (t) => {
  const { world, pair } = await openHosting(t)
  const id = await sentHosted(world, pair)
  for (const who of [pair.ada, pair.bo]) t.match(await get(world, who, id), { kind: 'attachmentStatus', state: 'pending', retryAfterSeconds: 5 })
})

t.test('why a file is not there is told on both ends', async (t) => {
  for (const state of ['corrupt', 'tooLarge', 'gone'] as const) {
    const { world, pair } = await openHosting(t)
    const id = await sentHosted(world, pair)
    await world.store.write.settleAttachment(id, state)
    for (const who of [pair.ada, pair.bo]) t.match(await get(world, who, id), { kind: 'attachmentStatus', state, retryAfterSeconds: 0 })
  }
})

t.test('its time is over by the clock, before any sweep', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const [unsent, delivered] = [ticketOf(await create(world, there(pair))).attachmentId, await sent(world, pair)]
  world.clock.advance(DAY_MS)
  t.equal(await stateFor(world, pair.ada, unsent), 'expired')
  t.equal(await stateFor(world, pair.bo, delivered), 'attachmentTicket')
  world.clock.advance((await world.store.read.attachment(delivered))!.expiresAt - world.clock.now())
  t.equal(await stateFor(world, pair.bo, delivered), 'expired')
})

t.test('the sender does not learn from an attachment whether the message arrived', async (t) => {
  const told: string[][] = []
  for (const isRead of [true, false]) {
    const world = await openRelayWorld(t)
    const pair = await openTalk(world)
    const id = await sent(world, pair)
    const seen = [await answerBytes(get(world, pair.ada, id))]
    if (isRead) await done(world, pair.bo, id)
    seen.push(await answerBytes(get(world, pair.ada, id)))
    world.clock.advance(100 * DAY_MS)
    seen.push(await answerBytes(get(world, pair.ada, id)))
    told.push(seen.map((bytes) => bytes.replaceAll(id.replaceAll('-', ''), 'id')))
  }
  t.same(told[0], told[1])
})

t.test('a core speaks for a user whose keys a vault holds, without a token, and for nobody else', async (t) => {
  const made = await openVaultRelayWorld(t)
  const { ada, bo, token } = await made.pair()
  const { world, relay: { attachments } } = made
  const offered = { senderUser: bo.user, recipientUser: ada.user, sizeBytes: 1_000, sha256: SHA256 }
  const ticket = ticketOf(await attachments.createForCore(world.core.caller, offered))
  t.match(await world.store.read.attachment(ticket.attachmentId), { senderUser: bo.user, senderDevice: 1, recipientParty: world.heron.party })
  t.match(await attachments.get(world.core.caller, { user: bo.user, deviceId: deviceId(1), attachmentId: ticket.attachmentId }), { kind: 'attachmentTicket', direction: 'upload' })
  for (const { caller } of [world.heron, world.egret]) await t.rejects(attachments.createForCore(caller, offered), { code: 'NOT_YOURS' })
  await t.rejects(attachments.createForCore(world.heron.caller, { ...offered, senderUser: ada.user, recipientUser: bo.user }), { code: 'NOT_YOURS' }, 'whose device holds its keys')
  t.match(await attachments.createUpload(world.heron.caller, offerOf({ sender: ada, recipient: bo, token })), { kind: 'attachmentTicket' })
  await world.registry.parties.setLimits(world.core.party, { attachmentBytes: 5_000 }, { actor: 'test', reason: '' })
  await t.rejects(attachments.createForCore(world.core.caller, { ...offered, sizeBytes: 5_001 }), { code: 'ATTACHMENT_TOO_LARGE' })
  await decide(world, ada, bo, 'block')
  const stranger = createSubscriber(world.heron).user
  t.equal(await answerBytes(attachments.createForCore(world.core.caller, offered)), await answerBytes(attachments.createForCore(world.core.caller, { ...offered, recipientUser: stranger })))
  await t.rejects(attachments.createForCore(world.core.caller, offered), { code: 'NOT_PERMITTED' })
})

t.test('a clock that jumped ahead ends no attachment, refuses none, and none counts longer for it', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const [before, { clock, store }] = [await sent(world, pair), world]
  const ahead: RelayWorld = { ...world, relay: createRelay({ ...world.relayDeps, now: () => clock.now() + 400 * DAY_MS }) }
  t.teardown(() => ahead.relay.stop())
  t.equal(await stateFor(ahead, pair.bo, before), 'attachmentTicket', 'what was sent before is still read')
  const { attachmentId: early } = ticketOf(await create(world, there(pair)))
  await store.write.settleAttachment(early, 'available')
  for (const id of [early, ticketOf(await create(ahead, there(pair))).attachmentId]) {
    await store.write.settleAttachment(id, 'available')
    t.match(await submit(ahead, pair.ada, messageOf(there(pair), 'see', { attachments: [id] })), { kind: 'accepted' })
    t.match(await store.read.attachment(id), { createdAt: clock.now(), expiresAt: clock.now() + 1_000 * defaultLimits.maxTtlSeconds })
  }
})
