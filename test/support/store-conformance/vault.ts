// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import type { UserId } from '../../../src/model/ids.ts'
import { nameOfWrapping } from '../../../src/model/wrapped-key.ts'
import type { Store } from '../../../src/store/port.ts'
import type { HandOver, Write } from '../../../src/store/transactors.ts'
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, message, put, send, stampsOf, waitingTexts } from './pair.ts'
import type { Pair } from './pair.ts'
import { CORE, hashOf, HERON, newSubmission, newUser, NOW, range } from './rows.ts'

const MOVED = { moved: true }
const KEPT = { spoken: newSubmission(), resends: 0, content: 'jwe', epochKey: 'key message', maxKept: 10 }

const account = (user: UserId, version: number, text = `account ${String(version)}`) =>
  ({ user, version, wrappedKey: hashOf('wrapped'), state: hashOf(text), lastingAt: 0 })
const conversation = ({ alice, bob }: Pair, version: number, text = `talk ${String(version)}`) =>
  ({ user: bob, peer: alice, version, state: Buffer.from(text) })
const prekey = (kind: 'ec' | 'kyber', id: number) => ({ kind, id, bytes: hashOf(`${kind} ${String(id)}`) })
const commit = (store: Store, ...writes: readonly Write[]) => store.write.commit({ expect: [], writes })

/** Bob with an account and two prekeys of each kind. */
const makeVaultUser = async (store: Store): Promise<Pair> => {
  const pair = await makePair(store)
  await put(store, { put: 'vaultAccount', row: account(pair.bob, 1) }, {
    add: 'vaultPrekeys', user: pair.bob, prekeys: [prekey('ec', 1), prekey('ec', 2), prekey('kyber', 1), prekey('kyber', 2)],
  })
  return pair
}

/** The hand-over of the first message that waits for the core. */
const handOver = async (store: Store, pair: Pair, version: number, changes: Partial<HandOver> = {}): Promise<HandOver> => {
  const [row] = await store.read.mailboxPage(CORE, 0, 1)
  return {
    expect: stampsOf(await store.read.standing(pair.alice, pair.bob)), party: CORE, mailbox: row?.id ?? 0, conversation: conversation(pair, version),
    account: undefined, used: [], awaited: undefined, event: { add: 'event', party: CORE, user: pair.bob, timeMs: NOW, bodySealed: Buffer.from(`opened ${String(version)}`) },
    atMs: NOW, ...changes,
  }
}

const coreEvents = async (store: Store): Promise<string[]> =>
  (await store.read.eventPage(CORE, 0, 1000)).map(({ bodySealed }) => Buffer.from(bodySealed).toString())

