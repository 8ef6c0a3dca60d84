// SPDX-License-Identifier: AGPL-3.0-only
import type { ErrorCode } from '../model/errors.ts'
import type { InstanceName, KeyId, LinkId, PartyId } from '../model/ids.ts'
import type { Role } from '../model/values.ts'
import type { RequestKind } from './handlers.ts'

/** Whose link it is. */
export interface LinkIdentity {
  readonly linkId: LinkId
  readonly party: PartyId
  readonly role: Role
  readonly instance: InstanceName
  /** The party key that opened it. */
  readonly keyId: KeyId
}

/** Why a link ended: the party left, a planned stop, or an error of the catalogue. */
export type LinkEnding = 'LEFT' | 'DRAINED' | ErrorCode

/** A request that was answered with an error, or an error that ended a link or a handshake. */
export interface RequestFailure {
  /** undefined before authentication. */
  readonly link: LinkIdentity | undefined
  /** undefined when it was no readable request. */
  readonly kind: RequestKind | undefined
  readonly code: ErrorCode
  /** With `INTERNAL`, what the party was told; otherwise empty. */
  readonly correlationId: string
  /** With `INTERNAL`, what was thrown; its text must not leave the gateway. */
  readonly error: unknown
}

/** What happens on links, for the operator. Implementations write logs and counters, and never throw. */
export interface LinkEvents {
  linkOpened(link: LinkIdentity): void
  /** `party` only when it proved who it is. */
  linkRefused(code: ErrorCode, party: PartyId | undefined): void
  linkClosed(link: LinkIdentity, ending: LinkEnding): void
  requestFailed(failure: RequestFailure): void
}
