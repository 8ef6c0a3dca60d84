// SPDX-License-Identifier: Apache-2.0

/** Runs work of one key strictly one after another, and of different keys side by side. */
export interface Lanes {
  /** What `work` gives or throws, once all earlier work of the key has ended. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
  /** Resolves when no lane has work. */
  idle(): Promise<void>
}

/** Lanes without work. libsignal has no locks of its own: two steps at once on one session would use one message key twice. */
export const createLanes = (): Lanes => {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: (key, work) => {
      const done = (tails.get(key) ?? Promise.resolve()).then(work)
      const tail = done.then(nothing, nothing).then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      tails.set(key, tail)
      return done
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}

const nothing = (): void => undefined
