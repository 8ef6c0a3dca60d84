// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'

/** Calls that wait for others, or for the gateway; each holds a body. */
const MAX_UNDER_WAY = 256

/** Of those under one name a call begins when the one before it has ended, whatever became of that. `UNAVAILABLE` where too many wait. */
export const createTurns = () => {
  const last = new Map<string, Promise<unknown>>()
  let underWay = 0
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (underWay >= MAX_UNDER_WAY) throw new GatewayError('UNAVAILABLE', `more than ${MAX_UNDER_WAY} calls are under way`)
    underWay += 1
    const turn = (last.get(name) ?? Promise.resolve()).then(work)
    const settled = turn.catch(() => undefined)
    last.set(name, settled)
    try {
      return await turn
    } finally {
      underWay -= 1
      if (last.get(name) === settled) last.delete(name)
    }
  }
}
