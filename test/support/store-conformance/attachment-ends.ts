// SPDX-License-Identifier: AGPL-3.0-only
import { UNBINDABLE_MS } from '../../../src/store/attachments.ts'
import type { StoreCases } from '../store-conformance.ts'
import { attachmentOf, HOSTED, pending, readersOf, sendNaming, ticketFor, uploaded } from './attached.ts'
import { makePair, makePeople, put } from './pair.ts'
import { CORE, DAY, device, deviceRow, newUser, NOW } from './rows.ts'

export const attachmentEndCases: StoreCases = {
  'an erased sender’s attachments end, and their tickets go at once': async (t, store) => {
    const [pair, other] = [await makePair(store), await makePeople(store)]
    const { write, read } = store
    const [bound, unbound, old, others, hosted] = [await uploaded(store, pair), await pending(store, pair), await pending(store, pair), await uploaded(store, other), await pending(store, pair, { source: HOSTED })]
    await sendNaming(store, pair, [bound, hosted])
    await sendNaming(store, other, [others])
    await write.forgetBytes(old, 'expired', NOW + DAY)
    const tickets = [ticketFor(attachmentOf(pair, { id: unbound })), ticketFor(attachmentOf(pair, { id: bound }), { user: pair.bob, party: CORE, direction: 'download' })]
    for (const ticket of tickets) await write.addTicket(ticket)
    await put(store, { erase: 'user', user: pair.alice })
    t.same(await Promise.all(tickets.map(({ hash }) => read.ticket(hash))), [undefined, undefined])
    t.equal(await read.attachment(old), undefined)
    const ended = await read.endedAttachments(NOW, 100)
    t.same(ended.map(({ id }) => id).toSorted(), [bound, unbound, hosted].toSorted())
    t.ok(ended.every(({ state }) => state === 'gone'))
    t.same(await write.claimFetches(NOW + 1, NOW + 2, 10), [])
    t.notOk(await write.settleAttachment(unbound, 'available'))
    for (const { id } of ended) await write.forgetBytes(id, 'expired', NOW + DAY)
    t.same(await Promise.all(ended.map(({ id }) => read.attachment(id))), [undefined, undefined, undefined])
    t.match([await readersOf(store, other, others), await read.attachment(others)], [[1, 2], { state: 'available' }], 'others’ stay')
  },

  'what an erased user was sent ends, and what its senders still see of the rest goes on without a word of whom it was for': async (t, store) => {
    const pair = await makePair(store)
    const { write, read } = store
    const [bound, whole, part, old, hosted, offered] = [
      await uploaded(store, pair), await uploaded(store, pair), await pending(store, pair), await pending(store, pair), await pending(store, pair, { source: HOSTED }), await pending(store, pair, { source: HOSTED }),
    ]
    const corrupt = await pending(store, pair, { source: HOSTED })
    await sendNaming(store, pair, [bound, hosted, corrupt])
    await write.settleAttachment(corrupt, 'corrupt')
    await write.forgetBytes(old, 'expired', NOW + DAY)
    const [upload, download] = [ticketFor(attachmentOf(pair, { id: part })), ticketFor(attachmentOf(pair, { id: bound }), { user: pair.bob, party: CORE, direction: 'download' })]
    for (const ticket of [upload, download]) await write.addTicket(ticket)
    await write.advanceAttachment(part, 0, 400)
    await put(store, { erase: 'user', user: pair.bob })

    t.equal(await read.ticket(download.hash), undefined)
    const ended = await read.endedAttachments(NOW, 100)
    t.same(ended.map(({ id }) => id).toSorted(), [bound, corrupt].toSorted())
    for (const { id } of ended) await write.forgetBytes(id, 'expired', NOW + DAY)
    t.match([await read.attachment(bound), await read.attachment(corrupt)], [{ state: 'gone' }, { state: 'gone' }], 'they stay as long as they would')
    t.match(await read.ticket(upload.hash), { bytesLeft: 2_000, attachment: { id: part, receivedBytes: 400 } })
    t.ok(await write.advanceAttachment(part, 400, 1_000))
    t.ok(await write.settleAttachment(part, 'available'))
    t.match(await Promise.all([whole, part, offered].map((id) => read.attachment(id))), [{ state: 'available', expiresAt: NOW + DAY }, { state: 'available', expiresAt: NOW + DAY }, { state: 'pending', expiresAt: NOW + DAY }])
    t.match(await write.claimFetches(NOW + 1, NOW + 2, 10), [{ id: hosted }], 'its host sees it fetched')
    t.ok(await write.settleAttachment(hosted, 'available'))
    t.match(await read.endedAttachments(NOW, 100), [{ id: hosted, state: 'gone' }], 'and then it is gone')
    for (const id of [bound, corrupt, old, whole, part, offered, hosted]) t.not((await read.attachment(id))?.recipientUser, pair.bob)
  },

  'what is hosted is fetched although every device is done with it, and ends when it has come': async (t, store) => {
    const pair = await makePair(store)
    const { write, read } = store
    const [id, failing] = [await pending(store, pair, { source: HOSTED }), await pending(store, pair, { source: HOSTED })]
    await sendNaming(store, pair, [id, failing])
    for (const one of [1, 2]) for (const each of [id, failing]) await write.finishAttachment(each, pair.bob, device(one))
    t.match([await read.attachment(id), await readersOf(store, pair, id), await read.endedAttachments(NOW, 10)], [{ state: 'pending' }, [], []])
    t.equal((await write.claimFetches(NOW, NOW + 1, 10)).length, 2)
    t.equal(await write.postponeFetch(failing, { lease: NOW + 1, at: NOW + 9, isTry: true }), 1)
    t.ok(await write.settleAttachment(id, 'available'))
    t.ok(await write.settleAttachment(failing, 'tooLarge'))
    t.match(new Map((await read.endedAttachments(NOW, 10)).map((row) => [row.id, row.state])), new Map([[id, 'gone'], [failing, 'tooLarge']]))
  },

  'a device that leaves its user’s list is done with all that it was sent, and reads no further': async (t, store) => {
    const pair = await makePair(store)
    const { write, read } = store
    const [both, only, spare, hosted] = [await uploaded(store, pair), await uploaded(store, pair), await uploaded(store, pair), await pending(store, pair, { source: HOSTED })]
    await sendNaming(store, pair, [both])
    await sendNaming(store, pair, [only, hosted], [2])
    const tickets = [1, 2].map((one) => ticketFor(attachmentOf(pair, { id: both }), { user: pair.bob, party: CORE, deviceId: device(one), direction: 'download' }))
    for (const ticket of tickets) await write.addTicket(ticket)
    await put(store, { put: 'devices', user: pair.bob, devices: [deviceRow(1)] })
    t.same([await readersOf(store, pair, both), await readersOf(store, pair, only)], [[1], []])
    t.match(await read.endedAttachments(NOW, 10), [{ id: only, state: 'gone' }], 'the last one that it waited for')
    t.match([await read.ticket(tickets[0]!.hash), await read.ticket(tickets[1]!.hash)], [{ deviceId: 1 }, undefined])
    t.match([await read.attachment(hosted), await read.attachment(spare)], [{ state: 'pending' }, { state: 'available', expiresAt: NOW + DAY }])
    await put(store, { put: 'devices', user: pair.bob, devices: [deviceRow(1), deviceRow(2)] })
    t.same(await readersOf(store, pair, both), [1], 'and is a new one when it comes back')
    await write.finishAttachment(both, pair.bob, device(1))
    t.match(await read.attachment(both), { state: 'gone' })
  },

  'a device that is registered anew reads on, and one that was done is not asked again': async (t, store) => {
    const pair = await makePair(store)
    const [waits, done] = [await uploaded(store, pair), await uploaded(store, pair)]
    await sendNaming(store, pair, [waits, done])
    await store.write.finishAttachment(done, pair.bob, device(1))
    await put(store, { put: 'devices', user: pair.bob, devices: [deviceRow(1, 4711), deviceRow(2)] })
    t.same([await readersOf(store, pair, waits), await readersOf(store, pair, done)], [[1, 2], [2]])
    await put(store, { put: 'devices', user: pair.bob, devices: [deviceRow(1, 4711)] })
    t.match(await store.read.endedAttachments(NOW, 10), [{ id: done, state: 'gone' }], 'who had it and who left were all')
    await put(store, { put: 'devices', user: pair.alice, devices: [deviceRow(2)] })
    t.match(await store.read.attachment(waits), { state: 'available' }, 'the sender’s devices have nothing to do with it')
    t.equal(await store.read.attachmentFor(waits, newUser(), device(1)), undefined)
  },

  'once the bytes are gone, for which devices it was is kept only of those that are told why': async (t, store) => {
    const pair = await makePair(store)
    const [read, missed, corrupt] = [await uploaded(store, pair), await uploaded(store, pair), await pending(store, pair, { source: HOSTED })]
    await sendNaming(store, pair, [read, missed, corrupt])
    const rows = async () => (await store.read.holdings(pair.bob)).rows['attachmentDevices.user']
    t.equal(await rows(), 6)
    for (const one of [1, 2]) await store.write.finishAttachment(read, pair.bob, device(one))
    await store.write.finishAttachment(missed, pair.bob, device(1))
    await store.write.settleAttachment(corrupt, 'corrupt')
    for (const id of [read, missed, corrupt]) await store.write.forgetBytes(id, 'expired', NOW + 30 * DAY)
    t.equal(await rows(), 3)
    t.same([await readersOf(store, pair, read), await readersOf(store, pair, missed), await readersOf(store, pair, corrupt)], [[], [2], [1, 2]])
    t.match([await store.read.attachment(read), await store.read.attachment(missed)], [{ state: 'gone' }, { state: 'expired' }], 'the attachments themselves stay')
  },

  'what is to be fetched for a message that was taken by a clock that is ahead is due by the time that is believed': async (t, store) => {
    const pair = await makePair(store)
    const id = await pending(store, pair, { source: HOSTED })
    t.match(await sendNaming(store, pair, [id], [1], { gatewayTimeMs: NOW + 400 * DAY, attachmentsAt: NOW }), { accepted: true })
    t.match(await store.write.claimFetches(NOW + UNBINDABLE_MS, NOW + DAY, 10), [{ id }])
  },
}
