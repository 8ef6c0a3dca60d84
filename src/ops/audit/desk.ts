// SPDX-License-Identifier: AGPL-3.0-only
import { formatNoteKey } from '../../model/audit/note.ts'
import type { AuditRow, CheckpointRow } from '../../store/audit.ts'
import type { Store } from '../../store/port.ts'
import type { CheckpointKey } from '../keys.ts'
import type { CheckpointKeeper } from './keeper.ts'
import type { AuditPen, AuditWords } from './pen.ts'

/** What the operator sees of the audit log, and how what lies outside the store gets into it. */
export interface AuditDesk {
  /** Adds an entry about a change that no row holds; it is on disk when this resolves, so tell before you change. */
  tell(words: AuditWords): Promise<void>
  /** How long the log is, how much of it is signed by now, and the key that checkpoints verify with. */
  state(): Promise<{ readonly size: number; readonly signed: number; readonly key: string }>
  /** Entries from this number on, in order. */
  entries(from: number, limit: number): Promise<readonly AuditRow[]>
  /** Checkpoints of more than `above` entries, in order. */
  checkpoints(above: number, limit: number): Promise<readonly CheckpointRow[]>
}

/** What the desk stands on. */
export interface AuditDeskDeps {
  readonly store: Pick<Store, 'read' | 'write'>
  readonly pen: AuditPen
  readonly keeper: Pick<CheckpointKeeper, 'look' | 'signed'>
  readonly key: CheckpointKey
}

/** The operator's desk for the audit log. */
export const createAuditDesk = ({ store, pen, keeper, key }: AuditDeskDeps): AuditDesk => ({
  tell: async (words) => { await store.write.commit({ expect: [], writes: [{ add: 'audit', leaf: pen.entry(words) }] }) },
  state: async () => {
    await keeper.look()
    const { size } = await store.read.auditHead()
    return { size, signed: keeper.signed(), key: formatNoteKey(key) }
  },
  entries: (from, limit) => store.read.auditPage(from, limit),
  checkpoints: (above, limit) => store.read.checkpointPage(above, limit),
})
