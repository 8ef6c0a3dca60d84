// SPDX-License-Identifier: Apache-2.0
import type { KeyId, PartyId } from './ids.ts'
import type { BindingMode, Custody, Role } from './values.ts'

/** A public key as RFC 7517 JWK: Ed25519 (`OKP`) for links and franks; Ed25519 or P-256 for issuers. */
export interface PublicJwk {
  readonly kty: 'OKP' | 'EC'
  readonly crv: 'Ed25519' | 'P-256'
  /** base64url */
  readonly x: string
  /** base64url, P-256 only. */
  readonly y?: string
  /** RFC 7638 SHA-256 thumbprint. */
  readonly kid: string
}

/** An X25519 public key as RFC 8037 JWK. */
export interface AgreementJwk {
  readonly kty: 'OKP'
  readonly crv: 'X25519'
  /** base64url */
  readonly x: string
  /** RFC 7638 SHA-256 thumbprint. */
  readonly kid: string
}

/** A JWK with its private part. */
export type Private<Jwk> = Jwk & { readonly d: string }

/** A set of one or two live keys: two while one is being rotated out. */
export interface KeySet { readonly keys: readonly PublicJwk[] }

/** What a party hands to the operator: who it is and which keys speak for it. Holds nothing secret. */
export interface ApplicationFile {
  readonly drawbridge: 'application/1'
  readonly party: PartyId
  readonly role: Role
  /** At most 64 characters. */
  readonly displayName: string
  /** Ed25519 keys that open links. */
  readonly linkKeys: KeySet
  /** Keys that sign enlistment tokens and identity statements; on a core also the issuer list. */
  readonly issuerKeys: KeySet
  /** The word of the keys before, where these follow on others: a compact JWS with {@link SuccessionClaims}. */
  readonly succession?: string
  /** Where the party wants to be told that something urgent waits while it has no link. */
  readonly wakeUrl?: string
  /** Hosts, with a port where it is not 443, that its users' attachments may lie at. */
  readonly mediaHosts?: readonly string[]
}

/** What the operator hands back, outside the gateway: whom the party's software may trust. Holds nothing secret. */
export interface AdmissionFile {
  readonly drawbridge: 'admission/1'
  readonly party: PartyId
  readonly role: Role
  readonly bindingMode: BindingMode
  readonly gateway: {
    /** Audience of enlistment tokens: thumbprint of `linkKey`. */
    readonly id: KeyId
    /** ws:// or wss:// address of the link endpoint. */
    readonly url: string
    /** Ed25519 key that the gateway proves on every link. */
    readonly linkKey: PublicJwk
    /** Ed25519 key that signs franks. */
    readonly frankKey: PublicJwk
  }
  /** The core and the keys that sign for its users and its issuer list. */
  readonly core: { readonly party: PartyId; readonly issuerKeys: KeySet }
  /** To whom reports are sealed; absent where the operator reads none. Written by `report pin`, never by the gateway. */
  readonly moderationKey?: AgreementJwk
}

/** `typ` header of an enlistment token. */
export const TOKEN_TYPE = 'drawbridge-enlist+jwt'
/** `typ` header of an identity statement. */
export const STATEMENT_TYPE = 'drawbridge-identity+jwt'
/** `typ` header of a delegation, which stands in the header `dlg` of a statement that the delegated key signed. */
export const DELEGATION_TYPE = 'drawbridge-delegation+jwt'
/** `typ` header of an issuer list. */
export const ISSUER_LIST_TYPE = 'drawbridge-issuers+jwt'
/** `typ` header of a succession. */
export const SUCCESSION_TYPE = 'drawbridge-succession+jwt'
/** `typ` header of a wake-up. */
export const WAKE_TYPE = 'drawbridge-wake+jwt'
/** Longest life of an enlistment token in seconds: long enough for a phone on a bad network, too short to collect. */
export const MAX_TOKEN_SECONDS = 600

/** Claims of an enlistment token: the home lets exactly this user enlist with exactly this identity key, once. */
export interface TokenClaims {
  readonly iss: PartyId
  /** The gateway's id. */
  readonly aud: string
  /** User id. */
  readonly sub: string
  readonly iat: number
  readonly exp: number
  /** Random, single use. */
  readonly jti: string
  /** Address of the enlistment; absent when it has none. */
  readonly adr?: string
  readonly cst: Custody
  /** base64url SHA-256 of the 33-byte identity key. */
  readonly cnf: { readonly idk: string }
}

/** Claims of an identity statement: the home says whose key this is, who holds it and which device list is current. */
export interface StatementClaims {
  readonly iss: PartyId
  readonly sub: string
  readonly iat: number
  /** base64url of the 33-byte identity key. */
  readonly idk: string
  readonly cst: Custody
  /** Device list version. */
  readonly dlv: number
}

/** Claims of a delegation: the home lets this key state identities of its users, and of custody `VAULT` only. */
export interface DelegationClaims {
  readonly iss: PartyId
  readonly iat: number
  /** Absent: until the issuer key that signed it is taken out. */
  readonly exp?: number
  readonly cst: 'VAULT'
  /** Ed25519. */
  readonly key: PublicJwk
}

/** Claims of a succession, signed by the issuer key before: exactly these keys follow. */
export interface SuccessionClaims {
  readonly iss: PartyId
  readonly iat: number
  /** Thumbprints of the new link keys, in the file's order. */
  readonly lnk: readonly string[]
  /** Thumbprints of the new issuer keys, in the file's order. */
  readonly isk: readonly string[]
}

/** Claims of an issuer list: the core says which keys speak for which party. */
export interface IssuerListClaims {
  readonly iss: PartyId
  readonly iat: number
  /** Only rises. */
  readonly ver: number
  readonly parties: readonly { readonly party: PartyId; readonly state: 'live' | 'suspended'; readonly keys: readonly PublicJwk[] }[]
}
