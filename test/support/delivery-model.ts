// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import type { Delivery, PushedEvent } from '../../src/model/answers.ts'
import { instanceName, linkId } from '../../src/model/ids.ts'
import type { StreamHandle } from '../../src/relay/index.ts'
import type { Store } from '../../src/store/port.ts'
import type { RelayWorld } from './relay-world.ts'
import { tapStore } from './tapped-store.ts'

/** What a party's links must hold to, watched push by push. */
export interface DeliveryModel {
  readonly links: ModelLink[]
  /** Texts of messages whose removal is on disk. */
  readonly stored: Set<string>
  readonly pushed: Set<string>
  /** What was broken, in words. */
  readonly broken: string[]
}

/** Nothing has happened yet. */
export const createDeliveryModel = (): DeliveryModel => ({ links: [], stored: new Set(), pushed: new Set(), broken: [] })

/** A link that checks each push against what it knows. */
export class ModelLink {
  readonly handle: StreamHandle
  readonly window: number
  /** Pushes of one lane that may be unanswered. */
  readonly lane: number
  /** Unanswered pushes by stream sequence. */
  readonly unanswered = new Map<number, string>()
  readonly #senders = new Map<string, string>()
  isAttached = true
  readonly #model: DeliveryModel
  readonly #seen = new Set<string>()
  readonly #refused = new Set<string>()
  readonly #lanes = new Map<string, number>()
  #empties = 0

  constructor(world: RelayWorld, model: DeliveryModel, instance: string, window: number, lane: number) {
    this.#model = model
    this.window = window
    this.lane = lane
    this.handle = world.relay.deliverer.attach({
      party: world.core.party, instance: instanceName(instance), link: linkId(randomUUID()),
      window: { frames: window, bytes: Infinity }, laneWindow: { frames: lane, bytes: Infinity }, takesEphemeral: false,
      isBehind: () => false,
      push: (item) => { if (this.isAttached && item.kind === 'deliver') this.#take(item) },
      queueEmpty: () => { this.#empty() },
    })
    model.links.push(this)
  }

  /** Acknowledges everything up to a sequence, and one more. */
  acknowledge(upTo: number, also: number): void {
    for (const sequence of [...this.unanswered.keys()].filter((one) => one <= upTo || one === also)) this.unanswered.delete(sequence)
    this.handle.acknowledge(upTo, [also])
  }

  /** Refuses the oldest unanswered push. */
  refuse(retryable: boolean): void {
    const [oldest] = this.unanswered
    if (!oldest) return
    const [sequence, text] = oldest
    this.unanswered.delete(sequence)
    if (retryable) this.#refused.add(text)
    this.handle.refuse(sequence, 'no', retryable)
  }

  /** Whether the reader would take another push. */
  get hasRoom(): boolean {
    return this.unanswered.size < this.window
  }

  /** Whether the message is here to be answered, or was refused here and may come again. */
  holds(text: string): boolean {
    return this.#refused.has(text) || [...this.unanswered.values()].includes(text)
  }

  /** Whether a lane may have another push here. */
  laneHasRoom(sender: string): boolean {
    return this.#openOf(sender) < this.lane
  }

  #openOf(sender: string): number {
    return [...this.unanswered.values()].filter((text) => this.#senders.get(text) === sender).length
  }

  detach(): void {
    this.isAttached = false
    this.handle.detach()
  }

  #take(item: Delivery | PushedEvent): void {
    if (item.kind !== 'deliver') return
    const text = Buffer.from(item.envelope).toString()
    const say = (what: string) => { this.#model.broken.push(`${text} ${what}`) }
    if (this.#model.stored.has(text)) say('came after its acknowledgement was stored')
    if (this.#seen.has(text) && !this.#refused.delete(text)) say('came twice on one link')
    if (!this.#seen.has(text) && !item.late) this.#checkOrder(item, say)
    this.#seen.add(text)
    this.#model.pushed.add(text)
    this.unanswered.set(item.streamSequence, text)
    this.#senders.set(text, item.senderUser)
    if (this.#openOf(item.senderUser) > this.lane) say('was more of one lane than its share')
    if (this.unanswered.size > this.window) say('was more than the reader takes')
  }

  #checkOrder({ senderUser, laneSequence }: Delivery, say: (what: string) => void): void {
    if (laneSequence <= (this.#lanes.get(senderUser) ?? 0)) say('came out of the order of its lane')
    this.#lanes.set(senderUser, laneSequence)
  }

  #empty(): void {
    this.#empties += 1
    if (this.#empties > 1) this.#model.broken.push('the queue was said to be empty twice')
  }
}

/** A store that answers as late as it likes, and that notes in the model what was acknowledged for good. */
export const slowStore = (store: Store, model: () => DeliveryModel, turns: () => number): Store => {
  const slow = tapStore(store, { before: async () => { for (let left = turns(); left > 0; left--) await new Promise((resolve) => { setImmediate(resolve) }) } })
  return { ...slow, write: { ...slow.write, acknowledge: async (party, mailbox, events, dispatched) => {
    const rows = await Promise.all(mailbox.map((id) => store.read.mailboxPage(party, id - 1, 1)))
    await slow.write.acknowledge(party, mailbox, events, dispatched)
    for (const [index, [row]] of rows.entries()) if (row && row.id === mailbox[index]) model().stored.add(Buffer.from(row.envelope).toString())
  } } }
}
