// SPDX-License-Identifier: AGPL-3.0-only
// The folder of attachments as one process's own, and what happens when it is not there.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { claimPlace } from '../../../src/media/place.ts'
import { holdFile } from '../../../src/store/sqlite/hold-file.ts'
import { SWEEP_AGAIN_MS } from '../../../src/media/limits.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'

const OWNER = 'a'.repeat(32)
const claim = (folder: string, { store = new MemoryAttachments(), owner = OWNER, keepsAll = true } = {}) => claimPlace(folder, { owner, keepsAll, store, hold: holdFile })

t.test('a folder is one process\'s at a time, and one gateway\'s for good', async (t) => {
  const folder = join(t.testdir(), 'of/attachments')
  const place = await claim(folder)
  t.equal(readFileSync(join(folder, '.drawbridge'), 'utf8'), `${OWNER}\n`)
  await t.rejects(claim(folder), { code: 'CONFIG_INVALID', message: /another process.*media\.s3/ })
  place.close()
  await t.rejects(claim(folder, { owner: 'b'.repeat(32) }), { code: 'CONFIG_INVALID', message: /another gateway/ })
  const again = await claim(folder)
  await again.requireThere()
  again.close()
})

t.test('a folder without the mark is taken only where nothing must lie in it, or something of ours does', async (t) => {
  const store = new MemoryAttachments()
  const root = t.testdir()
  const id = store.add(randomBytes(10), { expiresAt: 5 })
  await t.rejects(claim(join(root, 'empty'), { store }), { code: 'CONFIG_INVALID', detail: new RegExp(`mount.*echo ${OWNER} > ${join(root, 'empty/.drawbridge')}$`) })
  await t.rejects(claim(join(root, 'empty'), { store }), { message: /mount/ }, 'it is said again, and the folder was let go')
  t.notOk(existsSync(join(root, 'empty/.drawbridge')))
  writeFileSync(join(root, 'empty/.drawbridge'), `${OWNER}\n`)
  ;(await claim(join(root, 'empty'), { store })).close()
  ;(await claim(join(root, 'beside-s3'), { store, keepsAll: false })).close()
  ;(await claim(join(root, 'nothing-known'))).close()
  mkdirSync(join(root, 'copied'))
  writeFileSync(join(root, 'copied', id), 'x')
  ;(await claim(join(root, 'copied'), { store })).close()
})

t.test('while the folder is not there nothing is taken for lost, nothing is received and nothing forgotten; then all goes on', async (t) => {
  const folder = join(t.testdir(), 'attachments')
  const place = await claim(folder)
  t.teardown(() => { place.close() })
  const { ask, store, media, failures, clock } = await createMediaWorld(t, { folder, place })
  const content = randomBytes(1_000)
  const [whole, half, fresh, over] = [store.add(content), store.add(content), store.add(content), store.add(content)]
  for (const id of [whole, over]) t.match(await ask('PATCH', id, patchHeaders(store.ticketFor(id), 0), content), { status: 204 })
  t.match(await ask('PATCH', half, patchHeaders(store.ticketFor(half), 0), content.subarray(0, 400)), { status: 204 })
  store.row(over).state = 'gone'
  const read = () => ask('GET', whole, { authorization: store.ticketFor(whole, { direction: 'download' }) })
  const standing = () => ask('HEAD', half, { authorization: store.ticketFor(half), 'tus-resumable': '1.0.0' })

  renameSync(folder, `${folder}-away`)
  for (const stands of ['nothing', 'an empty folder', 'a folder of somebody else']) {
    if (stands !== 'nothing') mkdirSync(folder, { recursive: true })
    if (stands === 'a folder of somebody else') writeFileSync(join(folder, '.drawbridge'), `${'b'.repeat(32)}\n`)
    t.match([await read(), await standing(), await ask('PATCH', fresh, patchHeaders(store.ticketFor(fresh), 0), content)], [{ status: 503 }, { status: 503 }, { status: 503 }], stands)
    await media.sweep.endeds()
    await t.rejects(media.sweep.orphans(), { code: 'UNAVAILABLE' })
    t.same([store.forgotten.size, store.row(whole).state, store.row(half).receivedBytes], [0, 'available', 400], stands)
  }
  t.same(readdirSync(folder), ['.drawbridge'], 'nothing is left in its place')
  t.ok(failures.length > 0, 'the operator is told')

  rmSync(folder, { recursive: true })
  renameSync(`${folder}-away`, folder)
  t.ok((await read()).body.equals(content))
  t.match(await standing(), { status: 200, headers: { 'upload-offset': '400' } })
  clock.advance(SWEEP_AGAIN_MS)
  await media.sweep.endeds()
  t.same([...store.forgotten.keys()], [over], 'what could not be deleted is tried again')
  rmSync(join(folder, whole))
  t.match(await read(), { status: 404 }, 'what is lost in a folder that is there is lost')
  t.equal(store.row(whole).state, 'gone')
})
