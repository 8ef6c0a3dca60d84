// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { sampleDocument, samplePicture, sampleSound, sampleVideo } from '../../src/sandbox/sample-files.ts'
import { AttachmentError, saveFile, sendFile } from '../../src/sdk/attachments/index.ts'
import { DeviceError } from '../../src/sdk/device/index.ts'
import type { AttachmentKind } from '../../src/sdk/device/index.ts'
import { createDaemon } from '../support/daemon.ts'
import { createTwoDevices } from '../support/two-devices.ts'
import type { DeviceOwner } from '../support/two-devices.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(170_000)

const samples = (seed: number): readonly (readonly [AttachmentKind, { readonly name: string; readonly mediaType: string; readonly bytes: Buffer }])[] => [
  ['image', samplePicture({ seed })], ['voiceNote', sampleSound({ seed })], ['audio', sampleSound({ seed: seed + 1, atLeastBytes: 200_000 })],
  ['video', sampleVideo({ seed, atLeastBytes: 300_000 })], ['file', sampleDocument({ seed })],
  ['longText', { name: '', mediaType: 'text/plain', bytes: Buffer.from('A text too long for a message. '.repeat(2_000)) }],
]

/** Sends one of each kind, and gives what was sent. */
const sendAll = async (from: DeviceOwner, to: DeviceOwner, folder: string, seed: number) => {
  for (const [kind, { name, mediaType, bytes }] of samples(seed)) {
    const path = join(folder, `sent-${String(seed)}-${kind}`)
    await writeFile(path, bytes)
    await sendFile(from.device, { to: to.user, source: path, kind, mediaType, name, caption: `a ${kind}` })
  }
}

t.test('a file of each kind crosses both ways and is the same byte for byte, also for who comes later', { timeout: 160_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { ana, ben } = await createTwoDevices(t, daemon)
  const folder = t.testdir()
  for (const [from, to, seed] of [[ana, ben, 1], [ben, ana, 11]] as const) {
    await to.leave()
    await sendAll(from, to, folder, seed)
    to.come()
    const shown = await to.shown('attachment', 6)
    for (const [index, [kind, { name, bytes }]] of samples(seed).entries()) {
      const entry = shown[index]
      if (entry === undefined) throw new Error('not shown')
      t.match(entry.attachment, { kind, name, caption: `a ${kind}`, sizeBytes: bytes.length })
      const path = join(folder, `received-${String(seed)}-${kind}`)
      const progress: number[] = []
      await saveFile(to.device, entry.attachment, path, { onProgress: (done) => { progress.push(done) } })
      t.ok((await readFile(path)).equals(bytes), `${kind} is the same byte for byte`)
      t.equal(progress.at(-1), bytes.length)
      await t.rejects(saveFile(to.device, entry.attachment, path), new AttachmentError('GONE'), 'everybody has it')
      t.match(await from.device.attachment(entry.attachment.id), { kind: 'attachmentStatus' })
    }
  }
})

t.test('replies, signs, edits, deletions and typing cross both ways', { timeout: 60_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { ana, ben } = await createTwoDevices(t, daemon)
  for (const [index, [from, to]] of ([[ana, ben], [ben, ana]] as const).entries()) {
    const { messageId } = await from.device.send({ to: to.user, text: 'helo' })
    t.equal((await to.shown('text', index + 1)).at(-1)?.messageId, messageId)
    const { messageId: reply } = await to.device.send({ to: from.user, text: 'what?', replyTo: messageId })
    t.match((await from.shown('text', index + 1)).at(-1), { messageId: reply, replyTo: messageId })
    await from.device.edit({ to: to.user, messageId, text: 'hello' })
    t.match((await to.shown('edit', 1))[0], { about: messageId, text: 'hello' })
    await to.device.react({ to: from.user, messageId, emoji: '\u{1f44d}' })
    t.match((await from.shown('reaction', 1))[0], { about: messageId, emoji: '\u{1f44d}' })
    await from.device.deleteMessage({ to: to.user, messageId })
    t.match((await to.shown('delete', 1))[0], { about: messageId })
    await t.rejects(to.device.edit({ to: from.user, messageId, text: 'x' }), new DeviceError('NOT_OWN_MESSAGE'))
    const typing = new Promise((resolve) => { to.device.on('typing', resolve) })
    await from.device.typing({ to: to.user, isTyping: true })
    t.match(await typing, { peer: from.user })
  }
})

t.test('an upload goes on after the daemon was killed in the middle of it, and nothing is left over when it is fetched', { timeout: 120_000 }, async (t) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const { ana, ben } = await createTwoDevices(t, daemon)
  const folder = t.testdir()
  const bytes = randomBytes(40 * 1_048_576)
  await writeFile(join(folder, 'large'), bytes)
  let restarts = 0
  let restarting: Promise<void> | undefined
  await sendFile(ana.device, { to: ben.user, source: join(folder, 'large'), kind: 'file', mediaType: 'application/octet-stream' }, {
    onProgress: (done) => {
      if (restarting !== undefined || restarts >= 2 || done < (restarts + 1) * 12 * 1_048_576) return
      restarts += 1
      restarting = (async () => {
        await daemon.kill()
        await daemon.start()
      })().finally(() => { restarting = undefined })
    },
  })
  t.equal(restarts, 2)
  const [entry] = await ben.shown('attachment', 1)
  if (entry === undefined) throw new Error('not shown')
  await saveFile(ben.device, entry.attachment, join(folder, 'received'))
  t.ok((await readFile(join(folder, 'received'))).equals(bytes))
  const kept = join(daemon.dataFolder, 'attachments')
  await eventually(() => readdirSync(kept).every((name) => name.startsWith('.')), 'the bytes are deleted')
})
