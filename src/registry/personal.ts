// SPDX-License-Identifier: AGPL-3.0-only
import { userReference } from '../model/ids.ts'
import type { Address, PartyId, UserReference } from '../model/ids.ts'
import type { RegistryDeps } from './ports.ts'

/** Turns names, addresses and references into what may lie on disk, and back. */
export interface Personal {
  /** Where an address is found; the same for whoever asks. */
  addressIndex(address: Address): Uint8Array
  /** As {@link addressIndex}, of an invite: what nobody's address has. */
  inviteIndex(secret: Uint8Array): Uint8Array
  referenceIndex(party: PartyId, reference: UserReference): Uint8Array
  sealReference(party: PartyId, reference: UserReference): Uint8Array
  openReference(party: PartyId, sealed: Uint8Array): UserReference
  /** `owner` is a user id, a person's reference index in hex, or a request id. */
  sealText(field: PersonalField, owner: string, text: string): Uint8Array
  /** Empty for an absent value. */
  openText(field: PersonalField, owner: string, sealed: Uint8Array | undefined): string
}

/** Which personal text; bound into the seal. */
export type PersonalField = 'user.address' | 'user.name' | 'person.address' | 'person.name' | 'choice.label' | 'request.target'

/** Hex of an index: names a person before it has a number. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')


/** Personal fields over the given sealer and blind index. */
export const createPersonal = (deps: Pick<RegistryDeps, 'sealer' | 'blindIndex'>): Personal => ({
  addressIndex: (address) => deps.blindIndex('address', address),
  inviteIndex: (secret) => deps.blindIndex('invite', hexOf(secret)),
  referenceIndex: (party, reference) => deps.blindIndex('reference', `${party}\n${reference}`),
  sealReference: (party, reference) => deps.sealer.seal('reference', party, Buffer.from(reference, 'utf8')),
  openReference: (party, sealed) => userReference(Buffer.from(deps.sealer.open('reference', party, sealed)).toString('utf8')),
  sealText: (field, owner, text) => deps.sealer.seal(field, owner, Buffer.from(text, 'utf8')),
  openText: (field, owner, sealed) => (sealed ? Buffer.from(deps.sealer.open(field, owner, sealed)).toString('utf8') : ''),
})
