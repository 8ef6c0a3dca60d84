// SPDX-License-Identifier: AGPL-3.0-only
import type { AttachmentId } from '../model/attachments.ts'
import type { AttachmentRow } from '../store/attachments.ts'
import { ORPHANS_MS, REMEMBER_MS, REMEMBER_UNNAMED_MS, SWEEP_AGAIN_MS, SWEEP_BATCH, SWEEP_MS, SWEEP_PASSED_OVER, SWEEP_STEPS } from './limits.ts'
import type { Blobs, MediaDeps } from './ports.ts'

/** Deletes what is over. */
export interface Sweep {
  /** Begins to look, at once and then again and again: what a process that was killed left behind goes first. */
  readonly start: () => void
  /** Begins nothing more; resolves when the deletion under way has ended. */
  readonly stop: () => Promise<void>
  /** Deletes the bytes of what ended, at most some thousands of them; the rest comes with the next round, and what could not be deleted some minutes later. */
  readonly endeds: () => Promise<void>
  /** Deletes bytes that no row needs. */
  readonly orphans: () => Promise<void>
}

/** What a sweep stands on. */
export interface SweepDeps extends MediaDeps {
  /** All the bytes that this node can reach. */
  readonly blobs: Pick<Blobs, 'list' | 'remove'>
  /** Aborted before a stop: what fails from then on was broken off. */
  readonly ending: AbortSignal
}

/** A sweep that has not begun. */
export const createSweep = ({ store, patientNow: now, monotonic, timers, failed, blobs, ending }: SweepDeps): Sweep => {
  let [running, isStopped, stops] = [Promise.resolve(), false, [] as readonly (() => void)[]]
  const isOver = (): boolean => isStopped || ending.aborted
  /** One that cannot be deleted is told, and holds up no other. */
  const tried = async (task: string, doing: () => Promise<void>): Promise<0 | 1> => {
    try {
      await doing()
      return 1
    } catch (error) {
      if (!isOver()) failed(task, error)
      return 0
    }
  }
  /** Those that could not be deleted, and until when they are passed over: they come first, and would keep all others from their turn. */
  const passedOver = new Map<AttachmentId, number>()
  const nextEnded = async (): Promise<readonly AttachmentRow[]> => {
    for (const [id, until] of passedOver) if (until <= monotonic()) passedOver.delete(id)
    const rows = await store.read.endedAttachments(now(), SWEEP_BATCH + passedOver.size)
    return rows.filter(({ id }) => !passedOver.has(id)).slice(0, SWEEP_BATCH)
  }
  const endeds = async (): Promise<void> => {
    for (let step = 0; step < SWEEP_STEPS; step += 1) {
      const rows = await nextEnded()
      let went = 0
      for (const { id, expiresAt, isBound } of rows) {
        if (isOver()) return
        const hasGone = await tried('media-ended', async () => {
          await blobs.remove(id)
          await store.write.forgetBytes(id, expiresAt <= now() ? 'expired' : 'gone', now() + (isBound ? REMEMBER_MS : REMEMBER_UNNAMED_MS))
        })
        if (hasGone === 0 && passedOver.size < SWEEP_PASSED_OVER) passedOver.set(id, monotonic() + SWEEP_AGAIN_MS)
        went += hasGone
      }
      // Where none can be deleted the place of the bytes may be away: the next round is soon enough for those behind.
      if (rows.length < SWEEP_BATCH || went === 0) return
    }
  }
  const orphans = async (): Promise<void> => {
    for await (const ids of blobs.list(SWEEP_BATCH)) {
      // A row is there before its bytes are, so bytes without one will never have one.
      const needed = new Set(await store.read.neededAttachments(ids))
      for (const id of ids) {
        if (isOver()) return
        if (!needed.has(id)) await tried('media-orphans', () => blobs.remove(id))
      }
    }
  }
  const round = (task: string, doing: () => Promise<void>) => (): void => {
    running = running.then(() => (isOver() ? undefined : doing())).catch((error: unknown) => { if (!isOver()) failed(task, error) })
  }
  return {
    endeds,
    orphans,
    start: () => {
      const [look, lookAtFiles] = [round('media-ended', endeds), round('media-orphans', orphans)]
      stops = [timers.every(SWEEP_MS, look), timers.every(ORPHANS_MS, lookAtFiles)]
      look()
      lookAtFiles()
    },
    stop: async () => {
      isStopped = true
      for (const stop of stops) stop()
      await running
    },
  }
}
