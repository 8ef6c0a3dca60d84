// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Files between two devices over a line that is cut again and again, on each store, and what a device learns of files that are not its own.
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { attachmentId } from '../../src/model/attachments.ts'
import { deviceId } from '../../src/model/ids.ts'
import { prepareAttachment, readFile as readAttachment, saveFile, sendFile, uploadAttachment } from '../../src/sdk/attachments/index.ts'
import { createDaemon } from '../support/daemon.ts'
import type { KillableDaemon } from '../support/daemon.ts'
import { createFaultProxy } from '../support/fault-proxy.ts'
import { createPostgresCluster, postgresMissing } from '../support/postgres-cluster.ts'
import { createTwoDevices } from '../support/two-devices.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(230_000)

const MIB = 1_048_576
const FILE_BYTES = 24 * MIB
const CUTS = 10
/** What passes between two cuts: more than any buffer on the way, so that each try comes on. */
const BETWEEN_BYTES = 2 * MIB
const FILE = { kind: 'file', mediaType: 'application/octet-stream' } as const

/** Transfers to the daemon through a line that a test cuts. */
const createLine = async (t: Test, daemon: KillableDaemon) => {
  const proxy = await createFaultProxy(t, Number(new URL(daemon.linksUrl).port))
  const through: typeof fetch = (input, init) => {
    if (typeof input !== 'string') throw new Error('a transfer asks by its address')
    const url = new URL(input)
    url.port = String(proxy.port)
    return fetch(url, init)
  }
  /** Options of a transfer that is cut ten times, each time further on. */
  const cutting = () => {
    const state = { cuts: 0, next: BETWEEN_BYTES }
    const onProgress = (done: number): void => {
      if (state.cuts >= CUTS || done < state.next || proxy.connections() === 0) return
      state.cuts += 1
      state.next = done + BETWEEN_BYTES
      proxy.cut()
    }
    return { state, options: { fetch: through, onProgress, random: () => 0 } }
  }
  return { cutting }
}

const crossing = async (t: Test, environment: Readonly<Record<string, string>>): Promise<void> => {
  const daemon = await createDaemon(t, environment)
  await daemon.start()
  const { ana, ben } = await createTwoDevices(t, daemon)
  const line = await createLine(t, daemon)
  const folder = t.testdir()
  for (const [from, to] of [[ana, ben], [ben, ana]] as const) {
    const bytes = randomBytes(FILE_BYTES)
    const [source, path] = [join(folder, `from-${from.user}`), join(folder, `to-${to.user}`)]
    await writeFile(source, bytes)
    const { messageId } = await from.device.send({ to: to.user, text: 'The film' })
    await to.shown('text', 1)
    const up = line.cutting()
    await sendFile(from.device, { to: to.user, source, ...FILE, replyTo: messageId }, up.options)
    t.equal(up.state.cuts, CUTS, 'cut on the way up')
    const [entry] = await to.shown('attachment', 1)
    if (entry === undefined) throw new Error('not shown')
    t.match(entry, { replyTo: messageId })
    const pieces: Buffer[] = []
    for await (const piece of readAttachment(to.device, entry.attachment)) pieces.push(Buffer.from(piece))
    t.ok(Buffer.concat(pieces).equals(bytes), 'read as it comes')
    const down = line.cutting()
    await saveFile(to.device, entry.attachment, path, down.options)
    t.equal(down.state.cuts, CUTS, 'cut on the way down')
    t.ok((await readFile(path)).equals(bytes), 'saved byte for byte')
  }
  const kept = join(daemon.dataFolder, 'attachments')
  await eventually(() => readdirSync(kept).every((name) => name.startsWith('.')), 'the bytes are deleted')
}

t.test('a file that is cut ten times up and ten times down is the same byte for byte, both ways', { timeout: 120_000 }, (t) => crossing(t, {}))

t.test('so it is on PostgreSQL', { timeout: 120_000, skip: postgresMissing() ?? false }, async (t) => {
  const cluster = await createPostgresCluster(t)
  await crossing(t, { DRAWBRIDGE_STORE_URL: await cluster.createDatabase() })
})

t.test('an upload goes on after the daemon was stopped in the middle of it', { timeout: 100_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { ana, ben } = await createTwoDevices(t, daemon)
  const folder = t.testdir()
  const bytes = randomBytes(FILE_BYTES)
  await writeFile(join(folder, 'large'), bytes)
  let restarted: Promise<number | null> | undefined
  const restart = async (): Promise<number | null> => {
    const code = await daemon.stop()
    await daemon.start()
    return code
  }
  await sendFile(ana.device, { to: ben.user, source: join(folder, 'large'), ...FILE }, { onProgress: (done) => { if (done > FILE_BYTES / 2) restarted ??= restart() } })
  t.equal(await restarted, 0, 'it ended by itself')
  const [entry] = await ben.shown('attachment', 1)
  if (entry === undefined) throw new Error('not shown')
  await saveFile(ben.device, entry.attachment, join(folder, 'received'))
  t.ok((await readFile(join(folder, 'received'))).equals(bytes))
})

t.test('what is not a device\'s own is answered like what is absent, and nobody else\'s ticket opens it', { timeout: 60_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { ana, ben } = await createTwoDevices(t, daemon)
  const path = join(t.testdir(), 'file')
  await writeFile(path, randomBytes(MIB))
  const prepared = await prepareAttachment(path)
  const offer = { to: ben.user, sizeBytes: prepared.sealedBytes, sha256: prepared.sha256 }
  const [own, other] = [await ana.device.createUpload(offer), await ana.device.createUpload(offer)]
  await uploadAttachment({ prepared, ticket: own })
  const { attachmentId: id } = own
  const absent = attachmentId(randomUUID())
  const answered = async (asked: typeof id) => ({ ...await ben.device.attachment(asked), attachmentId: undefined })
  t.same(await answered(id), await answered(absent), 'no message names it yet')
  await ben.device.attachmentDone(id)
  t.match(await ana.device.attachment(id), { kind: 'attachmentStatus', state: 'available' }, 'and who has no part in it ends nothing')
  for (const asked of [id, absent]) {
    const stolen = ben.link().request({ kind: 'getAttachment', user: ana.user, deviceId: deviceId(1), attachmentId: asked })
    await t.rejects(stolen, { code: 'NOT_YOURS' }, 'another party\'s user')
  }
  const refused = async (url: string, ticket: Uint8Array) => {
    const response = await fetch(url, { headers: { authorization: `Drawbridge ${Buffer.from(ticket).toString('base64url')}` } })
    return { status: response.status, body: (await response.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID') }
  }
  const forged = await refused(own.url, randomBytes(32))
  t.equal(forged.status, 401)
  t.same(await refused(own.url, other.ticket), forged, 'a ticket of another attachment')
  t.same(await refused(own.url, own.ticket), forged, 'a ticket of the other direction')
  t.same(await refused(own.url.replace(id, absent), own.ticket), forged, 'an attachment that is not there')
})
