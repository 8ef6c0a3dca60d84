// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { createDigests } from '../../../src/media/digests.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import { eventually } from '../../support/waiting.ts'

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

t.test('what was hashed once is not read again for each try to keep it, unless it is sent anew', async () => {
  const [id, content] = [attachmentId(randomUUID()), { of: randomBytes(1_000) }]
  let reads = 0
  const digests = createDigests({ read: async function* () {
    reads += 1
    yield content.of
  } })
  const judged = async (): Promise<boolean> => Buffer.from(await digests.finish(id, 1_000, digests.take(id, 1_000))).equals(createHash('sha256').update(content.of).digest())
  for (let tries = 0; tries < 3; tries += 1) t.ok(await judged())
  t.equal(reads, 1)
  content.of = randomBytes(1_000)
  digests.take(id, 0)?.see(content.of.subarray(0, 500))
  t.ok(await judged(), 'other bytes have another digest')
  t.equal(reads, 2)
  const followed = digests.take(id, 0)
  followed?.see(content.of)
  t.ok(Buffer.from(await digests.finish(id, 1_000, followed)).equals(createHash('sha256').update(content.of).digest()))
  t.ok(await judged())
  t.equal(reads, 2, 'nor what was hashed as it came')
})
