// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import { admit } from '../policy/admit.ts'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { DeviceId, PartyId } from '../model/ids.ts'
import type { Admitted } from '../model/proofs/admitted.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { MOVED, settle } from '../registry/optimistic.ts'
import type { AppendOutcome } from '../store/transactors.ts'
import type { SealedForPeer } from '../vault/protocol/calls.ts'
import { CallRefused, VaultGone } from '../vault/protocol/client.ts'
import { frankContext, lengthPrefixed } from '../wire/transcript.ts'
import { deny, FULL_RETRY_SECONDS, REMEMBER_MS } from './accept.ts'
import type { OpeningParts } from './opening.ts'
import type { EnvelopeForms, RelayDeps } from './ports.ts'
import { createSealCalls } from './seal-calls.ts'
import type { CoreMessage, Sealing } from './seal-calls.ts'
import { afterThese, conversationKey } from './vault-work.ts'

/**
 * Seals a message of the core's for all devices of the peer and stores it: durable when it answers `accepted`, or nothing of it is stored. The same submission gets
 * the same answer for ever, `CONFLICT` with other content; everything that is not permitted gets one and the same denial. `CUSTODY_REFUSED` where the core
 * demands another custody, `MALFORMED` for content that is forged, replayed or of no known form, `UNAVAILABLE` while there is no vault.
 */
export const createSealForCore = (deps: RelayDeps, parts: OpeningParts, urgent: (recipient: PartyId) => void) => {
  const { store, events } = deps
  const { work, side } = parts
  const calls = createSealCalls(deps, parts)
  const append = createAppend(deps, side.envelopes)

  const repeatedOr = async ({ user, submissionId }: CoreMessage, device: DeviceId, digest: Uint8Array, refuse: () => Promise<Answer | typeof MOVED>) => {
    const record = await store.read.submission(user, device, submissionId)
    if (!record) return refuse()
    if (!Buffer.from(record.digest).equals(digest)) throw new GatewayError('CONFLICT')
    return { kind: 'accepted', gatewayTimeMs: record.gatewayTimeMs, places: record.places, frank: undefined } as const
  }

  const answerOf = (caller: VerifiedParty, sealing: Sealing, sealed: SealedForPeer, outcome: AppendOutcome): Answer | typeof MOVED => {
    if ('moved' in outcome) return MOVED
    if ('conflict' in outcome) throw new GatewayError('CONFLICT')
    if ('full' in outcome) return { kind: 'throttled', retryAfterSeconds: FULL_RETRY_SECONDS, scope: 'pair' }
    if (!outcome.repeated) {
      events.messageAccepted(caller.party, sealed.envelopes.length)
      if (sealing.message.urgent && sealing.recipient.custody === 'DEVICE') urgent(sealing.recipient.home.party)
    }
    return { kind: 'accepted', gatewayTimeMs: outcome.gatewayTimeMs, places: outcome.places, frank: undefined }
  }

  /** Stores what was sealed, or tells the vault that it did not come to that. */
  const keep = async (caller: VerifiedParty, proof: Admitted, sealing: Sealing, digest: Uint8Array, sealed: SealedForPeer): Promise<Answer | typeof MOVED> => {
    let outcome: AppendOutcome = { moved: true }
    try {
      // The content names the submission that it is sealed for.
      if (sealed.submissionId !== sealing.message.submissionId) throw new GatewayError('MALFORMED', 'the content is of another submission')
      outcome = await append(proof, sealing, digest, sealed)
    } finally {
      if (!('accepted' in outcome) || outcome.repeated) await work.discard(sealing.message.user, sealing.message.peer, sealed)
    }
    return answerOf(caller, sealing, sealed, outcome)
  }

  const seal = async (caller: VerifiedParty, sealing: Sealing, digest: Uint8Array): Promise<Answer | typeof MOVED> => {
    const { message: { user, peer }, standing } = sealing
    const tokenHash = standing.recipientConsent?.tokenHash
    const decision = admit({ action: 'submit', asker: caller.party, tokenHash }, standing)
    if ('denied' in decision) return deny(deps, caller, decision)
    try {
      const made = await calls.seal(caller, sealing)
      if (!('envelopes' in made)) return made.answer
      return await keep(caller, decision.granted, sealing, digest, made)
    } catch (error) {
      if (error instanceof CallRefused && error.refused === 'rolled-back') {
        await work.discard(user, peer, afterThese(sealing.rows))
        return MOVED
      }
      if (error instanceof CallRefused && NOT_AS_SEALED.has(error.refused)) deps.events.vaultRefused(error.refused)
      throw asAnswer(error)
    }
  }

  return (caller: VerifiedParty, message: CoreMessage): Promise<Answer> => work.turns(conversationKey(message.user, message.peer), () => settle(async () => {
    const standing = await store.read.standing(message.user, message.peer)
    const { sender, recipient } = standing
    const [device] = sender?.devices ?? []
    if (sender?.home.party !== caller.party || sender.custody !== 'VAULT' || device === undefined) throw new GatewayError('NOT_YOURS')
    const digest = digestOf(message)
    return repeatedOr(message, device.deviceId, digest, async () => {
      if (recipient === undefined) return deny(deps, caller, { denied: sender.home.state === 'suspended' ? 'SUSPENDED' : 'NOT_PERMITTED' })
      const rows = await work.read(sender, recipient)
      if (rows === undefined) throw new GatewayError('UNAVAILABLE', 'this user has no account at the vault')
      return seal(caller, { message, sender, recipient, standing, rows }, digest)
    })
  }))
}

