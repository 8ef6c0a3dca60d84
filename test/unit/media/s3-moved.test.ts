// SPDX-License-Identifier: AGPL-3.0-only
// Nodes that share a store and a bucket, with a folder each, and an upload that moves between them.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { FLUSH_BYTES, MAX_WRITE_BYTES } from '../../../src/media/limits.ts'
import { createMediaWorld, patchHeaders } from '../../support/media-world.ts'
import { MemoryAttachments } from '../../support/memory-attachments.ts'
import { startS3 } from '../../support/s3-server.ts'
import { eventually } from '../../support/waiting.ts'

// 50 MB to a bucket on a busy machine.
t.setTimeout(90_000)

/** So much that an offset is recorded, whatever pieces it comes in. */
const SENT_FIRST = FLUSH_BYTES + 2 * MAX_WRITE_BYTES

t.test('an upload that moves begins anew at the other node, and whichever ends it, what is read is what was said', async (t) => {
  for (const who of ['the first', 'the second'] as const) {
    const [s3, store, accessKeyFile] = [await startS3(t), new MemoryAttachments(), join(t.testdir(), 'key')]
    writeFileSync(accessKeyFile, `${s3.accessKeyId}\n${s3.secret}\n`, { mode: 0o600 })
    const options = { store, s3: { ...s3, accessKeyFile } }
    const [first, second] = [await createMediaWorld(t, options), await createMediaWorld(t, options)]
    const content = randomBytes(3 * FLUSH_BYTES)
    const id = store.add(content)
    const authorization = store.ticketFor(id, { bytesLeft: 10 * content.length })
    const standing = () => second.ask('HEAD', id, { authorization, 'tus-resumable': '1.0.0' })
    const held = first.call('PATCH', id, { ...patchHeaders(authorization, 0), 'content-length': String(content.length) })
    held.request.write(content.subarray(0, SENT_FIRST))
    await eventually(() => store.row(id).receivedBytes > 0, 'the first has recorded an offset')
    const recorded = store.row(id).receivedBytes

    t.match(await standing(), { status: 200, headers: { 'upload-offset': '0' } }, 'nothing of it is here')
    // As far as the first is: its next offset would fit.
    t.match(await second.ask('PATCH', id, patchHeaders(authorization, 0), content.subarray(0, recorded)), { status: 204 })
    if (who === 'the second') t.match(await second.ask('PATCH', id, patchHeaders(authorization, recorded), content.subarray(recorded)), { status: 204 })
    held.request.end(content.subarray(SENT_FIRST))
    t.match(await held.answer, { status: who === 'the first' ? 204 : 409 }, who)
    t.match(await standing(), { status: 200, headers: { 'upload-offset': String(content.length) } })
    t.same(await s3.names(), [id])
    for (const node of [first, second]) {
      t.ok((await node.ask('GET', id, { authorization: store.ticketFor(id, { direction: 'download' }) })).body.equals(content), `${who}: the same at each node`)
    }
  }
})
