// SPDX-License-Identifier: AGPL-3.0-only
// Sees: one message of a peer, sealed and in the clear.
// Promises: what a peer said reaches the core under the next running number, with what proves it, or the call is refused and nothing has changed.
// Never: passes on what does not fit its commitment or its ends; gives the daemon anything in the clear but a retry request.
import { EnvelopeType, SignalCryptoError } from '../../model/signal-crypto.ts'
import type { Bytes } from '../../model/signal-crypto.ts'
import { commitmentHolds, decodeContent, decodeRetry, encodeHeard, encodeProof, splitPlaintext } from '../../wire/content/index.ts'
import type { Content, Retry } from '../../wire/content/index.ts'
import type { Asked, MessageFacts, OpenCall, Opened, RetryAsked } from '../protocol/calls.ts'
import { refusing, VaultRefused } from '../refusal.ts'
import { Secret } from '../sealing/secret.ts'
import { sessionWith, withSessions } from '../state/conversation.ts'
import type { ConversationState, PinnedPeer } from '../state/conversation.ts'
import { decrypt, unreadable } from './decrypting.ts'
import type { Decrypted } from './decrypting.ts'
import type { Parts } from './parts.ts'
import { sealAccount, sealConversation, withAccount, withConversation } from './state.ts'
import type { OpenAccount } from './state.ts'

/** Opens one message and seals what it says to the core. */
export const open = (parts: Parts, call: OpenCall): Promise<Opened | Asked> =>
  withAccount(parts, call.account, (account) => withConversation(parts, account, call.facts.peer, call.conversation, async (conversation) => {
    if (call.type === EnvelopeType.PLAINTEXT) return readAsked(parts, conversation, call)
    const peer = conversation.peer ?? parts.homes.verify(call.proof, call.facts.peer, account.state.provider, call.now)
    // A change of custody is a new identity.
    if (peer.custody !== call.facts.peerCustody) throw new VaultRefused('untrusted-identity')
    const decrypted = await decrypt(parts, account, conversation, peer, call).catch((error: unknown) => {
      throw isNobodys(error) && isStated(parts, account, peer, call) ? unreadable(parts.crypto, call) : error
    })
    try {
      return passOn(parts, account, { ...conversation, peer }, call, decrypted)
    } finally {
      decrypted.plaintext.fill(0)
      decrypted.session.fill(0)
    }
  }))

const isNobodys = (error: unknown): boolean => error instanceof VaultRefused && error.refused === 'untrusted-identity'

/** Whether the home still states the identity that is pinned: then no acceptance will ever make another one the peer's. */
const isStated = ({ homes }: Parts, { state }: OpenAccount, pinned: PinnedPeer, { proof, facts, now }: OpenCall): boolean =>
  Buffer.compare(homes.verify(proof, facts.peer, state.provider, now).identityKey, pinned.identityKey) === 0

const readAsked = ({ crypto }: Parts, conversation: ConversationState, { facts, ciphertext, now }: OpenCall): Asked => {
  const retry = refusing('mislabelled', () => decodeRetry(ciphertext))
  return { asked: asked(crypto, conversation, facts, retry, now) }
}

/** What a retry request comes to here. Nobody vouches for it, and at most it costs a resend. */
const asked = (crypto: Parts['crypto'], conversation: ConversationState, { peerDevice }: MessageFacts, retry: Retry, now: number): RetryAsked => {
  const session = sessionWith(conversation, peerDevice)
  const renew = session === undefined || !crypto.canSeal(session, now) || concerns(crypto, retry, session)
  return { submissionId: retry.submissionId, renew, givenUp: retry.givenUp }
}

const concerns = (crypto: Parts['crypto'], { decryptionError }: Retry, session: Bytes): boolean => {
  try {
    return crypto.concernsCurrentRatchet(decryptionError, session)
  } catch (error) {
    if (error instanceof SignalCryptoError) return false
    throw error
  }
}

const passOn = (
  { channel, crypto, memory }: Parts, account: OpenAccount, conversation: ConversationState & { readonly peer: PinnedPeer }, call: OpenCall, decrypted: Decrypted,
): Opened => {
  const { user, userKey, state } = account
  const { facts } = call
  const content = readContent(user, facts, decrypted.plaintext)
  const number = conversation.opened + 1
  const sessions = withSessions(conversation.sessions, [{ device: facts.peerDevice, session: new Secret(decrypted.session) }])
  const next = { ...conversation, opened: number, sessions }
  const json = encodeHeard(content, { device: facts.peerDevice, gatewayTimeMs: facts.gatewayTimeMs })
  // Of each message alike: by what has one the daemon would tell texts from receipts.
  const proof = encodeProof(splitPlaintext(decrypted.plaintext))
  try {
    const forCore = channel.sealForCore({
      messageId: content.messageId, submissionId: facts.submissionId, from: facts.peer, to: user, provider: state.provider,
      custody: conversation.peer.custody, number,
    }, { json, proof }, call.now)
    const sealed = sealConversation(account, facts.peer, call.conversation.version + 1, next)
    const sealedAccount = decrypted.account && sealAccount(user, userKey, account.version + 1, decrypted.account)
    memory.produced({ user, peer: facts.peer }, sealed)
    if (sealedAccount !== undefined) memory.produced({ user, peer: undefined }, sealedAccount)
    const { body } = content
    return {
      conversation: sealed, state: sealedAccount, used: decrypted.used, ...forCore, number,
      asked: body.kind === 'retry' ? asked(crypto, next, facts, body, call.now) : undefined,
    }
  } finally {
    json.fill(0)
    proof.fill(0)
  }
}

/** The content, once its commitment and its two ends hold. PROTOCOL section 6: a mismatch is never shown. */
const readContent = (user: OpenAccount['user'], facts: MessageFacts, plaintext: Bytes): Content => refusing('mislabelled', () => {
  const { frankingKey, contentBytes } = splitPlaintext(plaintext)
  if (!commitmentHolds(facts.commitment, frankingKey, contentBytes)) throw new VaultRefused('commitment')
  const content = decodeContent(contentBytes)
  if (content.senderUser !== facts.peer || content.recipientUser !== user) throw new VaultRefused('mislabelled')
  return content
})
