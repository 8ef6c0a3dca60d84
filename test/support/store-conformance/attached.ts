// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { attachmentId } from '../../../src/model/attachments.ts'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import type { AttachmentQuota, NewAttachment, NewTicket } from '../../../src/store/attachments.ts'
import type { Store } from '../../../src/store/port.ts'
import type { Append } from '../../../src/store/transactors.ts'
import { admitted, message } from './pair.ts'
import type { Pair } from './pair.ts'
import { CORE, DAY, device, hashOf, HERON, NOW } from './rows.ts'

/** Who sends, and who receives. */
type Two = Pick<Pair, 'alice' | 'bob'>

export const ROOMY: AttachmentQuota = { perUser: 1_000, bytesPerUser: 1e12, perParty: 10_000, bytesPerParty: 1e13 }
export const HOSTED = { from: 'host', host: 'media.heron.example', path: '/sealed/1?v=2' } as const

export const newAttachmentId = (): AttachmentId => attachmentId(randomUUID())

/** An attachment of alice's for bob. */
export const attachmentOf = ({ alice, bob }: Two, changes: Partial<NewAttachment> = {}): NewAttachment => ({
  id: newAttachmentId(), senderParty: HERON, senderUser: alice, senderDevice: device(1), recipientParty: CORE, recipientUser: bob, source: { from: 'upload' },
  sizeBytes: 1_000, sha256: hashOf('ciphertext'), createdAt: NOW, expiresAt: NOW + DAY, ...changes,
})

/** A ticket of the sender's device to upload it. */
export const ticketFor = (row: NewAttachment, changes: Partial<NewTicket> = {}): NewTicket => ({
  hash: randomBytes(32), attachment: row.id, user: row.senderUser, party: row.senderParty, deviceId: row.senderDevice, direction: 'upload', expiresAt: NOW + 600_000,
  bytes: 2 * row.sizeBytes, ...changes,
})

/** Asks for one; tells what came of it. */
export const create = async (store: Store, row: NewAttachment, quota: Partial<AttachmentQuota> = {}, ticket?: NewTicket) =>
  store.write.createAttachment(row, { ...ROOMY, ...quota }, await admitted(store, 'attach', row.senderUser, row.recipientUser), ticket)

/** One that is there, but for its bytes. */
export const pending = async (store: Store, pair: Two, changes: Partial<NewAttachment> = {}): Promise<AttachmentId> => {
  const row = attachmentOf(pair, changes)
  const outcome = await create(store, row)
  if (!('created' in outcome)) throw new Error(`not created: ${JSON.stringify(outcome)}`)
  return row.id
}

/** One that was uploaded. */
export const uploaded = async (store: Store, pair: Two, changes: Partial<NewAttachment> = {}): Promise<AttachmentId> => {
  const id = await pending(store, pair, changes)
  if (!await store.write.settleAttachment(id, 'available')) throw new Error('not settled')
  return id
}

/** A message that names them, to these devices. */
export const naming = async (store: Store, { alice, bob }: Two, attachments: readonly AttachmentId[], devices: readonly number[] = [1, 2], changes: Partial<Append> = {}): Promise<Append> =>
  message(await admitted(store, 'submit', alice, bob), { attachments, envelopes: devices.map((id) => ({ deviceId: device(id), bytes: Buffer.from('sealed') })), ...changes })

/** Sends such a message. */
export const sendNaming = async (...of: Parameters<typeof naming>) => of[0].write.append(await naming(...of))

/** Which of these devices may read it. */
export const readersOf = async (store: Store, { bob }: Two, id: AttachmentId, devices: readonly number[] = [1, 2]): Promise<number[]> => {
  const found = await Promise.all(devices.map(async (one) => ({ one, row: await store.read.attachmentFor(id, bob, device(one)) })))
  return found.filter(({ row }) => row !== undefined).map(({ one }) => one)
}
