// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// A store that came back without the bytes of its attachments, as from a backup: each is told as what it is.
import { hash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ticketOf } from '../../bench/load/ticket-of.ts'
import type { Answer } from '../../src/model/answers.ts'
import type { AttachmentId } from '../../src/model/attachments.ts'
import { deviceId } from '../../src/model/ids.ts'
import { auditAttachments } from '../support/attachment-audit.ts'
import { askMedia, patchMedia } from '../support/attachment-request.ts'
import { createCrowd } from '../support/crowd.ts'
import type { CrowdUser } from '../support/crowd.ts'
import { createDaemon } from '../support/daemon.ts'
import { submissionOf } from '../support/opaque-load.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(170_000)

const DEVICE = deviceId(1)
const SIZE = 300_000

t.test('after a restore without the folder of attachments a lost one is gone after the first who asks, and an upload begins anew', { timeout: 160_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const crowd = await createCrowd(daemon, { 'heron.example': 1 })
  t.teardown(() => crowd.close())
  const [{ provider: ana, core: ben }] = crowd.providers[0]!.pairs as [{ provider: CrowdUser; core: CrowdUser }]
  const content = randomBytes(SIZE)
  const offer = { kind: 'createUpload', senderUser: ana.user, senderDevice: DEVICE, recipientUser: ben.user, consentToken: ana.token, sizeBytes: SIZE, sha256: hash('sha256', content, 'buffer') } as const
  const get = ({ party, user }: CrowdUser, id: AttachmentId): Promise<Answer> => party.link.request({ kind: 'getAttachment', user, deviceId: DEVICE, attachmentId: id })
  const [whole, half] = [ticketOf(await ana.party.link.request(offer)), ticketOf(await ana.party.link.request(offer))]
  t.equal((await patchMedia(whole, 0, content)).status, 204)
  t.equal((await patchMedia(half, 0, content.subarray(0, SIZE / 2))).status, 204)
  t.match(await ana.party.link.request({ kind: 'submit', submission: { ...submissionOf(ana, ben), attachments: [whole.attachmentId] } }), { kind: 'accepted' })
  await daemon.stop()
  rmSync(join(daemon.dataFolder, 'attachments'), { recursive: true })
  await t.rejects(daemon.start(), 'it may not be mounted')
  const [, mark, file] = /has no mark of this gateway.*echo ([0-9a-f]+) > ([^\s")]+)/.exec(readFileSync(daemon.logFile, 'utf8')) ?? []
  t.equal(file, join(daemon.dataFolder, 'attachments/.drawbridge'), 'the operator is told what to do')
  writeFileSync(file!, `${String(mark)}\n`)
  await daemon.start()
  await eventually(() => ana.party.isOpen && ben.party.isOpen, 'the links open again')

  const asked = await askMedia(ticketOf(await get(ben, whole.attachmentId)), 'GET')
  t.equal(asked.status, 404)
  t.match(asked.body.toString(), /ATTACHMENT_REFUSED/)
  t.match(await get(ben, whole.attachmentId), { kind: 'attachmentStatus', state: 'gone', retryAfterSeconds: 0 }, 'and is told so from then on')
  t.match(await get(ana, whole.attachmentId), { kind: 'attachmentStatus', state: 'gone' }, 'also to who sent it')
  t.match(readFileSync(daemon.logFile, 'utf8'), /"task":"media-missing"/, 'the operator finds it in the log')

  t.equal((await askMedia(half, 'HEAD')).headers['upload-offset'], '0')
  t.equal((await patchMedia(half, 0, content)).status, 204, 'what was not whole is sent again')
  t.ok(existsSync(join(daemon.dataFolder, 'attachments', half.attachmentId)))
  await daemon.stop()
  t.same(auditAttachments(daemon.dataFolder, { kept: [half.attachmentId], done: new Set([whole.attachmentId]) }), { failures: [], files: 1, rows: 1 }, 'nobody pays for what is not there')
})
