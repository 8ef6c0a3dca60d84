// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'

/** Work about one thing that may wait: a turn takes some milliseconds, so whoever waits longest is answered within a second. */
export const MAX_WAITING_TURNS = 64

/**
 * Runs work about one thing one after the other, in the order in which it came; work about different things side by side.
 * Rejects with `UNAVAILABLE`, before it began, what finds too much before it and what waits when `gone` is aborted.
 */
export type Turns = <T>(key: string, work: () => Promise<T>, gone?: AbortSignal) => Promise<T>

/** Those who wait behind whoever has the turn. */
type Waiting = Set<() => void>

/** Turns by key; a key costs something only while work about it goes on. */
export const createTurns = (): Turns => {
  const lines = new Map<string, Waiting>()

  const pass = (key: string): void => {
    const [next] = lines.get(key) ?? []
    if (next === undefined) lines.delete(key)
    else next()
  }

  return async (key, work, gone) => {
    if (gone?.aborted === true) throw left()
    const waiting = lines.get(key)
    if (waiting === undefined) lines.set(key, new Set())
    else await turnIn(waiting, gone)
    try {
      return await work()
    } finally {
      pass(key)
    }
  }
}

const turnIn = (waiting: Waiting, gone: AbortSignal | undefined): Promise<void> => new Promise((resolve, reject) => {
  if (waiting.size >= MAX_WAITING_TURNS) {
    reject(new GatewayError('UNAVAILABLE', 'too much of this conversation waits; repeat with the same id'))
    return
  }
  const end = (): void => {
    waiting.delete(go)
    gone?.removeEventListener('abort', leave)
  }
  const go = (): void => {
    end()
    resolve()
  }
  const leave = (): void => {
    end()
    reject(left())
  }
  waiting.add(go)
  gone?.addEventListener('abort', leave)
})

const left = (): GatewayError => new GatewayError('UNAVAILABLE', 'nobody waits for the answer any more')
