// SPDX-License-Identifier: AGPL-3.0-only
import type { Registry } from '../../registry/index.ts'
import { createShowEvent } from '../shown-event.ts'
import { createWebhookCall } from './call.ts'
import type { CallDeps } from './call.ts'
import { WebhookPump } from './pump.ts'
import type { PumpDeps } from './pump.ts'

export type { PumpState, WebhookEvents } from './pump.ts'

/** Everything that the webhook stands on; `proofs`: calls hold what reports need. */
export type WebhookDeps = Omit<PumpDeps, 'show' | 'call'> & CallDeps & { readonly registry: Pick<Registry, 'people'>; readonly proofs: boolean }

/** The core's webhook: `start` it once the listeners are up. */
export const createWebhook = ({ registry, outgoing, url, secrets, proofs, ...deps }: WebhookDeps): WebhookPump => {
  const show = createShowEvent(registry)
  return new WebhookPump({ ...deps, show: (event) => show(event, proofs), call: createWebhookCall({ outgoing, url, secrets, now: deps.now }) })
}
