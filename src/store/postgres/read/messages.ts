// SPDX-License-Identifier: AGPL-3.0-only
import type { LanePlace } from '../../../model/answers.ts'
import type { DeviceId, PartyId, SubmissionId, UserId } from '../../../model/ids.ts'
import type { ExpiredRow, SubmissionRecord } from '../../readers.ts'
import type { EventRow, MailboxRow } from '../../rows.ts'
import { parsed } from '../records.ts'
import type { submissions } from '../schema/messages.ts'
import type { Session } from '../session.ts'
import { statement } from '../statement.ts'
import { gathered } from './gathered.ts'
import type { RecordOf } from '../statement.ts'

const ROWS = `
  SELECT m."id", m."lane", m."recipientParty", l."recipientUser", l."recipientDevice", l."senderUser", m."senderDevice", m."submissionId",
    m."laneSequence", m."gatewayTimeMs", m."expiresAt", m."attempt", m."commitment", m."frank", m."frankEpoch", m."envelope", m."urgent"
  FROM "mailbox" m JOIN "lanes" l ON l."lane" = m."lane"`
const PAGE = statement<MailboxRow>(`${ROWS} WHERE m."withheld" = 0 AND m."recipientParty" = $1 AND m."id" > $2 ORDER BY m."id" LIMIT $3`)
const LANE_PAGE = statement<MailboxRow>(`${ROWS} WHERE m."withheld" = 0 AND m."recipientParty" = $1 AND m."lane" = $2 AND m."id" > $3 ORDER BY m."id" LIMIT $4`)
const URGENT = statement<{ readonly waits: boolean }>('SELECT EXISTS(SELECT FROM "mailbox" WHERE "urgent" AND "withheld" = 0 AND "recipientParty" = $1) AS "waits"')
const EXPIRED = statement<Omit<ExpiredRow, 'senderParty'> & { readonly senderParty: PartyId | null }>(`
  SELECT m."id", u."party" AS "senderParty", l."senderUser", m."senderDevice", coalesce(s."spoken", m."submissionId") AS "submissionId", l."recipientDevice", length(m."frank") = 0 AS "retryRequest"
  FROM "mailbox" m JOIN "lanes" l ON l."lane" = m."lane" LEFT JOIN "users" u ON u."user" = l."senderUser"
  LEFT JOIN "vaultSent" s ON s."user" = l."senderUser" AND s."device" = m."senderDevice" AND s."submissionId" = m."submissionId"
  WHERE m."expiresAt" <= $1 ORDER BY m."expiresAt", m."id" LIMIT $2`)
const events = (where: string) =>
  statement<EventRow>(`SELECT "id", "party", "user", "timeMs", "bodySealed" FROM "events" WHERE ${where} AND "party" = $1 AND "id" > $2 ORDER BY "id" LIMIT $3`)
const [EVENTS, ASIDE] = [events('NOT "aside"'), events('"aside"')]
const ABOUT = statement<{ readonly count: number; readonly bytes: number }>(`
  SELECT count(*) AS "count", coalesce(sum(length("bodySealed")), 0) AS "bytes" FROM (
    SELECT "bodySealed" FROM "events" e WHERE "about" = $1 AND "user" = $2 AND NOT "aside"
      AND NOT EXISTS (SELECT 1 FROM "untaken" u WHERE u."event" = e."id" AND u."deadSinceMs" IS NOT NULL) LIMIT $3) AS found`)
const SUBMISSIONS = statement<Pick<RecordOf<typeof submissions>, 'digest' | 'gatewayTimeMs' | 'places'> & { readonly n: number }>(`
  SELECT a."n", s."digest", s."gatewayTimeMs", s."places" FROM unnest($1::uuid[], $2::smallint[], $3::uuid[]) WITH ORDINALITY AS a("sender", "device", "submission", "n")
  JOIN "submissions" s ON s."senderUser" = a."sender" AND s."senderDevice" = a."device" AND s."submissionId" = a."submission"`)

interface Submitted { readonly sender: UserId; readonly device: DeviceId; readonly submission: SubmissionId }

/** Reads of mailboxes, events and submissions. */
export const createMessageReads = ({ all }: Session) => {
  const earlier = gathered<Submitted, SubmissionRecord | undefined>(async (asked) => {
    const found = await all(SUBMISSIONS, [asked.map(({ sender }) => sender), asked.map(({ device }) => device), asked.map(({ submission }) => submission)])
    const records = new Map(found.map(({ n, ...record }) => [n, record]))
    return asked.map((_, index) => submissionRecord(records.get(index + 1)))
  })
  return {
    submission: (sender: UserId, device: DeviceId, submission: SubmissionId): Promise<SubmissionRecord | undefined> => earlier({ sender, device, submission }),
    mailboxPage: (party: PartyId, after: number, limit: number): Promise<MailboxRow[]> => all(PAGE, [party, after, limit]),
    lanePage: (party: PartyId, lane: number, after: number, limit: number): Promise<MailboxRow[]> => all(LANE_PAGE, [party, lane, after, limit]),
    urgentWaits: async (party: PartyId): Promise<boolean> => (await all(URGENT, [party]))[0]?.waits === true,
    eventPage: (party: PartyId, after: number, limit: number): Promise<EventRow[]> => all(EVENTS, [party, after, limit]),
    asideEvents: (party: PartyId, after: number, limit: number): Promise<EventRow[]> => all(ASIDE, [party, after, limit]),
    eventsAbout: async (user: UserId, peer: UserId, most: number) => (await all(ABOUT, [peer, user, most]))[0] ?? { count: 0, bytes: 0 },
    expired: async (now: number, limit: number): Promise<ExpiredRow[]> =>
      (await all(EXPIRED, [now, limit])).map((record) => ({ ...record, senderParty: record.senderParty ?? undefined })),
  }
}

const submissionRecord = (record: Pick<RecordOf<typeof submissions>, 'digest' | 'gatewayTimeMs' | 'places'> | undefined): SubmissionRecord | undefined =>
  record && { ...record, places: parsed<readonly LanePlace[]>(record.places).map(({ deviceId, laneSequence }) => ({ deviceId, laneSequence })) }
