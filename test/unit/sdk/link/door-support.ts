// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a device door between a link and a mailbox that the test owns, and devices that say what the test makes them say.
import type { Delivery, PushedEvent, Ready } from '../../../../src/model/answers.ts'
import { linkId, userReference } from '../../../../src/model/ids.ts'
import type { UserId } from '../../../../src/model/ids.ts'
import type { PartyBody, PartyRequest } from '../../../../src/model/requests.ts'
import { defaultLimits } from '../../../../src/model/values.ts'
import type { ChannelListener, FrameChannel } from '../../../../src/sdk/channel.ts'
import type { DeviceDoor, DeviceDoorOptions, DoorEvent, HomeUser, Mailbox, Waiting } from '../../../../src/sdk/link/index.ts'
import { createDeviceDoor } from '../../../../src/sdk/link/index.ts'
import type { GatewayLink, GoodAnswer, LinkEnd, LinkState, PushHandler } from '../../../../src/sdk/link/index.ts'
import { decodeGatewayFrame, encodePartyFrame } from '../../../../src/wire/gateway/index.ts'
import type { GatewayFrame, ReceivedBody } from '../../../../src/wire/gateway/index.ts'
import { ada, bob } from './support.ts'

/** Ada as her home knows her, and Bob. */
export const adaAtHome: HomeUser = { userId: ada, userReference: userReference('ada'), displayName: 'Ada' }
/** See {@link adaAtHome}. */
export const bobAtHome: HomeUser = { userId: bob, userReference: userReference('bob'), displayName: 'Bob' }

const ready: Ready = {
  kind: 'ready', linkId: linkId('1b1e7c52-6a0f-4b8e-9a3d-5c2f8e4d1a90'), resumeToken: new Uint8Array(16).fill(7), initialCredit: 64, initialCreditBytes: 1_048_576,
  policyVersion: 3, limits: defaultLimits, version: 1, capabilities: ['msg.text/1'],
}

/** A mailbox in memory that says what it was told. */
export class MemoryMailbox implements Mailbox {
  readonly rows: (Waiting & { readonly user: UserId })[] = []
  /** Thrown by whatever is called next. */
  failure: Error | undefined
  /** Puts wait for it. */
  mayPut: Promise<unknown> = Promise.resolve()
  /** Lists wait for it. */
  mayList: Promise<unknown> = Promise.resolve()
  readonly #changed = new Set<() => void>()
  #place = 0

