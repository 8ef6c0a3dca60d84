// SPDX-License-Identifier: AGPL-3.0-only
import type { GatewayBody } from '../../model/answers.ts'
import { Door } from '../provider/door.ts'
import type { TellFault } from './fault.ts'
import type { Schedule } from './schedule.ts'

/** Whom a troubled door tells. */
export interface DoorWatch {
  readonly tell: TellFault
  /** The gateway has told the party to wait. */
  readonly throttled: () => void
}

/** What gets lost with a link: networks lose nothing out of the middle of one. */
const LOSSES = { push: 'a message', answer: 'the answer to a message that the gateway has taken', ack: 'an acknowledgement' } as const
type Loss = keyof typeof LOSSES

/** A door before the gateway at `target` at which links break with something under way on them. It changes no frame and makes up none. */
export const openTroubledDoor = async (target: string, schedule: Schedule, { tell, throttled }: DoorWatch): Promise<Door> => {
  const door = await Door.open(target)
  const pick = (): Loss => schedule.pick<Loss>('loss', ['push', 'answer', 'ack'])
  let next = pick()
  /** Whether it gets lost. */
  const lose = (loss: Loss | undefined): boolean => {
    if (loss !== next || !schedule.due('drop')) return false
    next = pick()
    tell('drop', `the link broke, and with it ${LOSSES[loss]} was lost`)
    door.cut()
    return true
  }
  door.bend = {
    gateway: (body) => {
      if (body.kind === 'throttled') {
        tell('throttle', `the gateway answered Throttled, retry_after_seconds ${String(body.retryAfterSeconds)}`)
        throttled()
      }
      if (body.kind === 'bundles' && body.bundles.some(({ oneTimePrekey }) => oneTimePrekey === undefined)) tell('prekeys', 'a bundle was served that has no one-time prekey')
      return lose(lossOf(body)) ? [] : [body]
    },
    party: ({ body }) => body?.kind !== 'ack' || !lose('ack'),
  }
  return door
}

const lossOf = (body: Pick<GatewayBody, 'kind'> | { readonly kind: string }): Loss | undefined => {
  if (body.kind === 'deliver') return 'push'
  return body.kind === 'accepted' ? 'answer' : undefined
}
