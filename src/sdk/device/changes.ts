// SPDX-License-Identifier: Apache-2.0
import type { IdentityChange } from '../../model/answers.ts'
import type { SignalCrypto } from '../../model/signal-crypto.ts'
import { endorsementTranscript } from '../../wire/transcript.ts'
import { contactView } from './views.ts'
import { requirePeer } from './context.ts'
import type { Context } from './context.ts'
import { sameBytes } from './state/columns.ts'
import type { Peer, PeerDevice } from './state/peers.ts'
import type { Custody } from '../../model/values.ts'

/** The new identity of a peer. */
export interface NewIdentity {
  readonly identityKey: Uint8Array
  readonly custody: Custody
  readonly devices: readonly PeerDevice[]
  readonly endorsed: boolean
  readonly verified: boolean
}

/** Whether these are the identity and custody that are pinned: a change of custody is a new identity. */
export const isPinned = (peer: Peer, keys: Pick<NewIdentity, 'identityKey' | 'custody'>): boolean =>
  sameBytes(peer.identityKey, keys.identityKey) && peer.custody === keys.custody

/** Records a new identity before anything is encrypted to it or shown from it: a notice in the inbox, and sending halts. */
export const noteChange = (context: Context, peer: Peer, next: NewIdentity): void => {
  const { state, commit, emit, now } = context
  const before = isNoted(peer, next) ? peer.changed : undefined
  const endorsed = next.endorsed || before?.endorsed === true
  const verified = next.verified || before?.verified === true
  const devices = next.verified ? next.devices : before?.devices ?? next.devices
  commit(() => {
    state.peers.noteChange(peer.user, { ...next, devices, endorsed, verified })
    if (before === undefined) {
      emit('message', state.inbox.add(peer.user, { kind: 'identityChanged', endorsed, custody: next.custody }, now()))
    }
    emit('identityChanged', contactView(requirePeer(context, peer.user)))
  })
}

/** Whether these are the new identity and custody that the user was told of. */
export const isNoted = ({ changed }: Peer, keys: Pick<NewIdentity, 'identityKey' | 'custody'>): boolean =>
  sameBytes(changed?.identityKey, keys.identityKey) && changed?.custody === keys.custody

/** Takes note of the gateway's word that a peer has a new identity; only the home's statement, which may now be fetched, can make it count. */
export const noteAnnouncedChange = (context: Context, change: IdentityChange): void => {
  const peer = context.state.peers.find(change.peerUser)
  const next = { identityKey: change.newIdentityKey, custody: change.custody, devices: [], verified: false }
  // Of somebody never verified nothing is pinned: whatever the home vouches for first counts.
  if (peer?.identityKey === undefined || isPinned(peer, next)) return
  const endorsed = isEndorsed(peer.identityKey, change, context.crypto)
  context.commit(() => {
    noteChange(context, peer, { ...next, endorsed })
    context.state.peers.verifyAfter(peer.user, 0)
  })
}

/** Whether the old key signed exactly this new key for exactly this peer. */
const isEndorsed = (oldKey: Uint8Array, change: IdentityChange, crypto: SignalCrypto): boolean =>
  crypto.verify(oldKey, endorsementTranscript(change.peerUser, change.newIdentityKey), change.endorsement)
