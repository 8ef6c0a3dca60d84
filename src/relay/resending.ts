// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { PartyId, SubmissionId } from '../model/ids.ts'
import type { Admitted } from '../model/proofs/admitted.ts'
import { MOVED } from '../registry/optimistic.ts'
import { eventWrite } from '../registry/sealed-event.ts'
import type { VaultSentRow } from '../store/rows.ts'
import type { AppendOutcome } from '../store/transactors.ts'
import type { Asked, SealedForPeer } from '../vault/protocol/calls.ts'
import { CallRefused } from '../vault/protocol/client.ts'
import { createAppendSealed } from './append-sealed.ts'
import type { Case, Conclude, Step } from './case.ts'
import type { RelayDeps } from './ports.ts'
import type { SealCalls, Sealing } from './seal-calls.ts'
import type { VaultingParts } from './vault-work.ts'

/** How often a message is sealed again for one device: PROTOCOL section 4. */
const MAX_RESENDS = 5

/** What a vault says when sealing again will not go another time either. A statement that is refused may hold under the core's next list, as for what is opened. */
const FINAL: ReadonlySet<string> = new Set(['content-refused', 'malformed', 'custody-refused', 'no-session', 'bad-bundle'])

/**
 * Answers a device of a peer that could not open what a user of a vault had sent: the core's content is sealed once more, or the core is told that the
 * message failed. What may go another time rejects as the vault refuses. Nobody vouches for the request but the link: at most it costs a resend.
 */
export type Resending = (of: Case, asked: Asked['asked']) => Promise<Step>

/** What resending stands on. */
interface ResendingParts extends Pick<VaultingParts, 'work' | 'side' | 'renewals' | 'spares'> {
  readonly calls: SealCalls
  /** Something urgent was stored for a party. */
  readonly urgent: (party: PartyId) => void
}

/** Resends over the store and the vaults. */
export const createResending = (
  deps: RelayDeps, { work, side, calls, renewals, spares, urgent }: ResendingParts, conclude: Conclude,
): Resending => {
  const { store, sealer, now, events } = deps
  const append = createAppendSealed(deps, side.envelopes, { renewals, spares })

  const failed = (of: Case, submissionId: SubmissionId): Promise<Step> => {
    const { recipientUser: user, recipientDevice: senderDevice, senderDevice: device, recipientParty } = of.row
    return conclude(of, 'delivered', [eventWrite(sealer, recipientParty, user, now(), { kind: 'messageFailed', user, senderDevice, submissionId, deviceIds: [device] })])
  }

  const keep = async (proof: Admitted, sealing: Sealing, sealed: SealedForPeer, kept: VaultSentRow): Promise<AppendOutcome> => {
    let outcome: AppendOutcome = { moved: true }
    try {
      outcome = await append(proof, sealing, sealed, { spoken: kept.spoken, resends: kept.resends + 1 })
    } finally {
      if (!('accepted' in outcome) || outcome.repeated) await work.discard(kept.user, kept.peer, sealed)
    }
    return outcome
  }

  const sealAgain = async (of: Case, kept: VaultSentRow): Promise<Step> => {
    const sealing = await sealingOf(of, kept)
    if (sealing === undefined) return failed(of, kept.spoken)
    const made = await sealed(sealing)
    if ('answer' in made) return made.answer === MOVED ? MOVED : failed(of, kept.spoken)
    const outcome = await keep(sealing.proof, sealing, made, kept)
    if ('moved' in outcome) return MOVED
    if (!('accepted' in outcome)) return failed(of, kept.spoken)
    if (!outcome.repeated) {
      events.messageAccepted(of.recipient.home.party, made.envelopes.length)
      urgent(of.sender.home.party)
    }
    return conclude(of, 'delivered', [])
  }

  /** undefined where the device may not be written to any more. */
  const sealingOf = async ({ row, recipient: own, rows }: Case, { user, peer, content, epochKey, submissionId: known }: VaultSentRow): Promise<Sealing & { readonly proof: Admitted } | undefined> => {
    const standing = await store.read.standing(user, peer)
    const { sender = own, recipient } = standing
    const decision = admit({ action: 'submit', asker: own.home.party, tokenHash: standing.recipientConsent?.tokenHash }, standing)
    const isThere = recipient?.devices.some(({ deviceId }) => deviceId === row.senderDevice) === true
    if ('denied' in decision || recipient === undefined || !isThere) return undefined
    // What the first message bound stays bound for this device.
    const message = { user, peer, submissionId: known, content, epochKey, urgent: true, ttlSeconds: 0, attachments: [] }
    return { proof: decision.granted, message, sender, recipient, standing, rows, again: { failed: known, device: row.senderDevice } }
  }

  /** What a vault will not seal another time either is as if there were no answer for it. */
  const sealed = async (sealing: Sealing): ReturnType<SealCalls['seal']> => {
    try {
      return await calls.seal(sealing)
    } catch (error) {
      if (error instanceof CallRefused && FINAL.has(error.refused)) return { answer: undefined }
      throw error
    }
  }

  return async (of, { submissionId, givenUp }) => {
    const { recipientUser: user, recipientDevice: device, senderUser: peer } = of.row
    const kept = await store.read.vaultSent(user, device, submissionId)
    if (kept === undefined) return await store.read.submission(user, device, submissionId) ? failed(of, submissionId) : conclude(of, 'delivered', [])
    // Of what was said to somebody else nobody can ask.
    if (kept.peer !== peer) return conclude(of, 'delivered', [])
    return givenUp || kept.resends >= MAX_RESENDS ? failed(of, kept.spoken) : sealAgain(of, kept)
  }
}
