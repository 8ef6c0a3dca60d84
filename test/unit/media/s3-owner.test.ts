// SPDX-License-Identifier: AGPL-3.0-only
// Against a server that speaks S3: whose bucket it is decides what is taken for lost, swept and forgotten.
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { createBucket, ownObjects } from '../../../src/media/bucket.ts'
import { MARK_FRESH_MS, ORPHAN_GRACE_MS, PART_BYTES } from '../../../src/media/limits.ts'
import { openObjects } from '../../../src/media/s3.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import { systemTimers } from '../../../src/ops/timers.ts'
import { createTempFolder } from '../../../src/sandbox/temp-folder.ts'
import { FORMER_GENERATION } from '../../../src/store/bucket.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import type { MediaWorld } from '../../support/media-world.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'
import { bucketDepsOf } from '../../support/memory-bucket.ts'
import { startS3 } from '../../support/s3-server.ts'

const BECAUSE = { actor: 'socket', reason: 'because' }

const s3Of = async (t: Test) => {
  const server = await startS3(t)
  const temp = await createTempFolder('drawbridge-s3-key-')
  t.teardown(() => temp.remove())
  const accessKeyFile = join(temp.path, 'key')
  writeFileSync(accessKeyFile, `${server.accessKeyId}\n${server.secret}\n`, { mode: 0o600 })
  const options = { ...server, accessKeyFile }
  /** As the service's operator reaches it, in the far future, so that everything is old. */
  return { ...server, options, objects: openObjects(options, systemTimers, () => Infinity) }
}

const send = async (t: Test, world: MediaWorld, content: Uint8Array) => {
  const id = world.store.add(content)
  t.match(await world.ask('PATCH', id, patchHeaders(world.store.ticketFor(id), 0), content), { status: 204 })
  return id
}

const read = (world: MediaWorld, id: ReturnType<typeof attachmentId>) => world.ask('GET', id, { authorization: world.store.ticketFor(id, { direction: 'download' }) })

/** Two days on: what was put by now is old, and what was seen of the bucket is not believed any more. */
const laterOn = ({ clock }: MediaWorld): void => { clock.advance(Date.now() + 2 * ORPHAN_GRACE_MS) }

t.test('a second gateway with the same bucket sweeps nothing in it, puts nothing there, and is not put out', async (t) => {
  const s3 = await s3Of(t)
  const first = await createMediaWorld(t, { s3: s3.options })
  const content = randomBytes(1_000)
  const id = await send(t, first, content)
  const second = await createMediaWorld(t, { s3: s3.options, owner: 'b'.repeat(32) })
  laterOn(second)
  await t.rejects(second.media.sweep.orphans(), { code: 'UNAVAILABLE' })
  const own = second.store.add(content)
  t.equal((await second.ask('PATCH', own, patchHeaders(second.store.ticketFor(own), 0), content)).status, 503)
  t.same(await s3.names(), [id])
  t.ok((await read(first, id)).body.equals(content))
})

t.test('a restored copy of the store takes nothing away from the original; once it was told that the bucket is its own the original does not either', async (t) => {
  const s3 = await s3Of(t)
  const original = await createMediaWorld(t, { s3: s3.options })
  const [content, store] = [randomBytes(1_000), new MemoryAttachments()]
  const id = await send(t, original, content)
  store.bucket.row = { generation: FORMER_GENERATION, isMarked: true }
  const known = store.add(content, { state: 'available', receivedBytes: content.length })
  const over = store.add(content, { state: 'gone' })
  await s3.objects.put(over, content.length, { read: async function* () { yield content } })
  const copy = await createMediaWorld(t, { s3: s3.options, store })
  laterOn(copy)
  await t.rejects(copy.media.sweep.orphans(), { code: 'UNAVAILABLE' })
  await copy.media.sweep.endeds()
  t.equal((await read(copy, known)).status, 503, 'what is absent may be the original\'s to know')
  t.same([store.forgotten.size, store.row(known).state, (await s3.names()).toSorted()], [0, 'available', [id, over].toSorted()])

  await copy.media.bucket!.adopt(BECAUSE)
  laterOn(original)
  await t.rejects(original.media.sweep.orphans(), { code: 'UNAVAILABLE' })
  t.equal((await s3.names()).length, 2)
  await copy.media.sweep.endeds()
  await copy.media.sweep.orphans()
  t.same(await s3.names(), [], 'now it is one store\'s, and that knows nothing of what the other put there')
  t.equal((await read(copy, known)).status, 404)
  t.equal(store.row(known).state, 'gone')
})

