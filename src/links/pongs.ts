// SPDX-License-Identifier: AGPL-3.0-only
import type { WebSocket } from 'ws'

/**
 * Answers a ping when the answer to the one before has left, and then the newest only, as RFC 6455 section 5.5.3 allows:
 * who pings and does not read makes nothing pile up. Returns what takes a ping's data.
 */
export const createPongs = (ws: WebSocket): ((data: Uint8Array) => void) => {
  let isUnderWay = false
  let owed: Uint8Array | undefined

  const send = (data: Uint8Array): void => {
    isUnderWay = true
    ws.pong(data, false, left)
  }
  const left = (error?: Error | null): void => {
    isUnderWay = false
    const next = owed
    owed = undefined
    if (next !== undefined && !error && ws.readyState === ws.OPEN) send(next)
  }

  return (data) => {
    if (ws.readyState !== ws.OPEN) return
    // A copy: the data is a piece of all that one read brought, which would stay as long.
    if (isUnderWay) owed = Uint8Array.from(data)
    else send(Uint8Array.from(data))
  }
}
