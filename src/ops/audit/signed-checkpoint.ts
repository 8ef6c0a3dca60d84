// SPDX-License-Identifier: AGPL-3.0-only
import { formatCheckpoint } from '../../model/audit/checkpoint.ts'
import { rootOf } from '../../model/audit/merkle.ts'
import { formatNote } from '../../model/audit/note.ts'
import type { AuditHead } from '../../store/audit.ts'
import type { CheckpointKey } from '../keys.ts'

/** The signed note that says that the log has this tree. Ed25519 has no randomness: of one tree it is always the same note. */
export const signedCheckpoint = (key: CheckpointKey, { size, frontier }: AuditHead): string => {
  const text = formatCheckpoint({ origin: key.name, size, root: rootOf(frontier) })
  return formatNote(text, key, key.sign(Buffer.from(text)))
}
