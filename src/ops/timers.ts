// SPDX-License-Identifier: AGPL-3.0-only

/** The machine's timers; both calls return what cancels them. None keeps the process alive. */
export const systemTimers = Object.freeze({
  /** Runs `task` once after the time. */
  after: (ms: number, task: () => void): (() => void) => {
    const timer = setTimeout(task, ms).unref()
    return () => clearTimeout(timer)
  },
  /** Runs `task` each time that `ms` have passed. */
  every: (ms: number, task: () => void): (() => void) => {
    const timer = setInterval(task, ms).unref()
    return () => clearInterval(timer)
  },
})
