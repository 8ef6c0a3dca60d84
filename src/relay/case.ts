// SPDX-License-Identifier: AGPL-3.0-only
import type { Admitted } from '../model/proofs/admitted.ts'
import type { UserFacts } from '../model/standing.ts'
import { MOVED } from '../registry/optimistic.ts'
import type { Ending, MailboxRow, VaultAwaitedRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import type { RelayDeps } from './ports.ts'
import type { VaultRows } from './vault-work.ts'

/** What became of the head of a conversation. */
export type Step =
  | 'gone' // it waits no more
  | 'passed' // it is not for a vault, or its time is over: what is behind it may go on
  | 'rest' // it cannot be opened now, and nothing overtakes it
  | 'untrusted' // it stays until the core has accepted the sender's new identity, or put a list that names its home
  | 'full' // it stays until the core has taken more of what its user was sent
  | typeof MOVED // something moved meanwhile: look again

/** A message that waits for a user of a vault, and what was true when it was looked at. */
export interface Case {
  readonly row: MailboxRow
  /** That it may be delivered. */
  readonly proof: Admitted
  readonly sender: UserFacts
  readonly recipient: UserFacts
  readonly rows: VaultRows
  /** It is the resend of a message that could not be opened. */
  readonly awaited: VaultAwaitedRow | undefined
}

/** Ends a message with all that follows from it, unless it is held back, or one of its two was erased or changed, since it was looked at. */
export type Conclude = (of: Case, as: Ending, writes: readonly Write[]) => Promise<Step>

/** Endings over the store. */
export const createConclude = ({ store, now }: Pick<RelayDeps, 'store' | 'now'>): Conclude => async ({ row, proof }, as, writes) => {
  const outcome = await store.write.commit({
    expect: proof.versions, writes: [{ end: 'message', party: row.recipientParty, mailbox: row.id, as, atMs: now() }, ...writes],
  })
  return 'committed' in outcome ? 'gone' : MOVED
}
