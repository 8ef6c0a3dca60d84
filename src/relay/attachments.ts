// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import { admit } from '../policy/admit.ts'
import type { Answer } from '../model/answers.ts'
import { attachmentId } from '../model/attachments.ts'
import type { AttachmentDirection, AttachmentId, AttachmentState } from '../model/attachments.ts'
import { GatewayError } from '../model/errors.ts'
import { userId } from '../model/ids.ts'
import type { DeviceId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { AttachmentOffer, OwnAttachment, PartyRequest } from '../model/requests.ts'
import type { Standing, UserFacts } from '../model/standing.ts'
import type { AgreementLimits } from '../model/values.ts'
import { MOVED, settle } from '../registry/optimistic.ts'
import { requireHome, requireOwnUser } from '../registry/own-users.ts'
import type { AttachmentQuota, AttachmentRow, AttachmentSource, NewTicket } from '../store/attachments.ts'
import { deny, FULL_RETRY_SECONDS } from './accept.ts'
import type { Allowances } from './allowances.ts'
import type { RelayDeps } from './ports.ts'

/** A ticket is for one transfer, begun soon after it was asked for; a new one costs a frame. */
const TICKET_MS = 10 * 60_000
/** A transfer that is cut again and again may send everything twice. */
const BUDGET_FACTOR = 2
/** An upload that takes longer, or that no message names, is given up. */
const UNBOUND_MS = 86_400_000
/** While something is uploaded or fetched: most are done by then. */
const PENDING_RETRY_SECONDS = 5
const MIB = 1_048_576

/** Nobody has this id: looked at in the place of an attachment that there is none of. */
const NOBODY = userId('00000000-0000-4000-8000-000000000000')
const BETWEEN_NOBODY = { senderUser: NOBODY, recipientUser: NOBODY }

type Hosted = Extract<PartyRequest, { kind: 'offerHosted' }>
type Offered = Pick<AttachmentOffer, 'senderUser' | 'recipientUser' | 'sizeBytes' | 'sha256'>
/** Who sends it, and what shows that it may; throws `NOT_YOURS`. */
type Sayer = (caller: VerifiedParty, standing: Standing) => { readonly sender: UserFacts; readonly device: DeviceId; readonly tokenHash: Uint8Array | undefined }

/** Who may send a sealed file, and who may read it. The bytes themselves pass `src/media`, by the tickets that are given out here. */
export const createAttachments = (deps: RelayDeps, allowances: Pick<Allowances, 'attachment' | 'attached'>) => {
  // What a clock that jumped ahead says of an attachment's end would cost it, and count for as long.
  const [{ store, patientNow: now }, mayPass] = [deps, createMayPass(deps)]

  const issue = async (caller: VerifiedParty, row: AttachmentRow, own: OwnAttachment, direction: AttachmentDirection): Promise<Answer> => {
    const { stored, answer } = ticketFor(deps, caller, row, own, direction)
    await store.write.addTicket(stored)
    deps.events.ticketIssued(caller.party, direction)
    return answer
  }

  /** A place for ciphertext between two people who may write to each other, within the sender's quota. */
  const create = (caller: VerifiedParty, offer: Offered, source: AttachmentSource, sayer: Sayer): Promise<Answer> => settle(async () => {
    const standing = await store.read.standing(offer.senderUser, offer.recipientUser)
    const { sender, device, tokenHash } = sayer(caller, standing)
    requireSize(sender.home.limits, offer)
    const throttled = await allowances.attachment({ party: caller.party, limits: sender.home.limits, bytes: offer.sizeBytes })
    if (throttled) return throttled
    const decision = admit({ action: 'attach', asker: caller.party, tokenHash }, standing)
    if ('denied' in decision) return deny(deps, caller, decision)
    if (!standing.recipient) return deny(deps, caller, { denied: 'NOT_PERMITTED' })
    const createdAt = now()
    const id = attachmentId(deps.randomUuid())
    const { stored, answer } = ticketFor(deps, caller, { id, sizeBytes: offer.sizeBytes }, { user: offer.senderUser, deviceId: device }, 'upload')
    const outcome = await store.write.createAttachment({
      id, senderParty: caller.party, senderUser: offer.senderUser, senderDevice: device,
      recipientParty: standing.recipient.home.party, recipientUser: offer.recipientUser, source, sizeBytes: offer.sizeBytes, sha256: offer.sha256,
      createdAt, expiresAt: createdAt + UNBOUND_MS,
    }, quotaOf(sender.home.limits), decision.granted, source.from === 'upload' ? stored : undefined)
    if ('moved' in outcome) return MOVED
    if ('full' in outcome) return fullOf(outcome.full)
    allowances.attached(caller.party, offer.sizeBytes)
    if (source.from === 'host') return statusOf(id, 'pending')
    deps.events.ticketIssued(caller.party, 'upload')
    return answer
  })

  return {
    /** Whether the two people of an attachment may still pass something to each other. */
    mayPass,
    createUpload: (caller: VerifiedParty, offer: AttachmentOffer): Promise<Answer> => create(caller, offer, { from: 'upload' }, byLink(offer)),

    /** As an upload by a user whose keys a vault holds: the core speaks for it, and shows no token. */
    createForCore: (caller: VerifiedParty, offer: Offered): Promise<Answer> => create(caller, offer, { from: 'upload' }, byCore),

    /** As an upload, of ciphertext at one of the media hosts of the agreement; it is fetched when a message that names it was accepted. */
    offerHosted: async (caller: VerifiedParty, offer: Hosted): Promise<Answer> => {
      const home = await requireHome(store, caller)
      if (!home.mediaHosts.includes(offer.host)) throw new GatewayError('HOST_REFUSED')
      return create(caller, offer, { from: 'host', host: offer.host, path: offer.path }, byLink(offer))
    },

    /** A ticket for what this device may do with it, or the reason why there is none; whoever it does not concern gets what an absent one gets. */
    get: async (caller: VerifiedParty, own: OwnAttachment): Promise<Answer> => {
      const user = await requireOwnUser(store, caller, own.user)
      if (user.suspended) throw new GatewayError('USER_SUSPENDED')
      const [received, any] = await Promise.all([store.read.attachmentFor(own.attachmentId, own.user, own.deviceId), store.read.attachment(own.attachmentId)])
      if (received) {
        const state = stateOf(received, now())
        if (state !== 'available') return statusOf(received.id, state)
        return await mayPass(received) ? issue(caller, received, own, 'download') : statusOf(received.id, 'gone')
      }
      const mine = any?.senderUser === own.user && any.senderDevice === own.deviceId ? any : undefined
      // Before its state, and whatever there is: what is gone would tell by its time what became of it, and whose recipient was erased.
      const isOpen = await mayPass(mine ?? { senderUser: own.user, recipientUser: NOBODY })
      if (mine === undefined || !isOpen) return statusOf(own.attachmentId, 'gone')
      const state = toldToSender(mine, stateOf(mine, now()))
      return state === 'pending' && mine.source.from === 'upload' ? issue(caller, mine, own, 'upload') : statusOf(mine.id, state)
    },

    /** This device will not ask for it again; also for what is not there. */
    done: async (caller: VerifiedParty, own: OwnAttachment): Promise<Answer> => {
      await requireOwnUser(store, caller, own.user)
      await store.write.finishAttachment(own.attachmentId, own.user, own.deviceId)
      return { kind: 'done' }
    },
  }
}

/** What the row says now: its time may be over before the sweep comes. */
const stateOf = ({ state, expiresAt }: AttachmentRow, now: number): AttachmentState =>
  (state === 'pending' || state === 'available') && expiresAt <= now ? 'expired' : state

/** Whether what was sent between the two may still be handed over. */
const createMayPass = ({ store }: Pick<RelayDeps, 'store'>) => async ({ senderUser, recipientUser }: Pick<AttachmentRow, 'senderUser' | 'recipientUser'> = BETWEEN_NOBODY): Promise<boolean> =>
  !('denied' in admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, await store.read.standing(senderUser, recipientUser)))

