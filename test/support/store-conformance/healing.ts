// SPDX-License-Identifier: AGPL-3.0-only
import type { UserId } from '../../../src/model/ids.ts'
import type { Store } from '../../../src/store/port.ts'
import type { Kept, Write } from '../../../src/store/transactors.ts'
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, message, put, send, stampsOf, waitingTexts } from './pair.ts'
import type { Pair } from './pair.ts'
import { awaitedRow, CORE, DAY, device, hashOf, HERON, newSubmission, NOW, range } from './rows.ts'

const MOVED = { moved: true }

const commit = (store: Store, ...writes: readonly Write[]) => store.write.commit({ expect: [], writes })
const account = (user: UserId): Write => ({ put: 'vaultAccount', row: { user, version: 1, wrappedKey: hashOf('wrapped'), state: hashOf('state'), lastingAt: 0 } })
const conversation = ({ alice, bob }: Pair, version: number) => ({ user: bob, peer: alice, version, state: hashOf(`talk ${String(version)}`) })

/** Bob's keys are in a vault. */
const makeVaultUser = async (store: Store): Promise<Pair> => {
  const pair = await makePair(store)
  await put(store, account(pair.bob))
  return pair
}

const kept = (changes: Partial<Kept> = {}): Kept => ({ spoken: newSubmission(), resends: 0, content: 'jwe', epochKey: 'key message', maxKept: 10, ...changes })

/** Bob says something to Alice. */
const say = async (store: Store, pair: Pair, version: number, changes: Partial<Kept> = {}) => {
  const item = message(await admitted(store, 'submit', pair.bob, pair.alice), { recipientParty: HERON, gatewayTimeMs: NOW + version })
  await store.write.appendSealed(item, conversation(pair, version), kept(changes))
  return item.submissionId
}

