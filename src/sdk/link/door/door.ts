// SPDX-License-Identifier: Apache-2.0
import type { Delivery, GatewayBody, GoAwayReason, PushedEvent } from '../../../model/answers.ts'
import type { UserId } from '../../../model/ids.ts'
import { encodeGatewayFrame } from '../../../wire/gateway/index.ts'
import type { FrameChannel } from '../../channel.ts'
import type { GatewayLink } from '../gateway-link.ts'
import { systemTimers } from '../timers.ts'
import type { Timers } from '../timers.ts'
import { Allowance } from './allowance.ts'
import type { DoorEvent } from './events.ts'
import type { HomeUser } from './home-user.ts'
import type { Mailbox } from './mailbox.ts'
import type { OfferedPlace } from './scope.ts'
import { timedMailbox } from './timed-mailbox.ts'
import { Visit } from './visit.ts'

/** What a device door needs and may be told. */
export interface DeviceDoorOptions {
  /** The door takes all of its pushes. */
  readonly link: GatewayLink
  readonly mailbox: Mailbox
  /** Something waits for a user without a connection: wake the phone by the provider's own push service if it is `urgent`. Must not throw. */
  readonly asleep?: (wait: { readonly user: UserId; readonly urgent: boolean }) => void
  /** Whether a device may have the gateway fetch a file from this place of the provider's; by default none. */
  readonly mayOffer?: (place: OfferedPlace) => boolean
  /** Must not throw. */
  readonly log?: (event: DoorEvent) => void
  /** Where waiting comes from; tests bring their own. */
  readonly timers?: Timers
}

/** Stands between a party's link and the devices of its users. */
export interface DeviceDoor {
  /**
   * Serves one connection of a user who has logged in on it, until either side ends it. Whatever the device sends is judged by this user and no other. A newer
   * connection of the user takes the place of the older.
   */
  attend(user: HomeUser, channel: FrameChannel): void
  /** Another server of the party has put something into the mailbox that they share. */
  offer(user: UserId): void
  /** Ends the user's connection, as at a logout; it may come again. */
  dismiss(user: UserId): void
  /** Ends all connections and takes no pushes any more. Does not close the link. */
  close(): void
}

/** A device door at a link. */
export const createDeviceDoor = (options: DeviceDoorOptions): DeviceDoor => new Door(options)

class Door implements DeviceDoor {
  readonly #options: DeviceDoorOptions
  readonly #timers: Timers
  readonly #mailbox: Mailbox
  readonly #visits = new Map<UserId, Visit>()
  /** Of who is here, and of who used any of it a moment ago. */
  readonly #allowances = new Map<UserId, Allowance>()
  readonly #stops: readonly (() => void)[]
  #isClosed = false

  constructor(options: DeviceDoorOptions) {
    this.#options = options
    const { link, timers = systemTimers } = options
    this.#timers = timers
    this.#mailbox = timedMailbox(options.mailbox, timers)
    this.#stops = [
      link.onPush((push) => this.#store(push)),
      link.onEphemeral((delivery) => this.#visits.get(delivery.recipientUser)?.glimpse(delivery)),
    ]
    const close = (): void => this.close()
    link.closed.then(close, close)
  }

  attend(user: HomeUser, channel: FrameChannel): void {
    if (this.#isClosed) return channel.close()
    const { link, mayOffer = () => false, log = nothing } = this.#options
    const older = this.#visits.get(user.userId)
    const allowance = this.#allowanceOf(user.userId)
    const visit = new Visit(user, channel, { link, allowance, mailbox: this.#mailbox, timers: this.#timers, mayOffer, log, over: () => this.#over(user.userId, visit) })
    this.#visits.set(user.userId, visit)
    older?.end('replaced', goAway('replaced'))
    visit.begin()
  }

  offer(user: UserId): void {
    this.#visits.get(user)?.look()
  }

  dismiss(user: UserId): void {
    this.#leave(user, 'draining')
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const stop of this.#stops) stop()
    for (const user of [...this.#visits.keys()]) this.#leave(user, 'draining')
    for (const allowance of this.#allowances.values()) allowance.end()
  }

  /** The gateway forgets what is stored here, and not before. */
  async #store(push: Delivery | PushedEvent): Promise<void> {
    const user = push.kind === 'deliver' ? push.recipientUser : push.body.user
    await this.#mailbox.put(user, encodeGatewayFrame(0, push))
    const visit = this.#visits.get(user)
    if (visit === undefined) this.#options.asleep?.({ user, urgent: isUrgent(push) })
    else visit.look()
  }

  #leave(user: UserId, reason: GoAwayReason): void {
    this.#visits.get(user)?.end(reason, goAway(reason))
  }

  #over(user: UserId, visit: Visit): void {
    if (this.#visits.get(user) !== visit) return
    this.#visits.delete(user)
    this.#forget(user)
    void this.#wake(user, visit)
  }

  #allowanceOf(user: UserId): Allowance {
    const allowance = this.#allowances.get(user) ?? new Allowance(this.#timers, () => this.#forget(user))
    this.#allowances.set(user, allowance)
    return allowance
  }

  /** Whoever comes anew has a whole one anyway. */
  #forget(user: UserId): void {
    if (!this.#visits.has(user) && this.#allowances.get(user)?.isWhole === true) this.#allowances.delete(user)
  }

  /** A phone that went to sleep in the middle of it. */
  async #wake(user: UserId, visit: Visit): Promise<void> {
    const isOwed = await visit.isOwed()
    if (isOwed && !this.#isClosed && !this.#visits.has(user)) this.#options.asleep?.({ user, urgent: true })
  }
}

const goAway = (reason: GoAwayReason): GatewayBody => ({ kind: 'goAway', reason, reconnectAfterSeconds: 0 })

const nothing = (): void => undefined

/** A wish for contact is for the person, too; of other events the device hears when it wakes. */
const isUrgent = (push: Delivery | PushedEvent): boolean => (push.kind === 'deliver' ? push.urgent : push.body.kind === 'contactRequested')
