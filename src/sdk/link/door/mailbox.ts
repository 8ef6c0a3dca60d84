// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../../../model/ids.ts'

/** One push that waits for its user's device. */
export interface Waiting {
  /** Where it stands: later ones have higher places, in the whole mailbox, and none is given twice. One that turns up behind a higher one of its user is offered on the next connection only. */
  readonly place: number
  /** As it was put. */
  readonly frame: Uint8Array
}

/**
 * Where pushes rest until the device has them: the provider's own store. A frame holds a sealed envelope, or an event with a consent token, and who
 * writes to whom: keep it as you keep your users' data, and let nobody but the door read it.
 * A call that takes longer than half a minute counts as failed, and may be repeated.
 */
export interface Mailbox {
  /**
   * Puts a frame behind all others of the user; it is on the disk when this resolves, since the gateway then forgets it. Throws when it cannot be kept,
   * as when too many wait for this user: the gateway tries again, and parks it after five times.
   */
  put(user: UserId, frame: Uint8Array): Promise<void> | void
  /** The user's oldest after this place (0: from the first), at most so many. */
  list(user: UserId, after: number, limit: number): Promise<readonly Waiting[]> | readonly Waiting[]
  /** The device has these; some may be gone already. In one transaction, as far as you can: what is left comes again. */
  remove(user: UserId, places: readonly number[]): Promise<void> | void
}
