// SPDX-License-Identifier: AGPL-3.0-only
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { encodeEntry } from '../../../src/model/audit/entry.ts'
import type { AuditEntry, AuditLeaf } from '../../../src/model/audit/entry.ts'
import { deviceId, keyId, partyId, registrationId, requestId, submissionId, userId } from '../../../src/model/ids.ts'
import type { DeviceId, PartyId, UserId } from '../../../src/model/ids.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import type { DeviceRow, EcPrekeyRow, PartyRow, PersonRow, RequestRow, SignedPrekeyRow, UserRow, VaultAwaitedRow } from '../../../src/store/rows.ts'

type Unversioned<Row> = Omit<Row, 'version'>

export const CORE = partyId('core.example')
export const HERON = partyId('heron.example')
export const IBIS = partyId('ibis.example')
/** All times of the suite are relative to this one. */
export const NOW = 1_800_000_000_000
export const DAY = 86_400_000

export const device = (id: number): DeviceId => deviceId(id)
export const newUser = (): UserId => userId(randomUUID())
export const hashOf = (text: string): Uint8Array => createHash('sha256').update(text).digest()

/** An entry of the audit log; `reason` tells it from others. */
export const auditLeaf = (reason = 'why not', changes: Partial<AuditEntry> = {}): AuditLeaf =>
  encodeEntry({ act: 'party.suspended', actor: 'socket', at: NOW, correlation: '', details: {}, reason, subject: 'party:heron.example', ...changes })

export const partyRow = (party: PartyId, changes: Partial<PartyRow> = {}): Unversioned<PartyRow> => ({
  party, role: party === CORE ? 'core' : 'provider', displayName: `The ${party}`, state: 'live', stateReason: '', suspendedBy: undefined, bindingMode: 'exporter',
  limits: defaultLimits, policyVersion: 1, wakeUrl: '', mediaHosts: [], addedAt: NOW,
  linkKeys: [{ keyId: keyId('A'.repeat(43)), jwk: { kty: 'OKP', crv: 'Ed25519', x: 'x' } }],
  issuerKeys: [{ keyId: keyId('B'.repeat(43)), jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } }], ...changes,
})

export const personRow = (reference: string, changes: Partial<PersonRow> = {}): Unversioned<PersonRow> => ({
  person: 0, party: CORE, referenceIndex: hashOf(reference), referenceSealed: randomBytes(40), optedIn: true,
  addressIndex: undefined, addressSealed: undefined, displayNameSealed: undefined, findable: false, ...changes,
})

export const userRow = (user: UserId, changes: Partial<UserRow> = {}): Unversioned<UserRow> => ({
  user, party: HERON, forProvider: undefined, person: undefined, referenceIndex: hashOf(`reference of ${user}`),
  referenceSealed: randomBytes(40), addressIndex: undefined, addressSealed: undefined, displayNameSealed: randomBytes(30),
  actor: 'PERSON', custody: 'DEVICE', identityKey: randomBytes(33), identityStatement: 'eyJ.statement', deviceList: randomBytes(64),
  deviceListSignature: randomBytes(64), deviceListVersion: 1, suspended: false, enlistedAt: NOW, ...changes,
})

export const ecKey = (id: number): EcPrekeyRow => ({ id, publicKey: randomBytes(33) })
export const signedKey = (id: number): SignedPrekeyRow => ({ id, publicKey: randomBytes(33), signature: randomBytes(64) })
export const kyberKey = (id: number): SignedPrekeyRow => ({ id, publicKey: randomBytes(1569), signature: randomBytes(64) })

/** Ids from `first` to `last`. */
export const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index)

export const deviceRow = (id: number, registration = 1000 + id): DeviceRow => ({
  deviceId: deviceId(id), registrationId: registrationId(registration), capabilities: ['msg.text/1'],
  signedPrekey: signedKey(1), lastResortKyberPrekey: kyberKey(90_000 + id),
})

export const requestRow = (fromUser: UserId, changes: Partial<RequestRow> = {}): RequestRow => ({
  request: requestId(randomUUID()), fromUser, toParty: CORE, targetIndex: hashOf('bob@core.example'), targetSealed: randomBytes(40),
  targetUser: undefined, inviter: undefined, invite: undefined, purposes: ['chat'], state: 'waiting', createdAt: NOW, expiresAt: NOW + 30 * DAY, ...changes,
})

export const newSubmission = () => submissionId(randomUUID())

export const awaitedRow = (user: UserId, peer: UserId, changes: Partial<VaultAwaitedRow> = {}): VaultAwaitedRow => ({
  user, peer, submissionId: newSubmission(), peerDevice: deviceId(1), failed: newSubmission(), gatewayTimeMs: NOW, failures: 1, reason: 'undecryptable', untilMs: NOW + DAY, ...changes,
})
