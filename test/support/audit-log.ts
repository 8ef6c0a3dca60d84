// SPDX-License-Identifier: AGPL-3.0-only
// Promise: an audit log in a real store, and its export taken apart so that a test may tamper with it.
import { auditActs } from '../../src/model/audit/acts.ts'
import type { AuditAct } from '../../src/model/audit/acts.ts'
import { exportCheckpoints, exportHead, exportLine } from '../../src/model/audit/export.ts'
import type { ExportedEntry } from '../../src/model/audit/export.ts'
import type { NoteKey } from '../../src/model/audit/note.ts'
import { createAuditPen } from '../../src/ops/audit/pen.ts'
import { signedCheckpoint } from '../../src/ops/audit/signed-checkpoint.ts'
import { mintKeyMaterial } from '../../src/ops/key-file.ts'
import { createServiceKeys } from '../../src/ops/keys.ts'
import type { CheckpointKey } from '../../src/ops/keys.ts'
import type { Store } from '../../src/store/port.ts'

/** An export in its parts. */
export interface LogParts { readonly key: NoteKey; readonly rows: readonly ExportedEntry[]; readonly notes: readonly { readonly size: number; readonly note: string }[] }

/** The parts as `drawbridge audit export` writes them. */
export const exportText = ({ key, rows, notes }: LogParts): string => exportHead(key) + rows.map(exportLine).join('') + exportCheckpoints(notes.map(({ note }) => note))

/** Appends entries of all kinds to a store, with a checkpoint after every few; told after each with the log up to there. */
export const writeLog = async (store: Store, count: number, random: () => number): Promise<{ readonly key: CheckpointKey; readonly states: readonly LogParts[] }> => {
  const { checkpoint: key, logId } = createServiceKeys(mintKeyMaterial())
  let now = 1_800_000_000_000
  const pen = createAuditPen({ now: () => now, logId })
  const states: LogParts[] = []
  for (let entry = 0; entry < count; entry += 1) {
    now += Math.floor(random() * 100_000)
    const acts = Object.keys(auditActs) as AuditAct[]
    const act = acts[Math.floor(random() * acts.length)] ?? 'daemon.started'
    const leaf = pen.entry({ act, actor: random() < 0.5 ? 'socket' : 'token:deploy', reason: 'spam since Monday', subject: `party:p${String(entry)}.example`, details: { n: Math.floor(random() * 1_000) } })
    await store.write.commit({ expect: [], writes: [{ add: 'audit', leaf }] })
    if (random() < 0.4 || entry === count - 1) {
      const head = await store.read.auditHead()
      await store.write.keepCheckpoint({ size: head.size, note: signedCheckpoint(key, head) })
      states.push({ key, rows: await store.read.auditPage(0, count), notes: await store.read.checkpointPage(0, count) })
    }
  }
  return { key, states }
}
