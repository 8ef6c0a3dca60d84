// SPDX-License-Identifier: AGPL-3.0-only
import { address, partyId, userReference } from '../model/ids.ts'
import type { PartyRequest } from '../model/requests.ts'
import { createHome } from '../sdk/link/index.ts'
import { fileCalls } from './file-calls.ts'
import { createHttpCore } from './http-core.ts'
import { contactCalls, enlist, messageCalls } from './party-calls.ts'
import type { PartyOptions, SandboxParty } from './party-contract.ts'
import { createPresence } from './presence.ts'
import type { Presence } from './presence.ts'

export type { PartyOptions, SandboxParty } from './party-contract.ts'

/** A party that is not connected yet. */
export const createParty = (options: PartyOptions): SandboxParty => {
  const home = createHome({ keys: options.keys, gatewayId: options.admission.gateway.id })
  const presence = createPresence(options)
  return {
    connect: () => presence.connect(),
    disconnect: () => presence.close(),
    linkOver: () => presence.link().closed,
    putIssuerList: async (version, parties) => ask(presence, { kind: 'putIssuerList', list: await home.signIssuerList({ version, parties }) }),
    ...ringCalls(presence),
    enlist: (newcomer) => enlist(presence, home, newcomer),
    ...contactCalls(presence),
    ...messageCalls(presence),
    ...fileCalls(presence, options.folder),
    ...createHttpCore(options.folder),
    traffic: async () => presence.meter.take(),
  }
}

/** What a core says about its users, on their behalf. */
const ringCalls = (presence: Presence): Pick<SandboxParty, 'setParticipation' | 'setChoice'> => ({
  setParticipation: (name, optedIn, itsAddress) =>
    ask(presence, { kind: 'setParticipation', userReference: userReference(name), optedIn, address: address(itsAddress), findable: true }),
  setChoice: (name, provider, allowed, inbox, label) =>
    ask(presence, { kind: 'setProviderChoice', userReference: userReference(name), provider: partyId(provider), allowed, inbox, label }),
})

const ask = async (presence: Presence, request: PartyRequest): Promise<void> => {
  await presence.link().request(request)
}
