// SPDX-License-Identifier: Apache-2.0
import { createHmac, randomBytes } from 'node:crypto'

/** How far the time in a webhook's header may be from the receiver's: an older one may be a repetition by somebody else. */
export const WEBHOOK_TOLERANCE_SECONDS = 300

const PREFIX = 'whsec_'
const SECRET_BYTES = 32
// As Standard Webhooks says: 24 to 64 bytes.
const SECRET = /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** A fresh secret, as text. */
export const mintWebhookSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64')

/** Whether a text is a secret: `whsec_` and 24 to 64 bytes as base64. */
export const isWebhookSecret = (text: string): boolean => SECRET.test(text)

/** One try of a webhook. */
export interface WebhookTry {
  /** The same for each try of one event. */
  readonly id: string
  /** Of this try. */
  readonly timeSeconds: number
  /** Exactly what is sent. */
  readonly body: string
}

/**
 * The headers of a webhook (Standard Webhooks 1.0.0): its id, its time, and one signature for each secret, which must be one
 * by `isWebhookSecret`.
 */
export const webhookHeaders = ({ id, timeSeconds, body }: WebhookTry, secrets: readonly string[]): Readonly<Record<string, string>> => {
  const signed = `${id}.${String(timeSeconds)}.${body}`
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64')).update(signed).digest('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': String(timeSeconds), 'webhook-signature': signatures.join(' ') }
}

/** The id of an event's webhook. Its time is in it, so that an id of a store that was set back is not taken for the earlier one. */
export const webhookId = (event: { readonly id: number; readonly timeMs: number }): string => `evt_${String(event.id)}_${String(event.timeMs)}`
