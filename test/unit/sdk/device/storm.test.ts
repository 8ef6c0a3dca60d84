// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever a link and a gateway do that lose, repeat, reorder and damage, and however often a device is closed, each
// message is shown exactly once, or its sender is told that it was not.
// test-timeout: 300
import fc from 'fast-check'
import t from 'tap'
import { EnvelopeType } from '../../../../src/model/signal-crypto.ts'
import { LinkLost } from '../../../../src/sdk/transport.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../../src/wire/gateway/index.ts'
import type { InboxEntry, SentStatus } from '../../../../src/sdk/device/index.ts'
import { createDeviceWorld, DAY, entriesOf } from '../../../support/device-world.ts'
import type { DeviceWorld, Person } from '../../../support/device-world.ts'
import { samplePointer } from '../../../support/sample-pointer.ts'

/** Storms of each kind in one run of the tests; more by hand: STORMS=500. */
const STORMS = Number(process.env['STORMS'] ?? 24)

const TIMEOUT_MS = Math.max(120_000, 8_000 * STORMS)

type Side = 0 | 1
type Step =
  | { readonly kind: 'send' | 'loseAnswer' | 'cut' | 'mend' | 'reopen' | 'damage'; readonly side: Side }
  | { readonly kind: 'deliver' | 'repeat' | 'drop'; readonly pick: number }
  | { readonly kind: 'wait'; readonly minutes: number }

const side = fc.constantFrom<Side[]>(0, 1)
const about = (weight: number, kind: 'send' | 'loseAnswer' | 'cut' | 'mend' | 'reopen' | 'damage') => (
  { weight, arbitrary: fc.record({ kind: fc.constant(kind), side }) })
const picking = (weight: number, kind: 'deliver' | 'repeat' | 'drop') => ({ weight, arbitrary: fc.record({ kind: fc.constant(kind), pick: fc.nat(20) }) })
const step: fc.Arbitrary<Step> = fc.oneof(
  about(10, 'send'), about(2, 'loseAnswer'), about(1, 'cut'), about(2, 'mend'), about(1, 'reopen'), about(2, 'damage'),
  picking(14, 'deliver'), picking(3, 'repeat'), picking(1, 'drop'),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
)

interface Written { readonly from: Side; readonly text: string; readonly messageId: SentStatus['messageId'] }

/** Ways to say a short text: one after another, so that each kind passes through every kind of trouble. */
const ways: readonly ((from: Person, to: Person, text: string, last: SentStatus['messageId'] | undefined) => Promise<SentStatus>)[] = [
  ({ device }, { user }, text) => device.send({ to: user, text }),
  ({ device }, { user }, caption) => device.sendAttachment({ to: user, attachment: samplePointer({ caption }) }),
  ({ device }, { user }, text, last) => (last === undefined ? device.send({ to: user, text }) : device.react({ to: user, messageId: last, emoji: text })),
]

/** What an entry says, in whichever way. */
const saidBy = (entry: InboxEntry): readonly string[] => {
  switch (entry.kind) {
    case 'text': return [entry.text]
    case 'attachment': return [entry.attachment.caption]
    case 'reaction': return [entry.emoji]
    default: return []
  }
}

class Storm {
  readonly written: Written[] = []
  readonly #world: DeviceWorld
  readonly #sides: readonly [Person, Person]
  readonly #toDamage = [0, 0]

  constructor(world: DeviceWorld, sides: readonly [Person, Person]) {
    this.#world = world
    this.#sides = sides
    world.bridge.lies.deliver = (truth) => {
      const from = truth.senderUser === sides[0].user ? 0 : 1
      const envelope = decodeEnvelope(truth.envelope)
      if (this.#toDamage[from] === 0 || envelope.type === EnvelopeType.PLAINTEXT) return truth
      this.#toDamage[from] = (this.#toDamage[from] ?? 1) - 1
      const ciphertext = new Uint8Array(envelope.ciphertext)
      const at = ciphertext.length - (envelope.type === EnvelopeType.PREKEY ? 1_600 : 20)
      ciphertext[at] = (ciphertext[at] ?? 0) ^ 0xff
      return { ...truth, envelope: encodeEnvelope({ ...envelope, ciphertext }) }
    }
  }

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'send': return this.#send(step.side)
      case 'loseAnswer': {
        this.#sides[step.side].link.loseAnswers.set('submit', 1)
        return
      }
      case 'cut':
        this.#sides[step.side].link.isUp = false
        return
      case 'mend':
        this.#sides[step.side].link.reopen()
        return
      case 'reopen': return this.#world.reopen(this.#sides[step.side])
      case 'damage':
        this.#toDamage[step.side] = (this.#toDamage[step.side] ?? 0) + 1
        return
      case 'wait':
        this.#world.pass(step.minutes * 60_000)
        await Promise.all(this.#sides.map(({ device }) => device.tick()))
        return
      default: return this.#handOver(step.kind, step.pick)
    }
  }

