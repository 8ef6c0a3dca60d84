// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createKeeping } from '../../../src/media/keeping.ts'
import type { Objects } from '../../../src/media/keeping.ts'
import { openFolder } from '../../../src/media/folder.ts'
import { MAX_PUTS } from '../../../src/media/limits.ts'
import { attachmentId } from '../../../src/model/attachments.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { partyId } from '../../../src/model/ids.ts'
import { eventually } from '../../support/waiting.ts'

t.test('few attachments are put to a store of objects at one time; the others follow in their order, also behind one that failed', async (t) => {
  const begun: { readonly id: AttachmentId; readonly end: (error?: Error) => void }[] = []
  const put = (id: AttachmentId) => new Promise<void>((resolve, reject) => {
    begun.push({ id, end: (error) => { if (error === undefined) resolve(); else reject(error) } })
  })
  const keeping = createKeeping(await openFolder(t.testdir()), { put } as Partial<Objects> as Objects)
  const ids = Array.from({ length: 2 * MAX_PUTS + 1 }, () => attachmentId(randomUUID()))
  const ends = ids.map((id) => keeping.keep({ id, sizeBytes: 1, senderParty: partyId('heron.example') }, new AbortController().signal).then(() => 'kept', () => 'failed'))
  for (let ended = 0; ended < ids.length; ended += 1) {
    const expected = Math.min(ids.length, MAX_PUTS + ended)
    await eventually(() => begun.length >= expected, `${String(expected)} have begun`)
    // One more would begin within these turns of the event loop.
    await new Promise<void>((resolve) => { setImmediate(resolve) })
    t.same(begun.map(({ id }) => id), ids.slice(0, expected), `${String(ended)} have ended`)
    begun[ended]!.end(ended === 1 ? new Error('refused') : undefined)
  }
  t.same(await Promise.all(ends), ids.map((_, index) => (index === 1 ? 'failed' : 'kept')))
})

t.test('who has many to be put waits for itself: another party\'s comes next, and has begun when that is said', async (t) => {
  const begun: { readonly id: AttachmentId; readonly end: () => void }[] = []
  const put = (id: AttachmentId) => new Promise<void>((resolve) => { begun.push({ id, end: resolve }) })
  const keeping = createKeeping(await openFolder(t.testdir()), { put } as Partial<Objects> as Objects)
  const [over, told] = [new AbortController(), [] as AttachmentId[]]
  const keep = (party: string, signal = new AbortController().signal) => {
    const id = attachmentId(randomUUID())
    const ended = keeping.keep({ id, sizeBytes: 1, senderParty: partyId(party) }, signal, () => { told.push(id) }).then(() => 'kept', () => 'failed')
    return { id, ended }
  }
  const many = Array.from({ length: 2 * MAX_PUTS }, () => keep('heron.example'))
  const [late, own] = [keep('wren.example', over.signal), keep('wren.example')]
  over.abort()
  t.equal(await late.ended, 'failed')
  for (let ended = 0; ended < many.length + 1; ended += 1) {
    await eventually(() => begun.length > ended, 'the next has begun')
    begun[ended]!.end()
  }
  t.same(await Promise.all([...many, own].map((one) => one.ended)), Array.from({ length: many.length + 1 }, () => 'kept'))
  t.ok(begun.findIndex(({ id }) => id === own.id) <= MAX_PUTS + 2, 'it did not wait for all of them')
  t.same(told, begun.map(({ id }) => id), 'and what never had its turn has not begun')
})
