// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { AuditReaders } from '../audit.ts'
import { newestKnown } from '../migrations.ts'
import { PREKEY_STOCK } from '../prekey-stock.ts'
import type { PrekeyStock } from '../prekey-stock.ts'
import { schemaAge } from '../schema-age.ts'
import type { SchemaAge } from '../schema-age.ts'
import { newestApplied } from './connection.ts'
import { createAuditReads } from './read/audit.ts'

/** What a look at a database finds. */
export interface FolderLook {
  /** Whether its pages and indexes hold together (`PRAGMA quick_check`). */
  readonly isWhole: boolean
  /** undefined where it is too damaged to say. */
  readonly schema: SchemaAge | undefined
  /** Of each party with a device; empty where the database is of another version. */
  readonly prekeys: readonly PrekeyStock[]
}

/** Damage, in SQLite's words. Everything else that it may say is about access. */
const DAMAGE = /^SQLITE_(?:CORRUPT|NOTADB)/

/** Reads the database in a data folder through, beside a daemon or without one, and changes none of it; undefined where there is none. */
export const lookAtFolder = (folder: string): FolderLook | undefined => {
  const path = join(folder, 'drawbridge.db')
  if (!existsSync(path)) return undefined
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const [isWhole, schema] = [db.pragma('quick_check(1)', { simple: true }) === 'ok', schemaAge(newestApplied(db), newestKnown('sqlite'))]
    return { isWhole, schema, prekeys: isWhole && schema === 'current' ? db.prepare<[], PrekeyStock>(PREKEY_STOCK).all() : [] }
  } catch (error) {
    if (error instanceof Database.SqliteError && DAMAGE.test(error.code)) return { isWhole: false, schema: undefined, prekeys: [] }
    throw error
  } finally {
    db.close()
  }
}

/** What `use` makes of the audit log of the database in a data folder, beside a daemon or without one; undefined where there is no database of this version. */
export const withAuditLog = async <T>(folder: string, use: (reads: AuditReaders) => Promise<T>): Promise<T | undefined> => {
  const path = join(folder, 'drawbridge.db')
  if (!existsSync(path)) return undefined
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    if (schemaAge(newestApplied(db), newestKnown('sqlite')) !== 'current') return undefined
    const { auditHead, auditPage, checkpointPage, lastCheckpoint } = createAuditReads(db)
    return await use({
      auditHead: async () => auditHead(), auditPage: async (from, limit) => auditPage(from, limit),
      checkpointPage: async (above, limit) => checkpointPage(above, limit), lastCheckpoint: async () => lastCheckpoint(),
    })
  } finally {
    db.close()
  }
}
