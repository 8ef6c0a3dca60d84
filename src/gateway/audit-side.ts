// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../config/index.ts'
import { createFileCopy, createUrlCopy } from '../ops/audit/copies.ts'
import { createCopying } from '../ops/audit/copying.ts'
import type { CopyingDeps } from '../ops/audit/copying.ts'
import { createAuditDesk } from '../ops/audit/desk.ts'
import type { AuditDesk } from '../ops/audit/desk.ts'
import { createCheckpointKeeper } from '../ops/audit/keeper.ts'
import type { KeeperDeps } from '../ops/audit/keeper.ts'
import { createLastNote } from '../ops/audit/last-note.ts'
import type { AuditPen } from '../ops/audit/pen.ts'
import type { ServiceKeys } from '../ops/keys.ts'
import { createRequireCallable } from '../ops/outgoing/index.ts'
import type { Outgoing } from '../ops/outgoing/index.ts'
import { systemTimers } from '../ops/timers.ts'
import type { Store } from '../store/port.ts'

/** What the audit log takes from the daemon. */
export interface AuditParts {
  readonly version: string
  readonly store: Store
  readonly keys: Pick<ServiceKeys, 'checkpoint'>
  readonly pen: AuditPen
  readonly outgoing: Outgoing
  readonly events: KeeperDeps['events'] & { auditCopyFailed: CopyingDeps['failed'] }
}

/** The audit log of a running daemon. */
export interface AuditSide {
  readonly desk: AuditDesk
  /** Compares the log with what this node signed last, tells that it began, and signs from now on. Throws `AUDIT_LOG_UNFIT` where the log is another. */
  begin(): Promise<void>
  /** Tells that this node ends if it had begun, signs the last time and hands it out. */
  end(cause: string): Promise<void>
}

/** The audit log over the store, with its copies outside. Throws `CONFIG_INVALID` for a URL that is not called. */
export const createAuditSide = ({ audit: { checkpoints, lastCheckpoint }, outgoing: { privateHosts } }: Config, parts: AuditParts): AuditSide => {
  const { store, pen, events } = parts
  if (checkpoints.url !== undefined) createRequireCallable(privateHosts)(checkpoints.url, 'audit.checkpoints.url')
  const places = [
    ...(checkpoints.file === undefined ? [] : [createFileCopy(checkpoints.file)]),
    ...(checkpoints.url === undefined ? [] : [createUrlCopy(checkpoints.url, parts.outgoing)]),
  ]
  const copies = places.map((place) => createCopying(place, { timers: systemTimers, failed: events.auditCopyFailed }))
  const last = createLastNote(lastCheckpoint)
  const keeper = createCheckpointKeeper({ store, key: parts.keys.checkpoint, last, copies, timers: systemTimers, events })
  const desk = createAuditDesk({ store, pen, keeper, key: parts.keys.checkpoint })
  let isBegun = false
  return {
    desk,
    begin: async () => {
      await keeper.prove()
      const before = last.setAside()
      if (before !== undefined) {
        await desk.tell({ act: 'audit.set-back', actor: 'system', details: { size: before.size, root: Buffer.from(before.root).toString('base64') } })
        await last.told()
      }
      await desk.tell({ act: 'daemon.started', actor: 'system', details: { version: parts.version } })
      isBegun = true
      keeper.start()
    },
    end: async (cause) => {
      // A store that refuses writes can be told nothing.
      if (isBegun && store.healthy()) await desk.tell({ act: 'daemon.stopped', actor: 'system', details: { cause } })
      await keeper.stop()
    },
  }
}
