// SPDX-License-Identifier: AGPL-3.0-only
// Whose a bucket is, by its mark.
import t from 'tap'
import { createBucket } from '../../../src/media/bucket.ts'
import { MARK_FRESH_MS } from '../../../src/media/limits.ts'
import { FORMER_GENERATION } from '../../../src/store/bucket.ts'
import { bucketDepsOf, MemoryBucketStore, MemoryMark } from '../../support/memory-bucket.ts'

const BECAUSE = { actor: 'socket', reason: 'the old machine is gone' }

t.test('a bucket that nobody has is taken, by all nodes of a store alike, and another gateway is refused', async (t) => {
  const [mark, store] = [new MemoryMark(), new MemoryBucketStore()]
  const [one, other] = [createBucket(mark, bucketDepsOf(store)), createBucket(mark, bucketDepsOf(store))]
  t.same(await Promise.all([one.look(), other.look()]), ['ours', 'ours'])
  t.match(store.row, { isMarked: true })
  t.equal(mark.text, `${'a'.repeat(32)} ${String(store.row!.generation)}`)
  const deps = bucketDepsOf(new MemoryBucketStore(), { owner: 'b'.repeat(32) })
  const stranger = createBucket(mark, deps)
  t.equal(await stranger.look(), 'foreign')
  await t.rejects(stranger.requireOurs(), { code: 'UNAVAILABLE' })
  await t.rejects(stranger.adopt(BECAUSE), { code: 'CONFLICT', detail: /delete the object \.drawbridge/ })
  t.same(deps.refusals, ['foreign'], 'the operator is told once')
  t.equal(await one.look(), 'ours')
})

t.test('of two gateways that take a bucket at once one has it, whether or not the service knows conditions', async (t) => {
  for (const knowsFirst of [true, false]) {
    const mark = new MemoryMark()
    mark.knowsFirst = knowsFirst
    const [one, other] = ['a', 'b'].map((letter) => createBucket(mark, bucketDepsOf(new MemoryBucketStore(), { owner: letter.repeat(32) }))) as [ReturnType<typeof createBucket>, ReturnType<typeof createBucket>]
    await Promise.all([one.look(), other.look()])
    t.same([await one.look(), await other.look()].toSorted(), ['foreign', 'ours'], String(knowsFirst))
  }
})

t.test('a mark that was seen and is gone is not made anew, one that could not be written is', async (t) => {
  const [mark, store] = [new MemoryMark(), new MemoryBucketStore()]
  const deps = bucketDepsOf(store)
  const bucket = createBucket(mark, deps)
  mark.isReachable = false
  t.equal(await bucket.look(), 'unreachable')
  t.match(store.row, { isMarked: false })
  mark.isReachable = true
  t.equal(await bucket.look(), 'ours', 'nobody had seen it')
  const text = mark.text
  mark.text = undefined
  t.same([await bucket.look(), mark.text], ['unmarked', undefined])
  mark.text = text
  t.equal(await bucket.look(), 'ours')
  mark.text = 'words of somebody'
  t.equal(await bucket.look(), 'foreign')
  t.same(deps.refusals, ['unreachable', 'unmarked', 'foreign'])
})

t.test('a restored store waits for the operator\'s word, and the store that it was copied from keeps the bucket until then', async (t) => {
  const [mark, original] = [new MemoryMark(), new MemoryBucketStore()]
  const old = createBucket(mark, bucketDepsOf(original))
  await old.look()
  const copy = new MemoryBucketStore()
  copy.row = { generation: FORMER_GENERATION, isMarked: true }
  const restored = createBucket(mark, bucketDepsOf(copy))
  t.equal(await restored.look(), 'former')
  t.equal(await old.look(), 'ours')
  t.same(copy.told, [])

  await restored.adopt(BECAUSE)
  t.same([await restored.look(), await old.look()], ['ours', 'former'], 'only one of the two has it')
  t.equal(copy.told.length, 1)
  t.match(copy.told[0], /media\.bucket-adopted.*the old machine is gone/)
  await restored.adopt(BECAUSE)
  t.equal(copy.told.length, 1, 'what is ours already is not told again')

  mark.text = undefined
  copy.row = { generation: FORMER_GENERATION, isMarked: true }
  t.equal(await restored.look(), 'unmarked', 'an empty bucket is none of its own either')
  await restored.adopt(BECAUSE)
  t.equal(await restored.look(), 'ours')
})

t.test('an adoption that the process did not live to finish is said again', async (t) => {
  const [mark, store] = [new MemoryMark(), new MemoryBucketStore()]
  const bucket = createBucket(mark, bucketDepsOf(store))
  await bucket.look()
  store.row = { generation: FORMER_GENERATION, isMarked: true }
  mark.onWrite = () => { throw new Error('killed') }
  await t.rejects(bucket.adopt(BECAUSE))
  t.equal(await bucket.look(), 'former')
  mark.onWrite = () => {}
  await bucket.adopt(BECAUSE)
  t.equal(await bucket.look(), 'ours')
})

t.test('what was seen a moment ago holds for a moment', async (t) => {
  const [mark, store] = [new MemoryMark(), new MemoryBucketStore()]
  let now = 0
  const bucket = createBucket(mark, bucketDepsOf(store, { monotonic: () => now }))
  await bucket.requireOurs()
  mark.text = undefined
  now = MARK_FRESH_MS - 1
  await bucket.requireOurs()
  now = MARK_FRESH_MS
  await t.rejects(bucket.requireOurs(), { code: 'UNAVAILABLE' })
})
