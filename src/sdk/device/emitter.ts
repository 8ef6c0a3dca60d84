// SPDX-License-Identifier: Apache-2.0

/** A listener for one event. */
export type Listener<T> = (value: T) => void

/** Tells listeners what happened. An event is a hint: what it tells is committed before, and can be read at any time. */
export interface Emitter<Events> {
  /** Calls `listener` for each event of this name from now on; returns what ends it. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void
  /** Calls the listeners one after another; one that throws is reported and stops nobody. */
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void
}

/** An emitter without listeners; `failed` hears of a listener that threw. */
export const createEmitter = <Events>(failed: (name: keyof Events) => void): Emitter<Events> => {
  const listeners = new Map<keyof Events, Set<Listener<never>>>()
  return {
    on: (name, listener) => {
      const own = listeners.get(name) ?? new Set()
      listeners.set(name, own.add(listener))
      return () => { own.delete(listener) }
    },
    emit: (name, value) => {
      for (const listener of [...listeners.get(name) ?? []] as Listener<unknown>[]) {
        try {
          listener(value)
        } catch {
          failed(name)
        }
      }
    },
  }
}
