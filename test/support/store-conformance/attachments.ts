// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { MAX_TICKETS } from '../../../src/store/attachments.ts'
import type { StoreCases } from '../store-conformance.ts'
import { attachmentOf, create, HOSTED, newAttachmentId, pending, ROOMY, sendNaming, ticketFor, uploaded } from './attached.ts'
import { admitted, makePair, put } from './pair.ts'
import { CORE, DAY, device, HERON, NOW, partyRow, range } from './rows.ts'

export const attachmentCases: StoreCases = {
  'an attachment is there with its first ticket as it was made, also after a restart': async (t, store, reopen) => {
    const pair = await makePair(store)
    const [one, other] = [attachmentOf(pair, { sizeBytes: 4_294_967_295 }), attachmentOf(pair, { source: HOSTED })]
    const [first, second] = [ticketFor(one), ticketFor(other, { user: pair.bob, party: CORE, deviceId: device(2), direction: 'download', bytes: 10 })]
    t.same(await create(store, one, {}, first), { created: true })
    t.same(await create(store, other), { created: true })
    await store.write.addTicket(second)
    await store.write.addTicket(ticketFor(attachmentOf(pair)))
    const { read } = await reopen()
    const fresh = { state: 'pending', receivedBytes: 0, isBound: false }
    t.same(await read.attachment(one.id), { ...one, ...fresh, sha256: Buffer.from(one.sha256) })
    t.same(await read.attachment(other.id), { ...other, ...fresh, sha256: Buffer.from(other.sha256) })
    t.equal(await read.attachment(newAttachmentId()), undefined)
    t.match(await read.ticket(first.hash), { attachment: { id: one.id }, user: pair.alice, party: HERON, deviceId: 1, direction: 'upload', expiresAt: NOW + 600_000, bytesLeft: 2 * 4_294_967_295, isPartyLive: true })
    t.match(await read.ticket(second.hash), { attachment: { id: other.id, source: HOSTED }, user: pair.bob, party: CORE, deviceId: 2, direction: 'download', bytesLeft: 10 })
    t.equal(await read.ticket(randomBytes(32)), undefined)
    t.same(await read.attachmentFor(one.id, pair.bob, device(1)), undefined, 'it is bound to nobody')
  },

  'a ticket tells when its party is suspended': async (t, store) => {
    const row = attachmentOf(await makePair(store))
    const ticket = ticketFor(row)
    await create(store, row, {}, ticket)
    await put(store, { put: 'party', row: partyRow(HERON, { state: 'suspended' }) })
    t.match(await store.read.ticket(ticket.hash), { isPartyLive: false })
  },

  'an attachment rests on the decision that let it in, and on no other': async (t, store) => {
    const pair = await makePair(store)
    const row = attachmentOf(pair)
    const ticket = ticketFor(row)
    const proof = await admitted(store, 'attach', pair.alice, pair.bob)
    await t.rejects(store.write.createAttachment(row, ROOMY, await admitted(store, 'submit', pair.alice, pair.bob), ticket))
    await t.rejects(store.write.createAttachment({ ...row, senderUser: pair.bob }, ROOMY, proof, ticket))
    await put(store, { put: 'consent', row: { owner: pair.bob, peer: pair.alice, state: 'blocked', purposes: [], changedAt: NOW } })
    t.same(await store.write.createAttachment(row, ROOMY, proof, ticket), { moved: true })
    t.same([await store.read.attachment(row.id), await store.read.ticket(ticket.hash)], [undefined, undefined])
  },

  'an upload goes on from where it was, and comes to one thing only': async (t, store) => {
    const pair = await makePair(store)
    const [id, other] = [await pending(store, pair), await pending(store, pair)]
    const { write, read } = store
    const outcomes = await Promise.all([write.advanceAttachment(id, 0, 400), write.advanceAttachment(id, 0, 300), write.advanceAttachment(id, 400, 1_001), write.advanceAttachment(id, 400, 900)])
    t.same(outcomes, [true, false, false, true])
    t.match(await read.attachment(id), { state: 'pending', receivedBytes: 900 })
    t.ok(await write.advanceAttachment(id, 900, 0), 'it begins anew where its bytes are lost')
    t.ok(await write.advanceAttachment(id, 0, 1_000))
    t.same(await Promise.all([write.settleAttachment(id, 'available'), write.settleAttachment(id, 'corrupt')]), [true, false])
    t.match(await read.attachment(id), { state: 'available', receivedBytes: 1_000, expiresAt: NOW + DAY })
    t.notOk(await write.advanceAttachment(id, 1_000, 0))
    t.same([await write.settleAttachment(other, 'tooLarge'), await write.settleAttachment(other, 'available'), await write.settleAttachment(newAttachmentId(), 'available')], [true, false, false])
    t.match(await read.endedAttachments(NOW, 10), [{ id: other, state: 'tooLarge' }], 'what came to nothing has ended')
  },

  'a ticket lets as many bytes pass as it has, however many ask at once': async (t, store) => {
    const row = attachmentOf(await makePair(store))
    const ticket = ticketFor(row)
    await create(store, row, {}, ticket)
    const left = await Promise.all(range(1, 100).map(() => store.write.spendTicket(ticket.hash, 30)))
    t.same(left.slice(0, 66), range(1, 66).map((count) => 2_000 - 30 * count))
    t.ok(left.slice(66).every((one) => one === undefined))
    t.match(await store.read.ticket(ticket.hash), { bytesLeft: 0 }, 'and what could not be paid used up the rest')
    t.equal(await store.write.spendTicket(ticket.hash, 1), undefined)
    t.equal(await store.write.spendTicket(randomBytes(32), 1), undefined)
    t.equal(await store.write.spendTicket(randomBytes(32), -1), undefined)
    const exact = ticketFor(row)
    await store.write.addTicket(exact)
    t.same([await store.write.spendTicket(exact.hash, 1_980), await store.write.spendTicket(exact.hash, 20)], [20, 0])
    t.same([await store.write.spendTicket(exact.hash, -30), await store.write.spendTicket(exact.hash, 30)], [30, 0], 'and what was given back can be spent')
  },

  'what a host has is fetched once a message named it, by one at a time, as long as it is pending': async (t, store) => {
    const pair = await makePair(store)
    const { write, read } = store
    const ids = [await pending(store, pair, { source: HOSTED }), await pending(store, pair, { source: HOSTED })] as const
    await uploaded(store, pair)
    t.same(await write.claimFetches(NOW + DAY / 2, NOW + DAY, 10), [], 'nobody wants it yet')
    await sendNaming(store, pair, ids)
    const claims = await Promise.all(range(1, 5).map(() => write.claimFetches(NOW, NOW + 60_000, 1)))
    t.same(claims.flat().map(({ id }) => id).toSorted(), ids.toSorted(), 'each to one')
    t.match(claims.flat()[0], { source: HOSTED, state: 'pending', isBound: true })
    t.same(await sendNaming(store, pair, ids), { attachmentRefused: true })
    t.same(await write.claimFetches(NOW + 59_999, NOW + 99_999, 10), [], 'a message more changes nothing')
    t.equal((await write.claimFetches(NOW + 60_000, NOW + 61_000, 10)).length, 2, 'to another one when the first is not heard of')
    t.equal(await write.postponeFetch(ids[0], { lease: NOW + 60_000, at: NOW, isTry: true }), undefined, 'whose lease is over puts nothing off')
    t.same([await write.settleAttachment(ids[0], 'available', NOW + 60_000), await write.settleAttachment(ids[0], 'gone', NOW + 60_000)], [false, false], 'nor ends it')
    t.same(await write.claimFetches(NOW + 60_999, NOW + 99_999, 10), [])
    t.equal(await write.postponeFetch(ids[0], { lease: NOW + 61_000, at: NOW + 70_000, isTry: true }), 1)
    t.equal(await write.postponeFetch(ids[0], { lease: NOW + 70_000, at: NOW + 75_000, isTry: false }), 1, 'not every fault is a try')
    t.equal(await write.postponeFetch(ids[0], { lease: NOW + 75_000, at: NOW + 80_000, isTry: true }), 2)
    t.ok(await write.settleAttachment(ids[1], 'available', NOW + 61_000))
    t.equal(await write.postponeFetch(ids[1], { lease: NOW + 61_000, at: NOW, isTry: true }), undefined)
    t.same(await write.claimFetches(NOW + 80_000, NOW + 81_000, 10, [(await read.attachment(ids[0]))!.senderParty]), [], 'not of a party that is passed over')
    t.same(await write.claimFetches(NOW + 79_999, NOW + 80_000, 10), [])
    await put(store, { put: 'party', row: partyRow(HERON, { state: 'suspended' }) })
    t.same(await write.claimFetches(NOW + 80_000, NOW + 81_000, 10), [], 'nor of one that is suspended, which would stand before all others')
    await put(store, { put: 'party', row: partyRow(HERON) })
    t.match(await write.claimFetches(NOW + 80_000, NOW + 81_000, 10), [{ id: ids[0] }])
    t.same(await write.claimFetches(NOW + 30 * DAY, NOW + 31 * DAY, 10), [], 'nor after its time')
    t.match(await read.attachment(ids[1]), { state: 'available', receivedBytes: 1_000 })
  },

  'what has ended keeps its row until its bytes are gone, and is remembered for a while': async (t, store) => {
    const pair = await makePair(store)
    const { write, read } = store
    const [late, soon, corrupt] = [await uploaded(store, pair, { expiresAt: NOW + 20 }), await pending(store, pair, { expiresAt: NOW + 10 }), await pending(store, pair)]
    const ticket = ticketFor(attachmentOf(pair, { id: soon }))
    await write.addTicket(ticket)
    await write.settleAttachment(corrupt, 'corrupt')
    t.same((await read.endedAttachments(NOW + 9, 10)).map(({ id }) => id), [corrupt])
    t.same((await read.endedAttachments(NOW + 20, 2)).map(({ id }) => id), [corrupt, soon], 'the oldest first')
    await write.sweep(NOW + 40 * DAY, 10)
    t.same((await read.neededAttachments([late, soon, corrupt, newAttachmentId()])).toSorted(), [late, soon, corrupt].toSorted())

    for (const id of [soon, corrupt]) await write.forgetBytes(id, 'expired', NOW + 30)
    await write.forgetBytes(newAttachmentId(), 'gone', NOW)
    t.same(await read.neededAttachments([late, soon, corrupt]), [late])
    t.match([await read.attachment(soon), await read.attachment(corrupt)], [{ state: 'expired' }, { state: 'corrupt' }])
    t.equal(await read.ticket(ticket.hash), undefined)
    t.same((await read.endedAttachments(NOW + 20, 10)).map(({ id }) => id), [late])
    t.notOk(await write.advanceAttachment(soon, 0, 1))
    await write.addTicket(ticket)
    t.equal(await read.ticket(ticket.hash), undefined, 'nor is there a new one')
    t.equal(await write.sweep(NOW + 29, 10), 0)
    t.equal(await write.sweep(NOW + 30, 1), 1)
    t.equal(await write.sweep(NOW + 30, 10), 1)
    t.same([await read.attachment(soon), await read.attachment(corrupt)], [undefined, undefined])
    await write.forgetBytes(late, 'gone', NOW + 30)
    t.match(await read.attachment(late), { state: 'gone', expiresAt: NOW + 30 }, 'what is gone stays as others do: its absence would tell')
    await write.sweep(NOW + 30, 10)
    t.equal(await read.attachment(late), undefined)
  },

  'a device holds a few tickets of one kind for an attachment, and the newest stay': async (t, store) => {
    const pair = await makePair(store)
    const { write, read } = store
    const [one, other] = [await uploaded(store, pair), await uploaded(store, pair)]
    const tickets = Array.from({ length: MAX_TICKETS + 3 }, (_, index) => ticketFor(attachmentOf(pair, { id: one }), { expiresAt: NOW + index }))
    const kept = [ticketFor(attachmentOf(pair, { id: one }), { deviceId: device(2) }), ticketFor(attachmentOf(pair, { id: one }), { direction: 'download' }), ticketFor(attachmentOf(pair, { id: other }))]
    for (const ticket of [...kept, ...tickets]) await write.addTicket(ticket)
    const there = await Promise.all([...kept, ...tickets].map(async ({ hash }) => await read.ticket(hash) !== undefined))
    t.same(there, [true, true, true, false, false, false, ...Array.from({ length: MAX_TICKETS }, () => true)])
  },

  'the tickets of an upload end with the message that names it': async (t, store) => {
    const pair = await makePair(store)
    const id = await uploaded(store, pair)
    const [upload, download] = [ticketFor(attachmentOf(pair, { id })), ticketFor(attachmentOf(pair, { id }), { direction: 'download' })]
    for (const ticket of [upload, download]) await store.write.addTicket(ticket)
    await sendNaming(store, pair, [id])
    t.equal(await store.read.ticket(upload.hash), undefined)
    t.match(await store.read.ticket(download.hash), { direction: 'download' })
  },

  'a ticket is forgotten when its time is over': async (t, store) => {
    const row = attachmentOf(await makePair(store))
    const ticket = ticketFor(row)
    await create(store, row, {}, ticket)
    t.equal(await store.write.sweep(ticket.expiresAt - 1, 10), 0)
    t.equal(await store.write.sweep(ticket.expiresAt, 10), 1)
    t.equal(await store.read.ticket(ticket.hash), undefined)
    t.ok(await store.read.attachment(row.id))
  },
}