export const healingCases: StoreCases = {
  'a conversation is put alone as its next version, and whoever watches for the party is told to look at everything again': async (t, store, reopen) => {
    const pair = await makeVaultUser(store)
    const write = (version: number) => commit(store, { put: 'vaultConversation', row: conversation(pair, version), party: CORE })
    const hinted = Promise.withResolvers<undefined>()
    t.teardown(store.watch((party, hint) => { if (party === CORE && hint === 'released') hinted.resolve(undefined) }))
    t.same(await write(2), MOVED)
    t.match(await write(1), { committed: true })
    await hinted.promise
    t.same(await write(1), MOVED)
    t.same(await commit(store, { put: 'vaultConversation', row: { ...conversation(pair, 1), user: pair.alice }, party: CORE }), MOVED, 'no account')
    t.same(await (await reopen()).read.vaultConversation(pair.bob, pair.alice), conversation(pair, 1))
  },

  'what a message was sealed from is kept with it, once': async (t, store, reopen) => {
    const pair = await makeVaultUser(store)
    const what = kept({ resends: 2 })
    const item = message(await admitted(store, 'submit', pair.bob, pair.alice), { recipientParty: HERON })
    t.same(await store.write.appendSealed(item, conversation(pair, 2), what), MOVED)
    t.equal(await store.read.vaultSent(pair.bob, device(1), item.submissionId), undefined)
    await store.write.appendSealed(item, conversation(pair, 1), what)
    t.match(await store.write.appendSealed(item, conversation(pair, 2), kept({ content: 'other' })), { repeated: true })
    const { maxKept: _, ...rest } = what
    t.same(await (await reopen()).read.vaultSent(pair.bob, device(1), item.submissionId), {
      ...rest, user: pair.bob, device: device(1), submissionId: item.submissionId, peer: pair.alice, sentAtMs: NOW,
    })
  },

  'of a pair no more is kept than the newest': async (t, store) => {
    const pair = await makeVaultUser(store)
    const said = []
    for (const version of range(1, 5)) said.push(await say(store, pair, version, { maxKept: 3 }))
    const found = await Promise.all(said.map(async (id) => await store.read.vaultSent(pair.bob, device(1), id) !== undefined))
    t.same(found, [false, false, true, true, true])
  },

  'what is kept ends with the record of its submission, with its user and with its peer': async (t, store) => {
    const isKept = async (pair: Pair, id: Awaited<ReturnType<typeof say>>) => await store.read.vaultSent(pair.bob, device(1), id) !== undefined
    const [one, two, three] = [await makeVaultUser(store), await makeVaultUser(store), await makeVaultUser(store)]
    const ids = [await say(store, one, 1), await say(store, two, 1), await say(store, three, 1)] as const
    await put(store, { erase: 'user', user: two.bob })
    await put(store, { erase: 'user', user: three.alice })
    t.same([await isKept(one, ids[0]), await isKept(two, ids[1]), await isKept(three, ids[2])], [true, false, false])
    await store.write.sweep(NOW + 37 * DAY, 100)
    t.equal(await isKept(one, ids[0]), false)
  },

  'a resend that expires goes by the submission that the core knows': async (t, store) => {
    const pair = await makeVaultUser(store)
    const spoken = newSubmission()
    await say(store, pair, 1, { spoken, resends: 1 })
    await send(store, pair, 'of somebody else')
    const expired = await store.read.expired(NOW + 30 * DAY, 10)
    t.equal(expired.length, 2)
    t.equal(expired.find(({ senderUser }) => senderUser === pair.bob)?.submissionId, spoken)
  },

  'which identity a core was told of is found as it was put last': async (t, store, reopen) => {
    const { alice, bob } = await makeVaultUser(store)
    t.equal(await store.read.vaultTold(bob, alice), undefined)
    for (const key of ['one', 'two']) await put(store, { put: 'vaultTold', row: { user: bob, peer: alice, identityKey: hashOf(key) } })
    t.match(await commit(store, { put: 'vaultTold', row: { user: alice, peer: bob, identityKey: hashOf('one') } }), { committed: true })
    t.equal(await store.read.vaultTold(alice, bob), undefined, 'of a user without an account nothing is kept')
    const again = await reopen()
    t.same(await again.read.vaultTold(bob, alice), { user: bob, peer: alice, identityKey: hashOf('two') })
    await put(again, { erase: 'user', user: alice })
    t.equal(await again.read.vaultTold(bob, alice), undefined)
  },

  'a resend is awaited until it is followed by another, ended, or its time is over': async (t, store, reopen) => {
    const { alice, bob } = await makeVaultUser(store)
    const [first, second] = [awaitedRow(bob, alice), awaitedRow(bob, alice, { untilMs: NOW + 2 * DAY })]
    await put(store, { put: 'vaultAwaited', row: first, follows: undefined })
    t.same(await store.read.vaultAwaited(bob, first.submissionId), first)
    t.same([await store.read.vaultAwaitedCount(bob, alice, 10), await store.read.vaultAwaitedCount(alice, bob, 10)], [1, 0])
    await put(store, { put: 'vaultAwaited', row: second, follows: first.submissionId })
    t.equal(await store.read.vaultAwaited(bob, first.submissionId), undefined)
    const again = await reopen()
    t.same(await again.read.vaultOverdue(NOW + DAY, 10), [])
    t.same(await again.read.vaultOverdue(NOW + 2 * DAY, 10), [second])
    const end = () => commit(again, { end: 'vaultAwaited', user: bob, submissionId: second.submissionId })
    t.match(await end(), { committed: true })
    t.same(await end(), MOVED)
  },

  'an awaited resend ends with its user and with its peer, and when it is handed over': async (t, store) => {
    const pairs = [await makeVaultUser(store), await makeVaultUser(store), await makeVaultUser(store)] as const
    for (const { alice, bob } of pairs) await put(store, { put: 'vaultAwaited', row: awaitedRow(bob, alice), follows: undefined })
    await put(store, { erase: 'user', user: pairs[0].bob })
    await put(store, { erase: 'user', user: pairs[1].alice })
    const [left, ...others] = await store.read.vaultOverdue(NOW + DAY, 10)
    t.same([left?.user, others], [pairs[2].bob, []])
    await send(store, pairs[2], 'again')
    const [row] = await store.read.mailboxPage(CORE, 0, 1)
    t.same(await store.write.handOver({
      expect: stampsOf(await store.read.standing(pairs[2].alice, pairs[2].bob)), party: CORE, mailbox: row!.id, conversation: conversation(pairs[2], 1), account: undefined, used: [],
      awaited: left!.submissionId, event: { add: 'event', party: CORE, user: pairs[2].bob, timeMs: NOW, bodySealed: hashOf('event') }, atMs: NOW,
    }), { handedOver: true })
    t.same(await store.read.vaultOverdue(NOW + DAY, 10), [])
  },

  'a message ends with all that goes with it only while it waits and nothing moved': async (t, store) => {
    const pair = await makeVaultUser(store)
    await send(store, pair, 'one', 'two')
    const [one, two] = await store.read.mailboxPage(CORE, 0, 2)
    const event: Write = { add: 'event', party: CORE, user: pair.bob, timeMs: NOW, bodySealed: hashOf('told') }
    const end = (mailbox: number, party = CORE) => commit(store, { end: 'message', party, mailbox, as: 'failed', atMs: NOW }, event)
    await store.write.withhold(CORE, [two!.id])
    t.same([await end(two!.id), await end(two!.id + 1), await end(one!.id, HERON)], [MOVED, MOVED, MOVED])
    const expect = [{ of: 'user', user: pair.alice, version: 1_000_000 }] as const
    t.same(await store.write.commit({ expect, writes: [{ end: 'message', party: CORE, mailbox: one!.id, as: 'failed', atMs: NOW }, event] }), MOVED)
    t.same([await waitingTexts(store), (await store.read.eventPage(CORE, 0, 10)).length], [['one'], 0])
    t.match(await end(one!.id), { committed: true })
    t.same(await end(one!.id), MOVED)
    t.same([await waitingTexts(store), (await store.read.eventPage(CORE, 0, 10)).length], [[], 1])
    t.match(await store.read.trace(pair.alice, one!.submissionId), [{ places: [{ state: 'failed' }] }])
  },
}
