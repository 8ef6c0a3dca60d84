// SPDX-License-Identifier: AGPL-3.0-only

/** A place outside that keeps checkpoints. */
export interface CheckpointCopy {
  readonly place: 'file' | 'url'
  /** Keeps a note there; undefined when it is kept, else why not, in a closed word. Never rejects. */
  send(note: string, signal: AbortSignal): Promise<string | undefined>
}

/** Sends the newest checkpoint until it is taken. */
export interface Copying {
  /** This is the newest now; what was not taken before need not be any more. */
  offer(note: string): void
  /** One more try for what was not taken, within the time of a stop; then no more. */
  stop(): Promise<void>
}

/** What copying stands on. */
export interface CopyingDeps {
  readonly timers: { after(ms: number, task: () => void): () => void }
  /** A place did not take a checkpoint. */
  readonly failed: (place: CheckpointCopy['place'], why: string) => void
}

const FIRST_REST_MS = 1_000
/** A receiver that was away for a night is asked soon after it is back; each call is one small request. */
const LONGEST_REST_MS = 300_000
/** Of the ten seconds of a stop. */
const LAST_TRY_MS = 2_000

/** Copying to one place. A newer checkpoint covers all older ones, so nothing is queued. */
export const createCopying = (copy: CheckpointCopy, { timers, failed }: CopyingDeps): Copying => {
  const ending = new AbortController()
  let [newest, taken, restMs, isStopped] = ['', '', FIRST_REST_MS, false]
  let running: Promise<void> | undefined
  let wake: (() => void) | undefined

  const sendAll = async (): Promise<void> => {
    while (newest !== taken) {
      const note = newest
      const why = await copy.send(note, ending.signal)
      if (why !== undefined) {
        if (!isStopped) rest(why)
        return
      }
      [taken, restMs] = [note, FIRST_REST_MS]
    }
  }

  const rest = (why: string): void => {
    failed(copy.place, why)
    wake = timers.after(restMs, () => {
      wake = undefined
      run()
    })
    restMs = Math.min(restMs * 2, LONGEST_REST_MS)
  }

  const run = (): void => { running ??= sendAll().finally(() => { running = undefined }) }

  return {
    offer: (note) => {
      newest = note
      if (wake === undefined && !isStopped) run()
    },
    stop: async () => {
      isStopped = true
      wake?.()
      const cut = timers.after(LAST_TRY_MS, () => { ending.abort() })
      await running
      if (newest !== taken && await copy.send(newest, ending.signal) !== undefined) failed(copy.place, 'stopped')
      cut()
    },
  }
}
