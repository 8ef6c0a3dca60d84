// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import { admit } from '../policy/admit.ts'
import type { Answer, Frank } from '../model/answers.ts'
import { MAX_ATTACHMENTS } from '../model/attachments.ts'
import type { AttachmentId } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest, Submission } from '../model/requests.ts'
import type { Admitted } from '../model/proofs/admitted.ts'
import type { Standing, UserFacts } from '../model/standing.ts'
import { MAX_ENVELOPE_BYTES } from '../model/values.ts'
import type { AgreementLimits } from '../model/values.ts'
import { MOVED, settle } from '../registry/optimistic.ts'
import { requireHome } from '../registry/own-users.ts'
import type { Denial } from '../policy/decision.ts'
import type { AppendOutcome } from '../store/transactors.ts'
import { frankContext, lengthPrefixed } from '../wire/transcript.ts'
import type { Allowances } from './allowances.ts'
import { misfitOf } from './device-match.ts'
import { createEphemeralSending } from './ephemeral.ts'
import type { RelayDeps } from './ports.ts'
import { createTurnStanding } from './turn-standing.ts'

/** How long after the longest ttl a submission id is remembered: the sender may have been offline meanwhile. */
export const REMEMBER_MS = 7 * 86_400_000
/** Seconds after which a pair with a full mailbox may try again. */
export const FULL_RETRY_SECONDS = 60
/** The mailbox of a pair has no room; when it has is up to the recipient. */
export const MAILBOX_FULL: Answer = {
  kind: 'throttled', retryAfterSeconds: FULL_RETRY_SECONDS, scope: 'pair', headroom: [{ limit: 'queuedPerPair', left: 0, wholeAfterSeconds: 0 }],
}

type Submit = Extract<PartyRequest, { kind: 'submit' }>

/**
 * Takes one message: durable when it answers `accepted`, or nothing of it is stored. The same submission gets the same
 * answer for ever; everything that is not permitted gets one and the same denial. `urgent` is told of each urgent message that
 * is stored, and for whom.
 */
