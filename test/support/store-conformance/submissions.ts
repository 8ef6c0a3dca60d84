// SPDX-License-Identifier: AGPL-3.0-only
import type { StoreCases } from '../store-conformance.ts'
import { admitted, makePair, makePeople, message, put, send, waitingTexts } from './pair.ts'
import { CORE, device, DAY, hashOf, newSubmission, NOW, range } from './rows.ts'

const envelopes = (...devices: readonly number[]) => devices.map((id) => ({ deviceId: device(id), bytes: Buffer.from(`for ${id}`) }))

export const submissionCases: StoreCases = {
  'a message is stored for each device with its place in the lane, as it came': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const item = message(await admitted(store, 'submit', alice, bob), { envelopes: envelopes(2, 1), urgent: true })
    t.same(await store.write.append(item), {
      accepted: true, repeated: false, gatewayTimeMs: NOW, places: [{ deviceId: 2, laneSequence: 1 }, { deviceId: 1, laneSequence: 1 }],
    })
    const rows = await store.read.mailboxPage(CORE, 0, 10)
    t.match(rows, [{
      id: Number, recipientParty: CORE, recipientUser: bob, recipientDevice: 2, senderUser: alice, senderDevice: 1, submissionId: item.submissionId,
      laneSequence: 1, gatewayTimeMs: NOW, expiresAt: item.expiresAt, attempt: 0, commitment: item.commitment, frank: item.frank, frankEpoch: 3,
      envelope: Buffer.from('for 2'), urgent: true,
    }, { recipientDevice: 1, envelope: Buffer.from('for 1') }])
    t.match(await store.read.submission(alice, device(1), item.submissionId), { digest: item.digest, gatewayTimeMs: NOW, places: [{ deviceId: 2 }, { deviceId: 1 }] })
  },

  'the same submission again gets the answer of the first time and stores nothing': async (t, store, reopen) => {
    const { alice, bob } = await makePair(store)
    const item = message(await admitted(store, 'submit', alice, bob))
    const [first, second] = await Promise.all([store.write.append(item), store.write.append({ ...item, gatewayTimeMs: NOW + 5 })])
    t.match(first, { accepted: true, repeated: false })
    t.same(second, { ...first, repeated: true })
    const again = await reopen()
    t.same(await again.write.append({ ...item, gatewayTimeMs: NOW + 9 }), { ...first, repeated: true })
    t.same(await waitingTexts(again), ['sealed'])
  },

  'a repetition is answered even after consent was withdrawn': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const item = message(await admitted(store, 'submit', alice, bob))
    await store.write.append(item)
    await put(store, { put: 'consent', row: { owner: bob, peer: alice, state: 'withdrawn', purposes: [], changedAt: NOW } })
    t.match(await store.write.append(item), { accepted: true, repeated: true })
    t.same(await store.write.append({ ...item, submissionId: newSubmission() }), { moved: true })
  },

  'a used submission id with other content is a conflict, whatever became of the first': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const item = message(await admitted(store, 'submit', alice, bob))
    await store.write.append(item)
    t.same(await store.write.append({ ...item, digest: hashOf('other') }), { conflict: true })
    const rows = await store.read.mailboxPage(CORE, 0, 10)
    await store.write.acknowledge(CORE, rows.map(({ id }) => id), [])
    t.same(await store.write.append({ ...item, digest: hashOf('other') }), { conflict: true })
    t.match(await store.write.append({ ...item, senderDevice: device(2) }), { accepted: true, repeated: false }, 'ids are each sender device’s own')
    t.same(await waitingTexts(store), ['sealed'])
  },

  'an answer is forgotten when its time is over': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const item = message(await admitted(store, 'submit', alice, bob))
    await store.write.append(item)
    t.equal(await store.write.sweep(item.rememberUntil - 1, 10), 0)
    t.equal(await store.write.sweep(item.rememberUntil, 10), 1)
    t.equal(await store.read.submission(alice, device(1), item.submissionId), undefined)
  },

  'lane sequences have no gap and no double under parallel appends, and ids rise with them': async (t, store, reopen) => {
    const [one, two] = [await makePair(store), await makePeople(store)]
    const proofs = await Promise.all([one, two].map(({ alice, bob }) => admitted(store, 'submit', alice, bob)))
    await Promise.all(range(1, 300).flatMap(() => proofs.map((proof) => store.write.append(message(proof, { envelopes: envelopes(1, 2) })))))
    const rows = await store.read.mailboxPage(CORE, 0, 10_000)
    t.equal(rows.length, 1200)
    for (const { bob } of [one, two]) {
      for (const id of [1, 2]) {
        const lane = rows.filter((row) => row.recipientUser === bob && row.recipientDevice === id)
        t.same(lane.map(({ laneSequence }) => laneSequence), range(1, 300))
      }
    }
    await store.write.acknowledge(CORE, rows.map(({ id }) => id), [])
    const again = await reopen()
    t.match(await send(again, one, 'next'), [{ places: [{ laneSequence: 301 }] }], 'an emptied lane goes on counting')
    t.ok((await again.read.mailboxPage(CORE, 0, 1))[0]!.id > rows.at(-1)!.id, 'ids are never used again')
  },

  'a pair that has as many rows waiting for a device as it may is full, until some are gone': async (t, store) => {
    const [pair, other] = [await makePair(store), await makePeople(store)]
    const proof = await admitted(store, 'submit', pair.alice, pair.bob)
    const append = (changes: Parameters<typeof message>[1] = {}) => store.write.append(message(proof, { maxQueued: 3, ...changes }))
    const outcomes = await Promise.all(range(1, 5).map(() => append()))
    t.match(outcomes, [{ accepted: true }, { accepted: true }, { accepted: true }, { full: true }, { full: true }])
    t.same(await append({ envelopes: envelopes(2, 1) }), { full: true }, 'one full device stops all envelopes')
    t.match(await append({ envelopes: envelopes(2) }), { accepted: true }, 'each device counts for itself')
    t.match(await store.write.append(message(await admitted(store, 'submit', other.alice, other.bob), { maxQueued: 3 })), { accepted: true }, 'each pair counts for itself')
    const [first] = await store.read.mailboxPage(CORE, 0, 1)
    await store.write.withhold(CORE, [first!.id])
    t.same(await append(), { full: true }, 'a withheld row counts like any other')
    await store.write.conclude([first!.id], [])
    t.match(await append(), { accepted: true })
  },

  'a pair whose envelopes for a device have as many bytes as they may is full, until some are gone': async (t, store) => {
    const pair = await makePair(store)
    const proof = await admitted(store, 'submit', pair.alice, pair.bob)
    const append = (size: number) => store.write.append(message(proof, { maxQueuedBytes: 50_000, envelopes: [{ deviceId: device(1), bytes: Buffer.alloc(size, 1) }] }))
    for (const size of [20_000, 20_000, 9_000]) t.match(await append(size), { accepted: true })
    t.same(await append(1_001), { full: true })
    t.match(await append(1_000), { accepted: true }, 'up to the last byte')
    t.same(await append(1), { full: true })
    const [first, second] = await store.read.mailboxPage(CORE, 0, 2)
    await store.write.acknowledge(CORE, [second!.id], [])
    t.match(await append(20_000), { accepted: true }, 'what went from the middle of the lane counts no more')
    t.same(await append(1), { full: true })
    await store.write.conclude([first!.id], [])
    t.match(await append(20_000), { accepted: true })
    t.same(await store.write.append(message(await admitted(store, 'submit', pair.alice, pair.bob), { maxQueuedBytes: 10, envelopes: envelopes(2) })), { accepted: true, repeated: false, gatewayTimeMs: NOW, places: [{ deviceId: 2, laneSequence: 1 }] })
  },

  'a refused append leaves no trace of its submission id': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const proof = await admitted(store, 'submit', alice, bob)
    await store.write.append(message(proof))
    const item = message(proof, { maxQueued: 1 })
    t.same(await store.write.append(item), { full: true })
    t.match(await store.write.append({ ...item, maxQueued: 2, digest: hashOf('changed') }), { accepted: true, repeated: false })
    t.match(await store.read.mailboxPage(CORE, 0, 10), [{ laneSequence: 1 }, { laneSequence: 2 }])
  },

  'a retry request has no frank and an envelope may be of any size': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const proof = await admitted(store, 'submit', alice, bob)
    const bytes = Buffer.alloc(24_576, 7)
    await store.write.append(message(proof, { frank: new Uint8Array(), commitment: new Uint8Array(), envelopes: [{ deviceId: device(1), bytes }] }))
    t.match(await store.read.mailboxPage(CORE, 0, 1), [{ frank: Buffer.alloc(0), commitment: Buffer.alloc(0), envelope: bytes }])
    t.match(await store.read.expired(NOW + 30 * DAY, 10), [{ retryRequest: true }])
  },
}
