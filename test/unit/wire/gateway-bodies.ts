// SPDX-License-Identifier: AGPL-3.0-only
// Arbitrary bodies that the gateway may send, one arbitrary for each kind: a kind without one does not compile.
import fc from 'fast-check'
import { enforcementId, enforcementSteps } from '../../../src/model/enforcement.ts'
import type { Contact, EventBody, GatewayBody, Undelivered } from '../../../src/model/answers.ts'
import { inviteId } from '../../../src/model/invites.ts'
import { errorCatalogue } from '../../../src/model/errors.ts'
import type { ErrorCode } from '../../../src/model/errors.ts'
import {
  attachmentIds, bytes, capabilities, deviceIds, distinctDevices, jws, keyIds, linkIds, maybe, parties, prekeys, reportIds, requestIds, sequence, shortTexts, signedPrekeys,
  someBytes, submissionIds, time, uint32, userIds,
} from './support.ts'

const inviteIds = fc.uuid().map(inviteId)
type Kind = GatewayBody['kind']
const kind = <One extends string>(one: One): fc.Arbitrary<One> => fc.constant(one)
const purposes = fc.uniqueArray(fc.constantFrom('chat', 'service', 'marketing'))
const shownTexts = fc.string({ unit: 'grapheme-ascii', maxLength: 40 })

const franks = fc.record({ keyEpoch: uint32, mac: bytes(32), signature: bytes(64) })
const agreementLimits = fc.record({
  contactsPerUserDay: uint32, bundlesPerPair: uint32, bundleRefillSeconds: uint32, queuedPerPair: uint32, queuedBytesPerPair: uint32, maxTtlSeconds: uint32,
  attachmentBytes: uint32, attachmentsPerUser: uint32, attachmentMibPerUser: uint32, attachmentsPerParty: uint32, attachmentMibPerParty: uint32,
  messagesPerPair: uint32, messagesPerPairMinute: uint32, messagesPerUserDay: uint32, messagesPerPartyMinute: uint32, mibPerPartyDay: uint32,
  bundlesPerTargetHour: uint32, newTargetsPerDay: uint32, linksPerParty: uint32, enlistmentsPerPartyDay: uint32,
})
const enforcement = fc.record({
  id: fc.uuid().map(enforcementId), user: maybe(userIds), step: fc.constantFrom(...enforcementSteps), rule: shortTexts, reason: shortTexts, startedAt: time,
  endsAt: maybe(fc.constantFrom(1, 1_800_000_000_000)), endedAt: maybe(fc.constantFrom(1, 1_800_000_000_000)), appeal: fc.constantFrom('none', 'open', 'upheld', 'granted'), decision: shortTexts,
})
const contact = {
  user: userIds, peerUser: userIds, consentToken: bytes(32), peerParty: parties, peerDisplayName: shortTexts, peerAddress: shownTexts, purposes,
  requestId: maybe(requestIds),
} satisfies { [K in keyof Contact]: fc.Arbitrary<Contact[K]> }
const undelivered = {
  user: userIds, senderDevice: deviceIds, submissionId: submissionIds, deviceIds: distinctDevices(),
} satisfies { [K in keyof Undelivered]: fc.Arbitrary<Undelivered[K]> }

/** One arbitrary for each kind of event. */
export const eventBodies: { readonly [K in EventBody['kind']]: fc.Arbitrary<Extract<EventBody, { kind: K }>> } = {
  contactRequested: fc.record({
    kind: kind('contactRequested'), requestId: requestIds, user: userIds, fromParty: parties, fromDisplayName: shortTexts, fromAddress: shownTexts,
    purposes, inbox: maybe(fc.constantFrom('separate', 'combined')), inboxLabel: shortTexts,
  }),
  contactGranted: fc.record({ kind: kind('contactGranted'), ...contact }),
  identityChanged: fc.record({
    kind: kind('identityChanged'), user: userIds, peerUser: userIds, newIdentityKey: bytes(33),
    endorsement: fc.oneof(bytes(0), bytes(64)), custody: fc.constantFrom('DEVICE', 'VAULT'),
  }),
  messageExpired: fc.record({ kind: kind('messageExpired'), ...undelivered }),
  messageFailed: fc.record({ kind: kind('messageFailed'), ...undelivered }),
  prekeysLow: fc.record({ kind: kind('prekeysLow'), user: userIds, deviceId: deviceIds, oneTimePrekeys: uint32, oneTimeKyberPrekeys: uint32 }),
}

const isCode = (code: string): code is ErrorCode => code in errorCatalogue
const limits = fc.record({ maxFrameBytes: uint32, maxEnvelopeBytes: uint32, idleSeconds: uint32, maxUnacknowledged: uint32, maxUnacknowledgedBytes: uint32 })

