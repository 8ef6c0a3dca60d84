// SPDX-License-Identifier: AGPL-3.0-only
// Promise: however calls chain, fail to commit, repeat and lose their vault, no plaintext is transmitted under a key that
// another one had, nothing is lost, and nothing is opened under two numbers.
import fc from 'fast-check'
import t from 'tap'
import type { OpenCall, SealCall, Sealed } from '../../../src/vault/protocol/calls.ts'
import type { Outsider, Parcel } from '../../support/outsider.ts'
import { createVaultWorld, refusalOf } from '../../support/vault-world.ts'
import type { VaultWorld } from '../../support/vault-world.ts'
import { textOf } from '../../support/vault-user.ts'
import type { VaultUser } from '../../support/vault-user.ts'

type Step = { readonly kind: 'say' | 'hear' | 'crash' } | { readonly kind: 'commit' | 'lose'; readonly count: number }

const count = fc.integer({ min: 1, max: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('say' as const, 'hear' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('commit' as const), count }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lose' as const), count }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
)

/** What waits for its commit, in the order of the calls. */
interface Pending { readonly conversation: Sealed; commit(): Promise<void>; undo(): void }

/** A daemon that chains: it calls on state that it has not committed yet, and redoes what it lost. */
class Daemon {
  readonly toSay: Readonly<Record<string, unknown>>[] = []
  readonly toHear: Parcel[] = []
  readonly opened: Parcel[] = []
  readonly numbers: number[] = []
  readonly transmitted = new Set<string>()
  readonly heard: string[] = []
  readonly received: string[] = []
  said = 0
  spoken = 0
  #pending: Pending[] = []
  readonly #isHasty: boolean
  readonly #world: VaultWorld
  readonly #anna: VaultUser
  readonly #bruno: Outsider

  /** `isHasty`: it transmits before it has committed, which no daemon may. */
  constructor(world: VaultWorld, anna: VaultUser, bruno: Outsider, isHasty = false) {
    this.#isHasty = isHasty
    this.#world = world
    this.#anna = anna
    this.#bruno = bruno
  }

  get #row(): Sealed {
    const last = this.#pending.at(-1)?.conversation
    // Nothing but its version: the vault remembers the rest.
    return last === undefined ? this.#anna.conversation(this.#bruno.user) : { version: last.version, bytes: new Uint8Array(0) }
  }

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'say':
        this.said += 1
        this.toSay.push(textOf(`to bruno ${this.said}`))
        return this.sealNext()
      case 'hear':
        this.spoken += 1
        this.toHear.push(await this.#bruno.say(this.#anna, `to anna ${this.spoken}`))
        return this.openNext()
      case 'commit': return this.commit(step.count)
      case 'lose': return this.lose(step.count)
      case 'crash': return this.crash()
    }
  }

  async sealNext(): Promise<void> {
    const json = this.toSay.shift()
    if (json === undefined) return
    const change: Partial<SealCall> = { conversation: this.#row, devices: [this.#bruno.device(false)] }
    const sealed = await this.#world.vault.seal(this.#anna.sealCall(this.#bruno, json, change))
    const [envelope] = sealed.envelopes
    if (this.#isHasty) this.#transmit(envelope!)
    this.#pending.push({
      conversation: sealed.conversation, undo: () => { this.toSay.unshift(json) },
      commit: async () => {
        if (!this.#isHasty) this.#transmit(envelope!)
        const content = await this.#bruno.open(this.#anna, envelope!)
        if (content.body.kind === 'text') this.received.push(content.body.text)
      },
    })
  }

  async openNext(): Promise<void> {
    const parcel = this.toHear.shift()
    if (parcel === undefined) return
    const call: OpenCall = { ...this.#anna.openCall(this.#bruno, parcel), conversation: this.#row }
    const opened = await this.#world.vault.open(call)
    if (!('conversation' in opened)) throw new Error('it was a message')
    this.#pending.push({
      conversation: opened.conversation, undo: () => { this.toHear.unshift(parcel) },
      commit: async () => {
        this.heard.push(String(this.#world.core.read(opened).json['text']))
        this.numbers.push(opened.number)
        this.opened.push(parcel)
      },
    })
  }

  async commit(count: number): Promise<void> {
    for (const pending of this.#pending.splice(0, count)) {
      this.#anna.conversations.set(this.#bruno.user, pending.conversation)
      await pending.commit()
    }
  }

  /** A transaction fails: what it held is not in force, nor what was built on it. */
  async lose(count: number): Promise<void> {
    const lost = this.#pending.splice(-count)
    const [first] = lost
    if (first === undefined) return
    await this.#world.vault.discard({ call: 'discard', user: this.#anna.user, peer: this.#bruno.user, version: first.conversation.version })
    for (const pending of lost.reverse()) pending.undo()
    // What is still under way comes first: a call that does not chain names committed state.
    await this.commit(Infinity)
    await this.drain()
  }

  /** The vault is killed: what was not committed is asked for again, of another one. */
  async crash(): Promise<void> {
    for (const pending of this.#pending.splice(0).reverse()) pending.undo()
    this.#world.restart()
    await this.drain()
  }

  async drain(): Promise<void> {
    while (this.toSay.length > 0) await this.sealNext()
    while (this.toHear.length > 0) await this.openNext()
  }

  async finish(): Promise<void> {
    await this.drain()
    await this.commit(Infinity)
  }

  #transmit({ type, ciphertext }: { readonly type: 2 | 3; readonly ciphertext: Uint8Array }): void {
    const key = ratchetStep(type, ciphertext)
    if (this.transmitted.has(key)) throw new Error('two messages under one key')
    this.transmitted.add(key)
  }
}

/** Ratchet key and counter of a message, as anybody reads them on the wire: both kinds are a version byte and a protobuf. */
const ratchetStep = (type: 2 | 3, ciphertext: Uint8Array): string => {
  const message = type === 3 ? fieldsOf(ciphertext).get(4) : ciphertext
  if (!(message instanceof Uint8Array)) throw new Error('no message inside')
  const fields = fieldsOf(message.subarray(0, message.length - MAC_BYTES))
  return `${Buffer.from(fields.get(1) as Uint8Array).toString('hex')} ${String(fields.get(2) ?? 0)}`
}

const MAC_BYTES = 8

const fieldsOf = (bytes: Uint8Array): ReadonlyMap<number, number | Uint8Array> => {
  const fields = new Map<number, number | Uint8Array>()
  let at = 1
  const varint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? 0
      at += 1
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    const value = varint()
    if ((tag & 7) === 0) fields.set(tag >> 3, value)
    else {
      fields.set(tag >> 3, bytes.subarray(at, at + value))
      at += value
    }
  }
  return fields
}

