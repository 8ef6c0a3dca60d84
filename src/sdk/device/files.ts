// SPDX-License-Identifier: Apache-2.0
import type { DeviceClient } from './client.ts'
import { requireOwn, requireSendable } from './context.ts'
import type { Context } from './context.ts'

type FileCalls = Pick<DeviceClient, 'createUpload' | 'offerHosted' | 'attachment' | 'attachmentDone'>

/** What a device asks of the gateway about attachments; the bytes go their own way, by the tickets that it gets. */
export const fileCalls = (context: Context): FileCalls => {
  const offerOf = ({ to, sizeBytes, sha256 }: Parameters<DeviceClient['createUpload']>[0]) => {
    const { address } = requireOwn(context)
    return { senderUser: address.user, senderDevice: address.device, recipientUser: to, consentToken: requireSendable(context, to).token, sizeBytes, sha256 }
  }
  const ownOf = (attachmentId: Parameters<DeviceClient['attachment']>[0]) => {
    const { address } = requireOwn(context)
    return { user: address.user, deviceId: address.device, attachmentId }
  }
  return {
    createUpload: async (offer) => context.ask({ kind: 'createUpload', ...offerOf(offer) }, 'attachmentTicket'),
    offerHosted: async ({ host, path, ...offer }) => context.ask({ kind: 'offerHosted', host, path, ...offerOf(offer) }, 'attachmentStatus'),
    attachment: async (id) => context.ask({ kind: 'getAttachment', ...ownOf(id) }, 'attachmentTicket', 'attachmentStatus'),
    attachmentDone: async (id) => { await context.ask({ kind: 'attachmentDone', ...ownOf(id) }, 'done') },
  }
}
