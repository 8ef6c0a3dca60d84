// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { Standing } from '../model/standing.ts'
import { MOVED, settle } from '../registry/optimistic.ts'
import { eventWrite } from '../registry/sealed-event.ts'
import type { Sealed } from '../vault/protocol/calls.ts'
import { CallRefused } from '../vault/protocol/client.ts'
import { deny } from './accept.ts'
import type { RelayDeps } from './ports.ts'
import { asAnswer } from './refusals.ts'
import type { CoreMessage } from './seal-calls.ts'
import { afterThese, conversationKey } from './vault-work.ts'
import type { VaultingParts, VaultRows } from './vault-work.ts'

/** Tells a core, once for each, that a peer of its user has another identity key than the vault pinned. */
export type TellIdentity = (core: PartyId, user: UserId, peer: UserId) => Promise<'told' | typeof MOVED>

/** Telling over the store. */
export const createTellIdentity = ({ store, sealer, now }: Pick<RelayDeps, 'store' | 'sealer' | 'now'>): TellIdentity => async (core, user, peer) => {
  const [row, before] = await Promise.all([store.read.user(peer), store.read.vaultTold(user, peer)])
  if (row === undefined || (before !== undefined && Buffer.compare(before.identityKey, row.identityKey) === 0)) return 'told'
  const event = eventWrite(sealer, core, user, now(), {
    kind: 'identityChanged', user, peerUser: peer, newIdentityKey: row.identityKey, endorsement: new Uint8Array(0), custody: row.custody,
  })
  const outcome = await store.write.commit({
    expect: [{ of: 'user', user: peer, version: row.version }], writes: [{ put: 'vaultTold', row: { user, peer, identityKey: row.identityKey } }, event],
  })
  return 'committed' in outcome ? 'told' : MOVED
}

/** A core's word that its user accepts a peer's new identity key. */
export type AcceptedIdentity = Pick<CoreMessage, 'user' | 'peer' | 'content' | 'epochKey'>

/** What accepting stands on. */
interface AcceptingParts extends Pick<VaultingParts, 'side' | 'work'> { readonly tellIdentity: TellIdentity }

/**
 * Has the vault pin the identity key that the core names, and what waits under it be opened. `IDENTITY_CHANGED` where the peer has yet another one by now,
 * `MALFORMED` for content that is forged or of another kind, `CUSTODY_REFUSED` where the core wants keys that the peer's device holds, `UNAVAILABLE` while there is no vault.
 */
export const createAcceptIdentity = (deps: RelayDeps, { side: { vaults }, work, tellIdentity }: AcceptingParts) => {
  const { store, now } = deps

  /** Stores what the vault made, or tells it that it did not come to that. */
  const keep = async ({ user, peer }: AcceptedIdentity, core: PartyId, expect: Extract<ReturnType<typeof admit>, { granted: unknown }>['granted']['versions'], made: Sealed) => {
    let isStored = false
    try {
      const row = { user, peer, version: made.version, state: made.bytes }
      isStored = 'committed' in await store.write.commit({ expect, writes: [{ put: 'vaultConversation', row, party: core }] })
    } finally {
      if (!isStored) await work.discard(user, peer, { conversation: made })
    }
    return isStored ? undefined : MOVED
  }

  const refused = async (error: unknown, { user, peer }: AcceptedIdentity, core: PartyId, rows: VaultRows): Promise<typeof MOVED> => {
    if (!(error instanceof CallRefused)) throw asAnswer(error)
    if (error.refused === 'rolled-back') await work.discard(user, peer, afterThese(rows))
    // Another one than the core was told of last, or it would have named that.
    else if (error.refused !== 'untrusted-identity' || await tellIdentity(core, user, peer) !== MOVED) throw asAnswer(error)
    return MOVED
  }

  const accept = async (caller: VerifiedParty, wish: AcceptedIdentity, standing: Standing): Promise<undefined | typeof MOVED> => {
    const { sender, recipient } = standing
    if (sender?.home.party !== caller.party || sender.custody !== 'VAULT') throw new GatewayError('NOT_YOURS')
    const decision = admit({ action: 'submit', asker: caller.party, tokenHash: standing.recipientConsent?.tokenHash }, standing)
    if ('denied' in decision || recipient === undefined) return deny(deps, caller, 'denied' in decision ? decision : { denied: 'NOT_PERMITTED' })
    const rows = await work.read(sender, recipient)
    if (rows === undefined) throw new GatewayError('UNAVAILABLE', 'this user has no account at the vault')
    const { account, conversation, proof } = rows
    const { peer, content, epochKey } = wish
    try {
      const made = await vaults.call({ call: 'accept', account, conversation, peer, proof, content, epochKey, now: now() }, work.patience())
      return await keep(wish, caller.party, decision.granted.versions, made.conversation)
    } catch (error) {
      return refused(error, wish, caller.party, rows)
    }
  }

  return (caller: VerifiedParty, wish: AcceptedIdentity): Promise<void> => work.turns(conversationKey(wish.user, wish.peer), () =>
    settle(async () => accept(caller, wish, await store.read.standing(wish.user, wish.peer))))
}
