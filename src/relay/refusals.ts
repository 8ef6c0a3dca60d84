// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { CallRefused, VaultGone } from '../vault/protocol/client.ts'

/** What a vault did not do for the core, in the words of the catalogue; whatever is not a vault's refusal as it is. */
export const asAnswer = (error: unknown): unknown => {
  if (error instanceof VaultGone || error instanceof DOMException) return new GatewayError('UNAVAILABLE', 'the vault is not there')
  if (!(error instanceof CallRefused)) return error
  switch (error.refused) {
    case 'busy': return new GatewayError('UNAVAILABLE', 'the vault is busy')
    case 'unknown-key': return new GatewayError('UNAVAILABLE', 'the vault does not hold the key-encryption key of this user')
    case 'broken-seal': return new GatewayError('UNAVAILABLE', 'the vault does not take what is stored of this conversation')
    case 'custody-refused': return new GatewayError('CUSTODY_REFUSED')
    case 'content-refused': case 'malformed': return new GatewayError('MALFORMED', 'the vault does not take this content')
    case 'untrusted-identity': return new GatewayError('IDENTITY_CHANGED')
    case 'no-session': case 'bad-bundle': case 'statement-refused': return new GatewayError('UNAVAILABLE', 'the peer has no keys that hold')
    default: return error
  }
}

/** The vault takes too long, or the relay stops. */
export const isAborted = (error: unknown): boolean => error instanceof DOMException || (error instanceof GatewayError && error.code === 'UNAVAILABLE')
