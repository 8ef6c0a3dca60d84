// SPDX-License-Identifier: Apache-2.0
import type { Answer, Delivery, PushedEvent } from '../model/answers.ts'
import type { UserId } from '../model/ids.ts'
import type { PartyRequest } from '../model/requests.ts'

/** The answer kinds that are not errors. */
export type GoodAnswer = Exclude<Answer, { kind: 'error' }>

/** Thrown by {@link DeviceTransport.request} when no answer came: the request may or may not have been carried out; repeat the same bytes. */
export class LinkLost extends Error {
  constructor(reason: string) {
    super(`no answer: ${reason}`)
    this.name = 'LinkLost'
  }
}

/**
 * How a device reaches the gateway: through its home's server. `connectHome` of `drawbridge/device` makes one over any connection with a server that has a
 * device door; `drawbridge/link` has one for devices in the server's own process.
 */
export interface DeviceTransport {
  /** One request; throws `GatewayError` for an error answer and {@link LinkLost} when the link went away. */
  request(request: PartyRequest, signal?: AbortSignal): Promise<GoodAnswer>
  /**
   * Hands over every push for this user; a push counts as stored when the handler's promise resolves, and comes again
   * otherwise. Returns what ends the subscription.
   */
  subscribe(user: UserId, handler: (push: Delivery | PushedEvent) => Promise<void>): () => void
  /**
   * Hands over what comes once and is gone when nobody takes it, such as typing, for this user; a transport without it passes none. Returns
   * what ends it.
   */
  subscribeOnce?(user: UserId, handler: (delivery: Delivery) => Promise<void>): () => void
  /** Called whenever the link is open again: time to repeat what was not answered. Returns what ends it. */
  onOpen(listener: () => void): () => void
}
