// SPDX-License-Identifier: AGPL-3.0-only
// Promise: files between two people on a gateway, as their servers ask for them: tickets, messages that name them, and the end of each.
import { randomUUID } from 'node:crypto'
import type { AttachmentId, AttachmentTicket } from '../../src/model/attachments.ts'
import { deviceId, submissionId } from '../../src/model/ids.ts'
import { connectLink } from '../../src/sdk/link/index.ts'
import type { GatewayLink } from '../../src/sdk/link/index.ts'
import { encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { digestOf, MIB_BYTES } from './large-body.ts'
import type { Place } from './large-body.ts'
import { REGISTRATION } from './people.ts'
import type { Acquainted, Member, Pair } from './people.ts'
import { ticketOf } from './ticket-of.ts'

/** A file that was sent from the provider's user of a pair to the core's, or is to be. */
export interface BenchFile {
  readonly id: AttachmentId
  /** Takes the upload. */
  readonly up: Place
}

/** The servers of both homes. */
export interface Filing {
  /** A file of so many mebibytes of the load's bytes, to be uploaded. */
  create(mib: number): Promise<BenchFile>
  /** Names it in a message; gives where its reader finds it. */
  hand(file: BenchFile): Promise<Place>
  /** Its reader has it: it is to be deleted. */
  done(file: BenchFile): Promise<void>
  close(): Promise<void>
}

const DEVICE = deviceId(1)
const BODY = Buffer.alloc(300, 7)
const COMMITMENT = Buffer.alloc(32, 7)

/** Opens a link of each home, before those of a load: the newest of a party carries its pushes. */
export const openFiling = async ({ core, provider, pairs: [pair] }: Acquainted): Promise<Filing> => {
  if (pair === undefined) throw new Error('nobody is acquainted')
  const links = { core: await openLink(core), provider: await openLink(provider) }
  return {
    create: async (mib) => {
      const answer = await links.provider.request({
        kind: 'createUpload', senderUser: pair.provider.user, senderDevice: DEVICE, recipientUser: pair.core.user, consentToken: pair.provider.token,
        sizeBytes: mib * MIB_BYTES, sha256: digestOf(mib),
      })
      const ticket = ticketOf(answer)
      return { id: ticket.attachmentId, up: placeOf(ticket, { 'tus-resumable': '1.0.0', 'upload-offset': '0' }) }
    },
    hand: async ({ id }) => {
      const answer = await links.provider.request({ kind: 'submit', submission: submissionWith(pair, id) })
      if (answer.kind !== 'accepted') throw new Error(`a message with a file was answered ${answer.kind}`)
      return placeOf(ticketOf(await links.core.request({ kind: 'getAttachment', user: pair.core.user, deviceId: DEVICE, attachmentId: id })))
    },
    done: async ({ id }) => { await links.core.request({ kind: 'attachmentDone', user: pair.core.user, deviceId: DEVICE, attachmentId: id }) },
    close: async () => { await Promise.all([links.core.close(), links.provider.close()]) },
  }
}

const openLink = async ({ keys, admission }: Member): Promise<GatewayLink> => {
  const link = connectLink({ keys, admission, instance: 'files' })
  link.onPush(async () => {})
  await link.ready
  return link
}

const submissionWith = ({ core, provider }: Pair, id: AttachmentId) => ({
  submissionId: submissionId(randomUUID()), senderUser: provider.user, senderDevice: DEVICE, recipientUser: core.user, consentToken: provider.token,
  envelopes: [{ deviceId: DEVICE, registrationId: REGISTRATION, type: 2 as const, bytes: Buffer.from(encodeEnvelope({ deviceId: DEVICE, registrationId: REGISTRATION, type: 2, ciphertext: BODY })) }],
  commitment: COMMITMENT, messageClass: 'normal' as const, urgent: false, ttlSeconds: 0, partial: false, attachments: [id],
})

const placeOf = ({ url, ticket }: AttachmentTicket, headers = {}): Place => {
  const { port, pathname } = new URL(url)
  return { port: Number(port), path: pathname, headers: { authorization: `Drawbridge ${Buffer.from(ticket).toString('base64url')}`, ...headers } }
}
