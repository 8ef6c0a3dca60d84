// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { DeviceId, PartyId } from '../model/ids.ts'
import type { Admitted } from '../model/proofs/admitted.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { MOVED, settle } from '../registry/optimistic.ts'
import type { AppendOutcome } from '../store/transactors.ts'
import type { SealedForPeer } from '../vault/protocol/calls.ts'
import { CallRefused } from '../vault/protocol/client.ts'
import { checkAttachments, deny, MAILBOX_FULL } from './accept.ts'
import type { Allowances, Spending } from './allowances.ts'
import { createAppendSealed, digestOf } from './append-sealed.ts'
import type { TellIdentity } from './identities.ts'
import type { RelayDeps } from './ports.ts'
import { asAnswer } from './refusals.ts'
import type { PartyFacts } from '../model/standing.ts'
import type { CoreMessage, SealCalls, Sealing } from './seal-calls.ts'
import { afterThese, conversationKey } from './vault-work.ts'
import type { VaultingParts } from './vault-work.ts'

/** What sealing stands on. */
interface SealingParts extends Pick<VaultingParts, 'work' | 'side' | 'renewals' | 'spares'> {
  readonly calls: SealCalls
  readonly tellIdentity: TellIdentity
  readonly allowances: Pick<Allowances, 'message'>
}

/**
 * Seals a message of the core's for all devices of the peer and stores it: durable when it answers `accepted`, or nothing of it is stored. The same submission gets
 * the same answer for ever, `CONFLICT` with other content; everything that is not permitted gets one and the same denial. `CUSTODY_REFUSED` where the core
 * demands another custody, `IDENTITY_CHANGED` where it has to accept a new identity first, `MALFORMED` for content that is forged, replayed or of no known form, `UNAVAILABLE` while there is no vault.
 */
export const createSealForCore = (deps: RelayDeps, { work, side, calls, renewals, spares, tellIdentity, allowances }: SealingParts, urgent: (recipient: PartyId) => void) => {
  const { store, events } = deps
  const append = createAppendSealed(deps, side.envelopes, { renewals, spares })

  const repeatedOr = async ({ user, submissionId }: CoreMessage, device: DeviceId, digest: Uint8Array, refuse: () => Promise<Answer | typeof MOVED>) => {
    const record = await store.read.submission(user, device, submissionId)
    if (!record) return refuse()
    if (!Buffer.from(record.digest).equals(digest)) throw new GatewayError('CONFLICT')
    return { kind: 'accepted', gatewayTimeMs: record.gatewayTimeMs, places: record.places, frank: undefined } as const
  }

  const answerOf = (caller: VerifiedParty, sealing: Sealing, sealed: SealedForPeer, outcome: AppendOutcome): Answer | typeof MOVED => {
    if ('moved' in outcome) return MOVED
    if ('conflict' in outcome) throw new GatewayError('CONFLICT')
    if ('attachmentRefused' in outcome) throw new GatewayError('ATTACHMENT_REFUSED')
    if ('full' in outcome) return MAILBOX_FULL
    if (!outcome.repeated) {
      events.messageAccepted(caller.party, sealed.envelopes.length)
      if (sealing.message.urgent && sealing.recipient.custody === 'DEVICE') urgent(sealing.recipient.home.party)
    }
    return { kind: 'accepted', gatewayTimeMs: outcome.gatewayTimeMs, places: outcome.places, frank: undefined }
  }

  /** Stores what was sealed, or tells the vault that it did not come to that. */
  const keep = async (caller: VerifiedParty, proof: Admitted, sealing: Sealing, sealed: SealedForPeer): Promise<Answer | typeof MOVED> => {
    let outcome: AppendOutcome = { moved: true }
    try {
      // The content names the submission that it is sealed for.
      if (sealed.submissionId !== sealing.message.submissionId) throw new GatewayError('MALFORMED', 'the content is of another submission')
      outcome = await append(proof, sealing, sealed, { spoken: sealed.submissionId, resends: 0 })
    } finally {
      if (!('accepted' in outcome) || outcome.repeated) await work.discard(sealing.message.user, sealing.message.peer, sealed)
    }
    return answerOf(caller, sealing, sealed, outcome)
  }

  const seal = async (caller: VerifiedParty, proof: Admitted, sealing: Sealing): Promise<Answer | typeof MOVED> => {
    const { message: { user, peer } } = sealing
    try {
      const made = await calls.seal(sealing)
      if ('answer' in made) return made.answer ?? MOVED
      return await keep(caller, proof, sealing, made)
    } catch (error) {
      if (error instanceof CallRefused && error.refused === 'rolled-back') {
        await work.discard(user, peer, afterThese(sealing.rows))
        return MOVED
      }
      if (error instanceof CallRefused && error.refused === 'untrusted-identity' && await tellIdentity(caller.party, user, peer) === MOVED) return MOVED
      if (error instanceof CallRefused && NOT_AS_SEALED.has(error.refused)) deps.events.vaultRefused(error.refused)
      throw asAnswer(error)
    }
  }

  const sealOnce = (caller: VerifiedParty, message: CoreMessage): Promise<Answer> => {
    let isSpent = false
    return settle(async () => {
      const standing = await store.read.standing(message.user, message.peer)
      const { sender, recipient } = standing
      const [device] = sender?.devices ?? []
      if (sender?.home.party !== caller.party || sender.custody !== 'VAULT' || device === undefined) throw new GatewayError('NOT_YOURS')
      checkAttachments(message.attachments, true)
      return repeatedOr(message, device.deviceId, digestOf(message), async () => {
        const throttled = isSpent ? undefined : await allowances.message(spendingOf(sender.home, message))
        if (throttled) return throttled
        isSpent = true
        const decision = admit({ action: 'submit', asker: caller.party, tokenHash: standing.recipientConsent?.tokenHash }, standing)
        // Before anything is read about the two that is not there for a peer whom nobody is.
        if ('denied' in decision || recipient === undefined) return deny(deps, caller, 'denied' in decision ? decision : { denied: 'NOT_PERMITTED' })
        const rows = await work.read(sender, recipient)
        if (rows === undefined) throw new GatewayError('UNAVAILABLE', 'this user has no account at the vault')
        return seal(caller, decision.granted, { message, sender, recipient, standing, rows })
      })
    })
  }

  return (caller: VerifiedParty, message: CoreMessage): Promise<Answer> => work.turns(conversationKey(message.user, message.peer), () => sealOnce(caller, message))
}

const spendingOf = ({ party, limits }: PartyFacts, { user, peer, content }: CoreMessage): Spending => ({ party, limits, sender: user, recipient: peer, bytes: content.length })

/** What only happens where somebody changed the store, or the start secret. */
const NOT_AS_SEALED: ReadonlySet<string> = new Set<CallRefused['refused']>(['broken-seal', 'unknown-key'])
