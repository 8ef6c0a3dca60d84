// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { webhookHeaders } from '../../model/webhook-signature.ts'
import { post } from './post.ts'
import type { Answer } from './post.ts'

/** The core that is tested. */
export interface Tested {
  readonly url: string
  readonly secret: string
  /** The user that events name. */
  readonly ref: string
  /** Ms since the epoch. */
  readonly now: () => number
  readonly pause: (ms: number) => Promise<void>
}

/** How a webhook differs from a plain one. */
export interface Unusual {
  readonly id?: string
  /** Seconds that its time is away from now. */
  readonly aged?: number
  readonly secrets?: readonly string[]
  /** Changes the headers after they were signed. */
  readonly forge?: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
  /** What is sent instead of what was signed. */
  readonly sent?: string
  /** Pieces that the body goes out in. */
  readonly pieces?: number
}

const PIECE_PAUSE_MS = 250

/** Calls the core as the gateway would, or as somebody else. */
export class Probe {
  readonly #core: Tested
  #made = 0

  constructor(core: Tested) {
    this.#core = core
  }

  /** The secret that the core is to know. */
  get secret(): string {
    return this.#core.secret
  }

  /** An id that none had. */
  id(): string {
    return `evt_${randomUUID()}`
  }

  /** The body of an event, as a poll would give it. */
  body(members: Readonly<Record<string, unknown>> = {}): string {
    return JSON.stringify(this.event(members))
  }

  /** A contact request of nobody. */
  event(members: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    this.#made += 1
    return {
      id: this.#made, time: new Date(this.#core.now()).toISOString(), ref: this.#core.ref, provider: 'conformance.invalid', label: 'Conformance',
      custody: { user: 'VAULT', peer: 'DEVICE' }, type: 'contact.requested', request: randomUUID(), purposes: ['chat'], displayName: 'Zoë', ...members,
    }
  }

  /** Posts a body as a webhook. */
  async send(body: string, { id = this.id(), aged = 0, secrets = [this.secret], forge = (headers) => headers, sent = body, pieces = 1 }: Unusual = {}): Promise<Answer> {
    const { url, now, pause } = this.#core
    const headers = forge(webhookHeaders({ id, timeSeconds: Math.floor(now() / 1000) + aged, body }, secrets))
    const bytes = Buffer.from(sent)
    const size = Math.ceil(bytes.length / pieces)
    return post({
      url, headers, pause: () => pause(PIECE_PAUSE_MS),
      pieces: Array.from({ length: pieces }, (_, index) => bytes.subarray(index * size, (index + 1) * size)),
    })
  }
}
