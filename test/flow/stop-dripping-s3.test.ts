// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 90
// A daemon whose bucket drips ends within its bound when it is told to, and has afterwards whatever it acknowledged.
import { hash, randomBytes } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { AttachmentTicket } from '../../src/model/attachments.ts'
import { deviceId } from '../../src/model/ids.ts'
import { askMedia, patchMedia } from '../support/attachment-request.ts'
import { createCrowd } from '../support/crowd.ts'
import type { CrowdUser } from '../support/crowd.ts'
import { createDaemon } from '../support/daemon.ts'
import { createFaultProxy } from '../support/fault-proxy.ts'
import { submissionOf } from '../support/opaque-load.ts'
import { startS3 } from '../support/s3-server.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(80_000)

const DEVICE = deviceId(1)
const SIZE = 2_000_000
/** As docs/container.md says. */
const STOP_MS = 10_000

t.test('with S3 that drips a stop ends in time with 0, and every acknowledged byte is there after the next start', async (t) => {
  const s3 = await startS3(t)
  const proxy = await createFaultProxy(t, Number(new URL(s3.endpoint).port))
  const accessKeyFile = join(t.testdir(), 'key')
  writeFileSync(accessKeyFile, `${s3.accessKeyId}\n${s3.secret}\n`, { mode: 0o600 })
  const daemon = await createDaemon(t, {
    DRAWBRIDGE_MEDIA_S3_ENDPOINT: `http://127.0.0.1:${String(proxy.port)}`, DRAWBRIDGE_MEDIA_S3_BUCKET: s3.bucket, DRAWBRIDGE_MEDIA_S3_REGION: s3.region, DRAWBRIDGE_MEDIA_S3_ACCESS_KEY_FILE: accessKeyFile,
  })
  await daemon.start()
  const crowd = await createCrowd(daemon, { 'heron.example': 1 })
  t.teardown(() => crowd.close())
  const [{ provider: ana, core: ben }] = crowd.providers[0]!.pairs as [{ provider: CrowdUser; core: CrowdUser }]
  const open = async (content: Uint8Array): Promise<AttachmentTicket> => {
    const answer = await ana.party.link.request({
      kind: 'createUpload', senderUser: ana.user, senderDevice: DEVICE, recipientUser: ben.user, consentToken: ana.token, sizeBytes: content.length, sha256: hash('sha256', content, 'buffer'),
    })
    if (answer.kind !== 'attachmentTicket') throw new Error(`a ticket was answered ${answer.kind}`)
    return answer
  }
  const submit = (ticket: AttachmentTicket) => ana.party.link.request({ kind: 'submit', submission: { ...submissionOf(ana, ben), attachments: [ticket.attachmentId] } })
  const reader = async ({ attachmentId }: AttachmentTicket): Promise<AttachmentTicket> => {
    const answer = await ben.party.link.request({ kind: 'getAttachment', user: ben.user, deviceId: DEVICE, attachmentId })
    if (answer.kind !== 'attachmentTicket') throw new Error(`a ticket was answered ${answer.kind}`)
    return answer
  }
  const [first, second, third] = [randomBytes(SIZE), randomBytes(SIZE), randomBytes(SIZE)]
  const [whole, judged, half] = [await open(first), await open(second), await open(third)]
  t.equal((await patchMedia(whole, 0, first)).status, 204)
  t.match(await submit(whole), { kind: 'accepted' })
  t.equal((await askMedia(half, 'PATCH', { headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0', 'content-length': '1000000' }, body: third.subarray(0, 1_000_000) })).status, 204)

  const readFirst = await reader(whole)
  proxy.set({ delayMs: 50, dripBytes: 2_000 })
  const reading = askMedia(readFirst, 'GET').then(({ body }) => body.length, () => 'cut')
  const putting = patchMedia(judged, 0, second).then(({ status }) => status, () => 'cut')
  const file = join(daemon.dataFolder, 'attachments', judged.attachmentId)
  await eventually(() => statSync(file, { throwIfNoEntry: false })?.size === SIZE, 'all of it is there, and on its way to S3')
  const begun = performance.now()
  const code = await daemon.stop()
  const took = performance.now() - begun
  t.equal(code, 0)
  t.ok(took < STOP_MS, `it took ${String(Math.round(took))} ms`)
  t.equal(await reading, 'cut', 'no reader takes a part for the whole')
  t.not(await putting, 204, 'nothing is acknowledged that was not put')

  proxy.set({})
  await daemon.start()
  await eventually(() => ana.party.isOpen && ben.party.isOpen, 'the links open again')
  t.ok((await askMedia(await reader(whole), 'GET')).body.equals(first))
  t.match(await askMedia(judged, 'HEAD'), { status: 200, headers: { 'upload-offset': String(SIZE) } })
  t.match(await submit(judged), { kind: 'accepted' })
  t.ok((await askMedia(await reader(judged), 'GET')).body.equals(second))
  t.match(await askMedia(half, 'HEAD'), { status: 200, headers: { 'upload-offset': '1000000' } })
  t.equal((await patchMedia(half, 1_000_000, third.subarray(1_000_000))).status, 204)
  t.match(await submit(half), { kind: 'accepted' })
  t.ok((await askMedia(await reader(half), 'GET')).body.equals(third))
})
