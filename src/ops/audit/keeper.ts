// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../../model/errors.ts'
import type { AuditHead, CheckpointRow } from '../../store/audit.ts'
import type { Store } from '../../store/port.ts'
import type { CheckpointKey } from '../keys.ts'
import type { Copying } from './copying.ts'
import { followFrom, followFromStart } from './follow.ts'
import type { Followed } from './follow.ts'
import type { LastNote } from './last-note.ts'
import { signedCheckpoint } from './signed-checkpoint.ts'

/** Signs checkpoints of the audit log, and sees that they get outside. */
export interface CheckpointKeeper {
  /**
   * Reads the whole log, and compares it with what this node signed or saw last. Throws `AUDIT_LOG_UNFIT` where the log does not begin with that, and
   * `CONFIG_INVALID` where no note can be kept. To be called before anything is served.
   */
  prove(): Promise<void>
  /** Follows the log and, while this node has the duty, signs what is not signed yet. */
  start(): void
  /** Looks now; resolves when what was added before the call is signed, if this node has the duty and the log is whole. Never rejects. */
  look(): Promise<void>
  /** How many entries the newest checkpoint covers that this node made, or saw to be right. */
  signed(): number
  /** Signs the last time and hands it out. */
  stop(): Promise<void>
}

/** What the keeper stands on. */
export interface KeeperDeps {
  readonly store: Pick<Store, 'read' | 'write' | 'nodes'>
  readonly key: CheckpointKey
  readonly last: LastNote
  readonly copies: readonly Copying[]
  readonly timers: { every(ms: number, task: () => void): () => void }
  readonly events: {
    /** The log is not what was signed: it is signed no more. */
    auditBroken(entries: number): void
    backgroundFailed(task: string, error: unknown): void
  }
}

/** How long an entry may be without a checkpoint. A look is two row reads. */
const EVERY_MS = 1_000

/**
 * A keeper that adds each entry to a tree of its own, so that it signs no log that was changed under it, and that keeps the newest note outside of the store,
 * so that it signs none that was changed while it was away. What it hands out it made itself.
 */
export const createCheckpointKeeper = ({ store, key, last, copies, timers, events }: KeeperDeps): CheckpointKeeper => {
  let [isOurs, isBroken, isStarted] = [false, false, false]
  /** The tree as this process has seen it grow. */
  let seen: AuditHead | undefined
  let [kept, signed, handedOut] = ['', 0, '']
  let running: Promise<void> | undefined
  const ends: (() => void)[] = []

  const followOnce = async (): Promise<Followed> => {
    const followed = await (seen === undefined ? followFromStart(store.read, key, last) : followFrom(store.read, key, seen))
    seen = followed.head
    if (followed.newest !== undefined) await keep(followed.newest)
    return followed
  }

  const keep = async ({ size, note }: CheckpointRow): Promise<void> => {
    if (note === kept) return
    await last.keep(note);
    [kept, signed] = [note, size]
  }

  const lookOnce = async (): Promise<void> => {
    if (isBroken || !isStarted) return
    const { head, newest } = await followOnce()
    if (!isOurs || head.size === 0) return
    const note = signedCheckpoint(key, head)
    // What others can see is never newer than what this node compares with at its next start.
    await keep({ size: head.size, note })
    if (newest?.note !== note) await store.write.keepCheckpoint({ size: head.size, note })
    handOut(note)
  }

  const handOut = (note: string): void => {
    if (note === handedOut) return
    handedOut = note
    for (const copy of copies) copy.offer(note)
  }

  const tell = (error: unknown): void => {
    if (!(error instanceof GatewayError && error.code === 'AUDIT_LOG_UNFIT')) return events.backgroundFailed('audit', error)
    isBroken = true
    events.auditBroken(seen?.size ?? 0)
  }

  const look = async (): Promise<void> => {
    // What is under way may have read before the caller's entry was there.
    await running
    await (running ??= lookOnce().catch(tell).finally(() => { running = undefined }))
  }

  return {
    prove: async () => {
      await last.requireWritable()
      await followOnce()
    },
    look,
    signed: () => signed,
    start: () => {
      isStarted = true
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
