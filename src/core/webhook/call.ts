// SPDX-License-Identifier: AGPL-3.0-only
import { webhookHeaders, webhookId } from '../../model/webhook-signature.ts'
import type { Outgoing } from '../../ops/outgoing/index.ts'
import type { ShownEvent } from '../shown-event.ts'
import { readRetryAfter } from './schedule.ts'

/** What became of one call. `reason` is a word of a closed set, fit for logs. */
export type Called =
  | { readonly taken: true }
  /** The receiver wants no more calls. */
  | { readonly gone: true }
  | { readonly failed: string; readonly retryAfterMs?: number | undefined }
  /** It says nothing of the event or the receiver: nothing was sent. */
  | { readonly unsent: string }

/** What calls stand on. */
export interface CallDeps {
  readonly outgoing: Pick<Outgoing, 'call'>
  readonly url: string
  /** Those in force, the newest first. */
  readonly secrets: () => readonly string[]
  /** Ms since the epoch. */
  readonly now: () => number
}

const GONE = 410

/** One signed POST of an event, as a poll would give it; see Standard Webhooks. */
export const createWebhookCall = ({ outgoing, url, secrets, now }: CallDeps) => async (event: ShownEvent, timeMs: number, signal: AbortSignal): Promise<Called> => {
  const held = secrets()
  if (held.length === 0) return { unsent: 'no-secret' }
  const body = JSON.stringify(event)
  const headers = webhookHeaders({ id: webhookId({ id: event.id, timeMs }), timeSeconds: Math.floor(now() / 1000), body }, held)
  const answer = await outgoing.call({
    // The operator configured this very URL.
    url, hosts: [new URL(url).hostname], signal, headers, content: { type: 'application/json', bytes: Buffer.from(body) },
  })
  if ('denied' in answer) return answer.denied === 'aborted' || answer.denied === 'busy' ? { unsent: answer.denied } : { failed: answer.denied }
  const { status, retryAfter } = answer
  if (status >= 200 && status < 300) return { taken: true }
  return status === GONE ? { gone: true } : { failed: `status-${String(status)}`, retryAfterMs: readRetryAfter(retryAfter, now()) }
}
