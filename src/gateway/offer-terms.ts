// SPDX-License-Identifier: AGPL-3.0-only
import type { Config } from '../config/index.ts'
import { fixedLimits, limitRanges } from '../model/agreement-limits.ts'
import { COUNTING_RULE, MONTHS_TO_COMPLY } from '../model/agreement-time.ts'
import type { OfferTerms } from '../model/offer.ts'
import { defaultLimits, MAX_CONTENT_BYTES, MAX_EC_PREKEYS, MAX_ENVELOPE_BYTES, MAX_EPHEMERAL_BYTES, MAX_FRAME_BYTES, MAX_KYBER_PREKEYS, PROTOCOL_VERSIONS } from '../model/values.ts'
import type { AgreementLimits, BindingMode } from '../model/values.ts'
import type { GatewayIdentity } from '../registry/ports.ts'
import type { PartyRow } from '../store/rows.ts'
import { CAPABILITIES } from './about.ts'
import type { About } from './about.ts'

/** What this gateway offers, from its configuration and what it enforces; nothing is written down twice. */
export const createOfferTerms = (config: Config, about: About, gateway: GatewayIdentity, bindingMode: BindingMode) => (core: PartyRow): OfferTerms => ({
  operator: { party: core.party, displayName: core.displayName, contactUrl: config.agreements.contactUrl ?? null, issuerKeyIds: core.issuerKeys.map(({ keyId }) => keyId) },
  gateway: { id: gateway.keyId, url: gateway.url, frankKeyId: gateway.frankKey.kid, bindingMode, software: `drawbridge/${about.version}`, source: about.source },
  protocol: { versions: versions(), capabilities: CAPABILITIES },
  sizes: {
    frameBytes: { value: MAX_FRAME_BYTES, meaning: 'bytes of the largest frame on a link' },
    envelopeBytes: { value: MAX_ENVELOPE_BYTES, meaning: 'bytes of the largest sealed message for one device' },
    ephemeralBytes: { value: MAX_EPHEMERAL_BYTES, meaning: 'bytes of the largest message that is never stored' },
    contentBytes: { value: MAX_CONTENT_BYTES, meaning: 'bytes of the largest content before it is sealed' },
    oneTimePrekeys: { value: MAX_EC_PREKEYS, meaning: 'one-time prekeys that a device may hold' },
    kyberPrekeys: { value: MAX_KYBER_PREKEYS, meaning: 'one-time Kyber prekeys that a device may hold' },
  },
  limits: Object.fromEntries(Object.entries(limitRanges).map(([name, { meaning }]) => [name, { value: defaultLimits[name as keyof AgreementLimits], meaning }])),
  protocolLimits: Object.values(fixedLimits),
  requires: { report: config.agreements.requireReport, rotation: config.agreements.requireRotation, reportDays: config.agreements.reportDays },
  policy: policyOf(config),
  timeline: { months: MONTHS_TO_COMPLY, counting: COUNTING_RULE },
})

const versions = (): readonly string[] => {
  const { min, max } = PROTOCOL_VERSIONS
  return Array.from({ length: max - min + 1 }, (_, index) => `1.${String(min + index)}`)
}

const AUTOMATIC: Readonly<Record<Config['enforcement']['automatic'], string>> = {
  off: 'No step is taken against a user or a provider but by a person.',
  slow: 'A user or a provider that does little else than run into limits is warned, and then slowed down for a day, by itself. Every other step is taken by a person.',
  suspend: 'A user or a provider that does little else than run into limits is warned, slowed down for a day, and then suspended for a week, by itself.',
}

const policyOf = ({ enforcement, vault }: Config): readonly string[] => [
  'Nobody is reached who has not opted in, has not allowed the provider, and has not said yes to the one who writes.',
  AUTOMATIC[enforcement.automatic],
  'A party is told of each step against it or one of its users, with the reason, and may appeal once.',
  vault.shape === 'none'
    ? 'This gateway has no vault: it can open no message.'
    : 'A vault holds the message keys of users of the operator whose devices have none: encryption with them is end-to-gateway, and the statement of each such user says so.',
]
