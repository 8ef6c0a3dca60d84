// SPDX-License-Identifier: AGPL-3.0-only
// Sees: one message of the core's, in the clear, and the sessions it is sealed under.
// Promises: the identical plaintext for every device of the peer, under a fresh franking key, and the sessions advanced with it.
// Never: seals to an identity key or custody that the core has not accepted; seals one running number twice but as a resend.
import type { CoreFacts } from '../../model/core-messages.ts'
import { MAX_DEVICES } from '../../model/ids.ts'
import type { Bundle, Bytes } from '../../model/signal-crypto.ts'
import { SignalCryptoError } from '../../model/signal-crypto.ts'
import { commitmentOf, decodeSaid, encodeContent, FRANKING_KEY_BYTES, plaintextOf, resendIdOf } from '../../wire/content/index.ts'
import type { PeerDevice, SealCall, SealedForPeer } from '../protocol/calls.ts'
import { freshBytes } from '../random.ts'
import { refusing, VaultRefused } from '../refusal.ts'
import { Secret, wipe } from '../sealing/secret.ts'
import { sessionWith, withSessions } from '../state/conversation.ts'
import type { ConversationState, DeviceSession, PinnedPeer } from '../state/conversation.ts'
import { digestOf } from '../trust/homes.ts'
import type { Homes } from '../trust/homes.ts'
import { withCoreWord } from './core-word.ts'
import type { Parts } from './parts.ts'
import { localEnd, sealConversation, withAccount, withConversation } from './state.ts'
import type { OpenAccount } from './state.ts'

/** Seals what the core says for all devices of a peer. */
export const seal = (parts: Parts, call: SealCall): Promise<SealedForPeer> =>
  withAccount(parts, call.account, (account) => withConversation(parts, account, call.peer, call.conversation, (conversation) => {
    requireTargets(call)
    const peer = settledPeer(parts.homes, account, conversation.peer, call)
    const word = { ...call, after: conversation.fromCore, again: call.resend !== undefined }
    return withCoreWord(parts, account, word, async (facts, json) => {
      if (facts.custody === 'DEVICE' && peer.custody !== 'DEVICE') throw new VaultRefused('custody-refused')
      const contentBytes = contentOf(account, call, facts, json)
      try {
        return await sealContent(parts, account, { ...conversation, peer, fromCore: Math.max(facts.number, conversation.fromCore) }, call, facts, contentBytes)
      } finally {
        contentBytes.fill(0)
      }
    })
  }))

const requireTargets = ({ devices, resend }: SealCall): void => {
  const isMany = devices.length > (resend === undefined ? MAX_DEVICES : 1)
  if (devices.length === 0 || isMany || new Set(devices.map(({ device }) => device)).size < devices.length) throw new VaultRefused('malformed')
}

/** The peer as it is pinned; a home's new statement about it must say the same. Refuses as `untrusted-identity` what the core has to accept first. */
const settledPeer = (homes: Homes, account: OpenAccount, pinned: PinnedPeer | undefined, { proof, peer, now }: SealCall): PinnedPeer => {
  if (pinned !== undefined && Buffer.compare(pinned.statementDigest, digestOf(proof)) === 0) return pinned
  const stated = homes.verify(proof, peer, account.state.provider, now)
  const isSame = pinned === undefined || (Buffer.compare(pinned.identityKey, stated.identityKey) === 0 && pinned.custody === stated.custody)
  if (!isSame) throw new VaultRefused('untrusted-identity')
  return stated
}

const contentOf = ({ user }: OpenAccount, { peer, resend }: SealCall, facts: CoreFacts, json: Uint8Array): Bytes => {
  const said = refusing('content-refused', () => decodeSaid(json))
  // Typing is true for seconds, and all that a vault seals is stored (docs/protocol.md, DIP-116).
  if (said.messageId !== facts.messageId || said.body.kind === 'typing') throw new VaultRefused('content-refused')
  return refusing('content-refused', () => encodeContent({
    ...said, senderUser: user, recipientUser: peer, conversationId: undefined, resendOf: resend?.failed,
  }))
}

const sealContent = async (
  parts: Parts, account: OpenAccount, conversation: ConversationState & { readonly peer: PinnedPeer }, call: SealCall, facts: CoreFacts, contentBytes: Bytes,
): Promise<SealedForPeer> => {
  const frankingKey = freshBytes(FRANKING_KEY_BYTES)
  const plaintext = plaintextOf(frankingKey, contentBytes)
  const sessions: DeviceSession[] = []
  const envelopes: SealedForPeer['envelopes'][number][] = []
  try {
    for (const target of call.devices) {
      const { message, session } = await sealFor(parts, account, conversation, call, target, plaintext)
      sessions.push({ device: target.device, session: new Secret(session) })
      envelopes.push({ device: target.device, registrationId: target.registrationId, ...message })
    }
    const commitment = commitmentOf(frankingKey, contentBytes)
    const next = { ...conversation, sessions: withSessions(conversation.sessions, sessions) }
    const sealed = sealConversation(account, call.peer, call.conversation.version + 1, next)
    parts.memory.produced({ user: account.user, peer: call.peer }, sealed)
    return { conversation: sealed, envelopes, commitment, submissionId: submissionOf(call, facts) }
  } finally {
    wipe(...sessions.map(({ session }) => session))
    plaintext.fill(0)
    frankingKey.fill(0)
  }
}

const submissionOf = ({ resend, devices: [target] }: SealCall, facts: CoreFacts): SealedForPeer['submissionId'] =>
  resend === undefined || target === undefined ? facts.submissionId : resendIdOf(resend.failed, target.device)

const sealFor = async (
  { crypto }: Parts, account: OpenAccount, conversation: ConversationState & { readonly peer: PinnedPeer }, { peer, now }: SealCall, target: PeerDevice, plaintext: Bytes,
) => {
  const local = localEnd(account)
  const remote = { address: { user: peer, device: target.device }, identityKey: conversation.peer.identityKey }
  const known = sessionWith(conversation, target.device)
  let fresh: Bytes | undefined
  try {
    fresh = target.bundle && await crypto.startSession(local, remote, bundleOf(target, target.bundle, conversation.peer), known, now)
    const session = fresh ?? known
    if (session === undefined) throw new VaultRefused('no-session')
    return await crypto.seal(local, remote, session, plaintext, now)
  } catch (error) {
    throw error instanceof SignalCryptoError ? new VaultRefused(error.reason === 'stale-session' ? 'no-session' : 'bad-bundle') : error
  } finally {
    fresh?.fill(0)
  }
}

/** A bundle under the pinned identity key, whatever the daemon says: signatures of another one do not hold. */
const bundleOf = ({ registrationId }: PeerDevice, bundle: NonNullable<PeerDevice['bundle']>, { identityKey }: PinnedPeer): Bundle => ({
  registrationId, identityKey,
  signedPrekey: copied(bundle.signedPrekey), kyberPrekey: copied(bundle.kyberPrekey),
  oneTimePrekey: bundle.oneTimePrekey && { id: bundle.oneTimePrekey.id, publicKey: new Uint8Array(bundle.oneTimePrekey.publicKey) },
})

const copied = ({ id, publicKey, signature }: NonNullable<PeerDevice['bundle']>['signedPrekey']): Bundle['signedPrekey'] => (
  { id, publicKey: new Uint8Array(publicKey), signature: new Uint8Array(signature) })
