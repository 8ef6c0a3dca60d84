// SPDX-License-Identifier: Apache-2.0
import type { Peer } from './state/peers.ts'
import type { AskedRequest } from './state/requests.ts'
import type { ContactView, RequestView } from './types.ts'

/** A peer as the app sees it, without keys and tokens. */
export const contactView = (peer: Peer): ContactView => ({
  peer: peer.user, party: peer.party, displayName: peer.name, address: peer.address, purposes: peer.purposes,
  state: stateOf(peer), verified: peer.identityKey !== undefined, custody: peer.custody,
  change: peer.changed && { endorsed: peer.changed.endorsed, verified: peer.changed.verified, custody: peer.changed.custody },
  unreadable: peer.unreadable,
})

/** A request as the app sees it. */
export const requestView = (request: AskedRequest): RequestView => ({
  requestId: request.requestId, party: request.party, displayName: request.name, address: request.address, purposes: request.purposes,
  inbox: request.inbox, inboxLabel: request.inboxLabel, receivedAtMs: request.receivedAtMs, inviteId: request.inviteId,
})

const stateOf = (peer: Peer): ContactView['state'] => {
  if (peer.standing === 'blocked' || peer.standing === 'withdrawn') return peer.standing
  return peer.changed === undefined ? 'granted' : 'changed'
}
