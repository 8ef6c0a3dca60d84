// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a core's server does with its half of the channel: numbers what it says, and opens what it hears.
import { randomUUID } from 'node:crypto'
import { createVaultChannel } from '../../src/agent/channel/index.ts'
import type { CoreChannelKeys, SealedForVault } from '../../src/agent/channel/index.ts'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import { partyId, submissionId } from '../../src/model/ids.ts'
import type { SubmissionId, UserId } from '../../src/model/ids.ts'
import type { CoreEvent } from './core-http.ts'

/** Between whom: a user of the core's, by the core's own reference and by the id at a provider, and a peer there. */
export interface Ends { readonly ref: string; readonly user: UserId; readonly provider: string; readonly peer: UserId }

/** What was heard: the header and the JSON of content-v1.json. */
export interface Heard { readonly facts: CoreFacts; readonly json: Readonly<Record<string, unknown>> }

/** What goes to `POST /messages`, or beside a decision. */
export interface Spoken { readonly key: SubmissionId; readonly sealed: SealedForVault; readonly body: Readonly<Record<string, string>> }

/** One server of a core. */
export class SpeakingCore {
  readonly #channel: ReturnType<typeof createVaultChannel>
  readonly #numbers = new Map<string, number>()

  constructor(keys: CoreChannelKeys) {
    this.#channel = createVaultChannel(keys)
  }

  /** Seals content of a kind under the conversation's next number. */
  async say({ ref, user, provider, peer }: Ends, kind: string, members: Readonly<Record<string, unknown>>): Promise<Spoken> {
    const [id, key, number] = [randomUUID(), submissionId(randomUUID()), (this.#numbers.get(`${user} ${peer}`) ?? 0) + 1]
    this.#numbers.set(`${user} ${peer}`, number)
    const json = Buffer.from(JSON.stringify({ id, kind, sentAtMs: Date.now(), ...members }))
    const sealed = await this.#channel.seal({ messageId: id, submissionId: key, from: user, to: peer, provider: partyId(provider), custody: 'VAULT', number }, json, Date.now())
    return { key, sealed, body: { ref, provider, peer, ...sealed } }
  }

  /** Opens what an event of type `message` carries. */
  async hear(event: CoreEvent): Promise<Heard> {
    const { facts, json } = await this.#channel.open({ content: String(event['content']), epochKey: String(event['epochKey']) }, {}, Date.now())
    return { facts, json: JSON.parse(Buffer.from(json).toString('utf8')) as Heard['json'] }
  }
}
