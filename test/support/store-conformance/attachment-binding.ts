// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import { UNBINDABLE_MS } from '../../../src/store/attachments.ts'
import type { StoreCases } from '../store-conformance.ts'
import { HOSTED, naming, newAttachmentId, pending, readersOf, sendNaming, uploaded } from './attached.ts'
import { admitted, makePair, makePeople, message, put, waitingTexts } from './pair.ts'
import { DAY, device, hashOf, HERON, newUser, NOW } from './rows.ts'

export const attachmentBindingCases: StoreCases = {
  'a message binds what it names to the devices that it goes to, for as long as it says': async (t, store, reopen) => {
    const pair = await makePair(store)
    const [one, other] = [await uploaded(store, pair), await pending(store, pair, { source: HOSTED })]
    t.match(await sendNaming(store, pair, [one, other], [2], { attachmentsUntil: NOW + 9 * DAY }), { accepted: true, repeated: false })
    const again = await reopen()
    t.match([await again.read.attachment(one), await again.read.attachment(other)], [{ isBound: true, expiresAt: NOW + 9 * DAY }, { isBound: true, state: 'pending', expiresAt: NOW + 9 * DAY }])
    t.same([await readersOf(again, pair, one), await readersOf(again, pair, other)], [[2], [2]])
    t.equal(await again.read.attachmentFor(one, pair.alice, device(2)), undefined)
    t.equal(await again.read.attachmentFor(one, newUser(), device(2)), undefined)
    t.match(await again.read.attachmentFor(one, pair.bob, device(2)), { id: one, state: 'available', senderUser: pair.alice })
  },

  'a message that names what is not there for it is refused like any other, and leaves nothing': async (t, store) => {
    const [pair, other] = [await makePair(store), await makePeople(store)]
    const { write } = store
    const good = await uploaded(store, pair)
    const finished = await uploaded(store, pair)
    await sendNaming(store, pair, [finished], [1])
    await write.finishAttachment(finished, pair.bob, device(1))
    const named = await uploaded(store, pair)
    await sendNaming(store, pair, [named], [1])
    const corrupt = await pending(store, pair)
    await write.settleAttachment(corrupt, 'corrupt')
    const forgotten = await uploaded(store, pair)
    await write.forgetBytes(forgotten, 'expired', NOW + DAY)
    const before = await waitingTexts(store)
    const bad = {
      absent: newAttachmentId(), 'of somebody else': await uploaded(store, { ...pair, alice: other.alice }), 'for somebody else': await uploaded(store, { ...pair, bob: other.bob }),
      'of the recipient': await uploaded(store, { alice: pair.bob, bob: pair.alice }), 'named already': named,
      'not complete': await pending(store, pair), corrupt, 'read by all': finished, forgotten, ended: await uploaded(store, pair, { expiresAt: NOW }),
      'about to end': await uploaded(store, pair, { expiresAt: NOW + UNBINDABLE_MS }), 'hosted and ended': await pending(store, pair, { source: HOSTED, expiresAt: NOW }),
    }
    for (const [what, id] of Object.entries(bad)) {
      const item = await naming(store, pair, [good, id])
      t.same(await write.append(item), { attachmentRefused: true }, what)
      t.equal(await store.read.submission(pair.alice, device(1), item.submissionId), undefined, what)
    }
    t.same(await waitingTexts(store), before)
    t.match([await store.read.attachment(good), await readersOf(store, pair, good)], [{ isBound: false, expiresAt: NOW + DAY }, []])
    t.match(await sendNaming(store, pair, [good, await uploaded(store, pair, { expiresAt: NOW + UNBINDABLE_MS + 1 })]), { accepted: true })
    await t.rejects(sendNaming(store, pair, [good, good]), 'named twice')
  },

  'a repetition gets the first answer and binds nothing, and what names others is a conflict': async (t, store) => {
    const pair = await makePair(store)
    const [one, other] = [await uploaded(store, pair), await uploaded(store, pair)]
    const item = await naming(store, pair, [one], [1])
    const [first, second] = await Promise.all([store.write.append(item), store.write.append({ ...item, attachmentsUntil: NOW + 20 * DAY })])
    t.match(first, { accepted: true, repeated: false })
    t.same(second, { ...first, repeated: true })
    await store.write.finishAttachment(one, pair.bob, device(1))
    t.same(await store.write.append(item), { ...first, repeated: true }, 'also when it is read and gone')
    t.same(await readersOf(store, pair, one), [])
    t.same(await store.write.append({ ...item, attachments: [other], digest: hashOf('another') }), { conflict: true })
    t.match(await store.read.attachment(other), { isBound: false })
  },

  'a message that is refused for another reason binds nothing': async (t, store) => {
    const pair = await makePair(store)
    const id = await uploaded(store, pair)
    const item = await naming(store, pair, [id])
    t.same(await store.write.append({ ...item, maxQueued: 0 }), { full: true })
    await put(store, { put: 'consent', row: { owner: pair.bob, peer: pair.alice, state: 'withdrawn', purposes: [], changedAt: NOW } })
    t.same(await store.write.append(item), { moved: true })
    t.match([await store.read.attachment(id), await readersOf(store, pair, id)], [{ isBound: false }, []])
  },

  'whether what a message named can be named again tells nothing of its readers': async (t, store) => {
    const pair = await makePair(store)
    const [unread, read, erased] = [await uploaded(store, pair), await uploaded(store, pair), await uploaded(store, pair)]
    for (const id of [unread, read, erased]) await sendNaming(store, pair, [id], [1, 2], { attachmentsUntil: NOW + 9 * DAY })
    for (const one of [1, 2]) await store.write.finishAttachment(read, pair.bob, device(one))
    await store.write.forgetBytes(erased, 'gone', NOW)
    for (const id of [unread, read, erased]) {
      t.same(await sendNaming(store, pair, [id], [1, 2, 3], { attachmentsUntil: NOW + 10 * DAY }), { attachmentRefused: true })
    }
    t.same(await readersOf(store, pair, unread, [1, 2, 3]), [1, 2])
    t.match(await store.read.attachment(unread), { expiresAt: NOW + 9 * DAY })
  },

  'what every device has got ends, and nobody else can end it': async (t, store) => {
    const pair = await makePair(store)
    const [id, unbound] = [await uploaded(store, pair), await uploaded(store, pair)]
    await sendNaming(store, pair, [id])
    const { write, read } = store
    for (const [user, one] of [[pair.alice, 1], [pair.bob, 3], [newUser(), 1]] as const) await write.finishAttachment(id, user, device(one))
    await write.finishAttachment(unbound, pair.bob, device(1))
    await write.finishAttachment(newAttachmentId(), pair.bob, device(1))
    t.same(await readersOf(store, pair, id), [1, 2])
    await write.finishAttachment(id, pair.bob, device(1))
    t.match([await readersOf(store, pair, id), await read.attachment(id), await read.endedAttachments(NOW, 10)], [[2], { state: 'available' }, []])
    await Promise.all([write.finishAttachment(id, pair.bob, device(2)), write.finishAttachment(id, pair.bob, device(2))])
    t.match(await read.endedAttachments(NOW, 10), [{ id, state: 'gone' }])
    t.match(await read.attachment(unbound), { state: 'available', expiresAt: NOW + DAY })
    await write.forgetBytes(id, 'gone', NOW + DAY)
    t.match(await read.attachment(id), { state: 'gone', isBound: true }, 'its sender must not see by its absence that it was read')
    t.same(await read.neededAttachments([id]), [])
  },

  'whatever order messages and devices come in, nothing ends that a device was promised, and all ends that every device has': async (t, store) => {
    const pair = await makePair(store)
    const step = fc.oneof(
      fc.record({ bind: fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1, maxLength: 3 }) }), fc.record({ finish: fc.constantFrom(1, 2, 3) }))
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const id = await uploaded(store, pair)
      const [promised, done] = [new Set<number>(), new Set<number>()]
      await Promise.all(steps.map(async (one) => {
        if ('finish' in one) {
          done.add(one.finish)
          await store.write.finishAttachment(id, pair.bob, device(one.finish))
        } else if ('accepted' in await sendNaming(store, pair, [id], one.bind)) for (const bound of one.bind) promised.add(bound)
      }))
      const [readers, row] = [await readersOf(store, pair, id, [1, 2, 3]), await store.read.attachment(id)]
      t.ok([...promised].every((one) => done.has(one) || readers.includes(one)), 'who was promised it may read it')
      t.equal(row?.state, promised.size > 0 && readers.length === 0 ? 'gone' : 'available')
      for (const one of readers) await store.write.finishAttachment(id, pair.bob, device(one))
      t.equal((await store.read.attachment(id))?.state, promised.size > 0 ? 'gone' : 'available')
    }), { numRuns: 25 })
  },

  'a message that a vault sealed binds like any other, or leaves its conversation as it was': async (t, store) => {
    const pair = await makePair(store)
    const back = { ...pair, alice: pair.bob, bob: pair.alice }
    await put(store, { put: 'vaultAccount', row: { user: pair.bob, version: 1, wrappedKey: hashOf('wrapped'), state: hashOf('account'), lastingAt: NOW } })
    const id = await uploaded(store, back)
    const append = async (attachments: Parameters<typeof naming>[2]) => {
      const item = message(await admitted(store, 'submit', pair.bob, pair.alice), { recipientParty: HERON, attachments })
      return store.write.appendSealed(item, { user: pair.bob, peer: pair.alice, version: 1, state: hashOf('talk') }, { spoken: item.submissionId, resends: 0, content: 'jwe', epochKey: 'key', maxKept: 9 })
    }
    t.same(await append([newAttachmentId()]), { attachmentRefused: true })
    t.equal(await store.read.vaultConversation(pair.bob, pair.alice), undefined)
    t.match(await append([id]), { accepted: true })
    t.same([await readersOf(store, back, id), (await store.read.vaultConversation(pair.bob, pair.alice))?.version], [[1], 1])
  },
}
