// SPDX-License-Identifier: AGPL-3.0-only
// Arbitrary bodies that a party may send, one arbitrary for each kind: a kind without one does not compile.
import fc from 'fast-check'
import { encodeDeviceList, encodeEnlistment, encodeEnvelope } from '../../../src/wire/gateway/index.ts'
import { inviteId } from '../../../src/model/invites.ts'
import { enforcementId } from '../../../src/model/enforcement.ts'
import type { DeviceId } from '../../../src/model/ids.ts'
import type { Enlistment, EnvelopeView, PartyBody, SignedDeviceList, Submission } from '../../../src/model/requests.ts'
import {
  addresses, attachmentIds, bytes, capabilities, deviceIds, distinctDevices, instances, jws, keyIds, maybe, parties, prekeys, references, registrationIds,
  reportIds, requestIds, sequence, shortTexts, signedPrekeys, someBytes, submissionIds, time, uint32, userIds,
} from './support.ts'

const purposes = fc.uniqueArray(fc.constantFrom('chat', 'service', 'marketing'), { minLength: 1 })

const deviceKeys = (deviceId: DeviceId) => fc.record({ deviceId: fc.constant(deviceId), signedPrekey: signedPrekeys, lastResortKyberPrekey: signedPrekeys })

const deviceList: fc.Arbitrary<SignedDeviceList> = fc.record({
  userId: userIds,
  version: sequence,
  devices: distinctDevices(1).chain((ids) => fc.tuple(...ids.map((deviceId) =>
    fc.record({ deviceId: fc.constant(deviceId), registrationId: registrationIds, capabilities })))),
  signature: bytes(64),
}).map((fields) => ({ ...fields, list: encodeDeviceList(fields) }))

export const enlistments: fc.Arbitrary<Enlistment> = deviceList.chain((devices) => fc.record({
  userId: fc.constant(devices.userId),
  userReference: references,
  forProvider: maybe(parties),
  address: maybe(addresses),
  displayName: shortTexts,
  actor: fc.constantFrom('PERSON', 'BUSINESS', 'AUTOMATED'),
  custody: fc.constantFrom('DEVICE', 'VAULT'),
  identityKey: bytes(33),
  identityStatement: jws,
  devices: fc.constant(devices),
  deviceKeys: fc.tuple(...devices.devices.map(({ deviceId }) => deviceKeys(deviceId))),
  token: jws,
})).map((fields) => ({ ...fields, bytes: encodeEnlistment(fields) }))

const envelope = (deviceId: DeviceId, types: readonly (2 | 3 | 8)[]): fc.Arbitrary<EnvelopeView> => fc.record({
  deviceId: fc.constant(deviceId), registrationId: registrationIds, type: fc.constantFrom(...types), ciphertext: someBytes(200),
}).map((fields) => {
  const { deviceId, registrationId, type } = fields
  return { deviceId, registrationId, type, bytes: encodeEnvelope(fields) }
})

const envelopes = (types: readonly (2 | 3 | 8)[]): fc.Arbitrary<EnvelopeView[]> =>
  distinctDevices(1).chain((ids) => fc.tuple(...ids.map((id) => envelope(id, types))))

export const submissions: fc.Arbitrary<Submission> = fc.oneof(
  fc.record({ envelopes: envelopes([2, 3]), commitment: bytes(32) }),
  fc.record({ envelopes: envelopes([8]), commitment: bytes(0) }),
).chain((sealed) => fc.record({
  submissionId: submissionIds,
  senderUser: userIds,
  senderDevice: deviceIds,
  recipientUser: userIds,
  consentToken: bytes(32),
  envelopes: fc.constant(sealed.envelopes),
  commitment: fc.constant(sealed.commitment),
  messageClass: fc.constantFrom('normal', 'ephemeral'),
  urgent: fc.boolean(),
  ttlSeconds: uint32,
  partial: fc.boolean(),
  attachments: fc.uniqueArray(attachmentIds, { maxLength: 8 }),
}))

const kind = <Kind extends PartyBody['kind']>(one: Kind): fc.Arbitrary<Kind> => fc.constant(one)
const limits = fc.record({ maxFrameBytes: uint32, maxEnvelopeBytes: uint32, idleSeconds: uint32, maxUnacknowledged: uint32, maxUnacknowledgedBytes: uint32 })
const also = fc.array(uint32, { maxLength: 40 })
const versions = fc.tuple(uint32, uint32).map(([one, other]) => ({ minVersion: Math.min(one, other), maxVersion: Math.max(one, other) }))

