// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../config/index.ts'
import { createWebhook } from '../core/index.ts'
import type { WebhookDeps } from '../core/index.ts'
import { createRequireCallable } from '../ops/outgoing/index.ts'
import { webhookSecrets } from '../ops/webhook-secrets.ts'
import { systemTimers } from '../ops/timers.ts'
import type { Clock } from '../ops/clock.ts'
import type { Store } from '../store/port.ts'

/** What the webhook takes from the daemon. */
export type WebhookParts = Pick<WebhookDeps, 'outgoing' | 'outbox' | 'registry' | 'events'> & { readonly store: Store; readonly clock: Clock }

/** The core's webhook; undefined where none is configured. Throws `CONFIG_INVALID` for a URL that is not called, and for damaged secrets. */
export const createWebhookOf = ({ core, keys, outgoing }: Config, { store, clock, ...parts }: WebhookParts) => {
  const { webhook: url } = core
  if (url === undefined) return undefined
  createRequireCallable(outgoing.privateHosts)(url, 'core.webhook')
  // Read for each call, so that a rotation needs no restart; read once now, so that a damaged file stops the start.
  const secrets = () => webhookSecrets(keys.folder, clock.now())
  secrets()
  return createWebhook({
    ...parts, url, secrets, wantTurn: (changed) => store.nodes.want('webhook', changed),
    now: () => clock.now(), monotonic: () => clock.monotonic(), random: Math.random, timers: systemTimers,
  })
}
