// SPDX-License-Identifier: Apache-2.0
import type { Emitter } from './emitter.ts'

/** Commits, and tells what was committed. */
export interface Announcer<Events> {
  /** Runs `work` in one transaction; on the disk when this returns. Inside another one it is part of that. */
  commit<T>(work: () => T): T
  /** Tells an event: at once, or inside a transaction right after it is on the disk, and never if it is not. */
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void
}

/** Binds events to transactions, which run without a pause and so one at a time. */
export const createAnnouncer = <Events>(transaction: <T>(work: () => T) => T, events: Emitter<Events>): Announcer<Events> => {
  let held: (() => void)[] | undefined
  const outermost = <T>(work: () => T): { readonly result: T; readonly told: readonly (() => void)[] } => {
    const told: (() => void)[] = []
    held = told
    try {
      return { result: transaction(work), told }
    } finally {
      held = undefined
    }
  }
  return {
    emit: (name, value) => {
      const tell = (): void => { events.emit(name, value) }
      if (held === undefined) tell()
      else held.push(tell)
    },
    commit: (work) => {
      if (held !== undefined) return transaction(work)
      const { result, told } = outermost(work)
      for (const tell of told) tell()
      return result
    },
  }
}
