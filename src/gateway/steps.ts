// SPDX-License-Identifier: AGPL-3.0-only

/** A step of a stop, by the name that the log has for it. */
export type Step = readonly [task: string, run: () => Promise<void>]

/** Takes each step after the one before, also where that one failed: a stop must give back all it can. */
export const inOrder = async (failed: (task: string, error: unknown) => void, steps: readonly Step[]): Promise<void> => {
  for (const [task, run] of steps) {
    try {
      await run()
    } catch (error) {
      failed(task, error)
    }
  }
}

/** The same steps, none of them waited for beyond `late`: it fails then, and goes on behind the back of what comes after it. */
export const leftAt = (late: AbortSignal, steps: readonly Step[]): readonly Step[] => steps.map(([task, run]): Step => [task, async () => {
  const left = Promise.withResolvers<never>()
  const leave = (): void => { left.reject(new Error('it did not end in time')) }
  // What ends at once has the chance to.
  const leaveSoon = (): void => { setImmediate(leave) }
  late.addEventListener('abort', leaveSoon)
  if (late.aborted) leaveSoon()
  try {
    await Promise.race([run(), left.promise])
  } finally {
    late.removeEventListener('abort', leaveSoon)
  }
}])
