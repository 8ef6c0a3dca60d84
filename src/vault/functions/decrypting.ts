// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the sealed prekeys that a message names, a session, and the plaintext that comes of them.
// Promises: one message is decrypted under the pinned identity key, or refused with what asks the peer to send again.
// Never: uses a last-resort prekey twice with one base key; keeps the private half of a prekey that was used.
import { createHash } from 'node:crypto'
import type { Bytes, OpenedMessage, PrekeyRecords, SealedMessage } from '../../model/signal-crypto.ts'
import { SignalCryptoError } from '../../model/signal-crypto.ts'
import { encodeRetry } from '../../wire/content/index.ts'
import type { OpenCall, SealedPrekey } from '../protocol/calls.ts'
import { VaultRefused } from '../refusal.ts'
import { openBlob } from '../sealing/blobs.ts'
import { reveal, wipe } from '../sealing/secret.ts'
import type { Secret } from '../sealing/secret.ts'
import { BASE_KEY_DIGEST_BYTES, MAX_USED_BASE_KEYS } from '../state/account.ts'
import type { AccountState, LastingKey } from '../state/account.ts'
import { sessionWith } from '../state/conversation.ts'
import type { ConversationState, PinnedPeer } from '../state/conversation.ts'
import type { Parts } from './parts.ts'
import { localEnd } from './state.ts'
import type { OpenAccount } from './state.ts'

/** What decrypting changes. */
export interface Decrypted {
  /** Zero it after use. */
  readonly plaintext: Bytes
  readonly session: Bytes
  /** One-time prekeys that are used up. */
  readonly used: readonly Pick<SealedPrekey, 'kind' | 'id'>[]
  /** The account's new state, where a last-resort key was used. */
  readonly account: AccountState | undefined
}

/** Decrypts the call's message. Refuses as libsignal does, with a retry request where the peer can help. */
export const decrypt = async (
  { crypto }: Parts, account: OpenAccount, conversation: ConversationState, peer: PinnedPeer, call: OpenCall,
): Promise<Decrypted> => {
  const { facts } = call
  const address = { user: facts.peer, device: facts.peerDevice }
  const message = sealedMessage(call)
  const prekeys = lookup(account, call.prekeys)
  try {
    const session = sessionWith(conversation, facts.peerDevice)
    const opened = await crypto.open(localEnd(account), { address, identityKey: peer.identityKey }, session, message, prekeys.records)
    try {
      return { plaintext: opened.plaintext, session: opened.session, ...consumed(account.state, opened) }
    } catch (error) {
      opened.plaintext.fill(0)
      opened.session.fill(0)
      throw error
    }
  } catch (error) {
    throw error instanceof SignalCryptoError ? refusal(error.reason, crypto, call) : error
  } finally {
    prekeys.wipe()
  }
}

const sealedMessage = ({ type, ciphertext }: OpenCall): SealedMessage => {
  if (type === 8) throw new VaultRefused('malformed')
  return { type, ciphertext: new Uint8Array(ciphertext) }
}

const lookup = ({ user, userKey, state }: OpenAccount, sealed: readonly SealedPrekey[]): { readonly records: PrekeyRecords; wipe(): void } => {
  const opened: Secret[] = []
  const oneTime = (kind: SealedPrekey['kind'], id: number): Bytes | undefined => {
    const found = sealed.find((prekey) => prekey.kind === kind && prekey.id === id)
    if (found === undefined) return undefined
    const record = openBlob(userKey, { table: 'prekey', user, kind, id }, found.bytes)
    opened.push(record)
    return reveal(record)
  }
  return {
    records: {
      oneTime: (id) => oneTime('ec', id),
      signed: (id) => lasting(state.signed, id),
      kyber: (id) => oneTime('kyber', id) ?? lasting(state.lastResort, id),
    },
    wipe: () => { wipe(...opened) },
  }
}

const lasting = (keys: readonly LastingKey[], id: number): Bytes | undefined => {
  const found = keys.find((key) => key.id === id)
  return found && reveal(found.record)
}

/** PQXDH section 3.4: a one-time key is deleted, of a last-resort key the base key is remembered. */
const consumed = (state: AccountState, { usedOneTimePrekey, usedKyberPrekey }: OpenedMessage): Pick<Decrypted, 'used' | 'account'> => {
  const isLastResort = state.lastResort.some(({ id }) => id === usedKyberPrekey?.id)
  return {
    used: [
      ...(usedOneTimePrekey === undefined ? [] : [{ kind: 'ec' as const, id: usedOneTimePrekey }]),
      ...(usedKyberPrekey === undefined || isLastResort ? [] : [{ kind: 'kyber' as const, id: usedKyberPrekey.id }]),
    ],
    account: usedKyberPrekey && isLastResort ? remembering(state, usedKyberPrekey) : undefined,
  }
}

const remembering = (state: AccountState, { id, baseKey }: NonNullable<OpenedMessage['usedKyberPrekey']>): AccountState => {
  const digest = new Uint8Array(createHash('sha256').update(baseKey).digest().subarray(0, BASE_KEY_DIGEST_BYTES))
  const lastResort = state.lastResort.map((key) => {
    if (key.id !== id) return key
    if (key.usedBaseKeys.some((used) => Buffer.compare(used, digest) === 0)) throw new VaultRefused('duplicate')
    return { ...key, usedBaseKeys: [...key.usedBaseKeys, digest].slice(-MAX_USED_BASE_KEYS) }
  })
  return { ...state, lastResort }
}

const refusal = (reason: SignalCryptoError['reason'], crypto: Parts['crypto'], call: OpenCall): VaultRefused => {
  switch (reason) {
    case 'untrusted-identity': return new VaultRefused(reason)
    case 'duplicate': case 'no-session': case 'missing-prekey': return new VaultRefused(reason, retryOrNothing(crypto, call))
    case 'undecryptable': case 'bad-key': case 'bad-signature': case 'stale-session': return unreadable(crypto, call)
  }
}

/** The refusal of what nobody here can read, now or later. */
export const unreadable = (crypto: Parts['crypto'], call: OpenCall): VaultRefused => new VaultRefused('undecryptable', retryOrNothing(crypto, call))

/** A message can be so broken that nothing can be said about it; the peer is told even so. */
const retryOrNothing = (crypto: Parts['crypto'], call: OpenCall): Uint8Array | undefined => {
  const { submissionId, gatewayTimeMs, peerDevice } = call.facts
  try {
    const decryptionError = crypto.decryptionError(sealedMessage(call), Math.floor(gatewayTimeMs), peerDevice)
    return encodeRetry({ submissionId, decryptionError, givenUp: false })
  } catch {
    return undefined
  }
}
