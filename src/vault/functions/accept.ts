// SPDX-License-Identifier: AGPL-3.0-only
// Sees: a peer's old and new identity key, and the core's word for the new one.
// Promises: a new identity key is pinned only when the peer's home states it and the core, who says what custody it puts up with, names the same one.
// Never: keeps a session with the old identity.
import { decodeAccepted } from '../../wire/content/index.ts'
import type { AcceptCall, VaultAnswers } from '../protocol/calls.ts'
import { refusing, VaultRefused } from '../refusal.ts'
import { withCoreWord } from './core-word.ts'
import type { Parts } from './parts.ts'
import { sealConversation, withAccount, withConversation } from './state.ts'

/** Pins the identity key that the core accepted. */
export const accept = (parts: Parts, call: AcceptCall): Promise<VaultAnswers['accept']> =>
  withAccount(parts, call.account, (account) => withConversation(parts, account, call.peer, call.conversation, (conversation) => {
    const peer = parts.homes.verify(call.proof, call.peer, account.state.provider, call.now)
    return withCoreWord(parts, account, { ...call, after: conversation.fromCore, again: 'maybe' }, (facts, json) => {
      const accepted = refusing('content-refused', () => decodeAccepted(json))
      const isSame = accepted.messageId === facts.messageId && Buffer.compare(accepted.identityKey, peer.identityKey) === 0
      if (!isSame) throw new VaultRefused('untrusted-identity')
      if (facts.custody === 'DEVICE' && peer.custody !== 'DEVICE') throw new VaultRefused('custody-refused')
      const { peer: pinned } = conversation
      // A change of custody is a new identity.
      const isPinned = pinned?.custody === peer.custody && Buffer.compare(pinned.identityKey, peer.identityKey) === 0
      // A word that came before may be said again about the key that it pinned, and about no other.
      if (!isPinned && facts.number <= conversation.fromCore) throw new VaultRefused('content-refused')
      const next = { ...conversation, peer, fromCore: Math.max(facts.number, conversation.fromCore), sessions: isPinned ? conversation.sessions : [] }
      const sealed = sealConversation(account, call.peer, call.conversation.version + 1, next)
      parts.memory.produced({ user: account.user, peer: call.peer }, sealed)
      return { conversation: sealed }
    })
  }))
