// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { verifyIssuerList } from './credentials.ts'
import { requireCore, requireHome } from './own-users.ts'
import type { RegistryDeps } from './ports.ts'

/** Keeps the core's newest issuer list and hands it to whoever asks; its readers trust the core's signature, not the gateway. */
export const createIssuerLists = ({ store, now, events, audit }: RegistryDeps) => ({
  /** Stores a list of a higher version; `ISSUER_LIST_REFUSED` otherwise. The same list again is done. */
  put: async (caller: VerifiedParty, list: string): Promise<Answer> => {
    const core = await requireCore(store, caller)
    const version = await verifyIssuerList(list, core, now())
    if ((await store.read.issuerList())?.list === list) return { kind: 'done' }
    const outcome = await store.write.commit({ expect: [{ of: 'party', party: core.party, version: core.version }], writes: [
      { put: 'issuerList', version, list, party: core.party }, { add: 'audit', leaf: audit.entry({ act: 'issuer-list.put', actor: `party:${core.party}`, details: { version } }) },
    ] })
    if ('moved' in outcome) throw new GatewayError('UNAVAILABLE', 'the agreement is changing')
    if (!('committed' in outcome)) throw new GatewayError('ISSUER_LIST_REFUSED', 'the version is not higher')
    events.issuerListPut(version)
    return { kind: 'done' }
  },

  /** The newest list; `NOT_FOUND` before the core put one. */
  get: async (caller: VerifiedParty): Promise<Answer> => {
    await requireHome(store, caller)
    const newest = await store.read.issuerList()
    if (!newest) throw new GatewayError('NOT_FOUND', 'the core has put no issuer list yet')
    return { kind: 'issuerList', list: newest.list }
  },
})
