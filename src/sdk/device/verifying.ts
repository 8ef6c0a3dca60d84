// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../../model/ids.ts'
import { isUnanswered, pauseAfter } from './asking.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { Keyring } from './keyring.ts'
import { refuse } from './receiving.ts'
import type { Receiver } from './receiving.ts'
import type { Peer } from './state/peers.ts'

/** Milliseconds before a peer's statement is fetched again for the sake of held pushes: each fetch spends a share of a quota. */
const VERIFY_INTERVAL_MS = 60_000
/** The same, after what was served did not hold. */
const DISTRUST_INTERVAL_MS = 600_000
/** Milliseconds after which a push whose sender cannot be verified is refused. */
const MAX_UNVERIFIED_MS = 86_400_000
/** Milliseconds after which a push of somebody never granted is refused: as long as a grant may take to arrive. */
const MAX_UNKNOWN_MS = 30 * 86_400_000
/** Held pushes looked at in one go; the receiver holds no more of one peer. */
const PAGE = 200

/** Sees to it that held pushes do not wait longer than they must. */
export interface Verifier {
  /** Fetches the statement about a doubtful peer in the background, and then deals with what is held of it. */
  verify(user: UserId): void
  /** Looks at everything that is held again, and refuses what waited too long. */
  releaseAll(): Promise<void>
}

/** A verifier over `keyring`; `receiver` is asked for when it is needed, since each of the two starts the other. */
export const createVerifier = (context: Context, keyring: Keyring, receiver: () => Receiver): Verifier => {
  const { state, now } = context
  const verifyNow = async (user: UserId): Promise<void> => {
    const peer = state.peers.find(user)
    if (peer === undefined || peer.verifyAfterMs > now() || !isDoubtful(context, peer)) return
    const askedAtMs = now()
    if (await isVouchedFor(context, keyring, user)) await receiver().release(user, askedAtMs)
    else refuseOlder(context, user, now() - MAX_UNVERIFIED_MS)
  }
  return {
    verify: (user) => { context.tasks.start(`verify ${user}`, () => verifyNow(user)) },
    releaseAll: async () => {
      for (const user of state.inbound.heldPeers()) {
        await receiver().release(user)
        if (state.peers.find(user) === undefined) refuseOlder(context, user, now() - MAX_UNKNOWN_MS)
      }
    },
  }
}

/** Whether there is anything that the home's statement would settle. */
const isDoubtful = ({ state }: Context, { user, changed }: Peer): boolean => state.inbound.holds(user) > 0 || changed?.verified === false

/** Whether the home's statement about the peer was seen just now, whichever key it names. */
const isVouchedFor = async (context: Context, keyring: Keyring, user: UserId): Promise<boolean> => {
  const { state, now } = context
  try {
    await keyring.fetchIdentity(user)
  } catch (error) {
    if (isUnanswered(error)) return false
    if (!(error instanceof DeviceError && error.reason === 'IDENTITY_CHANGED')) {
      state.peers.verifyAfter(user, now() + (pauseAfter(error, 0) ?? DISTRUST_INTERVAL_MS))
      return false
    }
  }
  state.peers.verifyAfter(user, now() + VERIFY_INTERVAL_MS)
  return true
}

const refuseOlder = (context: Context, user: UserId, before: number): void => {
  const overdue = context.state.inbound.held(user, PAGE).filter(({ receivedAtMs }) => receivedAtMs <= before)
  for (const parcel of overdue) refuse(context, parcel, context.state.peers.find(user) === undefined ? 'NOT_A_CONTACT' : 'UNTRUSTED_IDENTITY')
}
