// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { GatewayError } from '../model/errors.ts'
import type { AttachmentDirection } from '../model/attachments.ts'
import type { TicketRow } from '../store/attachments.ts'
import type { MediaDeps } from './ports.ts'

/** A ticket that holds, with the hash that the store knows it by. */
export interface Shown extends TicketRow { readonly hash: Uint8Array }

// 32 bytes in base64url: the last character has two bits that say nothing, and only one spelling of them.
const TICKET = /^Drawbridge ([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])$/

/**
 * The ticket in an Authorization header, if it holds now for this attachment and direction. Throws `TICKET_REFUSED` for
 * everything else: unknown, expired, spent, for something else, of a party that may not pass, between two who are not open to each other any more,
 * or to upload what a message named: what became of that is not its sender's to know.
 */
export const requireTicket = async ({ store, now, mayPass }: Pick<MediaDeps, 'store' | 'now' | 'mayPass'>, authorization: string | undefined, id: string, direction: AttachmentDirection): Promise<Shown> => {
  // What is no ticket is looked up as well, so that it takes as long.
  const hash = createHash('sha256').update(Buffer.from(TICKET.exec(authorization ?? '')?.[1] ?? '', 'base64url')).digest()
  const row = await store.read.ticket(hash)
  const isOpen = await mayPass(row?.attachment)
  const isOver = direction === 'upload' && row?.attachment.isBound === true
  const holds = row !== undefined && row.attachment.id === id && row.direction === direction && row.expiresAt > now() && row.bytesLeft > 0 && row.isPartyLive && isOpen && !isOver
  if (!holds) throw new GatewayError('TICKET_REFUSED')
  return { ...row, hash }
}
