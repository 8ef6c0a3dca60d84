// SPDX-License-Identifier: AGPL-3.0-only
import { parseCheckpoint } from '../../model/audit/checkpoint.ts'
import { grow, leafHash, rootOf, sameHash } from '../../model/audit/merkle.ts'
import { isSignedBy, parseNotes } from '../../model/audit/note.ts'
import { GatewayError } from '../../model/errors.ts'
import { EMPTY_HEAD } from '../../store/audit.ts'
import type { AuditHead, AuditReaders, CheckpointRow } from '../../store/audit.ts'
import type { CheckpointKey } from '../keys.ts'
import type { LastNote } from './last-note.ts'
import { signedCheckpoint } from './signed-checkpoint.ts'

/** The log as it was seen to grow. */
export interface Followed {
  readonly head: AuditHead
  /** The newest checkpoint in the store, seen to be right; undefined where there is none, and where it is older than what was followed. */
  readonly newest: CheckpointRow | undefined
}

type Reads = Pick<AuditReaders, 'auditHead' | 'auditPage' | 'lastCheckpoint'>

const PAGE = 500
const FIX = 'if the store was put back by hand, run: drawbridge backup mark-restored; if not, somebody changed it while no gateway looked: keep a copy of it, then restore a backup'

/**
 * The log from its first entry on, hashed anew: it begins with what this node signed last, the newest checkpoint in the store is right, and the head is that
 * of the entries. Throws `AUDIT_LOG_UNFIT` where one of these does not hold.
 */
export const followFromStart = async (reads: Reads, key: CheckpointKey, last: Pick<LastNote, 'path' | 'read'>): Promise<Followed> => {
  // What is kept is of entries that are in the store by now, since it is read first.
  const kept = keptMark(key, last)
  return follow(reads, key, EMPTY_HEAD, kept === undefined ? [] : [kept])
}

/** What was appended since a head. Throws `AUDIT_LOG_UNFIT` where the log is no continuation of it, and for a newest checkpoint that is not right. */
export const followFrom = (reads: Reads, key: CheckpointKey, from: AuditHead): Promise<Followed> => follow(reads, key, from, [])

/** A note that must be the one of its tree. */
interface Mark { readonly size: number; readonly note: string; readonly what: string }

const follow = async (reads: Reads, key: CheckpointKey, from: AuditHead, kept: readonly Mark[]): Promise<Followed> => {
  // In this order: of a checkpoint that is there, the entries are there as well.
  const newest = await reads.lastCheckpoint()
  const to = await reads.auditHead()
  const isNew = newest !== undefined && newest.size >= from.size
  const marks = isNew ? [...kept, { ...newest, what: 'the newest checkpoint in the database is not what this gateway signs of it' }] : kept
  if (to.size < from.size) throw unfit('the audit log became shorter')
  const short = marks.find(({ size }) => size > to.size)
  if (short) throw unfit(`the audit log has ${String(to.size)} entries and a checkpoint is of ${String(short.size)}`)
  const head = await added(reads, from, to.size, ({ size, frontier }) => {
    const wrong = marks.find((mark) => mark.size === size && mark.note !== signedCheckpoint(key, { size, frontier }))
    if (wrong) throw unfit(wrong.what)
  })
  if (!sameHash(rootOf(head.frontier), rootOf(to.frontier))) throw unfit('the head of the audit log is not that of its entries')
  return { head, newest: isNew ? newest : undefined }
}

const added = async (reads: Reads, from: AuditHead, size: number, check: (head: AuditHead) => void): Promise<AuditHead> => {
  let head = from
  check(head)
  while (head.size < size) {
    const rows = await reads.auditPage(head.size, Math.min(PAGE, size - head.size))
    if (rows.length === 0) throw unfit(`entry ${String(head.size)} of the audit log is missing`)
    for (const { entry, leaf } of rows) {
      if (entry !== head.size) throw unfit(`entry ${String(head.size)} of the audit log is missing`)
      head = { size: entry + 1, frontier: grow(head.frontier, entry, leafHash(leaf)) }
      check(head)
    }
  }
  return head
}

const keptMark = (key: CheckpointKey, { path, read }: Pick<LastNote, 'path' | 'read'>): Mark | undefined => {
  const text = read()
  if (text === undefined) return undefined
  const [note] = parseNotes(text) ?? []
  const checkpoint = note && parseCheckpoint(note.text)
  if (note === undefined || checkpoint === undefined || !isSignedBy(note, key)) throw unfit(`${path} holds no checkpoint of this gateway`)
  return { size: checkpoint.size, note: text, what: `the first ${String(checkpoint.size)} entries of the audit log are not those that ${path} has the checkpoint of` }
}

const unfit = (what: string): GatewayError => new GatewayError('AUDIT_LOG_UNFIT', `${what}; ${FIX}`)
