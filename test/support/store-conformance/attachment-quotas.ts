// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import type { Store } from '../../../src/store/port.ts'
import type { StoreCases } from '../store-conformance.ts'
import { attachmentOf, create, pending, sendNaming, ticketFor, uploaded } from './attached.ts'
import { makePair, makePeople, put } from './pair.ts'
import type { Pair } from './pair.ts'
import { DAY, device, deviceRow, NOW, range } from './rows.ts'

const numberOf = <T>(all: readonly T[], which: (one: T) => boolean): number => all.filter(which).length

/** Whether exactly so many count, each of 1,000 bytes, of the sender and of its party; looked for without a trace. */
const counts = async (store: Store, pair: Pair, count: number): Promise<boolean> => {
  const quotas = [{ perUser: count }, { perParty: count }, { bytesPerUser: 1_000 * count + 999 }, { bytesPerParty: 1_000 * count + 999 }]
  const outcomes = await Promise.all(quotas.map((quota) => create(store, attachmentOf(pair), quota)))
  if (!outcomes.every((outcome) => 'full' in outcome)) return false
  const all = { perUser: count + 1, perParty: count + 1, bytesPerUser: 1_000 * (count + 1), bytesPerParty: 1_000 * (count + 1) }
  const isRoomy = 'created' in await create(store, attachmentOf(pair, { expiresAt: 1 }), all)
  await store.write.sweep(1, 10)
  return isRoomy
}

export const attachmentQuotaCases: StoreCases = {
  'quotas of a user and its party hold to the last one and the last byte, also for many at once, until their time is over': async (t, store) => {
    const [pair, other] = [await makePair(store), await makePeople(store)]
    const quota = { perUser: 7, perParty: 9 }
    const rows = range(1, 40).map((index) => attachmentOf(pair, { expiresAt: NOW + (index === 1 ? 1 : DAY) }))
    const ticket = ticketFor(rows[39]!)
    const outcomes = await Promise.all(rows.map((row, index) => create(store, row, quota, index === 39 ? ticket : undefined)))
    t.equal(numberOf(outcomes, (outcome) => 'created' in outcome), 7)
    t.same(outcomes.at(-1), { full: 'user' })
    t.same([await store.read.attachment(rows[39]!.id), await store.read.ticket(ticket.hash)], [undefined, undefined])
    const others = await Promise.all(range(1, 5).map(() => create(store, attachmentOf(other), quota)))
    t.same(others, [{ created: true }, { created: true }, { full: 'party' }, { full: 'party' }, { full: 'party' }])

    await store.write.forgetBytes(rows[0]!.id, 'expired', NOW + DAY)
    t.same(await create(store, attachmentOf(other), quota), { full: 'party' }, 'that its bytes are gone gives nothing back')
    for (const time of [NOW, NOW + 1, NOW + 1]) await store.write.sweep(time, 10)
    t.same(await create(store, attachmentOf(other), quota), { created: true }, 'room for one more, given back once')
    t.same(await create(store, attachmentOf(other), quota), { full: 'party' })
    const bytes = { bytesPerUser: 8_000 }
    t.same(await create(store, attachmentOf(pair, { sizeBytes: 2_001 }), bytes), { full: 'user' })
    t.same(await create(store, attachmentOf(pair, { sizeBytes: 2_000 }), bytes), { created: true })
    t.same(await create(store, attachmentOf(other, { sizeBytes: 1 }), { bytesPerParty: 11_000 }), { full: 'party' })
    t.same(await create(store, attachmentOf(other, { sizeBytes: 1 }), { bytesPerParty: 11_001 }), { created: true })
  },

  'what a sender has used tells nothing of its readers: read, left or erased, it counts to the same moment': async (t, store) => {
    const fates: Record<string, (pair: Pair, id: AttachmentId) => Promise<unknown>> = {
      unread: async () => {},
      read: async ({ bob }, id) => { for (const one of [1, 2]) await store.write.finishAttachment(id, bob, device(one)) },
      'read and deleted': async ({ bob }, id) => {
        for (const one of [1, 2]) await store.write.finishAttachment(id, bob, device(one))
        await store.write.forgetBytes(id, 'gone', NOW + DAY)
      },
      'left behind by the devices': ({ bob }) => put(store, { put: 'devices', user: bob, devices: [deviceRow(3)] }),
      lost: (_pair, id) => store.write.forgetBytes(id, 'gone', NOW + DAY),
      'of a reader that was erased': ({ bob }) => put(store, { erase: 'user', user: bob }),
    }
    for (const [fate, happens] of Object.entries(fates)) {
      const [pair, friend] = [await makePair(store), await makePeople(store)]
      const toFriend = { ...pair, bob: friend.bob }
      const id = await uploaded(store, pair)
      await pending(store, pair)
      await sendNaming(store, pair, [id], [1, 2], { attachmentsUntil: NOW + 3 * DAY })
      await happens(pair, id)
      const isFull = async (perUser: number): Promise<boolean> => 'full' in await create(store, attachmentOf(toFriend, { expiresAt: 1 }), { perUser })
      const sweptAt = async (time: number): Promise<unknown> => {
        await store.write.sweep(time, 100)
        return [await isFull(1), await isFull(2)]
      }
      t.same([await sweptAt(NOW + DAY - 1), await sweptAt(NOW + DAY), await sweptAt(NOW + 3 * DAY - 1)], [[true, true], [true, false], [true, false]], fate)
      t.same(await sweptAt(NOW + 3 * DAY), [false, false], fate)
      await store.write.sweep(NOW + 9 * DAY, 100)
    }
  },

  'what counts is what was begun and whose time is not over, whatever was done with it': async (t, store) => {
    const pair = await makePair(store)
    const ends = new Map<AttachmentId, number>()
    const step = fc.record({ what: fc.constantFrom('create', 'create', 'available', 'corrupt', 'bind', 'finish', 'forget', 'leave', 'sweep'), at: fc.nat(100) })
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const { what, at } of steps) {
        const id = [...ends.keys()][at % ends.size]
        if (what === 'create' || id === undefined) {
          const row = attachmentOf(pair, { expiresAt: NOW + (1 + at % 3) * DAY })
          await create(store, row)
          ends.set(row.id, row.expiresAt)
        } else if (what === 'available' || what === 'corrupt') await store.write.settleAttachment(id, what)
        else if (what === 'bind') {
          const until = NOW + (1 + at % 5) * DAY
          if ('accepted' in await sendNaming(store, pair, [id], [1], { attachmentsUntil: until })) ends.set(id, Math.max(until, ends.get(id) ?? 0))
        } else if (what === 'finish') await store.write.finishAttachment(id, pair.bob, device(1))
        else if (what === 'leave') for (const devices of [[deviceRow(2)], [deviceRow(1), deviceRow(2)]]) await put(store, { put: 'devices', user: pair.bob, devices })
        else if (what === 'forget') await store.write.forgetBytes(id, 'expired', NOW + at)
        else {
          const now = NOW + (at % 3) * DAY
          await store.write.sweep(now, 100)
          for (const [one, end] of ends) if (end <= now) ends.delete(one)
        }
      }
      t.ok(await counts(store, pair, ends.size))
    }), { numRuns: 20 })
  },

  'an erased sender’s quota is given back to its party': async (t, store) => {
    const [pair, other] = [await makePair(store), await makePeople(store)]
    const id = await uploaded(store, pair)
    await sendNaming(store, pair, [id])
    await pending(store, other)
    await put(store, { erase: 'user', user: pair.alice })
    await store.write.sweep(NOW, 10)
    t.ok(await counts(store, other, 1))
  },
}