  /** The weather clears: everything arrives, and what nobody answers runs out of time. */
  async clear(): Promise<void> {
    this.#toDamage.fill(0)
    for (let round = 0; round < 3; round += 1) {
      for (const { link } of this.#sides) {
        link.loseAnswers.clear()
        link.reopen()
      }
      await this.#world.settle()
      this.#world.pass(DAY + 1)
      await Promise.all(this.#sides.map(({ device }) => device.tick()))
      await this.#world.settle()
    }
  }

  /** What is wrong in the end; nothing, if the promise holds. */
  faults(): readonly string[] {
    const waiting = this.#sides.flatMap(({ device }) => entriesOf(device).filter((entry) => entry.kind === 'placeholder' && entry.state === 'waiting'))
    return [...waiting.map(() => 'a placeholder waits for ever'), ...this.written.flatMap((one) => this.#faultOf(one))]
  }

  /** The texts that one side was shown in their order, without those that came late. */
  inOrder(of: Side): readonly string[] {
    return entriesOf(this.#sides[of].device).flatMap((entry) => ('late' in entry && !entry.late ? saidBy(entry) : []))
  }

  async #send(from: Side): Promise<void> {
    const text = `${from}:${this.written.length}`
    const say = ways[this.written.length % ways.length]!
    const [speaker, listener] = [this.#sides[from], this.#sides[1 - from]!]
    const { messageId } = await say(speaker, listener, text, this.written.at(-1)?.messageId).catch((error: unknown) => {
      if (!(error instanceof LinkLost)) throw error
      // Nobody can say now what the listener's devices can show: a text goes anyway.
      return speaker.device.send({ to: listener.user, text })
    })
    this.written.push({ from, text, messageId })
  }

  async #handOver(kind: 'deliver' | 'repeat' | 'drop', pick: number): Promise<void> {
    const { bridge } = this.#world
    const { waiting } = bridge
    const one = waiting[pick % Math.max(waiting.length, 1)]
    if (one === undefined) return
    if (kind === 'deliver') await this.#world.deliver(one)
    // The device stored it, and its word of that was lost.
    else if (kind === 'repeat' && await this.#world.deliver(one)) waiting.push(one)
    else if (kind === 'drop' && one.push.kind === 'deliver') {
      waiting.splice(waiting.indexOf(one), 1)
      const { senderUser, senderDevice, submissionId, recipientDevice } = one.push
      bridge.push(senderUser, { kind: 'messageExpired', user: senderUser, senderDevice, submissionId, deviceIds: [recipientDevice] })
    }
  }

  #faultOf({ from, text, messageId }: Written): readonly string[] {
    const shown = entriesOf(this.#sides[1 - from]!.device).flatMap(saidBy).filter((one) => one === text).length
    const state = this.#sides[from].device.status(messageId)?.state
    const isTold = state === 'failed' || state === 'expired'
    if (shown > 1) return [`${text} was shown ${shown} times`]
    return shown === 1 || isTold ? [] : [`${text} was not shown, and its state is ${state ?? 'unknown'}`]
  }
}

const storm = async (test: Parameters<typeof createDeviceWorld>[0], steps: readonly Step[]): Promise<Storm> => {
  const ends: (() => void | Promise<void>)[] = []
  const world = await createDeviceWorld({ testdir: () => test.testdir(), teardown: (end) => ends.push(end) })
  const storm = new Storm(world, await world.couple({ inFile: true }))
  for (const step of steps) await storm.run(step)
  await storm.clear()
  const faults = storm.faults()
  if (faults.length > 0) throw new Error(faults.join('; '))
  const order = [storm.inOrder(0), storm.inOrder(1)] as const
  for (const end of ends) await end()
  return Object.assign(storm, { inOrder: (of: Side) => order[of] })
}

t.setTimeout(TIMEOUT_MS)

t.test('each message is shown exactly once or told as lost, through loss, repetition, reorder, damage and restarts', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => { await storm(t, steps) }), { numRuns: STORMS })
  t.pass()
})

t.test('messages are shown in the order in which they were written, as long as the gateway keeps it', async (t) => {
  const orderly = fc.array(step.filter(({ kind }) => kind !== 'drop').map((one) => ('pick' in one ? { ...one, pick: 0 } : one)), { minLength: 5, maxLength: 30 })
  await fc.assert(fc.asyncProperty(orderly, async (steps) => {
    const ended = await storm(t, steps.filter(({ kind }) => kind !== 'repeat'))
    for (const reader of [0, 1] as const) {
      const shown = ended.inOrder(reader)
      const expected = ended.written.filter(({ from, text }) => from !== reader && shown.includes(text)).map(({ text }) => text)
      if (shown.join() !== expected.join()) throw new Error(`shown ${shown.join()} instead of ${expected.join()}`)
    }
  }), { numRuns: STORMS })
  t.pass()
})
