// SPDX-License-Identifier: AGPL-3.0-only
import Type from 'typebox'
import type { Static } from 'typebox'
import { partyId } from '../model/ids.ts'

/** A party as the admin API tells it. */
export const Party = Type.Object({
  party: Type.String(), role: Type.String(), displayName: Type.String(), state: Type.String(), stateReason: Type.String(), bindingMode: Type.String(), wakeUrl: Type.String(), mediaHosts: Type.Array(Type.String()),
  linkKeyIds: Type.Array(Type.String()), issuerKeyIds: Type.Array(Type.String()), addedAt: Type.String(),
})

/** All of them. */
export const PartyList = Type.Object({ parties: Type.Array(Party) })

/** Where the admin API keeps a party; throws `MALFORMED` for what is no domain name. */
export const partyPath = (party: string): string => `/v1/parties/${partyId(party)}`

/** A party in lines. */
export const describeParty = (party: Static<typeof Party>): string => [
  `${party.party}  ${party.displayName}`,
  `  role     ${party.role}`,
  `  state    ${party.state}${party.stateReason === '' ? '' : `  (${party.stateReason})`}`,
  `  binding  ${party.bindingMode}`,
  `  since    ${party.addedAt}`,
  ...(party.wakeUrl === '' ? [] : [`  wake     ${party.wakeUrl}`]),
  ...party.mediaHosts.map((host) => `  media    ${host}`),
  ...party.linkKeyIds.map((key) => `  link key    ${key}`),
  ...party.issuerKeyIds.map((key) => `  issuer key  ${key}`),
].join('\n')
