// SPDX-License-Identifier: AGPL-3.0-only
// Promise: holds the files of a daemon that does not run against its rows, and its counters against both.
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { AttachmentState } from '../../src/model/attachments.ts'

interface Row {
  readonly id: string
  readonly state: AttachmentState
  readonly hasBytes: 0 | 1
  readonly sizeBytes: number
  readonly receivedBytes: number
  readonly sha256: Buffer
  readonly expiresAt: number
}

const SUMS = `
  SELECT party, user, sum(count) AS count, sum(bytes) AS bytes FROM (
    SELECT party, user, count, bytes FROM attachmentUsage
    UNION ALL SELECT party, user, -1, -bytes FROM attachmentCounts
    UNION ALL SELECT party, '', -1, -bytes FROM attachmentCounts
  ) GROUP BY party, user HAVING sum(count) <> 0 OR sum(bytes) <> 0`

/** What does not fit, in words; and how many files there are, and rows that have bytes. */
export interface AttachmentAudit { readonly failures: readonly string[]; readonly files: number; readonly rows: number }

/** Of a data folder after a sweep. `kept`: what must be there, whole; nothing of `done` may be. */
export const auditAttachments = (dataFolder: string, { kept, done }: { readonly kept: Iterable<string>; readonly done: ReadonlySet<string> }): AttachmentAudit => {
  const folder = join(dataFolder, 'attachments')
  const files = new Map(readdirSync(folder).filter((name) => !name.startsWith('.')).map((name) => [name, readFileSync(join(folder, name))]))
  const db = new Database(join(dataFolder, 'drawbridge.db'), { readonly: true })
  try {
    const rows = new Map((db.prepare('SELECT id, state, hasBytes, sizeBytes, receivedBytes, sha256, expiresAt FROM attachments').all() as Row[]).map((row) => [row.id, row]))
    const orphans = [...files.keys()].filter((id) => rows.get(id)?.hasBytes !== 1)
    const missing = [...rows.values()].filter((row) => row.hasBytes === 1 && !isWhole(row, files.get(row.id) ?? Buffer.alloc(0)))
    const left = [...rows.values()].filter(({ hasBytes, expiresAt }) => hasBytes === 1 && expiresAt <= Date.now())
    const lost = [...kept].filter((id) => rows.get(id)?.state !== 'available')
    const unswept = [...done].filter((id) => files.has(id) || rows.get(id)?.hasBytes === 1)
    const wrong = { 'files without a row': orphans, 'rows without their bytes': missing, 'ended rows with bytes': left, 'files lost': lost, 'files left that nobody needs': unswept, 'counters that do not fit': db.prepare(SUMS).all() }
    return { failures: Object.entries(wrong).flatMap(([what, found]) => (found.length === 0 ? [] : [`${String(found.length)} ${what}`])), files: files.size, rows: [...rows.values()].filter(({ hasBytes }) => hasBytes === 1).length }
  } finally {
    db.close()
  }
}

/** Files of a data folder, of a daemon that runs or not, that no row needs. */
export const unknownFiles = (dataFolder: string): number => {
  const db = new Database(join(dataFolder, 'drawbridge.db'), { readonly: true })
  try {
    const needed = new Set(db.prepare('SELECT id FROM attachments WHERE hasBytes = 1').pluck().all())
    return readdirSync(join(dataFolder, 'attachments')).filter((name) => !name.startsWith('.') && !needed.has(name)).length
  } finally {
    db.close()
  }
}

const isWhole = ({ state, sizeBytes, receivedBytes, sha256 }: Row, bytes: Buffer): boolean =>
  (state === 'available' ? bytes.length === sizeBytes && hash('sha256', bytes, 'buffer').equals(sha256) : bytes.length >= receivedBytes)
