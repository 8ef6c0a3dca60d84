// SPDX-License-Identifier: AGPL-3.0-only
import type { InstanceName } from '../../../src/model/ids.ts'
import { MAX_POSITIONS, TRACE_MS } from '../../../src/store/transactors.ts'
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, message, put, send, waitingTexts } from './pair.ts'
import { auditLeaf, CORE, DAY, device, hashOf, HERON, NOW, range } from './rows.ts'

export const mailboxCases: StoreCases = {
  'a page holds the rows of its party above the cursor, in order, as many as asked for': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b', 'c')
    const back = await admitted(store, 'submit', pair.bob, pair.alice)
    await store.write.append(message(back, { recipientParty: HERON, text: 'answer' }))
    const rows = await store.read.mailboxPage(CORE, 0, 2)
    t.same(rows.map(({ envelope }) => Buffer.from(envelope).toString()), ['a', 'b'])
    t.match(await store.read.mailboxPage(CORE, rows[1]!.id, 2), [{ envelope: Buffer.from('c') }])
    t.same(await store.read.mailboxPage(CORE, rows[1]!.id + 100, 2), [])
    t.same(await waitingTexts(store, HERON), ['answer'])
  },

  'a party has something urgent while a row waits for it that its sender called so': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'no hurry')
    const proof = await admitted(store, 'submit', pair.alice, pair.bob)
    t.same(await store.read.urgentWaits(CORE), false)
    await store.write.append({ ...message(proof), urgent: true })
    t.same([await store.read.urgentWaits(CORE), await store.read.urgentWaits(HERON)], [true, false])
    const row = (await store.read.mailboxPage(CORE, 0, 10)).find(({ urgent }) => urgent)!
    for (const _ of range(1, 5)) await store.write.countAttempt(CORE, row.id)
    t.same(await store.read.urgentWaits(CORE), false, 'not while it is parked')
    await store.write.release([row.id], auditLeaf())
    t.same(await store.read.urgentWaits(CORE), true)
    await store.write.acknowledge(CORE, [row.id], [])
    t.same(await store.read.urgentWaits(CORE), false)
  },

  'a row that an acknowledgement names twice leaves one trace': async (t, store) => {
    const pair = await makePair(store)
    const item = message(await admitted(store, 'submit', pair.alice, pair.bob))
    await store.write.append(item)
    const [row] = await store.read.mailboxPage(CORE, 0, 10)
    await store.write.acknowledge(CORE, [row!.id, row!.id], [], { atMs: NOW + 20, pushedAtMs: [NOW + 10, NOW + 15] })
    const { places } = (await store.read.trace(pair.alice, item.submissionId))[0]!
    t.match(places, [{ state: 'delivered', endedAtMs: NOW + 20 }])
    t.ok([NOW + 10, NOW + 15].includes(places[0]!.pushedAtMs!))
    t.same(await store.read.mailboxPage(CORE, 0, 10), [])
  },

  'an acknowledgement removes the party’s own rows and ignores all others': async (t, store, reopen) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [first] = await store.read.mailboxPage(CORE, 0, 1)
    await store.write.acknowledge(HERON, [first!.id], [])
    t.same(await waitingTexts(store), ['a', 'b'])
    await store.write.acknowledge(CORE, [first!.id, 999_999], [])
    await store.write.acknowledge(CORE, [first!.id], [])
    t.same(await waitingTexts(store), ['b'])
    t.same(await waitingTexts(await reopen()), ['b'])
  },

  'an attempt is counted on a row of the party': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a')
    const [row] = await store.read.mailboxPage(CORE, 0, 1)
    await Promise.all([store.write.countAttempt(CORE, row!.id), store.write.countAttempt(CORE, row!.id), store.write.countAttempt(HERON, row!.id)])
    t.match(await store.read.mailboxPage(CORE, 0, 1), [{ attempt: 2 }])
  },

  'every fifth attempt parks a row; the operator sees it and puts it back, and it expires meanwhile like any other': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [row] = await store.read.mailboxPage(CORE, 0, 1)
    const id = row!.id
    for (const parked of [false, false, false, false, true, false]) t.same(await store.write.countAttempt(CORE, id), { parked })
    t.same(await waitingTexts(store), ['b'], 'the lane goes on')
    t.same((await store.read.lanePage(CORE, row!.lane, 0, 10)).map(({ laneSequence }) => laneSequence), [2])
    t.match(await store.read.queued({ state: 'parked' }, 0, 10), [{
      id, recipientParty: CORE, recipientUser: pair.bob, senderUser: pair.alice, attempt: 5, state: 'parked', bytes: 1, retryRequest: false,
    }])
    t.same((await store.read.queued({ party: CORE, state: 'waiting' }, 0, 10)).length, 1)
    t.same(await store.read.queued({ party: HERON, state: 'parked' }, 0, 10), [])
    t.same([await store.read.countParked(10), await store.read.countParked(0)], [1, 0])
    t.same(await store.read.queued({ state: 'parked' }, id, 10), [], 'pages go on above the cursor')
    t.ok((await store.read.expired(NOW + 30 * DAY, 10)).some((one) => one.id === id))
    const heard: string[] = []
    t.teardown(store.watch((party, hint) => { heard.push(`${hint} ${party}`) }))
    t.same(await store.write.release([id, id + 1], auditLeaf()), { notParked: id + 1 })
    t.same(await waitingTexts(store), ['b'], 'all or none')
    t.equal((await store.read.auditHead()).size, 0, 'nothing happened, and nothing is told')
    t.same(await store.write.release([id], auditLeaf()), { changed: true })
    t.same(await waitingTexts(store), ['a', 'b'])
    t.equal((await store.read.auditHead()).size, 1)
    t.same(heard, [`released ${CORE}`])
    for (const parked of [false, false, false, false, true]) t.same(await store.write.countAttempt(CORE, id), { parked })
    t.match(await store.read.queued({ state: 'parked' }, 0, 10), [{ attempt: 10 }])
  },

  'only parked rows are dropped: all or none, with what is told and what is remembered of them': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'parked', 'withheld', 'waiting')
    const [parked, withheld, waiting] = await store.read.mailboxPage(CORE, 0, 3)
    for (const _ of range(1, 5)) await store.write.countAttempt(CORE, parked!.id)
    await store.write.withhold(CORE, [withheld!.id])
    const dropped = (id: number) => ({ id, events: [{ add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: hashOf(String(id)) } as const] })
    for (const other of [withheld!.id, waiting!.id, 999_999]) {
      t.same(await store.write.drop([dropped(parked!.id), dropped(other)], NOW, auditLeaf()), { notParked: other })
      t.same(await store.write.release([parked!.id, other], auditLeaf()), { notParked: other })
    }
    t.same(await store.read.eventPage(HERON, 0, 10), [], 'nobody was told anything')
    t.same(await store.write.drop([dropped(parked!.id)], NOW + 5, auditLeaf()), { changed: true })
    t.match(await store.read.eventPage(HERON, 0, 10), [{ user: pair.alice, bodySealed: hashOf(String(parked!.id)) }])
    t.match(await store.read.trace(pair.alice, parked!.submissionId), [{ places: [{ state: 'dropped', attempts: 5, endedAtMs: NOW + 5 }] }])
    t.same(await store.write.drop([dropped(parked!.id)], NOW, auditLeaf()), { notParked: parked!.id }, 'it is gone')
    t.equal((await store.read.auditHead()).size, 1, 'one entry, for the one that happened')
    t.equal((await store.read.eventPage(HERON, 0, 10)).length, 1)
    t.same(await waitingTexts(store), ['waiting'])
  },

  'of a drop and a retry of the same row exactly one wins': async (t, store) => {
    const pair = await makePair(store)
    for (const round of range(1, 20)) {
      await send(store, pair, 'a')
      const [row] = await store.read.mailboxPage(CORE, 0, 1)
      for (const _ of range(1, 5)) await store.write.countAttempt(CORE, row!.id)
      const event = { add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: hashOf(String(round)) } as const
      const drop = () => store.write.drop([{ id: row!.id, events: [event] }], NOW, auditLeaf())
      const release = () => store.write.release([row!.id], auditLeaf())
      const [first, second] = await Promise.all(round % 2 === 0 ? [drop(), release()] : [release(), drop()])
      t.same([first, second].filter((outcome) => 'changed' in outcome).length, 1)
      const isDropped = 'changed' in (round % 2 === 0 ? first : second)
      t.equal((await waitingTexts(store)).length, isDropped ? 0 : 1)
      t.equal((await store.read.eventPage(HERON, 0, 10)).length, isDropped ? 1 : 0, 'its sender is told if it was dropped')
      await store.write.acknowledge(CORE, [row!.id], [])
      await store.write.acknowledge(HERON, [], (await store.read.eventPage(HERON, 0, 10)).map(({ id }) => id))
    }
  },

  'what became of each envelope of a submission is told until its trace is swept': async (t, store) => {
    const pair = await makePair(store)
    const proof = await admitted(store, 'submit', pair.alice, pair.bob)
    const item = message(proof, { envelopes: range(1, 4).map((id) => ({ deviceId: device(id), bytes: Buffer.from('x') })) })
    await store.write.append(item)
    const [one, two, three, four] = await store.read.mailboxPage(CORE, 0, 10)
    await store.write.countAttempt(CORE, one!.id)
    await store.write.acknowledge(CORE, [one!.id, 999], [], { atMs: NOW + 20, pushedAtMs: [NOW + 10, 0] })
    await store.write.acknowledge(HERON, [two!.id], [], { atMs: NOW + 20, pushedAtMs: [NOW + 10] })
    await store.write.conclude([three!.id], [], { as: 'expired', atMs: NOW + 30 })
    await store.write.withhold(CORE, [four!.id])
    const place = { recipientParty: CORE, laneSequence: 1, attempts: 0, pushedAtMs: undefined, endedAtMs: undefined }
    t.same(await store.read.trace(pair.alice, item.submissionId), [{
      senderDevice: 1, gatewayTimeMs: NOW, places: [
        { ...place, deviceId: 1, state: 'delivered', attempts: 1, pushedAtMs: NOW + 10, endedAtMs: NOW + 20 }, { ...place, deviceId: 2, state: 'waiting' },
        { ...place, deviceId: 3, state: 'expired', endedAtMs: NOW + 30 }, { ...place, deviceId: 4, state: 'withheld' },
      ],
    }])
    t.same(await store.read.trace(pair.bob, item.submissionId), [])
    t.equal(await store.write.sweep(NOW + 20 + TRACE_MS, 10), 1)
    t.same((await store.read.trace(pair.alice, item.submissionId)).flatMap(({ places }) => places.map(({ deviceId }) => deviceId)), [2, 3, 4])
  },

  'a position is taken once, by its own party, instance and token, in its time; the newest of a party are kept': async (t, store) => {
    const of = (name: string) => ({ party: CORE, instance: name as InstanceName, tokenHash: hashOf(name) })
    const keep = (name: string, changes: { flights?: string; keepUntil?: number } = {}) => store.write.keepPosition({ ...of(name), flights: name, keepUntil: NOW, ...changes })
    await keep('a')
    await keep('a', { flights: 'later' })
    t.equal(await store.write.takePosition({ ...of('a'), party: HERON }, NOW), undefined)
    t.equal(await store.write.takePosition({ ...of('a'), tokenHash: hashOf('b') }, NOW), undefined)
    t.equal(await store.write.takePosition(of('a'), NOW), 'later')
    t.equal(await store.write.takePosition(of('a'), NOW), undefined)
    await keep('a')
    t.equal(await store.write.takePosition(of('a'), NOW + 1), undefined, 'too late')
    for (const index of range(1, MAX_POSITIONS + 1)) await keep(`i${String(index)}`, { keepUntil: NOW + index })
    t.equal(await store.write.takePosition(of('i1'), NOW), undefined, 'the oldest gave way')
    t.equal(await store.write.takePosition(of('i2'), NOW), 'i2')
    t.equal(await store.write.sweep(NOW + MAX_POSITIONS, 1_000), MAX_POSITIONS - 2)
  },

  'a moment holds until a decision may have changed': async (t, store) => {
    const pair = await makePair(store)
    const moment = store.moment()
    await send(store, pair, 'a')
    t.ok(moment.holds(), 'messages change no decision')
    await put(store, { put: 'consent', row: { owner: pair.bob, peer: pair.alice, state: 'withdrawn', purposes: [], changedAt: NOW } })
    t.notOk(moment.holds())
    const next = store.moment()
    t.ok(next.holds())
    await put(store, { erase: 'user', user: pair.bob })
    t.notOk(next.holds())
  },

  'a lone node holds what it wants and hears what it tells': async (t, store) => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const release = store.nodes.want('expire', resolve)
    t.equal(await promise, true)
    release()
    const heard: unknown[] = []
    const stop = store.nodes.listen(async (signal) => { heard.push(signal) })
    const signal = { signal: 'shut-out', party: HERON, reason: 'spam' } as const
    await store.nodes.tellAndWait(signal)
    t.same(heard, [signal])
    await t.rejects(store.nodes.tellAndWait({ ...signal, reason: 'x'.repeat(7_000) }), RangeError)
    stop()
    await store.nodes.tellAndWait(signal)
    t.equal(heard.length, 1)
  },

  'a withheld row is never delivered and expires in its time': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [first] = await store.read.mailboxPage(CORE, 0, 1)
    await store.write.withhold(HERON, [first!.id])
    t.same(await waitingTexts(store), ['a', 'b'], 'not by another party')
    await store.write.withhold(CORE, [first!.id])
    t.same(await waitingTexts(store), ['b'])
    t.same(await store.read.expired(NOW + 30 * DAY - 1, 10), [])
    t.equal((await store.read.expired(NOW + 30 * DAY, 10)).length, 2)
  },

  'expired rows name their sender and come in the order of their time, as many as asked for': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const proof = await admitted(store, 'submit', alice, bob)
    const [late, early] = [message(proof, { expiresAt: NOW + 20 }), message(proof, { expiresAt: NOW + 10 })]
    for (const item of [late, early]) await store.write.append(item)
    t.same(await store.read.expired(NOW + 9, 10), [])
    const [first, ...more] = await store.read.expired(NOW + 20, 1)
    t.match(first, { id: Number, senderParty: HERON, senderUser: alice, senderDevice: 1, submissionId: early.submissionId, recipientDevice: 1, retryRequest: false })
    t.same(more, [])
  },

  'concluding deletes rows and adds events in one step': async (t, store) => {
    const pair = await makePair(store)
    await send(store, pair, 'a', 'b')
    const [first, second] = await store.read.mailboxPage(CORE, 0, 2)
    const expired = { add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: hashOf('expired') } as const
    await store.write.conclude([first!.id], [expired])
    t.same(await waitingTexts(store), ['b'])
    t.match(await store.read.eventPage(HERON, 0, 10), [{ party: HERON, user: pair.alice, bodySealed: expired.bodySealed }])
    await store.write.conclude([first!.id], [expired])
    await Promise.all([store.write.acknowledge(CORE, [second!.id], []), store.write.conclude([second!.id], [expired])])
    t.equal((await store.read.eventPage(HERON, 0, 10)).length, 1, 'nothing is told about rows that were gone already')
    await store.write.conclude([], [expired])
    t.equal((await store.read.eventPage(HERON, 0, 10)).length, 2)
  },

  'listeners hear which parties got rows, after the commit, until they stop listening': async (t, store) => {
    const pair = await makePair(store)
    const heard: string[] = []
    const stop = store.watch((party) => { heard.push(party) })
    await send(store, pair, 'a', 'b', 'c')
    t.same(heard, [CORE], 'once for each party and commit')
    await put(store, { add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: hashOf('e') })
    t.same(heard, [CORE, HERON])
    await put(store, { add: 'redeemedToken', idHash: hashOf('id'), digest: hashOf('digest'), expiresAt: NOW })
    await store.write.acknowledge(CORE, [1, 2], [])
    t.same(heard, [CORE, HERON], 'nothing was added')
    stop()
    await send(store, pair, 'd')
    t.same(heard, [CORE, HERON])
  },

  'a listener finds the rows that it hears of': async (t, store) => {
    const pair = await makePair(store)
    const found = new Promise<string[]>((resolve) => { store.watch(() => resolve(waitingTexts(store))) })
    await send(store, pair, 'a')
    t.same(await found, ['a'])
  },
}