t.test('nothing is lost, nothing comes twice, and no key of the ratchet serves two messages', async (t) => {
  const world = await createVaultWorld()
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40, size: 'max' }), async (steps) => {
    const [anna, bruno] = [await world.user(), await world.outsider()]
    await bruno.begin(anna, 0)
    await anna.open(bruno, await bruno.say(anna, 'hello'))
    const daemon = new Daemon(world, anna, bruno)
    for (const next of steps) await daemon.run(next)
    await daemon.finish()
    const range = (to: string, last: number): readonly string[] => Array.from({ length: last }, (_, at) => `to ${to} ${at + 1}`)
    t.same([...daemon.received].sort(), [...range('bruno', daemon.said)].sort())
    t.same([...daemon.heard].sort(), [...range('anna', daemon.spoken)].sort())
    t.same([...daemon.numbers].sort((one, other) => one - other), Array.from({ length: daemon.spoken }, (_, at) => at + 2), 'one number for each, without a gap')
    for (const parcel of daemon.opened) if (await refusalOf(anna.open(bruno, parcel)) === 'nothing') throw new Error('opened again')
    return t.passing()
  }), { numRuns: 40 })
})

t.test('a daemon that transmits before it commits is found out on the wire', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.begin(anna, 0)
  await anna.open(bruno, await bruno.say(anna, 'hello'))
  const daemon = new Daemon(world, anna, bruno, true)
  await daemon.run({ kind: 'say' })
  await t.rejects(daemon.run({ kind: 'lose', count: 1 }), /two messages under one key/)
})
