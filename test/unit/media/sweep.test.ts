// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openFolder } from '../../../src/media/folder.ts'
import { ORPHANS_MS, SWEEP_AGAIN_MS, SWEEP_BATCH, SWEEP_MS } from '../../../src/media/limits.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import { eventually } from '../../support/waiting.ts'

t.test('what ended loses its bytes and is remembered as what it came to; what lives stays', async (t) => {
  const { ask, store, media, clock, folder } = await createMediaWorld(t)
  const content = randomBytes(10)
  const [over, done, lives] = [store.add(content, { expiresAt: clock.now() + 5 }), store.add(content), store.add(content)]
  for (const id of [over, done, lives]) await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content)
  store.row(done).state = 'gone'
  clock.advance(10)
  await media.sweep.endeds()
  t.same([...store.forgotten], [[over, 'expired'], [done, 'gone']])
  t.same(readdirSync(folder), [lives])
})

t.test('more than a batch goes in one round', async (t) => {
  const { store, media } = await createMediaWorld(t)
  for (let count = 0; count < 2 * SWEEP_BATCH + 1; count += 1) store.add(Buffer.from('x'), { state: 'gone' })
  await media.sweep.endeds()
  t.equal(store.forgotten.size, 2 * SWEEP_BATCH + 1)
})

t.test('one that cannot be deleted is told and holds up no other', async (t) => {
  const { store, media, failures, folder } = await createMediaWorld(t)
  const stuck = store.add(Buffer.from('x'), { state: 'gone' })
  mkdirSync(join(folder, stuck))
  const next = store.add(Buffer.from('x'), { state: 'gone' })
  await media.sweep.endeds()
  t.same([store.forgotten.has(stuck), store.forgotten.has(next), failures.length], [false, true, 1])
})

t.test('a batch that cannot be deleted is passed over in the next round, and tried again when that has been long enough', async (t) => {
  const { store, media, failures, folder, clock } = await createMediaWorld(t)
  const stuck = Array.from({ length: SWEEP_BATCH }, () => store.add(Buffer.from('x'), { state: 'gone' }))
  for (const id of stuck) mkdirSync(join(folder, id))
  const behind = store.add(Buffer.from('x'), { state: 'gone' })
  await media.sweep.endeds()
  await media.sweep.endeds()
  t.same([[...store.forgotten.keys()], failures.length], [[behind], SWEEP_BATCH], 'each is tried once')
  for (const id of stuck) rmdirSync(join(folder, id))
  clock.advance(SWEEP_AGAIN_MS)
  await media.sweep.endeds()
  t.equal(store.forgotten.size, SWEEP_BATCH + 1)
})

t.test('bytes that no row needs go, and files of other names are somebody else\'s', async (t) => {
  const { ask, store, media, folder } = await createMediaWorld(t)
  const content = randomBytes(10)
  const lives = store.add(content)
  await ask('PATCH', lives, patchHeaders(store.ticketFor(lives), 0), content.subarray(0, 5))
  for (let count = 0; count < SWEEP_BATCH + 3; count += 1) writeFileSync(join(folder, randomUUID()), 'x')
  writeFileSync(join(folder, 'notes.txt'), 'x')
  await media.sweep.orphans()
  t.same(readdirSync(folder).toSorted(), [lives, 'notes.txt'].toSorted())
})

t.test('it looks at once and again and again until it is stopped, also after a look that failed', async (t) => {
  const { store, media, timers, failures, folder } = await createMediaWorld(t)
  const left = store.add(Buffer.from('x'), { state: 'gone' })
  writeFileSync(join(folder, randomUUID()), 'x')
  media.sweep.start()
  await eventually(() => store.forgotten.has(left) && readdirSync(folder).length === 0, 'what an earlier process left behind goes at once')
  const { endedAttachments } = store.read
  Object.assign(store.read, { endedAttachments: () => Promise.reject(new Error('broken')) })
  timers.turn(SWEEP_MS)
  await eventually(() => failures.length === 1, 'the failure is told')
  Object.assign(store.read, { endedAttachments })
  store.add(Buffer.from('x'), { state: 'gone' })
  timers.turn(SWEEP_MS)
  await eventually(() => store.forgotten.size === 2, 'it is swept')
  writeFileSync(join(folder, randomUUID()), 'x')
  timers.turn(ORPHANS_MS)
  await eventually(() => readdirSync(folder).length === 0, 'the orphan is gone')
  await media.sweep.stop()
  t.equal(timers.waiting(), 0)
})

t.test('a link in the folder leads nowhere', async (t) => {
  const path = t.testdir({ secret: 'of somebody else', folder: {} })
  const folder = await openFolder(join(path, 'folder'))
  const id = attachmentId(randomUUID())
  symlinkSync(join(path, 'secret'), join(path, 'folder', id))
  await t.rejects(Array.fromAsync(folder.read(id, 0, 5)), { code: 'UNAVAILABLE' })
  await t.rejects(folder.openPart(id, 0), { code: 'UNAVAILABLE' })
  await t.rejects(folder.sizeOf(id), { code: 'UNAVAILABLE' })
})
