// SPDX-License-Identifier: AGPL-3.0-only
import type { Static } from 'typebox'
import type { Answer } from '../model/answers.ts'
import { attachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import { partyId, userId, userReference } from '../model/ids.ts'
import { VAULT_DEVICE } from '../registry/index.ts'
import { contract } from './contract.ts'
import type { CoreDeps } from './ports.ts'
import type { Routes, Throttled } from './route.ts'
import type { Attachment } from './schemas.ts'

/** Bytes of a SHA-256. */
const DIGEST_BYTES = 32

/** Attachments of users whose keys a vault holds: their core has the bytes, the vault only what opens them. */
export const addAttachmentRoutes = (routes: Routes, { registry: { people }, relay: { attachments } }: Pick<CoreDeps, 'registry' | 'relay'>): void => {
  routes.add(contract.createAttachment, async ({ caller, body }) => {
    const senderUser = await people.requireUser(caller, userReference(body.ref), partyId(body.provider))
    const sha256 = Buffer.from(body.sha256, 'base64url')
    if (sha256.length !== DIGEST_BYTES) throw new GatewayError('MALFORMED', 'sha256 has 32 bytes in base64url')
    return shown(await attachments.createForCore(caller, { senderUser, recipientUser: userId(body.peer), sizeBytes: body.size, sha256 }))
  })
  routes.add(contract.showAttachment, async ({ caller, params, query }) => {
    const user = await people.requireUser(caller, userReference(query.ref), partyId(query.provider))
    return shown(await attachments.get(caller, { user, deviceId: VAULT_DEVICE, attachmentId: attachmentId(params.id) }))
  })
  routes.add(contract.attachmentDone, async ({ caller, params, query }) => {
    const user = await people.requireUser(caller, userReference(query.ref), partyId(query.provider))
    await attachments.done(caller, { user, deviceId: VAULT_DEVICE, attachmentId: attachmentId(params.id) })
    return { ok: true }
  })
}

const shown = (answer: Answer): Static<typeof Attachment> | Throttled => {
  switch (answer.kind) {
    case 'throttled': return answer
    case 'attachmentStatus':
      return { id: answer.attachmentId, state: answer.state, ...(answer.retryAfterSeconds === 0 ? {} : { retryAfterSeconds: answer.retryAfterSeconds }) }
    case 'attachmentTicket': return {
      id: answer.attachmentId, state: answer.direction === 'download' ? 'available' : 'pending',
      transfer: {
        direction: answer.direction, path: new URL(answer.url).pathname, authorization: `Drawbridge ${Buffer.from(answer.ticket).toString('base64url')}`,
        expiresAt: new Date(answer.expiresTimeMs).toISOString(), size: answer.sizeBytes,
      },
    }
    default: throw new GatewayError('INTERNAL', `attachments answered ${answer.kind}`)
  }
}
