// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// The daemon with a bucket: what is whole lies there, over a restart, until every device has it; and what lay in the folder before is still read.
import { hash, randomBytes } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Answer } from '../../src/model/answers.ts'
import type { AttachmentTicket } from '../../src/model/attachments.ts'
import { deviceId } from '../../src/model/ids.ts'
import { askMedia, patchMedia } from '../support/attachment-request.ts'
import { createCrowd } from '../support/crowd.ts'
import type { CrowdUser } from '../support/crowd.ts'
import { createDaemon } from '../support/daemon.ts'
import { submissionOf } from '../support/opaque-load.ts'
import { startS3 } from '../support/s3-server.ts'
import { eventually, repeatedly } from '../support/waiting.ts'

t.setTimeout(170_000)

const DEVICE = deviceId(1)
const SIZE = 9_000_000

t.test('an attachment is put to S3, read from there after a restart, and swept; one from before is read in the folder', { timeout: 160_000 }, async (t) => {
  const s3 = await startS3(t)
  const accessKeyFile = join(t.testdir(), 'key')
  writeFileSync(accessKeyFile, `${s3.accessKeyId}\n${s3.secret}\n`, { mode: 0o600 })
  const environment: Record<string, string> = {}
  const daemon = await createDaemon(t, environment)
  await daemon.start()
  const crowd = await createCrowd(daemon, { 'heron.example': 1 })
  t.teardown(() => crowd.close())
  const [{ provider: ana, core: ben }] = crowd.providers[0]!.pairs as [{ provider: CrowdUser; core: CrowdUser }]
  const ask = (kind: 'getAttachment' | 'attachmentDone', attachmentId: AttachmentTicket['attachmentId']): Promise<Answer> => ben.party.link.request({ kind, user: ben.user, deviceId: DEVICE, attachmentId })
  const send = async (content: Uint8Array) => {
    const ticket = ticketOf(await ana.party.link.request({
      kind: 'createUpload', senderUser: ana.user, senderDevice: DEVICE, recipientUser: ben.user, consentToken: ana.token, sizeBytes: SIZE, sha256: hash('sha256', content, 'buffer'),
    }))
    t.equal((await patchMedia(ticket, 0, content)).status, 204)
    t.match(await ana.party.link.request({ kind: 'submit', submission: { ...submissionOf(ana, ben), attachments: [ticket.attachmentId] } }), { kind: 'accepted' })
    return ticket.attachmentId
  }
  const restart = async () => {
    await daemon.stop()
    await daemon.start()
    await eventually(() => ana.party.isOpen && ben.party.isOpen, 'the links open again')
  }
  const files = () => readdirSync(join(daemon.dataFolder, 'attachments')).filter((name) => !name.startsWith('.'))
  const [before, after] = [randomBytes(SIZE), randomBytes(SIZE)]

  const old = await send(before)
  Object.assign(environment, {
    DRAWBRIDGE_MEDIA_S3_ENDPOINT: s3.endpoint, DRAWBRIDGE_MEDIA_S3_BUCKET: s3.bucket, DRAWBRIDGE_MEDIA_S3_REGION: s3.region, DRAWBRIDGE_MEDIA_S3_ACCESS_KEY_FILE: accessKeyFile,
  })
  await restart()
  const fresh = await send(after)
  t.same([files(), await s3.names()], [[old], [fresh]], 'each lies where it was put')
  await restart()
  for (const [id, content] of [[old, before], [fresh, after]] as const) {
    const ticket = ticketOf(await ask('getAttachment', id))
    t.ok((await askMedia(ticket, 'GET')).body.equals(content))
    const range = await askMedia(ticket, 'GET', { headers: { range: 'bytes=8500000-8500999' } })
    t.equal(range.status, 206)
    t.ok(range.body.equals(content.subarray(8_500_000, 8_501_000)))
    t.equal((await ask('attachmentDone', id)).kind, 'done')
  }
  // A sweep comes every ten seconds, and at each start.
  await restart()
  await repeatedly(async () => {
    if (files().length > 0 || (await s3.names()).length > 0) throw new Error('not swept')
  }, 'neither keeps anything')
})

const ticketOf = (answer: Answer): AttachmentTicket => {
  if (answer.kind !== 'attachmentTicket') throw new Error(`a ticket was answered ${answer.kind}`)
  return answer
}
