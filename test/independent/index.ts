// SPDX-License-Identifier: AGPL-3.0-only
// The Signal protocol a second time, out of its public specifications and `node:crypto`: a `SignalCrypto` that shares nothing with libsignal. It proves
// that others can speak it (docs/adr/0036-independent-endpoint.md) and is not for people's messages.
import { EnvelopeType, SignalCryptoError } from '../../src/model/signal-crypto.ts'
import type { Bundle, Bytes, LocalEnd, OpenedMessage, PrekeyRecords, RemoteEnd, SealedMessage, SignalCrypto } from '../../src/model/signal-crypto.ts'
import { agreeAsInitiator, agreeAsResponder } from './agreement.ts'
import { isSame } from './bytes.ts'
import { createKeyPair, publicKeyOf } from './curve.ts'
import type { KeyPair } from './curve.ts'
import { keys } from './keys.ts'
import { decapsulateWith, encapsulateFor } from './kyber.ts'
import { decodeDecryptionError, decodeFirstMessage, decodeRatchetMessage, encodeDecryptionError, encodeFirstMessage } from './messages.ts'
import type { FirstMessage, Route } from './messages.ts'
import { awaitRatchet, beginRatchet, openStep, sealStep } from './ratchet.ts'
import { safetyNumber } from './safety.ts'
import { archivedSession, readSession, statesOf, usableState, withCurrent, writeSession } from './session.ts'
import type { Session, State } from './session.ts'

/** The independent implementation. */
export const createIndependent = (): SignalCrypto => ({
  ...keys, startSession, seal, open, safetyNumber,
  canSeal: (session, now) => usableState(readSession(session), now) !== undefined,
  archive: (session) => {
    const read = archivedSession(readSession(session))
    return read.archived.length === 0 ? new Uint8Array(0) : writeSession(read)
  },
  decryptionError: (message, timestamp, device) => encodeDecryptionError(ratchetKeyOf(message), timestamp, device),
  concernsCurrentRatchet: (error, session) => {
    const [ratchetKey, { current }] = [decodeDecryptionError(error), readSession(session)]
    return ratchetKey !== undefined && current !== undefined && isSame(current.ratchet.own.publicKey, ratchetKey)
  },
})

const startSession: SignalCrypto['startSession'] = async (local, remote, bundle, session, now) => {
  keys.checkBundle(bundle)
  if (remote.identityKey !== undefined && !isSame(remote.identityKey, bundle.identityKey)) throw new SignalCryptoError('untrusted-identity')
  return writeSession(withCurrent(readSession(session), begin(local, bundle, now)))
}

const begin = ({ identity }: LocalEnd, { identityKey, signedPrekey, kyberPrekey, oneTimePrekey }: Bundle, since: number): State => {
  const base = createKeyPair()
  const { secret, ciphertext } = encapsulateFor(kyberPrekey.publicKey)
  const agreed = agreeAsInitiator({ identity, base }, { identityKey, signedPrekey: signedPrekey.publicKey, oneTimePrekey: oneTimePrekey?.publicKey }, secret)
  return {
    identityKey, baseKey: base.publicKey, ratchet: beginRatchet(agreed, signedPrekey.publicKey),
    unanswered: {
      baseKey: base.publicKey, oneTimePrekeyId: oneTimePrekey?.id, signedPrekeyId: signedPrekey.id, kyberPrekeyId: kyberPrekey.id, kyberCiphertext: ciphertext, since,
    },
  }
}

const seal: SignalCrypto['seal'] = async (local, remote, session, plaintext, now) => {
  const read = readSession(session)
  const state = usableState(read, now)
  if (state === undefined) throw new SignalCryptoError('stale-session')
  if (remote.identityKey !== undefined && !isSame(remote.identityKey, state.identityKey)) throw new SignalCryptoError('untrusted-identity')
  const route: Route = { mustName: true, sender: local.address, senderKey: local.identity.publicKey, recipient: remote.address, recipientKey: state.identityKey }
  const { ratchet, message } = sealStep(state.ratchet, plaintext, route)
  return { message: wrapped(message, state, local), session: writeSession({ ...read, current: { ...state, ratchet } }) }
}

