// SPDX-License-Identifier: Apache-2.0
import { createCounters } from './counters.ts'
import { openDatabase } from './database.ts'
import { createInbound } from './inbound.ts'
import { createInbox } from './inbox.ts'
import { createOutbox } from './outbox.ts'
import { createOwn } from './own.ts'
import { createPeers } from './peers.ts'
import { createProofs } from './proofs.ts'
import { createPrekeys } from './prekeys.ts'
import { createDueReceipts } from './receipts.ts'
import { createRequests } from './requests.ts'
import { createSent } from './sent.ts'
import { createSessions } from './sessions.ts'
import { createSettings } from './settings.ts'
import { createTargets } from './targets.ts'

/** Opens everything that a device must remember. What belongs together is written in one transaction. */
export const openState = (file: string) => {
  const db = openDatabase(file)
  const counters = createCounters(db)
  return {
    /** Runs `work`, all or nothing; it is on the disk when this returns. */
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    own: createOwn(db),
    settings: createSettings(db),
    prekeys: createPrekeys(db, counters),
    peers: createPeers(db),
    requests: createRequests(db),
    sessions: createSessions(db),
    sent: createSent(db),
    targets: createTargets(db),
    outbox: createOutbox(db),
    dueReceipts: createDueReceipts(db),
    inbound: createInbound(db),
    proofs: createProofs(db),
    inbox: createInbox(db, counters),
    close: (): void => { db.close() },
  }
}

/** See {@link openState}. */
export type State = ReturnType<typeof openState>
