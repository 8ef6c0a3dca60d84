// SPDX-License-Identifier: AGPL-3.0-only
// Promise: both ends of the channel between vault and core for tests of what uses it: bound to its facts, though not secret.
import { createHmac, randomBytes } from 'node:crypto'
import type { UserId } from '../../src/model/ids.ts'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import type { ContentForCore, CoreChannel } from '../../src/vault/core-channel.ts'
import { decodeProof } from '../../src/wire/content/index.ts'
import type { ContentProof } from '../../src/wire/content/index.ts'

/** What a core has got. */
export interface Got { readonly facts: CoreFacts; readonly json: Readonly<Record<string, unknown>> }

/** A core with the far end of the vault's channel. */
export class CoreEnd {
  readonly #key = randomBytes(32)
  readonly #numbers = new Map<string, number>()

  readonly channel: CoreChannel = {
    sealForCore: (facts, { json, proof }) => ({ content: this.#seal('to-core', facts, json), proof: this.#seal('proof', facts, proof), epoch: 'epoch' }),
    openFromCore: async (content, epochKey, expected) => {
      if (epochKey !== 'epoch') throw new Error('no such epoch')
      const { facts, json } = this.#open('from-core', content)
      if (facts.from !== expected.from || facts.to !== expected.to || facts.provider !== expected.provider) throw new Error('other ends')
      return { facts, json: new Uint8Array(json) }
    },
  }

  /** What the vault has sealed for the core. */
  read({ content }: Pick<ContentForCore, 'content'>): Got {
    const { facts, json } = this.#open('to-core', content)
    return { facts, json: JSON.parse(json.toString()) as Got['json'] }
  }

  /** What proves to others what the vault has sealed for the core. */
  proven(proof: string): { readonly facts: CoreFacts } & ContentProof {
    const { facts, json } = this.#open('proof', proof)
    return { facts, ...decodeProof(json) }
  }

  /** Seals for the vault, under the conversation's next number unless told otherwise. */
  say(facts: Omit<CoreFacts, 'number'> & { readonly number?: number }, json: unknown): string {
    const number = facts.number ?? this.next(facts.from, facts.to)
    return this.#seal('from-core', { ...facts, number }, Buffer.from(JSON.stringify(json)))
  }

  next(from: UserId, to: UserId): number {
    const number = (this.#numbers.get(`${from} ${to}`) ?? 0) + 1
    this.#numbers.set(`${from} ${to}`, number)
    return number
  }

  #seal(direction: string, facts: CoreFacts, json: Uint8Array): string {
    const body = Buffer.from(JSON.stringify({ direction, facts, json: Buffer.from(json).toString('base64url') })).toString('base64url')
    return `${body}.${this.#mac(body)}`
  }

  #open(direction: string, content: string): { readonly facts: CoreFacts; readonly json: Buffer } {
    const [body = '', mac] = content.split('.')
    const sealed = JSON.parse(Buffer.from(body, 'base64url').toString()) as { direction: string; facts: CoreFacts; json: string }
    if (mac !== this.#mac(body) || sealed.direction !== direction) throw new Error('not sealed by the other end')
    return { facts: sealed.facts, json: Buffer.from(sealed.json, 'base64url') }
  }

  #mac(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url')
  }
}
