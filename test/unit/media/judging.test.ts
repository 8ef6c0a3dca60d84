// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import t from 'tap'
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
