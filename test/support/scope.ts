// SPDX-License-Identifier: AGPL-3.0-only

/** Takes what must be undone, as a test does. */
export interface Teardown {
  teardown(undo: () => unknown): void
}

/** What must be undone when something ends, however it ends: the last first. */
export class Scope implements Teardown {
  readonly #undo: (() => unknown)[] = []

  teardown(undo: () => unknown): void {
    this.#undo.push(undo)
  }

  /** Undoes everything, also if a part of it fails; gives what failed. May be called again. */
  async end(): Promise<readonly unknown[]> {
    const failed: unknown[] = []
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) {
      try {
        await undo()
      } catch (error) {
        failed.push(error)
      }
    }
    return failed
  }
}
