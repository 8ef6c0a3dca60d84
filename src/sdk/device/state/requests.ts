// SPDX-License-Identifier: Apache-2.0
import type { ContactRequest } from '../../../model/answers.ts'
import { partyId, requestId, userId } from '../../../model/ids.ts'
import type { PartyId, RequestId, UserId } from '../../../model/ids.ts'
import { inviteId } from '../../../model/invites.ts'
import type { InviteId } from '../../../model/invites.ts'
import type { ContactDecision, Inbox, Purpose } from '../../../model/values.ts'
import type { Database } from './database.ts'

/** Somebody who asks to talk to the user. */
export interface AskedRequest {
  readonly requestId: RequestId
  readonly party: PartyId
  readonly name: string
  readonly address: string
  readonly purposes: readonly Purpose[]
  readonly inbox: Inbox | undefined
  readonly inboxLabel: string
  readonly receivedAtMs: number
  readonly inviteId: InviteId | undefined
  /** What the user said; undefined while open. */
  readonly decision: ContactDecision | undefined
}

/** What a decision is about. */
export type DecisionSubject = { readonly requestId: RequestId } | { readonly peer: UserId }

/** A decision that the gateway has not confirmed. */
export interface Intent {
  readonly seq: number
  readonly subject: DecisionSubject
  readonly decision: ContactDecision | 'withdraw'
}

interface Row {
  id: string; party: string; name: string; address: string; purposes: string; inbox: Inbox | null; label: string; received_ms: number
  decision: ContactDecision | null; invite: string | null
}
interface IntentRow { seq: number; subject: 'request' | 'peer'; id: string; decision: Intent['decision'] }

/** Contact requests toward the user, and what the user decided. */
export const createRequests = (db: Database) => {
  const insert = db.prepare('INSERT OR IGNORE INTO request (id, party, name, address, purposes, inbox, label, received_ms, invite) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const list = db.prepare<[], Row>('SELECT * FROM request ORDER BY received_ms, id')
  const find = db.prepare<[string], Row>('SELECT * FROM request WHERE id = ?')
  const decide = db.prepare('UPDATE request SET decision = ? WHERE id = ?')
  const drop = db.prepare('DELETE FROM request WHERE received_ms < ?')
  const intend = db.prepare('INSERT INTO intent (subject, id, decision) VALUES (?, ?, ?)')
  const intents = db.prepare<[], IntentRow>('SELECT * FROM intent ORDER BY seq')
  const done = db.prepare('DELETE FROM intent WHERE seq = ?')
  return {
    /** False when it is known already. */
    save: (request: ContactRequest, now: number): boolean => insert.run(
      request.requestId, request.fromParty, request.fromDisplayName, request.fromAddress, JSON.stringify(request.purposes),
      request.inbox ?? null, request.inboxLabel, now, request.inviteId ?? null).changes === 1,
    list: (): readonly AskedRequest[] => list.all().map(read),
    find: (id: RequestId): AskedRequest | undefined => {
      const row = find.get(id)
      return row === undefined ? undefined : read(row)
    },
    decide: (id: RequestId, decision: ContactDecision): void => { decide.run(decision, id) },
    prune: (before: number): void => { drop.run(before) },
    /** Keeps a decision until the gateway has confirmed it; returns its number. */
    intend: (subject: DecisionSubject, decision: Intent['decision']): number => Number('peer' in subject
      ? intend.run('peer', subject.peer, decision).lastInsertRowid
      : intend.run('request', subject.requestId, decision).lastInsertRowid),
    intents: (): readonly Intent[] => intents.all().map(({ seq, subject, id, decision }) => (
      { seq, decision, subject: subject === 'peer' ? { peer: userId(id) } : { requestId: requestId(id) } })),
    confirmed: (seq: number): void => { done.run(seq) },
  }
}

const read = (row: Row): AskedRequest => ({
  requestId: requestId(row.id), party: partyId(row.party), name: row.name, address: row.address,
  purposes: JSON.parse(row.purposes) as readonly Purpose[],
  inbox: row.inbox ?? undefined, inboxLabel: row.label, receivedAtMs: row.received_ms, inviteId: row.invite === null ? undefined : inviteId(row.invite), decision: row.decision ?? undefined,
})