t.test('what another bucket does not have is not lost: nothing is forgotten until the mark is there again', async (t) => {
  const [right, wrong] = [await s3Of(t), await s3Of(t)]
  const world = await createMediaWorld(t, { s3: right.options })
  const content = randomBytes(1_000)
  const id = await send(t, world, content)
  const astray = await createMediaWorld(t, { s3: wrong.options, store: world.store })
  t.equal((await read(astray, id)).status, 503)
  world.store.row(id).expiresAt = 0
  await astray.media.sweep.endeds()
  t.same([world.store.row(id).state, world.store.forgotten.size], ['available', 0])
  world.store.row(id).expiresAt = Infinity

  await right.objects.remove(id)
  const text = await right.objects.mark.read()
  await right.objects.mark.write('', false)
  world.clock.advance(MARK_FRESH_MS)
  t.equal((await read(world, id)).status, 503)
  await right.objects.mark.write(text!, false)
  t.equal((await read(world, id)).status, 404, 'in a bucket that is ours it is lost')
  t.equal(world.store.row(id).state, 'gone')
})

t.test('what nobody knows lies in the bucket for a day before it goes', async (t) => {
  const s3 = await s3Of(t)
  const world = await createMediaWorld(t, { s3: s3.options })
  const id = attachmentId(randomUUID())
  await s3.objects.put(id, 1, { read: async function* () { yield Buffer.from('x') } })
  world.clock.advance(Date.now() - world.clock.now())
  await world.media.sweep.orphans()
  t.same(await s3.names(), [id])
  world.clock.advance(ORPHAN_GRACE_MS + 60_000)
  await world.media.sweep.orphans()
  t.same(await s3.names(), [])
})

t.test('a gateway that begins with a clock that is days ahead takes nothing in the bucket for old', async (t) => {
  const s3 = await s3Of(t)
  s3.tellAhead(0)
  const world = await createMediaWorld(t, { s3: s3.options })
  const id = attachmentId(randomUUID())
  await s3.objects.put(id, 1, { read: async function* () { yield Buffer.from('x') } })
  laterOn(world)
  await world.media.sweep.orphans()
  t.same(await s3.names(), [id], 'the service knows how late it is')
  s3.tellAhead(ORPHAN_GRACE_MS + 60_000)
  await world.media.sweep.orphans()
  t.same(await s3.names(), [])
})

t.test('what lay in a bucket long before this store took it stays for a day from then on', async (t) => {
  const s3 = await s3Of(t)
  const id = attachmentId(randomUUID())
  await s3.objects.put(id, 1, { read: async function* () { yield Buffer.from('x') } })
  await s3.age(id, 2 * ORPHAN_GRACE_MS)
  const world = await createMediaWorld(t, { s3: s3.options })
  world.clock.advance(Date.now() - world.clock.now())
  await world.media.sweep.orphans()
  t.same(await s3.names(), [id], 'whoever had it before has a day to say so')
  world.clock.advance(ORPHAN_GRACE_MS + 60_000)
  await world.media.sweep.orphans()
  t.same(await s3.names(), [])
})

t.test('a put in parts that the bucket was taken from meanwhile leaves no object', async (t) => {
  const s3 = await s3Of(t)
  let at = 0
  const { mark, ...objects } = openObjects(s3.options, systemTimers, () => Infinity)
  const bucket = createBucket(mark, bucketDepsOf(new MemoryAttachments().bucket, { monotonic: () => at }))
  const own = ownObjects(objects, bucket)
  const putting = (meanwhile: () => Promise<void>) => own.put(attachmentId(randomUUID()), 2 * PART_BYTES, { read: async function* () {
    yield randomBytes(PART_BYTES)
    await meanwhile()
    yield randomBytes(PART_BYTES)
  } })
  await putting(async () => {})
  t.equal((await s3.names()).length, 1)
  await t.rejects(putting(async () => {
    await mark.write(`${'a'.repeat(32)} 1`, false)
    at += MARK_FRESH_MS
  }), { code: 'UNAVAILABLE' })
  t.equal((await s3.names()).length, 1)
})

t.test('without S3, what may lie in the bucket of before is not lost', async (t) => {
  const content = randomBytes(1_000)
  for (const hadBucket of [false, true]) {
    const world = await createMediaWorld(t, { hadBucket })
    const id = world.store.add(content, { state: 'available', receivedBytes: content.length })
    t.equal((await read(world, id)).status, hadBucket ? 503 : 404)
    t.equal(world.store.row(id).state, hadBucket ? 'available' : 'gone')
  }
})
