// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what the daemon shows as the home's word about a peer, and public keys.
// Promises: a peer's identity key and custody are what its home signed, by a key that the core's newest list names.
// Never: goes back to an older list than one it saw; believes the daemon's word for anything.
import { hash } from 'node:crypto'
import { readDelegation, readIssuerList, readStatement } from '../../model/claims.ts'
import type { IssuerKeyList } from '../../model/claims.ts'
import { DELEGATION_TYPE, ISSUER_LIST_TYPE, STATEMENT_TYPE } from '../../model/credentials.ts'
import type { PublicJwk } from '../../model/credentials.ts'
import type { PartyId, UserId } from '../../model/ids.ts'
import type { PeerProof } from '../protocol/calls.ts'
import { VaultRefused } from '../refusal.ts'
import type { PinnedPeer } from '../state/conversation.ts'
import { openSigned, readHeader } from './jws.ts'
import type { SignedClaims } from './jws.ts'

/** The core, as the start secret pins it. */
export interface PinnedCore {
  readonly party: PartyId
  readonly issuerKeys: readonly PublicJwk[]
}

/** Verifies what homes say. */
export interface Homes {
  /** What the peer's home says about it. The home must be `provider`, whose people the enlistment is for. Refuses as `statement-refused`. */
  verify(proof: PeerProof, peer: UserId, provider: PartyId, now: number): PinnedPeer
}

interface SeenList extends IssuerKeyList {
  readonly jws: string
  readonly payload: string
}

/** Homes under the core's lists of issuer keys; the newest one seen is remembered while the vault runs. */
export const createHomes = (core: PinnedCore): Homes => {
  let newest: SeenList | undefined
  return {
    verify: (proof, peer, provider, now) => {
      if (proof.home !== provider) throw refused()
      newest = newerOf(newest, proof.issuerList, core)
      const keys = newest.live.get(provider) ?? []
      const signed = openStated(proof.statement, provider, keys, now)
      const statement = signed && readStatement(signed.claims, provider, peer)
      if (statement === undefined) throw refused()
      return { identityKey: statement.identityKey, custody: statement.custody, statementDigest: digestOf(proof) }
    },
  }
}

/** Tells one statement from another. */
export const digestOf = ({ statement }: PeerProof): Uint8Array<ArrayBuffer> => new Uint8Array(hash('sha256', statement, 'buffer'))

/** A statement with a delegation in its header is the delegated key's or nobody's. */
const openStated = (statement: string, home: PartyId, keys: readonly PublicJwk[], now: number): SignedClaims | undefined => {
  const delegation = readHeader(statement)?.['dlg']
  if (delegation === undefined) return openSigned(statement, STATEMENT_TYPE, keys)
  const delegated = typeof delegation === 'string' ? openSigned(delegation, DELEGATION_TYPE, keys) : undefined
  const key = delegated && readDelegation(delegated.claims, home, now)
  const signed = key && openSigned(statement, STATEMENT_TYPE, [key])
  return signed?.claims['cst'] === 'VAULT' ? signed : undefined
}

const refused = (): VaultRefused => new VaultRefused('statement-refused')

const newerOf = (seen: SeenList | undefined, jws: string, core: PinnedCore): SeenList => {
  if (seen?.jws === jws) return seen
  const signed = openSigned(jws, ISSUER_LIST_TYPE, core.issuerKeys)
  const list = signed && readIssuerList(signed.claims, core.party)
  if (signed === undefined || list === undefined) throw refused()
  // Two lists of one version must say the same.
  const isOlder = seen !== undefined && (list.version < seen.version || (list.version === seen.version && signed.payload !== seen.payload))
  if (isOlder) throw refused()
  return { ...list, jws, payload: signed.payload }
}
