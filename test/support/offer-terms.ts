// SPDX-License-Identifier: AGPL-3.0-only
import type { OfferTerms } from '../../src/model/offer.ts'

/** Terms of an offer, small, and with what must not be taken for markup. */
export const offerTerms = (changes: Partial<OfferTerms> = {}): OfferTerms => ({
  operator: { party: 'wren.example', displayName: '<b>Wren</b> & "Co" | `x`', contactUrl: null, issuerKeyIds: ['k1'] },
  gateway: { id: 'g', url: 'wss://wren.example/v1/link', frankKeyId: 'f', bindingMode: 'exporter', software: 'drawbridge/0.1.0', source: 'https://wren.example/source' },
  protocol: { versions: ['1.1'], capabilities: ['msg.text/1'] }, sizes: { frameBytes: { value: 1, meaning: 'bytes' } }, limits: { queuedPerPair: { value: 1_000, meaning: 'messages' } },
  protocolLimits: ['reports of a user: 20'], requires: { report: true, rotation: false, reportDays: 90 }, policy: ['</script><script>alert(1)</script>'], timeline: { months: 3, counting: 'calendar months' }, ...changes,
})
