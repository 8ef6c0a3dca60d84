// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../model/ids.ts'
import type { Readers } from '../../store/readers.ts'
import type { WakeDeps } from './wake.ts'

/** Finds where a party wants to be woken, as its agreement says now: nowhere while it is suspended. */
export const createWakeUrls = (read: Pick<Readers, 'party'>): WakeDeps['urlOf'] => async (party: PartyId) => {
  const row = await read.party(party)
  return row?.state === 'live' && row.wakeUrl !== '' ? row.wakeUrl : undefined
}
