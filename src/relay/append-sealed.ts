// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import type { Admitted } from '../model/proofs/admitted.ts'
import type { AppendOutcome, Kept } from '../store/transactors.ts'
import type { SealedForPeer } from '../vault/protocol/calls.ts'
import { frankContext, lengthPrefixed } from '../wire/transcript.ts'
import { attachmentTimes, named, REMEMBER_MS } from './accept.ts'
import type { EnvelopeForms, RelayDeps } from './ports.ts'
import type { CoreMessage, Sealing } from './seal-calls.ts'
import type { VaultingParts } from './vault-work.ts'

/** Messages of one pair that are kept to be sealed again: as many as a device that comes back after a holiday may ask for, some 3 KB each. */
const MAX_KEPT = 256

/** Stores what a vault sealed, with the conversation that it left and the core's content beside it. */
export type AppendSealed = (proof: Admitted, sealing: Sealing, sealed: SealedForPeer, before: Pick<Kept, 'spoken' | 'resends'>) => Promise<AppendOutcome>

/** Appending over the store. A renewal is done once a message of the new session is stored; until then its bundles serve the next try. */
export const createAppendSealed = ({ store, frank, now, patientNow }: RelayDeps, forms: EnvelopeForms, { renewals, spares }: Pick<VaultingParts, 'renewals' | 'spares'>): AppendSealed => async (proof, { message, sender, recipient, rows }, sealed, before) => {
  const { limits } = sender.home
  const { user, peer, content, epochKey } = message
  const { submissionId } = sealed
  const { device } = rows.account
  const gatewayTimeMs = now()
  const context = frankContext({
    keyEpoch: frank.epoch, senderUser: user, senderDevice: device, recipientUser: peer, submissionId, gatewayTimeMs, commitment: sealed.commitment,
  })
  // Whoever is cut off here does not know whether they are used.
  let isUsed = true
  try {
    const outcome = await store.write.appendSealed({
      proof, recipientParty: recipient.home.party, senderDevice: device, submissionId, digest: digestOf(message), gatewayTimeMs,
      expiresAt: gatewayTimeMs + 1000 * Math.min(message.ttlSeconds || limits.maxTtlSeconds, limits.maxTtlSeconds),
      rememberUntil: gatewayTimeMs + 1000 * limits.maxTtlSeconds + REMEMBER_MS,
      commitment: sealed.commitment, frank: Buffer.concat([frank.mac(context), frank.sign(context)]), frankEpoch: frank.epoch, urgent: message.urgent,
      envelopes: sealed.envelopes.map(({ device: deviceId, ...fields }) => ({ deviceId, bytes: forms.encode({ ...fields, deviceId }) })),
      attachments: message.attachments, ...attachmentTimes({ patientNow }, limits), maxQueued: limits.queuedPerPair, maxQueuedBytes: limits.queuedBytesPerPair,
    }, { user, peer, version: sealed.conversation.version, state: sealed.conversation.bytes }, { ...before, content, epochKey, maxKept: MAX_KEPT })
    isUsed = 'accepted' in outcome
    if ('accepted' in outcome && !outcome.repeated) renewals.done(user, peer, sealed.envelopes.map((envelope) => envelope.device))
    return outcome
  } finally {
    if (isUsed) spares.drop(user, peer)
  }
}

/** What tells a submission's content from another one's. */
export const digestOf = ({ peer, content, attachments }: Pick<CoreMessage, 'peer' | 'content' | 'attachments'>): Uint8Array =>
  hash('sha256', lengthPrefixed([...named(attachments), peer, content]), 'buffer')