export const vaultCases: StoreCases = {
  'an account is found as it was put, and put again only as its next version': async (t, store, reopen) => {
    const { bob } = await makePair(store)
    t.equal(await store.read.vaultAccount(bob), undefined)
    t.same(await commit(store, { put: 'vaultAccount', row: account(bob, 2) }), MOVED)
    await put(store, { put: 'vaultAccount', row: account(bob, 1) })
    for (const version of [1, 3]) t.same(await commit(store, { put: 'vaultAccount', row: account(bob, version) }), MOVED)
    await put(store, { put: 'vaultAccount', row: account(bob, 2) })
    t.same(await (await reopen()).read.vaultAccount(bob), account(bob, 2))
  },

  'accounts are listed in pages': async (t, store) => {
    const users: UserId[] = []
    for (const _ of range(1, 5)) users.push((await makeVaultUser(store)).bob)
    users.sort()
    const [first, rest] = [await store.read.vaultAccounts(undefined, 2), await store.read.vaultAccounts(users[1], 10)]
    t.same([...first, ...rest].map(({ user }) => user), users)
  },

  'the key of a user is wrapped anew only if it is still the one that was read': async (t, store) => {
    const { bob } = await makeVaultUser(store)
    const rewrap = (from: string, to: string) => commit(store, { put: 'wrappedKey', user: bob, from: hashOf(from), wrappedKey: hashOf(to) })
    t.match(await rewrap('wrapped', 'anew'), { committed: true })
    t.same(await rewrap('wrapped', 'anew'), MOVED)
    t.same(await store.read.vaultAccount(bob), { ...account(bob, 1), wrappedKey: hashOf('anew') })
  },

  'who puts the next version of an account from what it read before the key was wrapped anew does not put the old one back': async (t, store, reopen) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, 'first')
    const rewrap = { put: 'wrappedKey', user: pair.bob, from: hashOf('wrapped'), wrappedKey: hashOf('anew') } as const
    const item = await handOver(store, pair, 1, { account: account(pair.bob, 2) })
    await put(store, rewrap)
    t.same(await store.write.handOver(item), { handedOver: true })
    await put(store, { put: 'vaultAccount', row: account(pair.bob, 3) })
    t.same(await (await reopen()).read.vaultAccount(pair.bob), { ...account(pair.bob, 3), wrappedKey: hashOf('anew') })
  },

  'it is known which key-encryption keys are needed, for how many users, and who is under a lower one': async (t, store) => {
    const users: UserId[] = []
    for (const key of [2, 1, 2, 300]) {
      const { bob } = await makePair(store)
      users.push(bob)
      await put(store, { put: 'vaultAccount', row: { ...account(bob, 1), wrappedKey: Buffer.concat([nameOfWrapping(key), hashOf('key')]) } })
    }
    const [second, first, another, third] = users
    t.match(await store.read.wrappings(), [{ key: 1, users: 1, sample: first }, { key: 2, users: 2 }, { key: 300, users: 1, sample: third }])
    const below = async (key: number, limit = 10) => (await store.read.wrappedBelow(key, limit)).map(({ user }) => user).sort()
    t.same(await below(1), [])
    t.same(await below(2), [first])
    t.same(await below(300), [first, second, another].sort())
    t.equal((await below(300, 2)).length, 2)
    t.equal((await below(301)).length, 4)
  },

  'lasting keys are due sooner where there is a conversation, and the oldest come first': async (t, store) => {
    const talking = await makeVaultUser(store)
    await send(store, talking, 'first')
    await store.write.handOver(await handOver(store, talking, 1, { account: { ...account(talking.bob, 2), lastingAt: 50 } }))
    const made = async (lastingAt: number): Promise<UserId> => {
      const { bob } = await makePair(store)
      await put(store, { put: 'vaultAccount', row: { ...account(bob, 1), lastingAt } })
      return bob
    }
    const [old, older] = [await made(20), await made(10)]
    const due = async (beforeTalking: number, idle: number, limit = 10) => (await store.read.lastingDue({ talking: beforeTalking, idle }, limit)).map(({ user }) => user)
    t.same(await due(50, 10), [])
    t.same(await due(51, 10), [talking.bob])
    t.same(await due(51, 15), [older, talking.bob])
    t.same(await due(51, 21), [older, old, talking.bob])
    t.same(await due(51, 21, 2), [older, old])
  },

  'one-time prekeys belong to an account, and those that are asked for and there are read': async (t, store) => {
    const { bob, alice } = await makeVaultUser(store)
    t.same(await commit(store, { add: 'vaultPrekeys', user: alice, prekeys: [prekey('ec', 1)] }), MOVED)
    t.same(await store.read.vaultPrekeys(bob, [{ kind: 'kyber', id: 2 }, { kind: 'ec', id: 7 }, { kind: 'ec', id: 1 }]), [prekey('kyber', 2), prekey('ec', 1)])
    t.same(await store.read.vaultPrekeys(bob, []), [])
  },

  'a hand-over takes message and prekeys out and puts conversation, account and event in': async (t, store, reopen) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, 'first', 'second')
    const used = [{ kind: 'ec', id: 1 }, { kind: 'kyber', id: 2 }] as const
    t.same(await store.write.handOver(await handOver(store, pair, 1, { used, account: account(pair.bob, 2) })), { handedOver: true })
    const again = await reopen()
    t.same(await waitingTexts(again), ['second'])
    t.same(await coreEvents(again), ['opened 1'])
    t.same(await again.read.vaultConversation(pair.bob, pair.alice), conversation(pair, 1))
    t.same(await again.read.vaultAccount(pair.bob), account(pair.bob, 2))
    t.same(await again.read.vaultPrekeys(pair.bob, [prekey('ec', 1), prekey('ec', 2), prekey('kyber', 1), prekey('kyber', 2)]), [prekey('ec', 2), prekey('kyber', 1)])
    const [row] = await again.read.mailboxPage(CORE, 0, 1)
    t.match(await again.read.trace(pair.alice, row!.submissionId), [{ places: [{ state: 'waiting' }] }])
  },

  'nothing of a hand-over is written when anything that it rests on is gone': async (t, store) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, 'waits')
    const good = await handOver(store, pair, 1)
    const bad: readonly Partial<HandOver>[] = [
      { mailbox: good.mailbox + 1 }, { party: HERON }, { conversation: conversation(pair, 2) }, { conversation: conversation(pair, 0) },
      { used: [{ kind: 'ec', id: 9 }] }, { used: [{ kind: 'ec', id: 1 }, { kind: 'ec', id: 9 }] }, { account: account(pair.bob, 3) },
      { conversation: { ...good.conversation, user: newUser() } }, { expect: [{ of: 'user', user: pair.bob, version: 1_000_000 }] },
    ]
    for (const changes of bad) t.same(await store.write.handOver({ ...good, ...changes }), MOVED, JSON.stringify(Object.keys(changes)))
    t.same(await waitingTexts(store), ['waits'])
    t.same(await coreEvents(store), [])
    t.equal(await store.read.vaultConversation(pair.bob, pair.alice), undefined)
    t.equal((await store.read.vaultPrekeys(pair.bob, [prekey('ec', 1)])).length, 1)
    t.same(await store.write.handOver(good), { handedOver: true })
    t.same(await store.write.handOver(good), MOVED, 'a second time')
  },

  'a message that was withheld or parked is not handed over': async (t, store) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, 'withheld')
    const item = await handOver(store, pair, 1)
    await store.write.withhold(CORE, [item.mailbox])
    t.same(await store.write.handOver(item), MOVED)
  },

  'of many that would write the next version of a conversation at once, one does': async (t, store) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, ...range(1, 20).map((index) => `message ${String(index)}`))
    const rows = await store.read.mailboxPage(CORE, 0, 20)
    const item = await handOver(store, pair, 1)
    const outcomes = await Promise.all(rows.map(({ id }) => store.write.handOver({ ...item, mailbox: id })))
    t.equal(outcomes.filter((outcome) => 'handedOver' in outcome).length, 1)
    t.equal((await waitingTexts(store)).length, 19)
    t.equal((await coreEvents(store)).length, 1)
  },

  'hand-overs that follow each other are taken together': async (t, store) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, ...range(1, 20).map((index) => `message ${String(index)}`))
    const rows = await store.read.mailboxPage(CORE, 0, 20)
    const items = await Promise.all(rows.map(({ id }, index) => handOver(store, pair, index + 1, { mailbox: id })))
    const outcomes = await Promise.all(items.map((item) => store.write.handOver(item)))
    t.ok(outcomes.every((outcome) => 'handedOver' in outcome))
    t.same(await coreEvents(store), range(1, 20).map((index) => `opened ${String(index)}`))
  },

  'a sealed message and its conversation are stored together, once for each submission id': async (t, store) => {
    const { alice, bob } = await makeVaultUser(store)
    const proof = await admitted(store, 'submit', bob, alice)
    const talk = { user: bob, peer: alice, version: 1, state: randomBytes(40) }
    const item = message(proof, { recipientParty: HERON })
    t.same(await store.write.appendSealed(item, { ...talk, version: 2 }, KEPT), MOVED)
    t.same(await waitingTexts(store, HERON), [])
    t.match(await store.write.appendSealed(item, talk, KEPT), { accepted: true, repeated: false })
    t.match(await store.write.appendSealed(item, { ...talk, version: 2, state: randomBytes(40) }, KEPT), { accepted: true, repeated: true })
    t.same(await store.write.appendSealed({ ...item, digest: hashOf('other') }, { ...talk, version: 2 }, KEPT), { conflict: true })
    t.same(await store.write.appendSealed({ ...message(proof, { recipientParty: HERON }), maxQueued: 1 }, { ...talk, version: 2 }, KEPT), { full: true })
    t.same(await store.read.vaultConversation(bob, alice), talk)
    t.equal((await waitingTexts(store, HERON)).length, 1)
  },

  'a sealed message is not stored once what it rests on moved': async (t, store) => {
    const { alice, bob } = await makeVaultUser(store)
    const proof = await admitted(store, 'submit', bob, alice)
    await put(store, { put: 'consent', row: { owner: alice, peer: bob, state: 'blocked', purposes: [], changedAt: NOW } })
    t.same(await store.write.appendSealed(message(proof, { recipientParty: HERON }), { user: bob, peer: alice, version: 1, state: randomBytes(40) }, KEPT), MOVED)
    t.equal(await store.read.vaultConversation(bob, alice), undefined)
  },

  'what a vault keeps goes with its user, and with the peer what it keeps of their talk': async (t, store) => {
    const [pair, other] = [await makeVaultUser(store), await makeVaultUser(store)]
    for (const one of [pair, other]) {
      await send(store, one, 'message')
      await store.write.handOver(await handOver(store, one, 1))
    }
    await put(store, { erase: 'user', user: other.alice })
    t.equal(await store.read.vaultConversation(other.bob, other.alice), undefined)
    t.ok(await store.read.vaultAccount(other.bob))
    await put(store, { erase: 'user', user: pair.bob })
    t.equal(await store.read.vaultAccount(pair.bob), undefined)
    t.equal(await store.read.vaultConversation(pair.bob, pair.alice), undefined)
    t.same(await store.read.vaultPrekeys(pair.bob, [prekey('ec', 1)]), [])
  },

  'what vaults keep moves nothing that a moment rests on': async (t, store) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, 'message')
    const moment = store.moment()
    t.same(await store.write.handOver(await handOver(store, pair, 1)), { handedOver: true })
    t.ok(moment.holds())
  },
}
