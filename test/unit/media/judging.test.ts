// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createDigests } from '../../../src/media/digests.ts'
import type { RunningDigest } from '../../../src/media/digests.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import { partyId } from '../../../src/model/ids.ts'
import { createKeeping } from '../../../src/media/keeping.ts'
import { openFolder } from '../../../src/media/folder.ts'
import { MAX_PER_PARTY } from '../../../src/media/limits.ts'
import { requireTicket } from '../../../src/media/tickets.ts'
import { createTransfers } from '../../../src/media/transfers.ts'
import { createUploads } from '../../../src/media/uploads.ts'
import { systemTimers } from '../../../src/ops/timers.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import { eventually } from '../../support/waiting.ts'

const uploadOf = (party: string) => ({ id: attachmentId(randomUUID()), senderParty: partyId(party), sizeBytes: 1_000 })

t.test('who asks while an upload is judged is told to come again, and how far it is once it was judged', async (t) => {
  const { ask, store, failures } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  const id = store.add(content)
  const headers = { authorization: store.ticketFor(id), 'tus-resumable': '1.0.0' }
  const head = () => ask('HEAD', id, headers)
  const { settleAttachment } = store.write
  const judged = Promise.withResolvers<undefined>()
  Object.assign(store.write, { settleAttachment: async (...args: Parameters<typeof settleAttachment>) => {
    await judged.promise
    return settleAttachment(...args)
  } })
  const sent = ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content)
  await eventually(() => store.row(id).receivedBytes === content.length, 'all of it is there')
  const early = await head()
  t.match([early.status, early.headers['upload-offset']], [503, undefined], 'a whole offset would lead to a message that is refused')
  t.match(early.headers['retry-after'], /^[1-9]\d?$/, 'and when to ask again is said')
  t.equal((await ask('PATCH', id, patchHeaders(store.ticketFor(id), content.length))).status, 409, 'and nobody goes on with it meanwhile')
  judged.resolve(undefined)
  t.equal((await sent).status, 204)
  t.match(await head(), { status: 200, headers: { 'upload-offset': '1000' } })
  t.equal(store.row(id).state, 'available')
  t.same(failures, [])
})

t.test('of two who ask at once after a restart neither is told that all is there before it was judged', async (t) => {
  const { ask, store, folder } = await createMediaWorld(t)
  const content = randomBytes(1_000)
  // Whole, and not judged before its process ended.
  const id = store.add(content, { receivedBytes: content.length })
  writeFileSync(join(folder, id), content)
  const { settleAttachment } = store.write
  const [begun, judged] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  Object.assign(store.write, { settleAttachment: async (...args: Parameters<typeof settleAttachment>) => {
    begun.resolve(undefined)
    await judged.promise
    return settleAttachment(...args)
  } })
  const { attachment } = store.read
  let reads = 0
  const both = Promise.withResolvers<undefined>()
  // Each sees the other only once both have read how it stands.
  Object.assign(store.read, { attachment: async (...args: Parameters<typeof attachment>) => {
    const row = await attachment(...args)
    reads += 1
    if (reads === 2) both.resolve(undefined)
    if (reads <= 2) await both.promise
    return row
  } })
  const head = () => ask('HEAD', id, { authorization: store.ticketFor(id), 'tus-resumable': '1.0.0' })
  const asked = [head(), head()]
  await begun.promise
  const first = await Promise.race(asked)
  t.match([first.status, first.headers['upload-offset']], [503, undefined])
  judged.resolve(undefined)
  t.same((await Promise.all(asked)).map(({ status }) => status).toSorted(), [200, 503])
  t.match(await head(), { status: 200, headers: { 'upload-offset': '1000' } })
})

t.test('what was hashed once is not read again for each try to keep it, unless it is sent anew', async (t) => {
  const [upload, content] = [uploadOf('heron.example'), { of: randomBytes(1_000) }]
  let reads = 0
  const digests = createDigests({ read: async function* () {
    reads += 1
    yield content.of
  } })
  const finish = async (digest: RunningDigest | undefined): Promise<boolean> =>
    Buffer.from(digests.known(upload, digest) ?? await digests.read(upload, new AbortController().signal)).equals(createHash('sha256').update(content.of).digest())
  const judged = (): Promise<boolean> => finish(digests.take(upload, 1_000))
  for (let tries = 0; tries < 3; tries += 1) t.ok(await judged())
  t.equal(reads, 1)
  content.of = randomBytes(1_000)
  digests.take(upload, 0)?.see(content.of.subarray(0, 500))
  t.ok(await judged(), 'other bytes have another digest')
  t.equal(reads, 2)
  const followed = digests.take(upload, 0)
  followed?.see(content.of)
  t.ok(await finish(followed))
  t.ok(await judged())
  t.equal(reads, 2, 'nor what was hashed as it came')
})

t.test('whoever begins uploads without end has its own read again, and nobody else\'s', async (t) => {
  const digests = createDigests({ read: async function* () {} })
  const [honest, party] = [uploadOf('wren.example'), 'heron.example']
  digests.keep(honest, 500, digests.take(honest, 0))
  const many = Array.from({ length: 5_000 }, () => uploadOf(party))
  for (const one of many) digests.keep(one, 500, digests.take(one, 0))
  t.ok(digests.take(honest, 500), 'what another party began goes on')
  t.ok(digests.take(many.at(-1)!, 500))
  t.equal(digests.take(many[0]!, 500), undefined)
  for (let number = 0; number < 40; number += 1) {
    for (let count = 0; count < 128; count += 1) {
      const one = uploadOf(`p${String(number)}.example`)
      digests.keep(one, 500, digests.take(one, 0))
    }
  }
  digests.keep(honest, 500, digests.take(honest, 0))
  const fresh = uploadOf('p1.example')
  digests.keep(fresh, 500, digests.take(fresh, 0))
  t.ok(digests.take(honest, 500), 'where there is no room at all, whoever has most makes some')
})

t.test('a digest that must be read takes a place among the transfers: where there is none it is read later, and it ends with them', async (t) => {
  const [store, folder, transfers, content] = [new MemoryAttachments(), await openFolder(t.testdir()), createTransfers(), randomBytes(1_000)]
  let [reads, onRead] = [0, (): void => {}]
  const digests = createDigests({ read: async function* () {
    reads += 1
    onRead()
    yield content
  } })
  const uploads = createUploads({
    store, folder, transfers, digests, keeping: createKeeping(folder, undefined), now: () => 0, patientNow: () => 0, monotonic: () => 0,
    timers: systemTimers, mayPass: async () => true, failed: () => undefined,
  })
  // Whole, and not judged before its process ended.
  const id = store.add(content, { receivedBytes: content.length })
  const part = await folder.openPart(id, 0)
  await part.append([content])
  await part.close()
  const ticket = await requireTicket({ store, now: () => 0, mayPass: async () => true }, store.ticketFor(id), id, 'upload')
  const taken = Array.from({ length: MAX_PER_PARTY }, (_, index) => transfers.enter(store.row(id).senderParty, String(index), () => undefined))
  await t.rejects(uploads.standing(ticket), { code: 'THROTTLED' })
  t.equal(reads, 0)
  for (const one of taken) one.leave()
  let stopped: Promise<void> | undefined
  onRead = () => { stopped = transfers.stop() }
  await t.rejects(uploads.standing(ticket), { code: 'UNAVAILABLE' })
  await stopped
  t.equal(store.row(id).state, 'pending', 'nothing was said of what was not read')
})
