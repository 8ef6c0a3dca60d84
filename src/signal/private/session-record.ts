// SPDX-License-Identifier: AGPL-3.0-only
// Sees: serialised sessions, whose chain keys are secret.
// Promises: a session that is empty, over the cap or not readable counts as none, everywhere alike.
// Never: seals or opens; never changes the bytes it was given.
import { DecryptionErrorMessage, SessionRecord } from '@signalapp/libsignal-client'
import type { Bytes } from '../../model/signal-crypto.ts'
import { parse } from './failures.ts'

/**
 * Largest serialised session that is still used. A usual one has 1 to 7 KB; a flood of skipped messages adds 151 KB a
 * chain, for 5 chains and 40 archived states, so without a cap a peer could have 30 MB kept and parsed for every message.
 */
export const MAX_SESSION_BYTES = 512 * 1024

/** The session as libsignal's record; undefined when there is none or it counts as none. */
export const readSession = (session: Bytes | undefined): SessionRecord | undefined => {
  if (session === undefined || session.length === 0 || session.length > MAX_SESSION_BYTES) return undefined
  try {
    return SessionRecord.deserialize(session)
  } catch {
    return undefined
  }
}

/** Whether the session can seal at `now`: it has a current state that is not an unanswered one of over 30 days. */
export const canSeal = (session: Bytes, now: number): boolean => readSession(session)?.hasCurrentState(new Date(now)) ?? false

/** The session with its current state archived; an empty one, which counts as none, when there was nothing usable. */
export const archive = (session: Bytes): Bytes => {
  const record = readSession(session)
  if (record === undefined) return new Uint8Array(0)
  record.archiveCurrentState()
  return record.serialize()
}

/** Whether a DecryptionErrorMessage names the ratchet key that the session sends under now; `undecryptable` for garbage. */
export const concernsCurrentRatchet = (decryptionError: Uint8Array, session: Bytes): boolean => {
  const ratchetKey = parse('undecryptable', () => DecryptionErrorMessage.deserialize(new Uint8Array(decryptionError)).ratchetKey())
  if (ratchetKey === undefined) return false
  return readSession(session)?.currentRatchetKeyMatches(ratchetKey) ?? false
}
