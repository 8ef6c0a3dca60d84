// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a provider's own way to its devices, as bad as the contract allows: it keeps what the gateway pushed, and hands it to
// the device in another order, twice, or again after the device lost it; answers to requests get lost on the way.
import { setTimeout as pause } from 'node:timers/promises'
import type { Delivery, PushedEvent } from '../../src/model/answers.ts'
import type { UserId } from '../../src/model/ids.ts'
import { LinkLost } from '../../src/sdk/link/index.ts'
import type { DeviceTransport } from '../../src/sdk/link/index.ts'

type Push = Delivery | PushedEvent
type Handler = (push: Push) => Promise<void>

/** What went wrong, by kind. */
export interface Troubles { lost: number; doubled: number; overtaken: number; unanswered: number }

/** Of pushes that are lost, doubled, or overtaken, and of answers that are lost. */
const TROUBLE = 0.12
/** Pushes among which the next one is drawn when there is trouble. */
const REACH = 4

/** Outlives the links and devices of one server, as a server's store does. `calm()` ends the trouble. */
export const createTroubledPost = (troubles: Troubles) => {
  const kept = new Map<UserId, Push[]>()
  const handlers = new Map<UserId, Handler>()
  const busy = new Set<UserId>()
  let isCalm = false
  const strikes = (): boolean => !isCalm && Math.random() < TROUBLE

  const keptFor = (user: UserId): Push[] => {
    const pushes = kept.get(user) ?? []
    kept.set(user, pushes)
    return pushes
  }

  const draw = (pushes: Push[]): Push | undefined => {
    const index = strikes() ? Math.floor(Math.random() * Math.min(REACH, pushes.length)) : 0
    if (index > 0) troubles.overtaken += 1
    return pushes.splice(index, 1)[0]
  }

  const hand = async (handler: Handler, push: Push): Promise<boolean> => {
    if (strikes()) {
      troubles.lost += 1
      return false
    }
    const twice = strikes()
    if (twice) troubles.doubled += 1
    return Promise.all(Array.from({ length: twice ? 2 : 1 }, () => handler(push))).then(() => true, () => false)
  }

  const forward = async (user: UserId): Promise<void> => {
    if (busy.has(user)) return
    busy.add(user)
    const pushes = keptFor(user)
    for (let handler = handlers.get(user); handler && pushes.length > 0; handler = handlers.get(user)) {
      // Slow enough for more to come, so that there is something to overtake.
      if (!isCalm) await pause(10)
      const push = draw(pushes)
      if (push && !await hand(handler, push)) {
        pushes.push(push)
        await pause(2)
      }
    }
    busy.delete(user)
  }

  const between = (link: DeviceTransport): DeviceTransport => ({
    onOpen: (listener) => link.onOpen(listener),
    request: async (request, signal) => {
      const answer = await link.request(request, signal)
      // Only what is said to be repeatable with the same bytes.
      if (request.kind !== 'submit' || !strikes()) return answer
      troubles.unanswered += 1
      throw new LinkLost('the answer was lost')
    },
    subscribe: (user, handler) => {
      handlers.set(user, handler)
      const stop = link.subscribe(user, (push) => {
        keptFor(user).push(push)
        void forward(user)
        return Promise.resolve()
      })
      void forward(user)
      return () => {
        handlers.delete(user)
        stop()
      }
    },
  })
  return { between, calm: () => { isCalm = true } }
}
