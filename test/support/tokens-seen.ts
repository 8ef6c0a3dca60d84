// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a device shows the gateway to be let through to somebody, as its link carries it.
import type { DeviceTransport } from '../../src/sdk/transport.ts'
import type { UserId } from '../../src/model/ids.ts'

/** A transport that keeps the consent token of everybody who was written to. */
export const seeTokens = (transport: DeviceTransport): { readonly transport: DeviceTransport; readonly tokenFor: (peer: UserId) => Uint8Array } => {
  const tokens = new Map<UserId, Uint8Array>()
  return {
    transport: {
      ...transport,
      request: (request, signal) => {
        if (request.kind === 'submit') tokens.set(request.submission.recipientUser, request.submission.consentToken)
        return transport.request(request, signal)
      },
    },
    tokenFor: (peer) => {
      const token = tokens.get(peer)
      if (token === undefined) throw new Error('nobody was written to yet')
      return token
    },
  }
}
