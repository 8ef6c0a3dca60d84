// SPDX-License-Identifier: AGPL-3.0-only
import { unavailable } from '../../committer.ts'

/** Look-ups of one statement: as many as a batch of messages needs. */
const MAX_AT_ONCE = 256
/** Look-ups that may wait; whoever is turned away had not waited long. */
const MAX_WAITING = 16_384

interface Waiting<Key, Found> {
  readonly key: Key
  readonly resolve: (found: Found) => void
  readonly reject: (error: unknown) => void
}

/**
 * One look-up of many that share a statement: what is asked for in one turn of the event loop, or while such a statement runs,
 * goes together, since a statement costs both sides more than what it looks up. Each begins after all that it answers was
 * asked for. `look` answers the keys in their order; where it rejects, all of them do.
 */
export const gathered = <Key, Found>(look: (keys: readonly Key[]) => Promise<readonly Found[]>): ((key: Key) => Promise<Found>) => {
  let waiting: Waiting<Key, Found>[] = []
  let isRunning = false

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const [now, later] = [waiting.slice(0, MAX_AT_ONCE), waiting.slice(MAX_AT_ONCE)]
      waiting = later
      try {
        const found = await look(now.map(({ key }) => key))
        now.forEach(({ resolve }, index) => { resolve(found[index] as Found) })
      } catch (error) {
        for (const { reject } of now) reject(error)
      }
      // Whoever was answered may ask for the next thing at once.
      await turn()
    }
    isRunning = false
  }

  return (key) => new Promise((resolve, reject) => {
    if (waiting.length >= MAX_WAITING) return reject(unavailable('the store has too much to do'))
    waiting.push({ key, resolve, reject })
    if (isRunning) return
    isRunning = true
    setImmediate(() => void run())
  })
}

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })
