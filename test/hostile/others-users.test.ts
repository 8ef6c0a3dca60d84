// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whom a frame speaks for decides the handshake alone. Generated from the table of frames: each of them, sent by whoever may not, is refused by name, stores
// nothing, and tells nobody whether the user is there.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createHandlers } from '../../src/links/use-cases.ts'
import { attachmentId } from '../../src/model/attachments.ts'
import { deviceId, requestId, submissionId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { coreOnlyRequests } from '../../src/model/requests.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import { partyRequestKinds } from '../../src/wire/gateway/index.ts'
import { ask, shownTo } from '../support/acquaintance.ts'
import { askFrame, readAnswer } from '../support/asking.ts'
import { frameRows, frameTable, withMediaHost } from '../support/frame-table.ts'
import { messageOf, openRelayWorld, openTalk, submit, there } from '../support/relay-world.ts'
import type { RelayWorld } from '../support/relay-world.ts'
import type { TestParty } from '../support/registry-world.ts'
import { createSubscriber, enlistOutside } from '../support/subscribers.ts'
import type { Subscriber } from '../support/subscribers.ts'
import { tapStore } from '../support/tapped-store.ts'
import type { StoreCall } from '../support/tapped-store.ts'
import type { OpenPair } from '../support/unwilling.ts'

t.setTimeout(110_000)

t.test('the table has a row for every frame that is a request, and says which of them are the core’s', (t) => {
  t.strictSame(Object.keys(frameTable).sort(), [...partyRequestKinds].sort())
  t.strictSame(new Set(frameRows.filter(({ role }) => role === 'core').map(({ kind }) => kind)), coreOnlyRequests)
  for (const [kind, rows] of Object.entries(frameTable)) t.ok(rows.length > 0, kind)
  t.end()
})

/** Ids of others' that a party may name for a user of its own: each is answered as one that nobody has. */
const things: Readonly<Record<string, (user: UserId, id: string) => PartyRequest>> = {
  'a request for contact to somebody else': (user, id) =>
    ({ kind: 'decideContact', user, subject: { requestId: requestId(id) }, decision: 'grant' }),
  'a message between others': (user, id) => ({ kind: 'trace', senderUser: user, submissionId: submissionId(id) }),
  'a file between others': (user, id) => ({ kind: 'getAttachment', user, deviceId: deviceId(1), attachmentId: attachmentId(id) }),
  'to have a file between others': (user, id) => ({ kind: 'attachmentDone', user, deviceId: deviceId(1), attachmentId: attachmentId(id) }),
}

t.test('ids of others are answered for one’s own user as ids that nobody has', async (t) => {
  const world = await openRelayWorld(t)
  const handlers = createHandlers(world.registry, world.relay)
  const pair = await openTalk(world)
  const { eve, ids } = await othersTalk(world, pair)
  for (const [what, request] of Object.entries(things)) {
    const absent = randomUUID()
    const told = async (id: string) => (await askFrame(handlers, eve.home.caller, request(eve.user, id))).replaceAll(id.replaceAll('-', ''), '')
    for (const [whose, id] of Object.entries(ids)) t.equal(await told(id), await told(absent), `${what}: ${whose}`)
  }
})

/** A user of each party's, and what the pair between them has: none of it is theirs. */
const othersTalk = async (world: RelayWorld, pair: OpenPair): Promise<{ readonly eve: Subscriber; readonly ids: Readonly<Record<string, string>> }> => {
  const eve = await enlistOutside(world, world.egret)
  await ask(world, eve, pair.bo.address ?? '')
  const colleague = await enlistOutside(world, world.heron)
  await ask(world, colleague, pair.bo.address ?? '')
  const [shown] = await shownTo(world, pair.bo)
  const [waiting] = await world.store.read.waitingRequests({}, 1)
  const message = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, message)
  const upload = await world.relay.attachments.createUpload(pair.ada.home.caller, {
    senderUser: pair.ada.user, senderDevice: deviceId(1), recipientUser: pair.bo.user, consentToken: pair.token, sizeBytes: 1_000, sha256: new Uint8Array(32),
  })
  if (shown === undefined || waiting === undefined || upload.kind !== 'attachmentTicket') throw new Error('no such thing')
  return { eve, ids: { 'a request that was shown': shown.requestId, 'a request that waits': waiting.request, 'a message': message.submissionId, 'a file': upload.attachmentId } }
}

for (const { kind, title, ask: wish, honest, foreign, role } of frameRows) {
  t.test(`${kind}, ${title}: refused alike to whoever may not, and nothing is stored`, async (t) => {
    const calls: StoreCall[] = []
    const world = await openRelayWorld(t, { wrapStore: (store) => tapStore(withMediaHost(store), { before: (call) => {
      calls.push(call)
      return undefined
    } }) })
    const handlers = createHandlers(world.registry, world.relay)
    const { ada, bo, token } = await openTalk(world)
    const gone = await enlistOutside(world, world.heron)
    await world.registry.enlistments.unenlist(world.heron.caller, { kind: 'unenlist', userId: gone.user })
    await world.registry.surfacing.idle()

    const asked = async (home: TestParty, sender: Subscriber, recipient = bo): Promise<{ readonly frame: string; readonly answer: string; readonly writes: readonly string[] }> => {
      const request = await wish({ world, sender: { ...sender, home }, recipient, token })
      calls.length = 0
      const frame = await askFrame(handlers, home.caller, request)
      return { frame, answer: readAnswer(frame), writes: calls.filter((call) => call in world.store.write) }
    }

    if (role === 'core') {
      for (const home of [world.heron, world.egret]) t.match(await asked(home, ada), { answer: 'WRONG_ROLE', writes: [] }, `${home.party} asks`)
      t.strictSame(calls, [], 'nothing was looked up')
    }
    if (foreign !== undefined) {
      const frames = new Set<string>()
      const nobody = createSubscriber(world.heron)
      for (const [whose, users] of [['another party’s', [ada, bo]], ['an erased', [gone]], ['an unknown', foreign === 'ALREADY_ENLISTED' ? [] : [nobody]]] as const) {
        for (const user of users) {
          for (const home of [world.core, world.heron, world.egret]) {
            if (home === user.home) continue
            const { frame, answer, writes } = await asked(home, user)
            t.match({ answer, writes }, { answer: foreign, writes: [] }, `${home.party} speaks for ${whose} user`)
            frames.add(frame)
          }
        }
      }
      t.equal(frames.size, 1, 'the same bytes each time')
    }
    const [home, sender, recipient] = role === 'core' ? [world.core, bo, ada] : [world.heron, ada, bo]
    await world.registry.parties.suspend(home.party, { actor: 'socket', reason: 'unpaid' })
    t.match(await asked(home, sender, recipient), { answer: 'SUSPENDED', writes: [] }, 'a link that outlived its agreement')
    await world.registry.parties.resume(home.party, { actor: 'socket', reason: 'paid' })
    t.match(await asked(home, sender, recipient), { answer: honest }, 'and its own party is taken at its word')
  })
}
