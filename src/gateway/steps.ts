// SPDX-License-Identifier: AGPL-3.0-only

/** Takes each step after the one before, also where that one failed: a stop must give back all it can. */
export const inOrder = async (
  failed: (task: string, error: unknown) => void,
  steps: readonly (readonly [task: string, run: () => Promise<void>])[],
): Promise<void> => {
  for (const [task, run] of steps) {
    try {
      await run()
    } catch (error) {
      failed(task, error)
    }
  }
}
