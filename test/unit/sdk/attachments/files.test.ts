// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a file goes and comes with one call each; whoever cannot have it is told why, and a message goes only for what is whole.
import t from 'tap'
import type { Test } from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attachmentId } from '../../../../src/model/attachments.ts'
import { userId } from '../../../../src/model/ids.ts'
import { readFile, saveFile, sendFile } from '../../../../src/sdk/attachments/index.ts'
import type { FileDevice } from '../../../../src/sdk/attachments/index.ts'
import type { AttachmentPointer } from '../../../../src/sdk/device/index.ts'
import { referenceSeal } from '../../wire/attachment-reference.ts'
import { createTransferWorld, cutUpload, reasonOf, sourceOfBytes, ticketOf } from './support.ts'

const ID = attachmentId('5eed0000-1111-4222-8333-444455556666')
const PEER = userId('3f1e5a90-7c2b-4d3e-8f10-a1b2c3d4e5f6')

type Answer = Awaited<ReturnType<FileDevice['attachment']>>
const status = (state: Extract<Answer, { kind: 'attachmentStatus' }>['state']): Answer => ({ kind: 'attachmentStatus', attachmentId: ID, state, retryAfterSeconds: state === 'pending' ? 7 : 0 })

/** A device whose gateway answers so, one after the other; the last answer stays. */
const createFileWorld = async (t: Test, sizeBytes = 200_000) => {
  const world = await createTransferWorld(t, sizeBytes)
  const { key, sha256 } = world.prepared
  world.server.file = Buffer.concat(await referenceSeal(key, world.file))
  const ticket = (direction: 'upload' | 'download', number: number): Extract<Answer, { kind: 'attachmentTicket' }> =>
    ({ kind: 'attachmentTicket', attachmentId: ID, ...ticketOf(world.server, number), expiresTimeMs: 1, direction, sizeBytes: world.server.file.length })
  const [answers, told, sent]: [Answer[], string[], AttachmentPointer[]] = [[], [], []]
  const device: FileDevice = {
    createUpload: async (offer) => {
      told.push(`upload ${String(offer.sizeBytes)}`)
      return ticket('upload', 1)
    },
    attachment: async () => {
      told.push('ask')
      return (answers.length > 1 ? answers.shift() : answers[0]) ?? status('gone')
    },
    attachmentDone: async () => { told.push('done') },
    sendAttachment: async ({ attachment }) => {
      sent.push(attachment)
      return { messageId: 'x', peer: PEER, state: 'accepted', reason: undefined } as unknown as Awaited<ReturnType<FileDevice['sendAttachment']>>
    },
  }
  const pointer: AttachmentPointer = {
    kind: 'file', id: ID, key, sha256, sizeBytes, mediaType: 'application/pdf', name: '', caption: '', width: 0, height: 0, durationMs: 0, waveform: new Uint8Array(0), thumbnail: undefined,
  }
  return { ...world, ticket, answers, told, sent, device, pointer }
}

t.test('a file is uploaded before its message goes, also over a cut, and the pointer opens it', async (t) => {
  const { server, file, device, options, told, sent } = await createFileWorld(t)
  server.trick('PATCH', cutUpload(server, 70_000))
  const progress: number[] = []
  await sendFile(device, { to: PEER, source: sourceOfBytes(file), kind: 'image', mediaType: 'image/png', caption: 'c' }, { ...options, onProgress: (done) => progress.push(done) })
  const [pointer] = sent
  t.match(pointer, { kind: 'image', id: ID, mediaType: 'image/png', caption: 'c', name: '', sizeBytes: file.length })
  t.same(server.upload.received, Buffer.concat(await referenceSeal(pointer?.key ?? new Uint8Array(32), file)))
  t.same([told, progress.at(-1)], [[`upload ${String(server.upload.received.length)}`], file.length])
})

t.test('no message goes for what was not uploaded, and one whose last bytes had come goes', async (t) => {
  for (const [state, reason] of [['corrupt', 'CORRUPT'], ['gone', 'GONE'], ['expired', 'EXPIRED'], ['pending', 'REFUSED'], ['available', 'none']] as const) {
    const { server, file, device, options, answers, sent } = await createFileWorld(t)
    answers.push(status(state))
    server.tickets.clear()
    t.equal(await reasonOf(sendFile({ ...device, createUpload: async (offer) => {
      const ticket = await device.createUpload(offer)
      server.tickets.clear()
      return ticket
    } }, { to: PEER, source: sourceOfBytes(file), kind: 'file', mediaType: 'a/b' }, options)), reason)
    t.equal(sent.length, state === 'available' ? 1 : 0, state)
  }
})

t.test('a file that is still fetched is waited for, then saved, and the gateway is told', async (t) => {
  const { file, device, options, answers, told, pauses, pointer, ticket } = await createFileWorld(t)
  answers.push(status('pending'), status('pending'), ticket('download', 2))
  const path = join(t.testdir(), 'file')
  await saveFile(device, pointer, path, options)
  t.ok(readFileSync(path).equals(file))
  t.same([told, pauses], [['ask', 'ask', 'ask', 'done'], [7_000, 7_000]])
})

t.test('whoever cannot have a file is told why, and waits only so long', async (t) => {
  for (const [state, reason] of [['expired', 'EXPIRED'], ['gone', 'GONE'], ['tooLarge', 'HOST_TOO_LARGE'], ['corrupt', 'CORRUPT'], ['pending', 'STALLED']] as const) {
    const { device, options, answers, told, pointer, pauses } = await createFileWorld(t)
    answers.push(status(state))
    t.equal(await reasonOf(saveFile(device, pointer, join(t.testdir(), 'file'), options)), reason)
    t.notOk(told.includes('done'))
    t.ok(pauses.reduce((sum, ms) => sum + ms, 0) < 660_000)
  }
})

t.test('a file can be read as it comes, with a fresh ticket when one is over', async (t) => {
  const { server, file, device, options, answers, pointer, ticket } = await createFileWorld(t)
  const stale = ticket('download', 3)
  answers.push(stale, ticket('download', 4))
  server.tickets.delete(Buffer.from(stale.ticket).toString('base64url'))
  const pieces: Uint8Array[] = []
  for await (const piece of readFile(device, pointer, options)) pieces.push(piece)
  t.ok(Buffer.concat(pieces).equals(file))
})

t.test('no message goes for what was called back, however late', async (t) => {
  for (const isThere of [false, true]) {
    const { server, file, prepared, device, options, sent } = await createFileWorld(t)
    // With all of it there nothing is under way any more that an abort would end.
    if (isThere) server.upload.received = Buffer.alloc(prepared.sealedBytes)
    const abort = new AbortController()
    const onProgress = (done: number): void => { if (done === file.length) abort.abort(new Error('called back')) }
    const sending = sendFile(device, { to: PEER, source: sourceOfBytes(file), kind: 'file', mediaType: 'a/b' }, { ...options, signal: abort.signal, onProgress })
    t.equal(await reasonOf(sending), 'Error: called back', `there: ${String(isThere)}`)
    t.same(sent, [])
  }
})

t.test('a file that was saved stays although the gateway could not be told', async (t) => {
  const { file, device, options, answers, pointer, ticket } = await createFileWorld(t)
  answers.push(ticket('download', 2))
  const path = join(t.testdir(), 'file')
  t.equal(await reasonOf(saveFile({ ...device, attachmentDone: () => Promise.reject(new Error('no link')) }, pointer, path, options)), 'Error: no link')
  t.ok(readFileSync(path).equals(file))
})
