// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Daemons that name one bucket: of two gateways one starts, and of two copies of one store the operator says which has it.
import { hash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ticketOf } from '../../bench/load/ticket-of.ts'
import { deviceId } from '../../src/model/ids.ts'
import { createBackup, restoreBackup } from '../../src/store/backup/index.ts'
import { patchMedia } from '../support/attachment-request.ts'
import { createCrowd } from '../support/crowd.ts'
import type { CrowdUser } from '../support/crowd.ts'
import { createDaemon } from '../support/daemon.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { startS3 } from '../support/s3-server.ts'

t.setTimeout(170_000)

const SIZE = 10_000
const stateAt = async (daemon: KillableDaemon): Promise<string> => (await daemon.admin<{ readonly state: string }>('GET', '/v1/media/bucket')).state

t.test('a bucket has one store, which the operator names after a restore', { timeout: 160_000 }, async (t) => {
  const [s3, folder] = [await startS3(t), t.testdir()]
  const accessKeyFile = join(folder, 'key')
  writeFileSync(accessKeyFile, `${s3.accessKeyId}\n${s3.secret}\n`, { mode: 0o600 })
  const environment = {
    DRAWBRIDGE_MEDIA_S3_ENDPOINT: s3.endpoint, DRAWBRIDGE_MEDIA_S3_BUCKET: s3.bucket, DRAWBRIDGE_MEDIA_S3_REGION: s3.region, DRAWBRIDGE_MEDIA_S3_ACCESS_KEY_FILE: accessKeyFile,
  }
  const original = await createDaemon(t, environment)
  await original.start()
  t.equal(await stateAt(original), 'ours')
  const crowd = await createCrowd(original, { 'heron.example': 1 })
  t.teardown(() => crowd.close())
  const [{ provider: ana, core: ben }] = crowd.providers[0]!.pairs as [{ provider: CrowdUser; core: CrowdUser }]
  await createBackup({ from: original.dataFolder, to: join(folder, 'backup') }, { version: '0', createdAt: new Date().toISOString() })
  const upload = async (): Promise<number> => {
    const content = randomBytes(SIZE)
    const ticket = ticketOf(await ana.party.link.request({
      kind: 'createUpload', senderUser: ana.user, senderDevice: deviceId(1), recipientUser: ben.user, consentToken: ana.token, sizeBytes: SIZE, sha256: hash('sha256', content, 'buffer'),
    }))
    return (await patchMedia(ticket, 0, content)).status
  }
  t.equal(await upload(), 204)
  const [one] = await s3.names()

  const stranger = await createDaemon(t, environment)
  await t.rejects(stranger.start(), 'another gateway does not start on it')
  t.match(readFileSync(stranger.logFile, 'utf8'), /media\.s3\.bucket: the bucket has the mark of another gateway/)

  await restoreBackup({ from: join(folder, 'backup'), to: join(folder, 'restored') }, () => 'withErasedList')
  // On another machine: what this one signs is kept beside its own keys.
  const copy = await createDaemon(t, { ...environment, DRAWBRIDGE_AUDIT_LAST_CHECKPOINT: join(folder, 'last-checkpoint') }, { dataFolder: join(folder, 'restored'), keysFolder: original.keysFolder })
  await copy.start()
  t.same([await stateAt(copy), await stateAt(original)], ['former', 'ours'], 'a copy beside the original changes nothing')
  t.match(readFileSync(copy.logFile, 'utf8'), /"state":"former".*"event":"media.bucket-refused"/)
  t.equal(await upload(), 204)

  t.same(await copy.admin('POST', '/v1/media/bucket/adopt', { reason: 'the old machine burnt, OPS-41' }), { state: 'ours' })
  t.same([await stateAt(copy), await stateAt(original)], ['ours', 'former'])
  t.match(JSON.stringify(await copy.admin('GET', '/v1/audit/entries?limit=50')), /media\.bucket-adopted.*OPS-41/, 'it is in the log')
  await original.stop()
  await t.resolves(original.start(), 'which starts all the same')
  t.equal(await stateAt(original), 'former', 'whatever it was')
  t.ok((await s3.names()).includes(one!), 'what the copy does not know stays for a day')
})
