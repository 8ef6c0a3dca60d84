// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementRecord } from '../model/agreements.ts'
import type { PartyId } from '../model/ids.ts'
import type { AgreementState } from '../model/values.ts'
import type { AgreementRow } from '../store/agreements.ts'
import type { Readers } from '../store/readers.ts'
import type { PartyRow } from '../store/rows.ts'

/** The record of a party; one that was admitted before anything was noted is live since then, and one that came with two link keys is in the middle of changing them. */
export const recordOf = (row: AgreementRow | undefined, party: PartyRow | undefined): AgreementRecord => {
  const record = row?.record ?? { displayName: party?.displayName ?? '', ...(party === undefined ? {} : { liveAt: party.addedAt }) }
  const newKey = party?.linkKeys[1]?.keyId
  return party === undefined || newKey === undefined || record.rotation !== undefined ? record : { ...record, rotation: { begunAt: party.addedAt, newKey } }
}

/** The row that follows on what is stored. */
export const nextRow = (party: PartyId, stored: AgreementRow | undefined, record: AgreementRecord): AgreementRow =>
  ({ party, version: (stored?.version ?? 0) + 1, record })

/** What a party is when nothing suspends it: testing until it was live. */
export const stateAtRest = async (read: Pick<Readers, 'agreement'>, party: PartyId): Promise<AgreementState> => {
  const stored = await read.agreement(party)
  return stored?.record.testingAt !== undefined && stored.record.liveAt === undefined ? 'testing' : 'live'
}
