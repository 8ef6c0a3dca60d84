// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the routes of attachments on a listener of their own, with rows in memory. Each id is an attachment of MIB mebibytes of the load's bytes, and
// each ticket holds for it.
//
// Arguments: a folder; the environment names MIB. Prints its port when it listens; ends with its input.
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import Fastify from 'fastify'
import { createMedia } from '../../src/media/index.ts'
import type { MediaStore } from '../../src/media/index.ts'
import { deviceId, partyId, userId } from '../../src/model/ids.ts'
import type { AttachmentId, AttachmentState } from '../../src/model/attachments.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { mapErrors } from '../../src/ops/problem.ts'
import { systemTimers } from '../../src/ops/timers.ts'
import type { AttachmentRow } from '../../src/store/attachments.ts'
import { digestOf, MIB_BYTES } from '../load/large-body.ts'

const [, , folder = ''] = process.argv
process.stdin.on('end', () => { process.exit(0) }).resume()
const mib = Number(process.env['MIB'])
const sizeBytes = mib * MIB_BYTES
const sha256 = digestOf(mib)
const user = userId(randomUUID())
const party = partyId('provider.example')
const standings = new Map<AttachmentId, { state: AttachmentState; receivedBytes: number }>()
const standingOf = (id: AttachmentId) => {
  const found = standings.get(id) ?? { state: 'pending' as const, receivedBytes: 0 }
  standings.set(id, found)
  return found
}
const rowOf = (id: AttachmentId): AttachmentRow => ({
  id, senderParty: party, senderUser: user, senderDevice: deviceId(1), recipientParty: party, recipientUser: user, source: { from: 'upload' }, sizeBytes, sha256,
  isBound: false, createdAt: 0, expiresAt: Infinity, ...standingOf(id),
})
/** Whom the next request is about: the listener sees it before the ticket is looked up. */
let asked: { readonly id: AttachmentId; readonly direction: 'upload' | 'download' } | undefined

const store: MediaStore = {
  read: {
    attachment: async (id) => rowOf(id),
    ticket: async () => asked && { attachment: rowOf(asked.id), user, party, deviceId: deviceId(1), direction: asked.direction, expiresAt: Infinity, bytesLeft: 2 * sizeBytes, isPartyLive: true },
    neededAttachments: async (ids) => ids,
    endedAttachments: async () => [],
  },
  write: {
    spendTicket: async () => sizeBytes,
    advanceAttachment: async (id, from, to) => {
      const found = standingOf(id)
      if (found.receivedBytes !== from) return false
      found.receivedBytes = to
      return true
    },
    settleAttachment: async (id, state) => {
      standingOf(id).state = state
      return true
    },
    forgetBytes: async () => {},
  },
}

const failed = (_where: string, error: unknown): void => { process.stderr.write(`${String(error)}\n`) }
const media = await createMedia({ folder, s3: undefined }, { store, now: () => systemClock.now(), monotonic: () => systemClock.monotonic(), timers: systemTimers, failed })
const app = Fastify()
mapErrors(app, { failed, correlationId: () => '' })
app.addHook<{ Params: { id: AttachmentId } }>('onRequest', async ({ params, method }) => { asked = { id: params.id, direction: method === 'GET' ? 'download' : 'upload' } })
await media.mount(app)
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${String((app.server.address() as AddressInfo).port)}\n`)
