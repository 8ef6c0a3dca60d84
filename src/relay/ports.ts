// SPDX-License-Identifier: AGPL-3.0-only
import type { LinkId, PartyId } from '../model/ids.ts'
import type { Delivery, PushedEvent } from '../model/answers.ts'
import type { InstanceName } from '../model/ids.ts'

/** One open link that takes pushes, as the relay sees it. */
export interface PartyStream {
  readonly party: PartyId
  readonly instance: InstanceName
  readonly link: LinkId
  /** Unacknowledged pushes that the reader takes. */
  readonly window: number
  /** Sends one push; never throws, may drop when the socket is gone (nothing is lost: it was not acknowledged). */
  push(item: Delivery | PushedEvent): void
  /** Says that everything that waited when the link opened was sent once. */
  queueEmpty(): void
}

/** What a link tells the relay about its pushes. */
export interface StreamHandle {
  /** Opaque position for `Ready.resume_token`. */
  readonly resumeToken: Uint8Array
  /** Takes up the position of an earlier link of the same party and instance; false if it is not known. Call before `start`. */
  resume(token: Uint8Array, upTo: number, also: readonly number[]): boolean
  /** Begins to push. */
  start(): void
  acknowledge(upTo: number, also: readonly number[]): void
  refuse(streamSequence: number, reason: string, retryable: boolean): void
  /** The link is gone: what was not acknowledged goes out again on the next one. */
  detach(): void
}

/** Where links join the delivery of what waits for their party. */
export interface Deliverer {
  attach(stream: PartyStream): StreamHandle
}
