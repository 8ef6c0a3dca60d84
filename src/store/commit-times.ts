// SPDX-License-Identifier: AGPL-3.0-only

/** Told of a transaction, failed ones too: how many writes shared it, and how many seconds it took. */
export type CommitListener = (writes: number, seconds: number) => void

/** The same flush, and `told` of each. */
export const timedFlush = <Job, Done extends void | Promise<void>>(flush: (batch: readonly Job[]) => Done, told: CommitListener | undefined): ((batch: readonly Job[]) => Done) => {
  if (told === undefined) return flush
  return (batch) => {
    const begun = performance.now()
    const tell = (): void => { told(batch.length, (performance.now() - begun) / 1_000) }
    const done = flush(batch)
    if (done instanceof Promise) done.then(tell, tell)
    else tell()
    return done
  }
}