const wrapped = (message: Bytes, { unanswered }: State, { identity, registrationId }: LocalEnd): SealedMessage => (unanswered === undefined
  ? { type: EnvelopeType.RATCHET, ciphertext: message }
  : { type: EnvelopeType.PREKEY, ciphertext: encodeFirstMessage({ ...unanswered, registrationId, identityKey: identity.publicKey, message }) })

const open: SignalCrypto['open'] = async (local, remote, record, message, prekeys) => {
  const session = readSession(record)
  return message.type === EnvelopeType.PREKEY
    ? openFirst(local, remote, session, decodeFirstMessage(message.ciphertext), prekeys)
    : openNext(local, remote, session, statesOf(session), message.ciphertext, false)
}

/** Opens a message by the first of these ratchets that it fits. */
const openNext = (local: LocalEnd, remote: RemoteEnd, session: Session, states: readonly State[], message: Bytes, mustName: boolean): OpenedMessage => {
  if (states.length === 0) throw new SignalCryptoError('no-session')
  let failure = new SignalCryptoError('undecryptable')
  for (const state of states) {
    if (remote.identityKey !== undefined && !isSame(remote.identityKey, state.identityKey)) throw new SignalCryptoError('untrusted-identity')
    try {
      const route: Route = { mustName, sender: remote.address, senderKey: state.identityKey, recipient: local.address, recipientKey: local.identity.publicKey }
      const { ratchet, plaintext } = openStep(state.ratchet, message, route)
      const rest = { current: session.current === state ? undefined : session.current, archived: session.archived.filter((one) => one !== state) }
      const opened = writeSession(withCurrent(rest, { ...state, ratchet, unanswered: undefined }))
      return { plaintext, session: opened, identityKey: state.identityKey, usedOneTimePrekey: undefined, usedKyberPrekey: undefined }
    } catch (error) {
      if (!(error instanceof SignalCryptoError)) throw error
      if (error.reason === 'duplicate') failure = error
    }
  }
  throw failure
}

/** Opens a first message: by the session that it began, or by a new one. */
const openFirst = (local: LocalEnd, remote: RemoteEnd, session: Session, first: FirstMessage, prekeys: PrekeyRecords): OpenedMessage => {
  if (remote.identityKey !== undefined && !isSame(remote.identityKey, first.identityKey)) throw new SignalCryptoError('untrusted-identity')
  const begun = statesOf(session).find(({ baseKey }) => isSame(baseKey, first.baseKey))
  if (begun !== undefined) return openNext(local, remote, session, [begun], first.message, true)
  const state = accept(local, first, prekeys)
  const opened = openNext(local, remote, session, [state], first.message, true)
  return { ...opened, usedOneTimePrekey: first.oneTimePrekeyId, usedKyberPrekey: { id: first.kyberPrekeyId, signedPrekeyId: first.signedPrekeyId, baseKey: first.baseKey } }
}

const accept = ({ identity }: LocalEnd, first: FirstMessage, prekeys: PrekeyRecords): State => {
  const signedPrekey = pairOf(prekeys.signed(first.signedPrekeyId))
  const seed = prekeys.kyber(first.kyberPrekeyId)
  const oneTimePrekey = first.oneTimePrekeyId === undefined ? undefined : pairOf(prekeys.oneTime(first.oneTimePrekeyId))
  if (seed === undefined) throw new SignalCryptoError('missing-prekey')
  const agreed = agreeAsResponder({ identity, signedPrekey, oneTimePrekey }, first, decapsulateWith(seed, first.kyberCiphertext))
  return { identityKey: first.identityKey, baseKey: first.baseKey, ratchet: awaitRatchet(agreed, signedPrekey), unanswered: undefined }
}

const pairOf = (record: Bytes | undefined): KeyPair => {
  if (record === undefined) throw new SignalCryptoError('missing-prekey')
  return { privateKey: record, publicKey: publicKeyOf(record) }
}

const ratchetKeyOf = ({ type, ciphertext }: SealedMessage): Bytes =>
  decodeRatchetMessage(type === EnvelopeType.PREKEY ? decodeFirstMessage(ciphertext).message : ciphertext).ratchetKey
