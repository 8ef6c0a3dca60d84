// SPDX-License-Identifier: AGPL-3.0-only
import { ORPHANS_MS, REMEMBER_MS, REMEMBER_UNNAMED_MS, SWEEP_BATCH, SWEEP_MS, SWEEP_STEPS } from './limits.ts'
import type { Blobs, MediaDeps } from './ports.ts'

/** Deletes what is over. */
export interface Sweep {
  /** Begins to look, at once and then again and again: what a process that was killed left behind goes first. */
  readonly start: () => void
  /** Begins nothing more; resolves when the deletion under way has ended. */
  readonly stop: () => Promise<void>
  /** Deletes the bytes of what ended, at most some thousands of them; the rest comes with the next round. */
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
export const createSweep = ({ store, patientNow: now, timers, failed, blobs, ending }: SweepDeps): Sweep => {
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
  const endeds = async (): Promise<void> => {
    for (let step = 0; step < SWEEP_STEPS; step += 1) {
      const rows = await store.read.endedAttachments(now(), SWEEP_BATCH)
      let went = 0
      for (const { id, expiresAt, isBound } of rows) {
        if (isOver()) return
        went += await tried('media-ended', async () => {
          await blobs.remove(id)
          await store.write.forgetBytes(id, expiresAt <= now() ? 'expired' : 'gone', now() + (isBound ? REMEMBER_MS : REMEMBER_UNNAMED_MS))
        })
      }
      // Those that stay come first again: the next round is soon enough for them.
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
