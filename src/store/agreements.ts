// SPDX-License-Identifier: AGPL-3.0-only
import type { AgreementRecord } from '../model/agreements.ts'
import type { PartyId } from '../model/ids.ts'

/** How far the agreement with one provider has come; also of one that has only asked. */
export interface AgreementRow {
  readonly party: PartyId
  readonly version: number
  readonly record: AgreementRecord
}

/** A version of the reference offer, as it was signed. */
export interface OfferRow {
  /** From 1. */
  readonly number: number
  readonly jws: string
}

/** Writes of agreements and offers, parts of a change. */
export type AgreementWrite =
  /** `moved` unless its version is one above the one that is stored, 0 where there is none. */
  | { readonly put: 'agreement'; readonly row: AgreementRow }
  /** `moved` if there is an offer of this number. */
  | { readonly put: 'offer'; readonly row: OfferRow }

/** Reads of agreements and offers. */
export interface AgreementReaders {
  agreement(party: PartyId): Promise<AgreementRow | undefined>
  /** All of them, by party: as many as providers that asked or were admitted. */
  listAgreements(): Promise<readonly AgreementRow[]>
  /** The newest. */
  lastOffer(): Promise<OfferRow | undefined>
}
