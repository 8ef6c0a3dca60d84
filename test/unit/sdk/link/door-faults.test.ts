// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever device, mailbox and gateway do in whatever order, what the gateway may forget lies in the mailbox until a device has said that it has it, and each connection gets it in its order.
import fc from 'fast-check'
import t from 'tap'
import type { Delivery } from '../../../../src/model/answers.ts'
import { DEVICE_WINDOW, DEVICE_WINDOW_BYTES } from '../../../../src/sdk/link/door/limits.ts'
import { adaAtHome, openDoor } from './door-support.ts'
import type { DoorUnderTest, RawDevice } from './door-support.ts'
import { ada, delivery } from './support.ts'

/** A message that is told from others by its time; some take half of the window. */
const message = (number: number): Delivery => ({ ...delivery(number, ada), gatewayTimeMs: number, envelope: new Uint8Array(number % 8 === 0 ? DEVICE_WINDOW_BYTES / 2 : 8) })

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('push' as const) },
  { weight: 1, arbitrary: fc.constant('push many' as const) },
  { weight: 1, arbitrary: fc.constant('push again' as const) },
  { weight: 3, arbitrary: fc.nat({ max: 7 }).map((back) => ({ ack: back })) },
  { weight: 1, arbitrary: fc.nat({ max: 7 }).map((back) => ({ also: back })) },
  { weight: 2, arbitrary: fc.nat({ max: 7 }).map((back) => ({ nack: back })) },
  { weight: 2, arbitrary: fc.constantFrom('leave' as const, 'attend' as const, 'mailbox fails' as const, 'mailbox waits' as const, 'mailbox goes on' as const, 'turn' as const) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Ada's device over all of its connections, beside what the test knows of its server. */
class Scene {
  readonly around: DoorUnderTest = openDoor()
  /** What the gateway was told that it may forget. */
  readonly stored = new Set<number>()
  /** What a device said that it has. */
  readonly had = new Set<number>()
  readonly #pushes: Promise<void>[] = []
  #device: RawDevice | undefined
  #came = new Map<number, number>()
  #highest = 0
  #next = 0
  #goOn: (() => void) | undefined

  async take(one: Step): Promise<void> {
    if (one === 'push') this.#push(this.#next += 1)
    else if (one === 'push many') for (let more = 0; more < DEVICE_WINDOW; more += 1) this.#push(this.#next += 1)
    else if (one === 'push again') this.#push(Math.max(1, this.#next))
    else if (one === 'leave') this.#leave()
    else if (one === 'attend') await this.attend()
    else if (one === 'mailbox fails') this.around.mailbox.failure = new Error('disk')
    else if (one === 'mailbox waits') this.#hold()
    else if (one === 'mailbox goes on') this.#goOn?.()
    else if (one === 'turn') await turn()
    else this.#answer(one)
    this.#read()
  }

  /** All that is under way ends well, and an honest device takes all that there is. */
  async settle(): Promise<void> {
    this.#goOn?.()
    await Promise.all(this.#pushes)
    this.around.mailbox.failure = undefined
    await this.attend()
    for (let tries = 0; this.around.mailbox.rows.length > 0 && tries < 1_000; tries += 1) {
      await turn()
      this.#read()
      this.#answer({ ack: 0 })
    }
  }

  async attend(): Promise<void> {
    this.#device = await this.around.attend(adaAtHome)
    this.#came = new Map()
    this.#highest = 0
  }

  #leave(): void {
    this.#device?.leave()
    this.#device = undefined
  }

  #push(number: number): void {
    this.#pushes.push(this.around.push(message(number)).then(() => { this.stored.add(number) }, () => undefined))
  }

  #hold(): void {
    this.#goOn?.()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.around.mailbox.mayPut = promise
    this.around.mailbox.mayList = promise
    this.#goOn = () => resolve(undefined)
  }

  /** First deliveries of a connection come in the order of the mailbox. */
  #read(): void {
    for (const body of this.#device?.unread ?? []) {
      if (body.kind !== 'deliver' || this.#came.has(body.streamSequence)) continue
      if (body.streamSequence !== this.#came.size + 1) throw new Error('a sequence is missing')
      if (!body.late && body.gatewayTimeMs < this.#highest) throw new Error('out of order')
      if (!body.late) this.#highest = body.gatewayTimeMs
      this.#came.set(body.streamSequence, body.gatewayTimeMs)
    }
  }

  #answer(one: { readonly ack: number } | { readonly also: number } | { readonly nack: number }): void {
    const device = this.#device
    if (device === undefined || device.isClosed) return
    const pick = (back: number): number => Math.max(0, this.#came.size - back)
    if ('nack' in one) return pick(one.nack) === 0 ? undefined : device.say(0, { kind: 'nack', streamSequence: pick(one.nack), reason: '', retryable: true })
    const [upTo, also] = 'ack' in one ? [pick(one.ack), []] : [0, [pick(one.also)]]
    for (const [sequence, number] of this.#came) if (sequence <= upTo || also.includes(sequence)) this.had.add(number)
    device.say(0, { kind: 'ack', upTo, also })
  }
}

t.test('nothing that the gateway may forget is gone before a device has it', async (t) => {
  await t.resolves(fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 80, size: 'max' }), async (steps) => {
    const scene = new Scene()
    for (const one of steps) await scene.take(one)
    await scene.settle()
    // What no device had said that it has must have been there to come now.
    const lost = [...scene.stored].filter((number) => !scene.had.has(number))
    if (lost.length > 0) throw new Error(`never came: ${lost.join(', ')}`)
    if (scene.around.mailbox.rows.length > 0) throw new Error('the mailbox does not run empty')
    if (scene.around.events.some(({ event }) => event === 'bug')) throw new Error('a bug')
  }), { numRuns: 200 }))
})
