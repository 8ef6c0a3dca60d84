// SPDX-License-Identifier: AGPL-3.0-only
import type { DeviceId, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { LanePlace } from '../../../model/answers.ts'
import type { ExpiredRow, SubmissionRecord } from '../../readers.ts'
import type { EventRow, MailboxRow } from '../../rows.ts'
import type { Connection } from '../connection.ts'
import { LIMIT, parsed } from '../records.ts'
import type { RecordOf } from '../records.ts'
import type { lanes, mailbox, submissions } from '../schema/messages.ts'

type PageRecord = Omit<RecordOf<typeof mailbox> & RecordOf<typeof lanes>, 'lastSequence' | 'totalBytes' | 'laneBytes' | 'withheld'>
type SubmissionText = Pick<RecordOf<typeof submissions>, 'digest' | 'gatewayTimeMs' | 'places'>
type ExpiredRecord = Omit<ExpiredRow, 'retryRequest' | 'senderParty'> & { readonly retryRequest: number; readonly senderParty: PartyId | null }

const ROWS = `
  SELECT m.id, m.lane, m.recipientParty, l.recipientUser, l.recipientDevice, l.senderUser, m.senderDevice, m.submissionId, m.laneSequence,
    m.gatewayTimeMs, m.expiresAt, m.attempt, m.commitment, m.frank, m.frankEpoch, m.envelope, m.urgent
  FROM mailbox m JOIN lanes l ON l.lane = m.lane`
const PAGE = `${ROWS} WHERE m.withheld = 0 AND m.recipientParty = ? AND m.id > ? ORDER BY m.id ${LIMIT}`
const LANE_PAGE = `${ROWS} WHERE m.withheld = 0 AND m.recipientParty = ? AND m.lane = ? AND m.id > ? ORDER BY m.id ${LIMIT}`
const URGENT = 'SELECT EXISTS(SELECT 1 FROM mailbox WHERE urgent = 1 AND withheld = 0 AND recipientParty = ?)'
const EXPIRED = `
  SELECT m.id, u.party AS senderParty, l.senderUser, m.senderDevice, ifnull(s.spoken, m.submissionId) AS submissionId, l.recipientDevice, length(m.frank) = 0 AS retryRequest
  FROM mailbox m JOIN lanes l ON l.lane = m.lane LEFT JOIN users u ON u.user = l.senderUser
  LEFT JOIN vaultSent s ON s.user = l.senderUser AND s.device = m.senderDevice AND s.submissionId = m.submissionId
  WHERE m.expiresAt <= ? ORDER BY m.expiresAt, m.id ${LIMIT}`
const ABOUT = `
  SELECT count(*) AS count, ifnull(sum(length(bodySealed)), 0) AS bytes FROM (
    SELECT bodySealed FROM events WHERE about = ? AND user = ? AND aside = 0 AND NOT EXISTS (SELECT 1 FROM untaken WHERE event = events.id AND deadSinceMs IS NOT NULL) ${LIMIT})`
const SUBMISSION = 'SELECT digest, gatewayTimeMs, places FROM submissions WHERE senderUser = ? AND senderDevice = ? AND submissionId = ?'

const NONE = { count: 0, bytes: 0 }

/** Reads of mailboxes, events and submissions. */
export const createMessageReads = (db: Connection) => {
  const page = db.prepare<[PartyId, number, number], PageRecord>(PAGE)
  const lanePage = db.prepare<[PartyId, number, number, number], PageRecord>(LANE_PAGE)
  const urgent = db.prepare<[PartyId], number>(URGENT).pluck()
  const expired = db.prepare<[number, number], ExpiredRecord>(EXPIRED)
  const events = (aside: 0 | 1) => db.prepare<[PartyId, number, number], EventRow>(
    `SELECT id, party, user, timeMs, bodySealed FROM events WHERE aside = ${String(aside)} AND party = ? AND id > ? ORDER BY id ${LIMIT}`)
  const about = db.prepare<[UserId, UserId, number], { readonly count: number; readonly bytes: number }>(ABOUT)
  const [eventPage, asideEvents] = [events(0), events(1)]
  return {
    submission: createSubmissionRead(db),
    mailboxPage: (party: PartyId, after: number, limit: number): MailboxRow[] =>
      page.all(party, after, limit).map(mailboxRow),
    lanePage: (party: PartyId, lane: number, after: number, limit: number): MailboxRow[] => lanePage.all(party, lane, after, limit).map(mailboxRow),
    urgentWaits: (party: PartyId): boolean => urgent.get(party) === 1,
    eventPage: (party: PartyId, after: number, limit: number): EventRow[] => eventPage.all(party, after, limit),
    asideEvents: (party: PartyId, after: number, limit: number): EventRow[] => asideEvents.all(party, after, limit),
    eventsAbout: (user: UserId, peer: UserId, most: number) => about.get(peer, user, most) ?? NONE,
    expired: (now: number, limit: number): ExpiredRow[] => expired.all(now, limit)
      .map((record) => ({ ...record, senderParty: record.senderParty ?? undefined, retryRequest: record.retryRequest === 1 })),
  }
}

const mailboxRow = (record: PageRecord): MailboxRow => ({ ...record, urgent: record.urgent === 1 })

/** What was answered to a submission; also read inside the transaction that would store it. */
export const createSubmissionRead = (db: Connection) => {
  const one = db.prepare<[UserId, DeviceId, SubmissionId], SubmissionText>(SUBMISSION)
  return (sender: UserId, device: DeviceId, submission: SubmissionId): SubmissionRecord | undefined => {
    const record = one.get(sender, device, submission)
    return record && { ...record, places: parsed<readonly LanePlace[]>(record.places).map(({ deviceId, laneSequence }) => ({ deviceId, laneSequence })) }
  }
}
