// SPDX-License-Identifier: Apache-2.0
import { deviceId } from '../../model/ids.ts'
import type { DeviceId, UserId } from '../../model/ids.ts'
import type { Custody } from '../../model/values.ts'
import { verifyBundles } from './bundles.ts'
import type { VerifiedKeys } from './bundles.ts'
import { isNoted, isPinned, noteChange } from './changes.ts'
import { requireOwn, requirePeer } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { Peer } from './state/peers.ts'
import type { IssuerKeys } from './trust.ts'

/** What is asked for when no bundle is wanted: the last device id, which next to nobody has, so that no one-time key is used up. */
export const NO_DEVICE = deviceId(127)

/** Peers' keys, verified and pinned. */
export interface Keyring {
  /**
   * Fetches and verifies a peer's keys with bundles for these devices (none named: all), and pins them if they are the
   * first. Throws `IDENTITY_CHANGED` once the change is recorded, `CUSTODY_REFUSED`, and what asking and verifying throw.
   */
  fetch(user: UserId, devices: readonly DeviceId[], demanded?: Custody): Promise<VerifiedKeys>
  /** As {@link fetch}, for the sake of identity and device list alone. */
  fetchIdentity(user: UserId): Promise<VerifiedKeys>
  /** Pins the changed identity that the user has seen; throws `IDENTITY_CHANGED` when it has changed again. */
  accept(user: UserId): Promise<void>
}

/** Keys served over `context.ask`, believed as far as `issuers` reach. */
export const createKeyring = (context: Context, issuers: IssuerKeys): Keyring => {
  const fetchVerified = async (user: UserId, devices: readonly DeviceId[], demanded: Custody | undefined): Promise<VerifiedKeys> => {
    const { address } = requireOwn(context)
    const { token } = requirePeer(context, user)
    const served = await context.ask({
      kind: 'getBundles', senderUser: address.user, recipientUser: user, consentToken: token, demandedCustody: demanded, deviceIds: devices,
    }, 'bundles')
    try {
      return await verifyBundles(served, requirePeer(context, user), issuers, context.crypto, context.now())
    } catch (error) {
      if (error instanceof DeviceError) context.emit('distrusted', { peer: user, reason: error.reason })
      throw error
    }
  }
  const fetch: Keyring['fetch'] = async (user, devices, demanded) => {
    const keys = await fetchVerified(user, devices, demanded)
    pinOrNote(context, user, keys)
    if (demanded !== undefined && keys.custody !== demanded) throw new DeviceError('CUSTODY_REFUSED')
    return keys
  }
  return {
    fetch,
    fetchIdentity: (user) => fetch(user, [NO_DEVICE]),
    accept: async (user) => acceptKeys(context, user, await fetchVerified(user, [NO_DEVICE], undefined)),
  }
}

const pinOrNote = (context: Context, user: UserId, keys: VerifiedKeys): void => {
  const peer = requirePeer(context, user)
  if (peer.identityKey !== undefined && !isPinned(peer, keys)) throw noteVerified(context, peer, keys)
  context.commit(() => { context.state.peers.pin(user, keys) })
}

/** Records what the home vouches for now. Its list counts as seen before it is accepted: the older keys cannot be served again. */
const noteVerified = (context: Context, peer: Peer, keys: VerifiedKeys): DeviceError => {
  context.commit(() => {
    noteChange(context, peer, { ...keys, endorsed: false, verified: true })
    context.state.peers.sawList(peer.user, keys)
  })
  return new DeviceError('IDENTITY_CHANGED')
}

const acceptKeys = (context: Context, user: UserId, keys: VerifiedKeys): Promise<void> => context.ratchets.run(user, async () => {
  const { state, commit } = context
  const peer = requirePeer(context, user)
  const isSeen = isNoted(peer, keys)
  // What was announced may never have been true: then the pinned keys stay.
  if (!isSeen && !isPinned(peer, keys)) throw noteVerified(context, peer, keys)
  commit(() => {
    state.peers.pin(user, keys)
    state.peers.clearChange(user)
    state.sessions.keepOnly(user, keys.identityKey)
    if (isSeen) dropSealed(context, user)
  })
})

/** What was sealed to the old identity is sealed anew; what was to repair an old message has nobody to open it any more. */
const dropSealed = ({ state }: Context, user: UserId): void => {
  for (const item of state.outbox.allFor(user)) if (item.kind !== 'retry') state.outbox.remove(item.submissionId)
}
