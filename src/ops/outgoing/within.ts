// SPDX-License-Identifier: AGPL-3.0-only
import { OutgoingRefusal } from './ports.ts'
import type { OutgoingDeps, OutgoingDenial } from './ports.ts'

/**
 * What `run` brings, if it does so within `ms` and before `outer` is aborted; else the signal that `run` got is aborted and
 * this rejects with `timeout` or `aborted`, whether or not `run` heeds it.
 */
export const within = async <T>(
  ms: number, { timers }: Pick<OutgoingDeps, 'timers'>, outer: AbortSignal, run: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const ending = new AbortController()
  const ended = Promise.withResolvers<never>()
  const end = (denied: OutgoingDenial): void => {
    const refusal = new OutgoingRefusal(denied)
    ended.reject(refusal)
    ending.abort(refusal)
  }
  const abort = (): void => { end('aborted') }
  const cancel = timers.after(ms, () => { end('timeout') })
  outer.addEventListener('abort', abort)
  try {
    if (outer.aborted) throw new OutgoingRefusal('aborted')
    return await Promise.race([ended.promise, run(ending.signal)])
  } finally {
    cancel()
    outer.removeEventListener('abort', abort)
  }
}
