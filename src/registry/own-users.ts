// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { Store } from '../store/port.ts'
import type { PartyRow, UserRow } from '../store/rows.ts'

/** The caller's own row; `SUSPENDED` if its agreement rests, since a link may outlive the suspension by moments. */
export const requireHome = async (store: Store, caller: VerifiedParty): Promise<PartyRow> => {
  const home = await store.read.party(caller.party)
  if (!home) throw new GatewayError('UNAUTHENTICATED')
  if (home.state === 'suspended') throw new GatewayError('SUSPENDED', home.stateReason)
  return home
}

/** The core's own row; `WRONG_ROLE` for everybody else. */
export const requireCore = async (store: Store, caller: VerifiedParty): Promise<PartyRow> => {
  const home = await requireHome(store, caller)
  if (home.role !== 'core') throw new GatewayError('WRONG_ROLE')
  return home
}

/** A user of the caller; `NOT_YOURS` alike for another party's users and for ids that nobody has. */
export const requireOwnUser = async (store: Store, caller: VerifiedParty, user: UserId): Promise<UserRow> =>
  (await requireHomeAndUser(store, caller, user)).user

/** The caller's own row and a user of it, as {@link requireHome} and {@link requireOwnUser} give them. */
export const requireHomeAndUser = async (store: Store, caller: VerifiedParty, user: UserId): Promise<{ readonly home: PartyRow; readonly user: UserRow }> => {
  const home = await requireHome(store, caller)
  const found = await store.read.user(user)
  if (found?.party !== caller.party) throw new GatewayError('NOT_YOURS')
  return { home, user: found }
}
