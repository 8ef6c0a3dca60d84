// SPDX-License-Identifier: AGPL-3.0-only
import { setTimeout as pause } from 'node:timers/promises'
import { residentKib } from './process-costs.ts'

/** Between two looks at the memory. */
const LOOK_MS = 100

/** Looks at the memory of a process again and again; `end` gives the most that was seen, in KiB. */
export const watchMemory = (pid: number) => {
  let most = 0
  const over = new AbortController()
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      most = Math.max(most, await residentKib(pid))
      await pause(LOOK_MS)
    }
  }
  const watching = watch()
  return {
    end: async (): Promise<number> => {
      over.abort()
      await watching
      return most
    },
  }
}