const createAppend = ({ store, frank, now }: RelayDeps, forms: EnvelopeForms) => {
  return async (proof: Admitted, { message, sender, recipient, rows }: Sealing, digest: Uint8Array, sealed: SealedForPeer): Promise<AppendOutcome> => {
    const { limits } = sender.home
    const { user, peer, submissionId } = message
    const { device } = rows.account
    const gatewayTimeMs = now()
    const context = frankContext({
      keyEpoch: frank.epoch, senderUser: user, senderDevice: device, recipientUser: peer, submissionId, gatewayTimeMs, commitment: sealed.commitment,
    })
    return store.write.appendSealed({
      proof, recipientParty: recipient.home.party, senderDevice: device, submissionId, digest, gatewayTimeMs,
      expiresAt: gatewayTimeMs + 1000 * Math.min(message.ttlSeconds || limits.maxTtlSeconds, limits.maxTtlSeconds),
      rememberUntil: gatewayTimeMs + 1000 * limits.maxTtlSeconds + REMEMBER_MS,
      commitment: sealed.commitment, frank: Buffer.concat([frank.mac(context), frank.sign(context)]), frankEpoch: frank.epoch, urgent: message.urgent,
      envelopes: sealed.envelopes.map(({ device: deviceId, ...fields }) => ({ deviceId, bytes: forms.encode({ ...fields, deviceId }) })),
      maxQueued: limits.queuedPerPair, maxQueuedBytes: limits.queuedBytesPerPair,
    }, { user, peer, version: sealed.conversation.version, state: sealed.conversation.bytes })
  }
}

const digestOf = ({ peer, content }: CoreMessage): Uint8Array => hash('sha256', lengthPrefixed([peer, content]), 'buffer')

/** What only happens where somebody changed the store, or the start secret. */
const NOT_AS_SEALED: ReadonlySet<string> = new Set<CallRefused['refused']>(['broken-seal', 'unknown-key'])

/** A refusal in the words of the catalogue. */
const asAnswer = (error: unknown): unknown => {
  if (error instanceof VaultGone || error instanceof DOMException) return new GatewayError('UNAVAILABLE', 'the vault is not there')
  if (!(error instanceof CallRefused)) return error
  switch (error.refused) {
    case 'busy': return new GatewayError('UNAVAILABLE', 'the vault is busy')
    case 'unknown-key': return new GatewayError('UNAVAILABLE', 'the vault does not hold the key-encryption key of this user')
    case 'broken-seal': return new GatewayError('UNAVAILABLE', 'the vault does not take what is stored of this conversation')
    case 'custody-refused': return new GatewayError('CUSTODY_REFUSED')
    case 'content-refused': case 'malformed': return new GatewayError('MALFORMED', 'the vault does not take this content')
    case 'untrusted-identity': return new GatewayError('CONFLICT', 'the peer has a new identity that was not accepted')
    case 'no-session': case 'bad-bundle': case 'statement-refused': return new GatewayError('UNAVAILABLE', 'the peer has no keys that hold')
    default: return error
  }
}