/** One arbitrary for each kind of body. */
export const gatewayBodies: { readonly [K in Kind]: fc.Arbitrary<Extract<GatewayBody, { kind: K }>> } = {
  hello: fc.record({
    kind: kind('hello'), minVersion: fc.nat({ max: 3 }), maxVersion: fc.integer({ min: 3, max: 9 }), capabilities, limits, timeMs: time,
    nonce: bytes(32), instance: fc.constant(undefined), software: shortTexts,
  }),
  auth: fc.record({
    kind: kind('auth'), partyId: fc.constant(undefined), keyId: keyIds, bindingMode: fc.constantFrom('exporter', 'proxy', 'plain-loopback'),
    signature: bytes(64),
  }),
  ready: fc.record({
    kind: kind('ready'), linkId: linkIds, resumeToken: someBytes(256), initialCredit: uint32, initialCreditBytes: uint32, policyVersion: uint32, limits: agreementLimits,
    version: uint32, capabilities,
  }),
  resumed: fc.record({ kind: kind('resumed'), resumed: fc.boolean() }),
  goAway: fc.record({ kind: kind('goAway'), reason: fc.constantFrom('draining', 'replaced', 'suspended'), reconnectAfterSeconds: uint32 }),
  limitsChanged: fc.record({ kind: kind('limitsChanged'), policyVersion: uint32, limits: agreementLimits }),
  deprecation: fc.record({ kind: kind('deprecation'), feature: shortTexts, sunset: shortTexts }),
  error: fc.record({
    kind: kind('error'), code: fc.constantFrom(...Object.keys(errorCatalogue).filter(isCode)), detail: shownTexts, correlationId: shownTexts,
    retryAfterSeconds: uint32,
  }),
  done: fc.record({ kind: kind('done') }),
  enlisted: fc.record({ kind: kind('enlisted'), deviceListVersion: uint32 }),
  erased: fc.record({ kind: kind('erased'), timeMs: time, prekeys: uint32, queuedMessages: uint32, consents: uint32 }),
  issuerList: fc.record({ kind: kind('issuerList'), list: jws }),
  prekeyStock: fc.record({ kind: kind('prekeyStock'), oneTimePrekeys: uint32, oneTimeKyberPrekeys: uint32 }),
  bundles: fc.record({
    kind: kind('bundles'), identityKey: bytes(33), identityStatement: jws, devices: fc.record({ list: someBytes(100), signature: bytes(64) }),
    bundles: fc.array(fc.record({ deviceId: deviceIds, signedPrekey: signedPrekeys, kyberPrekey: signedPrekeys, oneTimePrekey: maybe(prekeys) }), { maxLength: 10 }),
  }),
  inviteCreated: fc.record({ kind: kind('inviteCreated'), inviteId: inviteIds, token: someBytes(400) }),
  recorded: fc.record({ kind: kind('recorded'), leftToday: uint32 }),
  contact: fc.record({ kind: kind('contact'), ...contact }),
  accepted: fc.record({
    kind: kind('accepted'), gatewayTimeMs: time, frank: maybe(franks),
    places: fc.array(fc.record({ deviceId: deviceIds, laneSequence: uint32 }), { maxLength: 10 }),
  }),
  deviceMismatch: fc.record({
    kind: kind('deviceMismatch'), missing: distinctDevices(), extra: distinctDevices(), stale: distinctDevices(), deviceListVersion: uint32,
  }),
  throttled: fc.record({ kind: kind('throttled'), retryAfterSeconds: uint32, scope: fc.constantFrom('pair', 'user', 'party'), headroom: fc.array(fc.record({ limit: fc.constantFrom('messagesPerPair', 'refusalsPerUser', undefined), left: uint32, wholeAfterSeconds: uint32 }), { maxLength: 16 }) }),
  traced: fc.record({
    kind: kind('traced'), messages: fc.array(fc.record({
      senderDevice: deviceIds, gatewayTimeMs: time, places: fc.array(fc.record({
        deviceId: deviceIds, stage: maybe(fc.constantFrom('accepted', 'waiting', 'parked', 'delivered', 'expired', 'failed')), attempts: uint32, pushedTimeMs: time, endedTimeMs: time,
      }), { maxLength: 10 }),
    }), { maxLength: 10 }),
  }),
  enforcementList: fc.record({ kind: kind('enforcementList'), steps: fc.array(enforcement, { maxLength: 5 }) }),
  enforcementChanged: fc.record({ kind: kind('enforcementChanged'), enforcement }),
  attachmentTicket: fc.record({
    kind: kind('attachmentTicket'), attachmentId: attachmentIds, url: fc.webUrl({ validSchemes: ['https'] }), ticket: bytes(32), expiresTimeMs: time,
    direction: fc.constantFrom('upload', 'download'), sizeBytes: sequence,
  }),
  attachmentStatus: fc.record({
    kind: kind('attachmentStatus'), attachmentId: attachmentIds, retryAfterSeconds: uint32,
    state: fc.constantFrom('pending', 'available', 'expired', 'gone', 'tooLarge', 'corrupt'),
  }),
  reported: fc.record({ kind: kind('reported'), reportId: reportIds, leftToday: uint32 }),
  deliver: fc.record({
    kind: kind('deliver'), streamSequence: sequence, submissionId: submissionIds, senderUser: userIds, senderDevice: deviceIds,
    recipientUser: userIds, recipientDevice: deviceIds, laneSequence: uint32, gatewayTimeMs: time, attempt: uint32,
    commitment: fc.oneof(bytes(0), bytes(32)), frank: maybe(franks), envelope: fc.uint8Array({ maxLength: 3_000 }), urgent: fc.boolean(), late: fc.boolean(),
  }),
  queueEmpty: fc.record({ kind: kind('queueEmpty') }),
  event: fc.record({ kind: kind('event'), streamSequence: sequence, timeMs: time, body: fc.oneof(...Object.values(eventBodies)) }),
}

/** Any body with any id. */
export const gatewayFrames: fc.Arbitrary<{ id: number; body: GatewayBody }> =
  fc.record({ id: uint32, body: fc.oneof(...Object.values(gatewayBodies)) })
