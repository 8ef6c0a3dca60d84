// SPDX-License-Identifier: Apache-2.0
import type { AgreementJwk } from '../../model/credentials.ts'
import type { UserId } from '../../model/ids.ts'
import { MAX_REPORTED_MESSAGES, reportId } from '../../model/reports.ts'
import type { ReportId } from '../../model/reports.ts'
import type { Bytes } from '../../model/signal-crypto.ts'
import { decodeContent, splitPlaintext } from '../../wire/content/index.ts'
import type { Content, MessageId } from '../../wire/content/index.ts'
import { decodeDisclosure, encodeDisclosure, MAX_COMMENT, sealDisclosure } from '../reports/index.ts'
import type { DisclosedMessage, ReportReason } from '../reports/index.ts'
import type { DecisionOutcome, Decisions } from './contacts.ts'
import { requireOwn, requirePeer } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { Parcel } from './state/inbound.ts'

/** How long what proves a shown message is kept: as long again as the longest ttl, and together less than the gateway takes a report. */
export const PROOF_MS = 30 * 86_400_000

/** What somebody wants to report. */
export interface ReportWish {
  readonly peer: UserId
  /** One to five messages that the contact sent. */
  readonly messageIds: readonly MessageId[]
  readonly reason: ReportReason
  /** What the reporter adds; at most 1,000 characters. */
  readonly comment?: string
}

/** A message as whoever reads the report will see it. */
export interface ReportedView {
  readonly messageId: MessageId
  readonly sentAtMs: number
  readonly gatewayTimeMs: number
  readonly body: Content['body']
  /** Whoever reads the report could open the file of the message, where they get hold of it. */
  readonly revealsFile: boolean
}

/** A report before it is sent: show all of `view` to the reporter, and hand it on unchanged. */
export interface ReportDraft {
  readonly reportId: ReportId
  readonly peer: UserId
  readonly view: {
    readonly reporter: UserId
    readonly reportedUser: UserId
    readonly reason: ReportReason
    readonly comment: string
    readonly messages: readonly ReportedView[]
  }
  /** All that is disclosed, as it was sealed: JSON. */
  readonly disclosure: string
  /** The same as it is sent. */
  readonly sealed: string
}

/** What became of a report. */
export interface ReportOutcome {
  /** Reports that the user may still make today. */
  readonly leftToday: number
  /** What became of the block, where one was wanted. */
  readonly block: DecisionOutcome | undefined
}

/** Keeps what a report of a message needs, where the gateway vouched for it. Runs inside the transaction that shows it. */
export const keepProof = ({ state, now }: Context, parcel: Parcel, messageId: MessageId, plaintext: Bytes): void => {
  const { frank, peer, device, submissionId, gatewayTimeMs, commitment } = parcel
  // A time that is not whole was never vouched for.
  if (frank === undefined || !Number.isSafeInteger(gatewayTimeMs)) return
  const { frankingKey, contentBytes } = splitPlaintext(plaintext)
  state.proofs.keep(peer, messageId, { senderDevice: device, submissionId, gatewayTimeMs, commitment, frank, frankingKey, content: contentBytes }, now())
}

/** What a report would disclose, sealed to `key`. Throws `REPORTS_NOT_READ`, `NOT_A_CONTACT`, `NOT_REPORTABLE`, `CONTENT_TOO_LONG`. */
export const prepareReport = async (context: Context, key: AgreementJwk | undefined, { peer, messageIds, reason, comment = '' }: ReportWish): Promise<ReportDraft> => {
  if (key === undefined) throw new DeviceError('REPORTS_NOT_READ')
  const { user: reporter } = requireOwn(context).address
  const reportedUser = requirePeer(context, peer).user
  const wanted = [...new Set(messageIds)]
  if (comment.length > MAX_COMMENT || wanted.length > MAX_REPORTED_MESSAGES) throw new DeviceError('CONTENT_TOO_LONG')
  const messages = wanted.map((messageId): DisclosedMessage => {
    const proof = context.state.proofs.find(peer, messageId)
    if (proof === undefined) throw new DeviceError('NOT_REPORTABLE')
    return { ...proof, senderUser: peer, recipientUser: reporter }
  })
  if (messages.length === 0) throw new DeviceError('NOT_REPORTABLE')
  const id = reportId(context.random.uuid())
  const disclosure = encodeDisclosure({ reportId: id, reporter, reportedUser, reason, comment, messages })
  return {
    reportId: id, peer, view: { reporter, reportedUser, reason, comment, messages: messages.map(viewOf) },
    disclosure, sealed: await sealDisclosure(disclosure, key),
  }
}

/** Sends a draft as it is, and blocks the contact first where that is wanted. */
export const sendReport = async (context: Context, decisions: Decisions, draft: ReportDraft, block: boolean): Promise<ReportOutcome> => {
  // In force on this device at once, whatever becomes of the report.
  const blocked = block ? await decisions.decide({ peer: draft.peer }, 'block') : undefined
  const { reportId: id, reporter, reportedUser, messages } = decodeDisclosure(JSON.parse(draft.disclosure))
  const { leftToday } = await context.ask({
    kind: 'report', reportId: id, reporter, reportedUser, sealed: Buffer.from(draft.sealed, 'utf8'),
    messages: messages.map(({ senderDevice, submissionId, gatewayTimeMs, commitment, frank: { keyEpoch, mac } }) =>
      ({ senderDevice, submissionId, gatewayTimeMs, commitment, keyEpoch, mac })),
  }, 'reported')
  return { leftToday, block: blocked }
}

const viewOf = ({ content, gatewayTimeMs }: DisclosedMessage): ReportedView => {
  const { messageId, sentAtMs, body } = decodeContent(content)
  return { messageId, sentAtMs, gatewayTimeMs, body, revealsFile: body.kind === 'attachment' }
}
