// SPDX-License-Identifier: AGPL-3.0-only
import { parseCheckpoint } from '../../model/audit/checkpoint.ts'
import { grow, leafHash, rootOf, sameHash } from '../../model/audit/merkle.ts'
import { isSignedBy, parseNotes } from '../../model/audit/note.ts'
import { EMPTY_HEAD } from '../../store/audit.ts'
import type { AuditHead, CheckpointRow } from '../../store/audit.ts'
import type { Store } from '../../store/port.ts'
import type { CheckpointKey } from '../keys.ts'
import type { Copying } from './copying.ts'
import { signedCheckpoint } from './signed-checkpoint.ts'

/** Signs checkpoints of the audit log, and sees that they get outside. */
export interface CheckpointKeeper {
  /** Signs what is not signed yet, and again whenever something was added, while this node has the duty. */
  start(): void
  /** Looks now; resolves when what was added before the call is signed, if this node has the duty and the log is whole. Never rejects. */
  look(): Promise<void>
  /** Signs the last time and hands it out. */
  stop(): Promise<void>
}

/** What the keeper stands on. */
export interface KeeperDeps {
  readonly store: Pick<Store, 'read' | 'write' | 'nodes'>
  readonly key: CheckpointKey
  readonly copies: readonly Copying[]
  readonly timers: { every(ms: number, task: () => void): () => void }
  readonly events: {
    /** The log is not what was signed: it is signed no more. */
    auditBroken(entries: number): void
    backgroundFailed(task: string, error: unknown): void
  }
}

/** How long an entry may be without a checkpoint. A look is one row read. */
const EVERY_MS = 1_000
const PAGE = 500

/** The log is not what was signed. */
class Broken extends Error {}

/** A keeper that adds each entry to a tree of its own, so that it signs no log that was changed under it. */
export const createCheckpointKeeper = ({ store, key, copies, timers, events }: KeeperDeps): CheckpointKeeper => {
  let [isOurs, isBroken] = [false, false]
  /** The tree as this process has seen it grow. */
  let seen: AuditHead | undefined
  let handedOut = ''
  let running: Promise<void> | undefined
  const ends: (() => void)[] = []

  const lookOnce = async (): Promise<void> => {
    if (!isOurs || isBroken) return
    // In this order: of a checkpoint that is there, the entries are there as well.
    const newest = await store.read.lastCheckpoint()
    const head = await store.read.auditHead()
    if (seen?.size !== head.size || newest?.size !== head.size) {
      const proven = seen ?? await provenStart(store, key, newest)
      seen = await grown(store, proven, head)
    }
    if (head.size > 0 && newest?.size !== head.size) await store.write.keepCheckpoint({ size: head.size, note: signedCheckpoint(key, head) })
    handOut((await store.read.lastCheckpoint())?.note ?? '')
  }

  const handOut = (note: string): void => {
    if (note === '' || note === handedOut) return
    handedOut = note
    for (const copy of copies) copy.offer(note)
  }

  const tell = (error: unknown): void => {
    if (!(error instanceof Broken)) return events.backgroundFailed('audit', error)
    isBroken = true
    events.auditBroken(seen?.size ?? 0)
  }

  const look = async (): Promise<void> => {
    // What is under way may have read before the caller's entry was there.
    await running
    await (running ??= lookOnce().catch(tell).finally(() => { running = undefined }))
  }

  return {
    look,
    start: () => {
      ends.push(
        store.nodes.want('audit', (held) => {
          isOurs = held
          if (held) void look()
        }),
        timers.every(EVERY_MS, () => { if (running === undefined) void look() }),
      )
    },
    stop: async () => {
      await look()
      for (const end of ends) end()
      await Promise.all(copies.map((copy) => copy.stop()))
    },
  }
}

/** The tree that the newest stored checkpoint signs, made anew from the entries; throws where they are others. */
const provenStart = async (store: KeeperDeps['store'], key: CheckpointKey, newest: CheckpointRow | undefined): Promise<AuditHead> => {
  if (newest === undefined) return EMPTY_HEAD
  const [note] = parseNotes(newest.note) ?? []
  const signed = note && parseCheckpoint(note.text)
  // One of another key says nothing here: the keys may have been replaced.
  if (note === undefined || signed === undefined || !isSignedBy(note, key)) return EMPTY_HEAD
  const head = await added(store, EMPTY_HEAD, signed.size)
  if (!sameHash(rootOf(head.frontier), signed.root)) throw new Broken()
  return head
}

/** A tree with the entries that were appended to it, which must be the one that the store names. */
const grown = async (store: KeeperDeps['store'], from: AuditHead, to: AuditHead): Promise<AuditHead> => {
  if (to.size < from.size) throw new Broken()
  const head = await added(store, from, to.size)
  if (!sameHash(rootOf(head.frontier), rootOf(to.frontier))) throw new Broken()
  return head
}

const added = async (store: KeeperDeps['store'], from: AuditHead, size: number): Promise<AuditHead> => {
  let head = from
  while (head.size < size) {
    const rows = await store.read.auditPage(head.size, Math.min(PAGE, size - head.size))
    if (rows.length === 0) throw new Broken()
    for (const { entry, leaf } of rows) {
      if (entry !== head.size) throw new Broken()
      head = { size: entry + 1, frontier: grow(head.frontier, entry, leafHash(leaf)) }
    }
  }
  return head
}
