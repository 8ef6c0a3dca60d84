// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Two nodes on one database and one folder of attachments: never both at once, and an upload goes on at the one that comes after.
import { hash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import type { AttachmentTicket } from '../../src/model/attachments.ts'
import { deviceId } from '../../src/model/ids.ts'
import { askMedia, patchMedia } from '../support/attachment-request.ts'
import { createCouple } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { signal } from '../support/processes.ts'

/** Longer than a node's lease. */
const FROZEN_MS = 13_000
const SIZE = 20_000_000
const SENT = 12_000_000

t.setTimeout(230_000)

t.test('a node does not start on a folder that another one has, running or frozen; when that one is gone the upload goes on', { timeout: 220_000, skip: postgresMissing() ?? false }, async (t) => {
  const cluster = await createPostgresCluster(t)
  const environment = { DRAWBRIDGE_STORE_URL: await cluster.createDatabase(), DRAWBRIDGE_MEDIA_FOLDER: join(t.testdir(), 'attachments') }
  const one = await createDaemon(t, environment)
  const two = await createDaemon(t, environment, { keysFolder: one.keysFolder })
  await one.start()
  const { core, provider } = await createCouple(one)
  const content = randomBytes(SIZE)
  const ticket = await provider.link.request({
    kind: 'createUpload', senderUser: provider.user, senderDevice: deviceId(1), recipientUser: core.user, consentToken: provider.token, sizeBytes: SIZE, sha256: hash('sha256', content, 'buffer'),
  }) as AttachmentTicket & { readonly kind: string }
  t.equal(ticket.kind, 'attachmentTicket')
  t.equal((await patchMedia(ticket, 0, content.subarray(0, SENT))).status, 204)

  await t.rejects(two.start())
  t.match(readFileSync(two.logFile, 'utf8'), /media\.folder: another process has .*media\.s3/, 'the operator is told what to do')
  signal([one.pid()], 'SIGSTOP')
  await pause(FROZEN_MS)
  await t.rejects(two.start(), 'one that stands still may still write')
  signal([one.pid()], 'SIGCONT')
  await one.kill()
  await two.start()
  const there = { ticket: ticket.ticket, url: ticket.url.replace(new URL(one.linksUrl).host, new URL(two.linksUrl).host) }
  t.equal((await askMedia(there, 'HEAD')).headers['upload-offset'], String(SENT), 'what was answered as received is there')
  t.equal((await patchMedia(there, SENT, content.subarray(SENT))).status, 204)
  t.ok(readFileSync(join(environment.DRAWBRIDGE_MEDIA_FOLDER, ticket.attachmentId)).equals(content))
  await Promise.all([core.link.close(), provider.link.close()])
})