  async put(user: UserId, frame: Uint8Array): Promise<void> {
    await this.mayPut
    this.#mayFail()
    this.rows.push({ user, place: this.#place += 1, frame })
    this.#tell()
  }

  async list(user: UserId, after: number, limit: number): Promise<readonly Waiting[]> {
    await this.mayList
    this.#mayFail()
    return this.rows.filter((row) => row.user === user && row.place > after).slice(0, limit)
  }

  remove(user: UserId, places: readonly number[]): void {
    this.#mayFail()
    const left = this.rows.filter((row) => row.user !== user || !places.includes(row.place))
    this.rows.splice(0, this.rows.length, ...left)
    this.#tell()
  }

  /** Resolves when so many rows are there. */
  async holds(count: number): Promise<void> {
    while (this.rows.length !== count) await new Promise<void>((resolve) => { this.#changed.add(resolve) })
  }

  #mayFail(): void {
    const { failure } = this
    this.failure = undefined
    if (failure !== undefined) throw failure
  }

  #tell(): void {
    for (const resolve of this.#changed) resolve()
    this.#changed.clear()
  }
}

/** The server's end of a connection, and the device that says what the test makes it say. */
export class RawDevice implements FrameChannel {
  waitingBytes = 0
  /** Whether the server closed it. */
  isClosed = false
  readonly closed: Promise<void>
  readonly #came: GatewayFrame[] = []
  #wanted: ((frame: GatewayFrame) => void) | undefined
  #listener: ChannelListener | undefined
  readonly #close: () => void

  constructor() {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.closed = promise
    this.#close = () => resolve(undefined)
  }

  /** Frames that came and were not read. */
  get unread(): readonly ReceivedBody[] {
    return this.#came.map(({ body }) => body)
  }

  send(bytes: Uint8Array): void {
    const frame = decodeGatewayFrame(bytes)
    const wanted = this.#wanted
    this.#wanted = undefined
    if (wanted === undefined) this.#came.push(frame)
    else wanted(frame)
  }

  close(): void {
    this.isClosed = true
    this.#close()
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener
  }

  say(id: number, body: PartyBody): void {
    this.sayBytes(encodePartyFrame(id, body))
  }

  sayBytes(bytes: Uint8Array): void {
    this.#listener?.frame(bytes)
  }

  /** A ping or a pong of the device. */
  beat(): void {
    this.#listener?.heard()
  }

  /** The device is gone. */
  leave(): void {
    this.#listener?.closed('gone')
  }

  async next(): Promise<GatewayFrame> {
    return this.#came.shift() ?? new Promise((resolve) => { this.#wanted = resolve })
  }

  /** The next frame, which must be of this kind. */
  async expect<K extends ReceivedBody['kind']>(kind: K): Promise<{ readonly id: number; readonly body: Extract<ReceivedBody, { kind: K }> }> {
    const { id, body } = await this.next()
    if (!isKind(body, kind)) throw new Error(`${body.kind} came instead of ${kind}`)
    return { id, body }
  }
}

const isKind = <K extends ReceivedBody['kind']>(body: ReceivedBody, kind: K): body is Extract<ReceivedBody, { kind: K }> => body.kind === kind

/** A door, and what stands around it. */
export interface DoorUnderTest {
  readonly door: DeviceDoor
  readonly mailbox: MemoryMailbox
  readonly events: DoorEvent[]
  /** What reached the link. */
  readonly asked: PartyRequest[]
  /** Where the link stands. */
  state: LinkState
  /** How the gateway answers, from now on. */
  answer: (request: PartyRequest, signal?: AbortSignal) => Promise<GoodAnswer>
  /** What comes over the link; resolves when it is acknowledged, rejects when it is given back. */
  push(push: Delivery | PushedEvent): Promise<void>
  glimpse(delivery: Delivery): void
  /** The link is over for good. */
  endLink(): void
  /** A device of this user that is logged in, and has heard Ready. */
  attend(user: HomeUser): Promise<RawDevice>
}

/** A door with a fresh mailbox at a link that does what the test says. */
export const openDoor = (options: Partial<DeviceDoorOptions> = {}): DoorUnderTest => {
  const [asked, events, mailbox]: [PartyRequest[], DoorEvent[], MemoryMailbox] = [[], [], new MemoryMailbox()]
  const ended = Promise.withResolvers<LinkEnd>()
  const handlers: { push?: PushHandler; ephemeral?: (delivery: Delivery) => void } = {}
  const link = {
    ready: Promise.resolve(ready), closed: ended.promise,
    get state() { return made.state },
    request: async (request: PartyRequest, signal?: AbortSignal) => {
      asked.push(request)
      return made.answer(request, signal)
    },
    onPush: (handler: PushHandler) => {
      handlers.push = handler
      return () => { delete handlers.push }
    },
    onEphemeral: (handler: (delivery: Delivery) => void) => {
      handlers.ephemeral = handler
      return () => { delete handlers.ephemeral }
    },
  } satisfies Partial<GatewayLink>
  const door = createDeviceDoor({ link: link as unknown as GatewayLink, mailbox, log: (event) => { events.push(event) }, ...options })
  const made: DoorUnderTest = {
    door, mailbox, asked, events,
    state: 'open',
    answer: async () => ({ kind: 'done' }),
    push: async (push) => {
      if (handlers.push === undefined) throw new Error('nobody takes pushes')
      await handlers.push(push)
    },
    glimpse: (delivery) => handlers.ephemeral?.(delivery),
    endLink: () => { ended.resolve({ why: 'suspended', detail: '' }) },
    attend: async (user) => {
      const device = new RawDevice()
      door.attend(user, device)
      await device.expect('ready')
      return device
    },
  }
  return made
}

