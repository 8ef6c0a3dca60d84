// SPDX-License-Identifier: Apache-2.0
import type { BindingMode } from './values.ts'

/** What the operator offers every provider alike: nothing in it is about one of them. */
export interface OfferTerms {
  /** The core and its operator. */
  readonly operator: { readonly party: string; readonly displayName: string; readonly contactUrl: string | null; readonly issuerKeyIds: readonly string[] }
  readonly gateway: {
    /** Thumbprint of the link key, which signs the offer. */
    readonly id: string
    readonly url: string
    readonly frankKeyId: string
    readonly bindingMode: BindingMode
    readonly software: string
    readonly source: string
  }
  readonly protocol: { readonly versions: readonly string[]; readonly capabilities: readonly string[] }
  /** Bytes, and counts. */
  readonly sizes: Readonly<Record<string, { readonly value: number; readonly meaning: string }>>
  /** What an agreement allows unless it says otherwise. */
  readonly limits: Readonly<Record<string, { readonly value: number; readonly meaning: string }>>
  /** The same for every agreement, in words. */
  readonly protocolLimits: readonly string[]
  readonly requires: { readonly report: boolean; readonly rotation: boolean; readonly reportDays: number }
  /** Sentences. */
  readonly policy: readonly string[]
  readonly timeline: { readonly months: number; readonly counting: string }
}

/** Something that is otherwise than in the offer before; JSON text, empty where it was or is not there. */
export interface OfferChange { readonly what: string; readonly before: string; readonly after: string }

/** A version of the reference offer. */
export interface Offer {
  readonly drawbridge: 'offer/1'
  /** From 1; each is other than the one before. */
  readonly number: number
  /** RFC 3339. */
  readonly builtAt: string
  /** The one before, with the SHA-256 of its JWS in hexadecimal; null for the first. */
  readonly previous: { readonly number: number; readonly sha256: string } | null
  readonly changes: readonly OfferChange[]
  readonly terms: OfferTerms
}

/** `typ` of its JWS. */
export const OFFER_TYPE = 'drawbridge-offer+jws'
