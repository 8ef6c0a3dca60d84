// SPDX-License-Identifier: Apache-2.0

/** Work that nobody awaits where it starts. */
export interface Tasks {
  /** Starts `work`; with a `key` that is under way already, `work` runs once more after it, however often it was asked for. */
  start(key: string, work: () => Promise<void>): void
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>
}

interface Task {
  /** It was asked for again while it ran. */
  again: boolean
  readonly done: Promise<void>
}

const isWanted = (task: Task): boolean => task.again

/** Tasks of which none runs; `failed` hears of what was thrown. */
export const createTasks = (failed: (error: unknown) => void): Tasks => {
  const running = new Map<string, Task>()
  const loop = async (key: string, work: () => Promise<void>): Promise<void> => {
    // The entry is set before the first await ends.
    await Promise.resolve()
    for (let state = running.get(key); state !== undefined; state = running.get(key)) {
      state.again = false
      await work().catch(failed)
      if (!isWanted(state)) running.delete(key)
    }
  }
  return {
    start: (key, work) => {
      const state = running.get(key)
      if (state !== undefined) state.again = true
      else running.set(key, { again: false, done: loop(key, work) })
    },
    idle: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}