export const createAccept = (deps: RelayDeps, allowances: Pick<Allowances, 'message'>, urgent: (recipient: PartyId) => void) => {
  const { store, events } = deps
  const ephemeral = createEphemeralSending(deps)
  const [standingOf, vouch] = [createTurnStanding(store), createVouch(deps.frank)]

  /**
   * What was accepted once stays accepted, whatever changed since: the earlier answer to this submission id, or else the
   * refusal; `CONFLICT` for other content. Who is not refused need not ask: the store looks before it appends.
   */
  const repeatedOr = async (submission: Submission, digest: Uint8Array, refuse: () => Answer | Promise<Answer>): Promise<Answer> => {
    const record = await store.read.submission(submission.senderUser, submission.senderDevice, submission.submissionId)
    if (!record) return refuse()
    if (!Buffer.from(record.digest).equals(digest)) throw new GatewayError('CONFLICT')
    return accepted(submission, record)
  }

  const accepted = (submission: Submission, { gatewayTimeMs, places }: Pick<Extract<AppendOutcome, { accepted: true }>, 'gatewayTimeMs' | 'places'>): Answer =>
    ({ kind: 'accepted', gatewayTimeMs, places, frank: vouch(submission, gatewayTimeMs) })

  const append = async (caller: VerifiedParty, submission: Submission, digest: Uint8Array, standing: Standing): Promise<Answer | typeof MOVED> => {
    const permission = permissionOf(caller, submission, standing)
    if ('denied' in permission) return repeatedOr(submission, digest, () => deny(deps, caller, permission))
    const { proof, sender, recipient } = permission
    const misfit = misfitOf(submission, recipient)
    if (misfit) return repeatedOr(submission, digest, misfit)
    const [{ limits }, gatewayTimeMs] = [sender.home, deps.now()]
    const frank = vouch(submission, gatewayTimeMs)
    const outcome = await store.write.append({
      proof, recipientParty: recipient.home.party, senderDevice: submission.senderDevice,
      submissionId: submission.submissionId, digest, gatewayTimeMs,
      expiresAt: gatewayTimeMs + 1000 * Math.min(submission.ttlSeconds || limits.maxTtlSeconds, limits.maxTtlSeconds),
      rememberUntil: gatewayTimeMs + 1000 * limits.maxTtlSeconds + REMEMBER_MS,
      commitment: submission.commitment, frank: frank ? Buffer.concat([frank.mac, frank.signature]) : new Uint8Array(), frankEpoch: deps.frank.epoch,
      urgent: submission.urgent, envelopes: submission.envelopes, attachments: submission.attachments, ...attachmentTimes(deps, limits),
      maxQueued: limits.queuedPerPair, maxQueuedBytes: limits.queuedBytesPerPair,
    })
    if (submission.urgent && recipient.custody === 'DEVICE' && 'accepted' in outcome && !outcome.repeated) urgent(recipient.home.party)
    return answerOf(caller, submission, outcome, frank)
  }

  const answerOf = (caller: VerifiedParty, submission: Submission, outcome: AppendOutcome, frank: Frank | undefined): Answer | typeof MOVED => {
    if ('moved' in outcome) return MOVED
    if ('conflict' in outcome) throw new GatewayError('CONFLICT')
    if ('attachmentRefused' in outcome) throw new GatewayError('ATTACHMENT_REFUSED')
    if ('full' in outcome) return MAILBOX_FULL
    if (outcome.repeated) deps.conduct.repeated(caller.party, submission.senderUser)
    if (outcome.repeated) return accepted(submission, outcome)
    tellAccepted(events, caller, submission)
    return { kind: 'accepted', gatewayTimeMs: outcome.gatewayTimeMs, places: outcome.places, frank }
  }

  /** A message that is not stored: judged like any other, told to whoever is there, and forgotten. */
  const pass = async (caller: VerifiedParty, submission: Submission): Promise<Answer> => {
    ephemeral.checkForm(submission)
    const standing = await store.read.standing(submission.senderUser, submission.recipientUser)
    requireDevice(caller, standing.sender, submission)
    const throttled = ephemeral.throttled(caller.party, submission)
    if (throttled) return throttled
    const permission = permissionOf(caller, submission, standing)
    if ('denied' in permission) return deny(deps, caller, permission)
    return misfitOf(submission, permission.recipient)?.() ?? ephemeral.send(submission, permission.recipient)
  }

  return async (caller: VerifiedParty, { submission }: Submit): Promise<Answer> => {
    checkForm(submission)
    if (submission.messageClass === 'ephemeral') return pass(caller, submission)
    const digest = digestOf(submission)
    let isSpent = false
    return settle(async () => {
      const standing = await standingOf(caller.party, submission.senderUser, submission.recipientUser)
      const { home } = requireDevice(caller, standing.sender, submission)
      const throttled = isSpent ? undefined : await allowances.message({
        party: caller.party, limits: home.limits, sender: submission.senderUser, recipient: submission.recipientUser, bytes: bytesOf(submission),
      })
      if (throttled) return repeatedOr(submission, digest, () => throttled)
      isSpent = true
      return append(caller, submission, digest, standing)
    })
  }
}

const createVouch = (frank: RelayDeps['frank']) => (submission: Submission, gatewayTimeMs: number): Frank | undefined => {
  if (submission.commitment.length === 0) return undefined
  const context = frankContext({ ...submission, keyEpoch: frank.epoch, gatewayTimeMs })
  return { keyEpoch: frank.epoch, mac: frank.mac(context), signature: frank.sign(context) }
}

