// SPDX-License-Identifier: AGPL-3.0-only
// Sees: what libsignal and the caller's record lookups throw.
// Promises: libsignal's errors come out as one closed reason; a lookup's own error comes out as it went in.
// Never: passes on a text, a cause or an address of libsignal's.
import { ErrorCode, LibSignalErrorBase } from '@signalapp/libsignal-client'
import { SignalCryptoError } from '../../model/signal-crypto.ts'

/** Where a store callback leaves the error that libsignal would otherwise flatten into text. */
export interface Stash {
  raised?: { readonly error: unknown }
}

/**
 * Runs one libsignal step; what it throws becomes a {@link SignalCryptoError}. Only duplicates and identities have codes
 * of their own in libsignal, all else is `otherwise`; an error that a store callback stashed is thrown unchanged.
 */
export const attempt = async <T>(otherwise: SignalCryptoError['reason'], stash: Stash, step: () => Promise<T>): Promise<T> => {
  try {
    return await step()
  } catch (error) {
    if (stash.raised !== undefined) throw stash.raised.error
    throw new SignalCryptoError(reasonOf(error) ?? otherwise)
  }
}

/** Parses what a stranger or a store supplied; anything that libsignal cannot read is `otherwise`. */
export const parse = <T>(otherwise: SignalCryptoError['reason'], step: () => T): T => {
  try {
    return step()
  } catch {
    throw new SignalCryptoError(otherwise)
  }
}

const reasonOf = (error: unknown): SignalCryptoError['reason'] | undefined => {
  if (LibSignalErrorBase.is(error, ErrorCode.DuplicatedMessage)) return 'duplicate'
  if (LibSignalErrorBase.is(error, ErrorCode.UntrustedIdentity)) return 'untrusted-identity'
  return undefined
}