type Whose = Omit<OwnAttachment, 'attachmentId'>

/** A ticket as its holder gets it, and as it is kept. */
const ticketFor = (
  { now, randomBytes, attachmentUrl }: RelayDeps, { party }: VerifiedParty, { id, sizeBytes }: Pick<AttachmentRow, 'id' | 'sizeBytes'>, { user, deviceId }: Whose, direction: AttachmentDirection,
): { readonly stored: NewTicket; readonly answer: Answer } => {
  const [ticket, expiresAt] = [randomBytes(32), now() + TICKET_MS]
  return {
    stored: { hash: hash('sha256', ticket, 'buffer'), attachment: id, user, party, deviceId, direction, expiresAt, bytes: BUDGET_FACTOR * sizeBytes },
    answer: { kind: 'attachmentTicket', attachmentId: id, url: attachmentUrl(id), ticket, expiresTimeMs: expiresAt, direction, sizeBytes },
  }
}

const statusOf = (id: AttachmentId, state: AttachmentState): Answer =>
  ({ kind: 'attachmentStatus', attachmentId: id, state, retryAfterSeconds: state === 'pending' ? PENDING_RETRY_SECONDS : 0 })

/**
 * Once a message names it, the sender learns only what the bytes were: when it is gone because every device has it would tell that the message arrived,
 * and that it ends unread that it did not.
 */
const toldToSender = ({ isBound }: AttachmentRow, state: AttachmentState): AttachmentState =>
  isBound && (state === 'available' || state === 'expired') ? 'gone' : state

/** A device says it itself, with the token of the pair. */
const byLink = ({ senderDevice, consentToken }: AttachmentOffer): Sayer => (caller, { sender }) => {
  if (sender?.home.party !== caller.party || !sender.devices.some(({ deviceId }) => deviceId === senderDevice)) throw new GatewayError('NOT_YOURS')
  return { sender, device: senderDevice, tokenHash: hash('sha256', consentToken, 'buffer') }
}

/** The core says it for a user of its own, whose token nobody but the gateway knows. */
const byCore: Sayer = (caller, { sender, recipientConsent }) => {
  const [device] = sender?.devices ?? []
  if (sender?.home.party !== caller.party || sender.custody !== 'VAULT' || device === undefined) throw new GatewayError('NOT_YOURS')
  return { sender, device: device.deviceId, tokenHash: recipientConsent?.tokenHash }
}

/** What is stored goes when it is read or its time is over: nobody knows when. */
const fullOf = (scope: 'user' | 'party'): Answer => ({
  kind: 'throttled', retryAfterSeconds: FULL_RETRY_SECONDS, scope,
  headroom: [{ limit: scope === 'user' ? 'attachmentsPerUser' : 'attachmentsPerParty', left: 0, wholeAfterSeconds: 0 }],
})

const requireSize = ({ attachmentBytes }: AgreementLimits, { sizeBytes }: Offered): void => {
  if (sizeBytes > attachmentBytes) throw new GatewayError('ATTACHMENT_TOO_LARGE', `at most ${String(attachmentBytes)} bytes of ciphertext`)
}

const quotaOf = (limits: AgreementLimits): AttachmentQuota => ({
  perUser: limits.attachmentsPerUser, bytesPerUser: limits.attachmentMibPerUser * MIB,
  perParty: limits.attachmentsPerParty, bytesPerParty: limits.attachmentMibPerParty * MIB,
})