/** The permission to send this, or why there is none. */
const permissionOf = (caller: VerifiedParty, submission: Submission, standing: Standing): Permission | Denial => {
  const tokenHash = hash('sha256', submission.consentToken, 'buffer')
  const decision = admit({ action: 'submit', asker: caller.party, tokenHash }, standing)
  if ('denied' in decision) return decision
  if (!standing.sender || !standing.recipient) return { denied: 'NOT_PERMITTED' }
  return { proof: decision.granted, sender: standing.sender, recipient: standing.recipient }
}

/** The one answer to whatever is not permitted: throws it. */
export const deny = async ({ store, events }: Pick<RelayDeps, 'store' | 'events'>, caller: VerifiedParty, { denied }: Denial): Promise<never> => {
  events.messageDenied(caller.party)
  // A party always learns its own suspension with the reason.
  if (denied === 'SUSPENDED') await requireHome(store, caller)
  throw new GatewayError(denied)
}

interface Permission { readonly proof: Admitted; readonly sender: UserFacts; readonly recipient: UserFacts }

const checkForm = ({ envelopes, commitment, attachments, messageClass }: Submission): void => {
  if (envelopes.some(({ bytes }) => bytes.length > MAX_ENVELOPE_BYTES)) throw new GatewayError('ENVELOPE_TOO_LARGE')
  const retryRequests = envelopes.filter(({ type }) => type === 8).length
  if (retryRequests !== 0 && retryRequests !== envelopes.length) throw new GatewayError('MALFORMED', 'PLAINTEXT envelopes stand alone')
  const expected = retryRequests === 0 ? 32 : 0
  checkAttachments(attachments, retryRequests === 0 && messageClass !== 'ephemeral')
  if (commitment.length !== expected) throw new GatewayError('MALFORMED', 'franking_commitment has the wrong length')
}

/** Throws `TOO_MANY` or `MALFORMED` for ids that no message may name. */
export const checkAttachments = (attachments: readonly AttachmentId[], isDurable: boolean): void => {
  if (attachments.length > MAX_ATTACHMENTS) throw new GatewayError('TOO_MANY', `at most ${String(MAX_ATTACHMENTS)} attachments`)
  if (new Set(attachments).size < attachments.length) throw new GatewayError('MALFORMED', 'an attachment is named twice')
  if (attachments.length > 0 && !isDurable) throw new GatewayError('MALFORMED', 'only a message that is kept names attachments')
}

/** When a message binds its attachments, and how long they are kept at least. */
export const attachmentTimes = ({ patientNow }: Pick<RelayDeps, 'patientNow'>, { maxTtlSeconds }: Pick<AgreementLimits, 'maxTtlSeconds'>) => {
  const attachmentsAt = patientNow()
  return { attachmentsAt, attachmentsUntil: attachmentsAt + 1000 * maxTtlSeconds }
}

const requireDevice = (caller: VerifiedParty, sender: UserFacts | undefined, { senderDevice }: Submission): UserFacts => {
  if (sender?.home.party !== caller.party || !sender.devices.some(({ deviceId }) => deviceId === senderDevice)) throw new GatewayError('NOT_YOURS')
  return sender
}

const tellAccepted = (events: RelayDeps['events'], { party }: VerifiedParty, { envelopes, commitment }: Submission): void => {
  events.messageAccepted(party, envelopes.length)
  // Only a request to send again has nothing to vouch for.
  if (commitment.length === 0) events.resendAsked(party)
}

const bytesOf = ({ envelopes }: Submission): number => envelopes.reduce((sum, { bytes }) => sum + bytes.length, 0)

const digestOf = ({ recipientUser, commitment, envelopes, attachments }: Submission): Uint8Array =>
  hash('sha256', lengthPrefixed([...named(attachments), recipientUser, commitment, ...envelopes.map(({ bytes }) => bytes)]), 'buffer')

/** What attachments add to a digest: nothing where there are none, so that it stays what it was; otherwise it begins as no digest without them does. */
export const named = (attachments: readonly AttachmentId[]): (Uint8Array | string)[] => (attachments.length === 0 ? [] : ['attachments', lengthPrefixed(attachments)])
