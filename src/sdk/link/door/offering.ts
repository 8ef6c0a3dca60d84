// SPDX-License-Identifier: Apache-2.0
import type { Delivery, PushedEvent } from '../../../model/answers.ts'
import { GatewayError } from '../../../model/errors.ts'
import type { UserId } from '../../../model/ids.ts'
import type { PartyNotice } from '../../../model/requests.ts'
import { PUSH_OVERHEAD_BYTES } from '../../../model/values.ts'
import { decodeGatewayFrame } from '../../../wire/gateway/index.ts'
import { DEVICE_WINDOW, DEVICE_WINDOW_BYTES, MAX_PUSH_TRIES } from './limits.ts'
import type { Mailbox, Waiting } from './mailbox.ts'

type Push = Delivery | PushedEvent
type Ack = Extract<PartyNotice, { kind: 'ack' }>
type Nack = Extract<PartyNotice, { kind: 'nack' }>

/** A push that goes to the device, with what it takes of the window. */
interface Parcel {
  readonly place: number
  readonly push: Push
  readonly bytes: number
  /** How often the device gave it back. */
  readonly returns: number
}

/** Whom what waits for one device's connection is offered to. */
export interface Taker {
  push(push: Push): void
  passedOver(place: number): void
  mailboxFailed(error: unknown): void
}

/** Offers what lies in a user's mailbox over one connection: in order, within the window, each until it is acknowledged. */
export class Offering {
  readonly #mailbox: Mailbox
  readonly #user: UserId
  readonly #taker: Taker
  /** By stream sequence, in rising order. */
  readonly #open = new Map<number, Parcel>()
  readonly #again: Parcel[] = []
  #openBytes = 0
  #sequence = 0
  /** Place of the last one that was taken out of the mailbox. */
  #after = 0
  #isLooking = false
  #mayHaveMore = true
  #isOver = false

  constructor(mailbox: Mailbox, user: UserId, taker: Taker) {
    this.#mailbox = mailbox
    this.#user = user
    this.#taker = taker
  }

  /** Whether something waits that the device did not acknowledge; where it was not looked to the end, the mailbox is asked. Never rejects. */
  async isOwed(): Promise<boolean> {
    if (this.#open.size + this.#again.length > 0) return true
    if (!this.#isLooking && !this.#mayHaveMore) return false
    try {
      return (await this.#mailbox.list(this.#user, this.#after, 1)).length > 0
    } catch (error) {
      this.#taker.mailboxFailed(error)
      return false
    }
  }

  /** Looks into the mailbox: something was put there, or there is room. Never rejects. */
  async look(): Promise<void> {
    this.#mayHaveMore = true
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      while (this.#mayHaveMore && !this.#isOver) {
        this.#mayHaveMore = false
        await this.#fill()
      }
    } catch (error) {
      this.#taker.mailboxFailed(error)
    } finally {
      this.#isLooking = false
    }
  }

  /** The device has these; answers how many of them it had not named before, undefined for what it was never sent. */
  acknowledge({ upTo, also }: Ack): number | undefined {
    if (Math.max(upTo, ...also) > this.#sequence) return undefined
    const named = [...this.#open.keys()].filter((sequence) => sequence <= upTo)
    const places = [...named, ...also].flatMap((sequence) => this.#close(sequence)?.place ?? [])
    void this.#remove(places)
    return places.length
  }

  /** The device could not take it: it comes again behind those that are under way, or is given up if that is the device's word. False for what it was never sent. */
  giveBack({ streamSequence, retryable }: Nack): boolean {
    if (streamSequence > this.#sequence) return false
    const parcel = this.#close(streamSequence)
    if (parcel === undefined) return true
    if (!retryable) void this.#remove([parcel.place])
    else if (parcel.returns + 1 < MAX_PUSH_TRIES) this.#again.push({ ...parcel, returns: parcel.returns + 1 })
    else this.#taker.passedOver(parcel.place)
    void this.look()
    return true
  }

  /** Offers nothing more. */
  end(): void {
    this.#isOver = true
  }

  async #remove(places: readonly number[]): Promise<void> {
    if (places.length === 0) return
    try {
      await this.#mailbox.remove(this.#user, places)
    } catch (error) {
      this.#taker.mailboxFailed(error)
    }
    await this.look()
  }

  async #fill(): Promise<void> {
    for (let next = this.#again[0]; next !== undefined && this.#hasRoomFor(next); next = this.#again[0]) {
      this.#again.shift()
      this.#offer(next)
    }
    const room = DEVICE_WINDOW - this.#open.size
    if (room <= 0 || this.#again.length > 0) return
    for (const waiting of await this.#mailbox.list(this.#user, this.#after, room)) {
      if (this.#isOver) return
      if (waiting.place <= this.#after) throw new Error(`the mailbox lists place ${String(waiting.place)} behind place ${String(this.#after)}`)
      const parcel = this.#read(waiting)
      if (parcel !== undefined && !this.#hasRoomFor(parcel)) return
      this.#after = waiting.place
      if (parcel === undefined) this.#taker.passedOver(waiting.place)
      else this.#offer(parcel)
      this.#mayHaveMore = true
    }
  }

  #offer(parcel: Parcel): void {
    const { push, bytes, returns } = parcel
    this.#sequence += 1
    this.#open.set(this.#sequence, parcel)
    this.#openBytes += bytes
    const again = returns === 0 ? {} : { attempt: returns + 1, late: true }
    this.#taker.push(push.kind === 'event' ? { ...push, streamSequence: this.#sequence } : { ...push, ...again, streamSequence: this.#sequence })
  }

  /** The window counts as that of a link does: DIP-74. */
  #hasRoomFor({ bytes }: Parcel): boolean {
    return this.#open.size < DEVICE_WINDOW && (this.#open.size === 0 || this.#openBytes + bytes <= DEVICE_WINDOW_BYTES)
  }

  #close(sequence: number): Parcel | undefined {
    const parcel = this.#open.get(sequence)
    if (parcel === undefined) return undefined
    this.#open.delete(sequence)
    this.#openBytes -= parcel.bytes
    return parcel
  }

  /** undefined for what is no push. */
  #read({ place, frame }: Waiting): Parcel | undefined {
    const push = pushIn(frame)
    return push && { place, push, bytes: PUSH_OVERHEAD_BYTES + (push.kind === 'deliver' ? push.envelope.length : 0), returns: 0 }
  }
}

const pushIn = (frame: Uint8Array): Push | undefined => {
  try {
    const { body } = decodeGatewayFrame(frame)
    if (body.kind === 'deliver') return body
    if (body.kind !== 'event') return undefined
    const { body: event } = body
    return event.kind === 'unknown' ? undefined : { ...body, body: event }
  } catch (error) {
    if (error instanceof GatewayError) return undefined
    throw error
  }
}
