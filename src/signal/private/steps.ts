// SPDX-License-Identifier: AGPL-3.0-only
// Sees: plaintext, sessions, private keys: the three steps in which libsignal encrypts or decrypts.
// Promises: each step returns the whole new state or throws a closed reason; the state passed in is never changed.
// Never: keeps, logs or transmits anything; never seals to or opens under an identity key that is not the pinned one.
import { PreKeySignalMessage, processPreKeyBundle, signalDecrypt, signalDecryptPreKey, signalEncrypt, SignalMessage } from '@signalapp/libsignal-client'
import { EnvelopeType, SignalCryptoError } from '../../model/signal-crypto.ts'
import type {
  Bundle, Bytes, LocalEnd, OpenedMessage, PrekeyRecords, RemoteEnd, SealedMessage,
} from '../../model/signal-crypto.ts'
import { protocolAddress } from './addresses.ts'
import { checkBundle, libsignalBundle } from './bundle.ts'
import { attempt, parse } from './failures.ts'
import type { Stash } from './failures.ts'
import { readSession } from './session-record.ts'
import { equal, KyberPrekeys, OneSession, OneTimePrekeys, PinnedIdentity, SignedPrekeys } from './unit-of-work.ts'

/** Starts a session from a bundle, which it checks; the old session's state is archived inside the new one. PQXDH section 3.3. */
export const startSession = async (
  local: LocalEnd, remote: RemoteEnd, bundle: Bundle, session: Bytes | undefined, now: number,
): Promise<Bytes> => {
  checkBundle(bundle)
  if (remote.identityKey !== undefined && !equal(remote.identityKey, bundle.identityKey)) throw new SignalCryptoError('untrusted-identity')
  const stash: Stash = {}
  const sessions = new OneSession(readSession(session))
  const identities = new PinnedIdentity(local, bundle.identityKey, stash)
  const published = libsignalBundle(bundle, remote.address.device)
  await attempt('bad-key', stash, () =>
    processPreKeyBundle(published, protocolAddress(remote.address), protocolAddress(local.address), sessions, identities, new Date(now)))
  return saved(sessions)
}

/** Seals one plaintext for one device and advances the session. */
export const seal = async (
  local: LocalEnd, remote: RemoteEnd, session: Bytes, plaintext: Uint8Array, now: number,
): Promise<{ readonly message: SealedMessage; readonly session: Bytes }> => {
  const at = new Date(now)
  const record = readSession(session)
  if (record?.hasCurrentState(at) !== true) throw new SignalCryptoError('stale-session')
  const stash: Stash = {}
  const sessions = new OneSession(record)
  const identities = new PinnedIdentity(local, remote.identityKey, stash)
  const own = new Uint8Array(plaintext)
  try {
    const sealed = await attempt('stale-session', stash, () =>
      signalEncrypt(own, protocolAddress(remote.address), protocolAddress(local.address), sessions, identities, at))
    return { message: { type: sealedType(sealed.type()), ciphertext: sealed.serialize() }, session: saved(sessions) }
  } finally {
    own.fill(0)
  }
}

/**
 * Opens one message and advances the session, or makes one from a PREKEY message. libsignal keeps the keys of the last five
 * ratchet turns: an older repeat is `undecryptable` and not `duplicate`, so callers look up the message id before they open.
 */
export const open = async (
  local: LocalEnd, remote: RemoteEnd, session: Bytes | undefined, message: SealedMessage, prekeys: PrekeyRecords,
): Promise<OpenedMessage> => {
  const stash: Stash = {}
  const sessions = new OneSession(readSession(session))
  const identities = new PinnedIdentity(local, remote.identityKey, stash)
  const oneTime = new OneTimePrekeys(prekeys, stash)
  const kyber = new KyberPrekeys(prekeys, stash)
  const plaintext = message.type === EnvelopeType.PREKEY
    ? await openFirst(local, remote, message, { sessions, identities, oneTime, signed: new SignedPrekeys(prekeys, stash), kyber }, stash)
    : await openNext(local, remote, message, { sessions, identities }, stash)
  if (identities.seen === undefined) throw new SignalCryptoError('undecryptable')
  return {
    plaintext, session: saved(sessions), identityKey: identities.seen,
    usedOneTimePrekey: oneTime.used, usedKyberPrekey: kyber.used,
  }
}

interface Stores { readonly sessions: OneSession; readonly identities: PinnedIdentity }
interface FirstStores extends Stores { readonly oneTime: OneTimePrekeys; readonly signed: SignedPrekeys; readonly kyber: KyberPrekeys }

const openFirst = (local: LocalEnd, remote: RemoteEnd, message: SealedMessage, stores: FirstStores, stash: Stash): Promise<Bytes> => {
  const envelope = parse('undecryptable', () => PreKeySignalMessage.deserialize(message.ciphertext))
  return attempt('undecryptable', stash, () => signalDecryptPreKey(
    envelope, protocolAddress(remote.address), protocolAddress(local.address),
    stores.sessions, stores.identities, stores.oneTime, stores.signed, stores.kyber))
}

const openNext = (local: LocalEnd, remote: RemoteEnd, message: SealedMessage, stores: Stores, stash: Stash): Promise<Bytes> => {
  if (stores.sessions.record === undefined) throw new SignalCryptoError('no-session')
  const envelope = parse('undecryptable', () => SignalMessage.deserialize(message.ciphertext))
  return attempt('undecryptable', stash, () => signalDecrypt(
    envelope, protocolAddress(remote.address), protocolAddress(local.address), stores.sessions, stores.identities))
}

const sealedType = (type: number): SealedMessage['type'] =>
  type === EnvelopeType.PREKEY ? EnvelopeType.PREKEY : EnvelopeType.RATCHET

const saved = (sessions: OneSession): Bytes => {
  if (sessions.record === undefined) throw new SignalCryptoError('stale-session')
  return sessions.record.serialize()
}
