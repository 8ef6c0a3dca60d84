// SPDX-License-Identifier: AGPL-3.0-only
import type { Bend } from '../door.ts'
import type { Peer } from '../peer.ts'
import type { ProviderTrial } from '../trial.ts'

/** A recipient whose devices were all registered anew, as the provider is told. */
export interface Staleness {
  readonly party: NonNullable<Bend['party']>
  /** Resolves when the provider has asked for new keys after it was told. */
  asked(must: 'DIP-37' | 'DIP-38' | 'DIP-45'): Promise<void>
}

/** Whatever goes to this peer meets stale devices, until the provider has asked for bundles because of it. */
export const makeStale = (trial: ProviderTrial, { user }: Peer): Staleness => {
  let toldAt: number | undefined
  const hasAsked = (): true | undefined => (toldAt !== undefined && trial.heard('getBundles', toldAt).some(({ body }) => body.recipientUser === user) ? true : undefined)
  return {
    party: ({ id, body }, say) => {
      if (body?.kind !== 'submit' || body.submission.recipientUser !== user || hasAsked()) return true
      toldAt ??= trial.place
      say(id, { kind: 'deviceMismatch', missing: [], extra: [], stale: body.submission.envelopes.map(({ deviceId }) => deviceId), deviceListVersion: 1 })
      return false
    },
    asked: async (must) => { await trial.until(must, 'bundles are fetched for the stale device', hasAsked) },
  }
}
