// SPDX-License-Identifier: AGPL-3.0-only
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** Between two looks at the system's list of connections. */
const LOOK_MS = 250
/** In /proc/net/tcp: the local address, and the state of a connection that neither side has ended. */
const [LOCAL, STATE, ESTABLISHED] = [1, 3, '01']

/** Looks again and again which connections from these local ports are open; `end` gives after how many ms each of those that ended was seen to be gone. */
export const watchPorts = (ports: readonly number[]) => {
  const since = performance.now()
  const open = new Set(ports)
  const goneMs: number[] = []
  const over = new AbortController()
  const look = async (): Promise<void> => {
    const established = await establishedPorts()
    for (const port of open) {
      if (established.has(port)) continue
      open.delete(port)
      goneMs.push(performance.now() - since)
    }
  }
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await pause(LOOK_MS)
      await look()
    }
  }
  const watching = watch()
  return {
    end: async (): Promise<readonly number[]> => {
      over.abort()
      await watching
      return goneMs
    },
  }
}

const establishedPorts = async (): Promise<ReadonlySet<number>> => {
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/))
  return new Set(rows.filter((row) => row[STATE] === ESTABLISHED).map((row) => Number.parseInt(row[LOCAL]?.split(':')[1] ?? '0', 16)))
}