const offer = { senderUser: userIds, senderDevice: deviceIds, recipientUser: userIds, consentToken: bytes(32), sizeBytes: sequence, sha256: bytes(32) }
const ownAttachment = { user: userIds, deviceId: deviceIds, attachmentId: attachmentIds }
const paths = fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`)

type Kind = PartyBody['kind']

/** One arbitrary for each kind of body. */
export const partyBodies: { readonly [K in Kind]: fc.Arbitrary<Extract<PartyBody, { kind: K }>> } = {
  hello: versions.chain((range) => fc.record({
    kind: kind('hello'), minVersion: fc.constant(range.minVersion), maxVersion: fc.constant(range.maxVersion), capabilities, limits,
    timeMs: time, nonce: bytes(32), instance: instances, software: shortTexts,
  })),
  auth: fc.record({
    kind: kind('auth'), partyId: parties, keyId: keyIds, bindingMode: fc.constantFrom('exporter', 'proxy', 'plain-loopback'), signature: bytes(64),
  }),
  resume: fc.record({ kind: kind('resume'), resumeToken: someBytes(256), upTo: uint32, also }),
  enlist: fc.record({ kind: kind('enlist'), enlistment: enlistments, signature: bytes(64) }),
  updateDevices: deviceList.chain((devices) => fc.record({
    kind: kind('updateDevices'), userId: fc.constant(devices.userId), devices: fc.constant(devices), identityStatement: jws,
    deviceKeys: fc.subarray(devices.devices.map(({ deviceId }) => deviceId)).chain((ids) => fc.tuple(...ids.map(deviceKeys))),
  })),
  changeIdentity: fc.record({
    kind: kind('changeIdentity'), enlistment: enlistments, signature: bytes(64), endorsement: fc.oneof(bytes(0), bytes(64)),
  }),
  unenlist: fc.record({ kind: kind('unenlist'), userId: userIds }),
  putIssuerList: fc.record({ kind: kind('putIssuerList'), list: jws }),
  getIssuerList: fc.record({ kind: kind('getIssuerList') }),
  putPrekeys: fc.record({
    kind: kind('putPrekeys'), userId: userIds, deviceId: deviceIds,
    oneTimePrekeys: fc.uniqueArray(prekeys, { maxLength: 100, selector: ({ id }) => id }),
    oneTimeKyberPrekeys: fc.uniqueArray(signedPrekeys, { maxLength: 20, selector: ({ id }) => id }),
    signedPrekey: maybe(signedPrekeys), lastResortKyberPrekey: maybe(signedPrekeys),
  }),
  countPrekeys: fc.record({ kind: kind('countPrekeys'), userId: userIds, deviceId: deviceIds }),
  getBundles: fc.record({
    kind: kind('getBundles'), senderUser: userIds, recipientUser: userIds, consentToken: bytes(32),
    demandedCustody: maybe(fc.constantFrom('DEVICE', 'VAULT')), deviceIds: distinctDevices(),
  }),
  requestContact: fc.oneof(
    fc.record({ kind: kind('requestContact'), fromUser: userIds, toAddress: addresses, purposes }),
    fc.record({ kind: kind('requestContact'), fromUser: userIds, invite: bytes(32), purposes }),
  ),
  createInvite: fc.record({
    kind: kind('createInvite'), user: userIds, maxUses: fc.integer({ min: 1, max: 100 }), lifetimeSeconds: fc.integer({ min: 1, max: 2_592_000 }), purposes,
  }),
  revokeInvite: fc.record({ kind: kind('revokeInvite'), user: userIds, inviteId: fc.uuid().map(inviteId) }),
  decideContact: fc.record({
    kind: kind('decideContact'), user: userIds, decision: fc.constantFrom('grant', 'deny', 'block'),
    subject: fc.oneof(fc.record({ requestId: requestIds }), fc.record({ peerUser: userIds })),
  }),
  withdrawConsent: fc.record({ kind: kind('withdrawConsent'), user: userIds, peerUser: userIds }),
  reissueToken: fc.record({ kind: kind('reissueToken'), user: userIds, peerUser: userIds }),
  setParticipation: fc.record({
    kind: kind('setParticipation'), userReference: references, optedIn: fc.boolean(), address: maybe(addresses), findable: fc.boolean(),
  }),
  setProviderChoice: fc.record({
    kind: kind('setProviderChoice'), userReference: references, provider: parties, allowed: fc.boolean(),
    inbox: fc.constantFrom('separate', 'combined'), label: shortTexts,
  }),
  submit: fc.record({ kind: kind('submit'), submission: submissions }),
  trace: fc.record({ kind: kind('trace'), senderUser: userIds, submissionId: submissionIds }),
  createUpload: fc.record({ kind: kind('createUpload'), ...offer }),
  offerHosted: fc.record({ kind: kind('offerHosted'), ...offer, host: parties, path: paths }),
  getAttachment: fc.record({ kind: kind('getAttachment'), ...ownAttachment }),
  listEnforcement: fc.record({ kind: kind('listEnforcement') }),
  appeal: fc.record({ kind: kind('appeal'), enforcementId: fc.uuid().map(enforcementId), text: fc.string({ minLength: 1, maxLength: 40 }).map((text) => `said: ${text.replaceAll(/[^ -~]/g, '')}\nand that` ) }),
  attachmentDone: fc.record({ kind: kind('attachmentDone'), ...ownAttachment }),
  report: fc.record({
    kind: kind('report'), reportId: reportIds, reporter: userIds, reportedUser: userIds, sealed: someBytes(2_000),
    messages: fc.uniqueArray(fc.record({
      senderDevice: deviceIds, submissionId: submissionIds, gatewayTimeMs: time, commitment: bytes(32), keyEpoch: uint32, mac: bytes(32),
    }), { minLength: 1, maxLength: 5, selector: ({ senderDevice, submissionId }) => `${submissionId} ${String(senderDevice)}` }),
  }),
  ack: fc.record({ kind: kind('ack'), upTo: uint32, also }),
  nack: fc.record({ kind: kind('nack'), streamSequence: sequence, reason: shortTexts, retryable: fc.boolean() }),
}

/** Any body with an id that it may carry. */
export const partyFrames: fc.Arbitrary<{ id: number; body: PartyBody }> = fc.oneof(...Object.values(partyBodies))
  .chain((body: PartyBody) => fc.record({ id: idFor(body.kind), body: fc.constant(body) }))

/** An id that a body of this kind may carry. */
export const idFor = (one: Kind): fc.Arbitrary<number> => (one === 'ack' || one === 'nack' ? fc.constant(0) : fc.integer({ min: 1, max: 0xff_ff_ff_ff }))
