// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Config } from '../config/index.ts'
import { createWebhook } from '../core/index.ts'
import type { WebhookDeps } from '../core/index.ts'
import type { AuditDesk } from '../ops/audit/desk.ts'
import { createRequireCallable } from '../ops/outgoing/index.ts'
import { webhookSecrets } from '../ops/webhook-secrets.ts'
import { systemTimers } from '../ops/timers.ts'
import type { Clock } from '../ops/clock.ts'
import type { Store } from '../store/port.ts'

/** What the webhook takes from the daemon. */
export type WebhookParts = Pick<WebhookDeps, 'outgoing' | 'outbox' | 'registry' | 'events'> & { readonly store: Store; readonly clock: Clock; readonly audit: Pick<AuditDesk, 'tell'> }

/** The core's webhook; undefined where none is configured. Throws `CONFIG_INVALID` for a URL that is not called, and for damaged secrets. */
export const createWebhookOf = ({ core, keys, outgoing }: Config, { store, clock, audit, ...parts }: WebhookParts) => {
  const { webhook: url } = core
  if (url === undefined) return undefined
  createRequireCallable(outgoing.privateHosts)(url, 'core.webhook')
  // Read for each call, so that a rotation needs no restart; read once now, so that a damaged file stops the start.
  const tell = tellSecrets(audit, (error) => { parts.events.backgroundFailed('audit', error) })
  const secrets = () => tell(webhookSecrets(keys.folder, clock.now()))
  webhookSecrets(keys.folder, clock.now())
  return createWebhook({
    ...parts, url, secrets, proofs: core.webhookProofs, wantTurn: (changed) => store.nodes.want('webhook', changed),
    now: () => clock.now(), monotonic: () => clock.monotonic(), random: Math.random, timers: systemTimers,
  })
}

/** Whoever wrote them, the audit log hears of the secrets that are met first, and of those that are others than before; of each set it gets a hash. */
const tellSecrets = (audit: Pick<AuditDesk, 'tell'>, failed: (error: unknown) => void) => {
  let told = ''
  return <T>(secrets: readonly T[]): readonly T[] => {
    const sha256 = createHash('sha256').update(JSON.stringify(secrets)).digest('base64url')
    if (sha256 !== told) audit.tell({ act: 'webhook.secrets-changed', actor: 'system', subject: 'webhook', details: { count: secrets.length, sha256 } }).catch(failed)
    told = sha256
    return secrets
  }
}
