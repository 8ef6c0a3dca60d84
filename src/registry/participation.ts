// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { addressDomain } from '../model/ids.ts'
import type { PartyId, UserReference } from '../model/ids.ts'
import { GatewayError } from '../model/errors.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { VersionStamp } from '../model/standing.ts'
import type { PartyRow, PersonRow } from '../store/rows.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireCore } from './own-users.ts'
import { hexOf } from './personal.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

type Participation = Extract<PartyRequest, { kind: 'setParticipation' }>
type Choice = Extract<PartyRequest, { kind: 'setProviderChoice' }>

/** Ring 1 and ring 2: what a core user decided, in force when the call returns. */
export const createParticipation = (deps: RegistryDeps, personal: Personal, surfacing: Surfacing) => {
  const { store } = deps

  const personOf = async (core: PartyId, reference: UserReference): Promise<PersonRow> => {
    const referenceIndex = personal.referenceIndex(core, reference)
    return (await store.read.personByReference(core, referenceIndex)) ?? {
      person: 0, party: core, referenceIndex, referenceSealed: personal.sealReference(core, reference),
      optedIn: false, addressIndex: undefined, addressSealed: undefined, displayNameSealed: undefined, findable: false, version: 0,
    }
  }

  const sealName = ({ referenceIndex }: Pick<PersonRow, 'referenceIndex'>, name: string): Uint8Array | undefined =>
    (name === '' ? undefined : personal.sealText('person.name', hexOf(referenceIndex), name))

  return {
    /** Opts a core user in or out and sets how it is found and shown. `CONFLICT` for an address of somebody else. */
    setParticipation: (caller: VerifiedParty, wish: Participation): Promise<Answer> => settle(async () => {
      const core = await requireCore(store, caller)
      const domain = wish.address && addressDomain(wish.address)
      if (domain && domain !== core.party) throw new GatewayError('MALFORMED', 'address is not in your domain')
      const { address, displayName } = wish
      const { version: _, ...old } = await personOf(core.party, wish.userReference)
      const row = {
        ...old, optedIn: wish.optedIn, findable: wish.findable,
        addressIndex: address && personal.addressIndex(address),
        addressSealed: address && personal.sealText('person.address', hexOf(old.referenceIndex), address),
        displayNameSealed: displayName === undefined ? old.displayNameSealed : sealName(old, displayName),
      }
      const outcome = await store.write.commit({ expect: [stampOf(core)], writes: [{ put: 'person', row }] })
      if ('taken' in outcome && outcome.taken === 'address') throw new GatewayError('CONFLICT', 'the address belongs to another user')
      if (!('committed' in outcome)) return MOVED
      if (row.addressIndex) surfacing.retry(row.addressIndex)
      if (row.person !== 0) surfacing.retryInvited(row.person)
      return { kind: 'done' }
    }),

    /** Lets a core user deal with one provider, or no more. */
    setProviderChoice: (caller: VerifiedParty, wish: Choice): Promise<Answer> => settle(async () => {
      const core = await requireCore(store, caller)
      const provider = await store.read.party(wish.provider)
      if (provider?.role !== 'provider') throw new GatewayError('NOT_FOUND', 'no such provider')
      const person = await personOf(core.party, wish.userReference)
      if (person.person === 0) throw new GatewayError('NOT_FOUND', 'set participation of this user first')
      const labelSealed = personal.sealText('choice.label', hexOf(person.referenceIndex), wish.label)
      const outcome = await store.write.commit({
        expect: [stampOf(core)],
        writes: [{ put: 'choice', row: { person: person.person, provider: wish.provider, allowed: wish.allowed, inbox: wish.inbox, labelSealed } }],
      })
      if (!('committed' in outcome)) return MOVED
      if (person.addressIndex) surfacing.retry(person.addressIndex)
      surfacing.retryInvited(person.person)
      return { kind: 'done' }
    }),
  }
}

// Both writes say all that their row holds, so that only the agreement could make them wrong: of two at once the later stays.
const stampOf = ({ party, version }: PartyRow): VersionStamp => ({ of: 'party', party, version })
