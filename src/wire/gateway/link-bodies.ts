// SPDX-License-Identifier: Apache-2.0
import { instanceName, keyId, linkId, partyId } from '../../model/ids.ts'
import type { Push, Ready } from '../../model/answers.ts'
import type { Auth, Hello, PartyNotice } from '../../model/requests.ts'
import type { AgreementLimits } from '../../model/values.ts'
import { uuidBytes } from '../uuid.ts'
import { bindingModeEnum, goAwayReasonEnum } from './enums.ts'
import {
  bounded, decodeCapabilities, decodeEnum, decodeShortText, decodeTime, decodeUuid, exactBytes, malformed, parsed, parsedIfPresent, required,
  SIGNATURE_BYTES, someBytes,
} from './fields.ts'
import { MAX_ITEMS } from './shapes.ts'
import type { MaybeWire, Wire } from './v1.ts'

/** Bytes of the nonce in `Hello`. */
const NONCE_BYTES = 32
/** Bytes of a resume token; the gateway makes them, this only bounds what comes back. */
const MAX_RESUME_TOKEN_BYTES = 256

type Resume = Extract<PartyNotice, { kind: 'resume' }>
type Notice<Kind extends Push['kind']> = Extract<Push, { kind: Kind }>

/** The gateway's `Hello`: without an instance. */
export const decodeHello = (message: Wire<'Hello'>): Hello => {
  const limits = required(message.limits, 'Hello.limits')
  const [minVersion, maxVersion] = [message.minVersion ?? 0, message.maxVersion ?? 0]
  if (minVersion > maxVersion) throw malformed('Hello.max_version')
  return {
    kind: 'hello',
    minVersion,
    maxVersion,
    capabilities: decodeCapabilities(message.capabilities, 'Hello.capabilities'),
    limits: {
      maxFrameBytes: limits.maxFrameBytes ?? 0,
      maxEnvelopeBytes: limits.maxEnvelopeBytes ?? 0,
      idleSeconds: limits.idleSeconds ?? 0,
      maxUnacknowledged: limits.maxUnacknowledged ?? 0,
      maxUnacknowledgedBytes: limits.maxUnacknowledgedBytes ?? 0,
    },
    timeMs: decodeTime(message.timeMs, 'Hello.time_ms'),
    nonce: exactBytes(message.nonce, NONCE_BYTES, 'Hello.nonce'),
    instance: parsedIfPresent(instanceName, message.instance, 'Hello.instance'),
    software: decodeShortText(message.software, 'Hello.software'),
  }
}

/** A party's `Hello`: names its instance. */
export const decodePartyHello = (message: Wire<'Hello'>): Hello => {
  const hello = decodeHello(message)
  required(hello.instance, 'Hello.instance')
  return hello
}

/** Either side's `Hello`. */
export const encodeHello = (hello: Hello): Wire<'Hello'> => ({
  ...hello,
  capabilities: [...hello.capabilities],
  instance: hello.instance ?? '',
  software: decodeShortText(hello.software, 'Hello.software'),
})

/** The gateway's `Auth`: without a party. */
export const decodeAuth = (message: Wire<'Auth'>): Auth => ({
  kind: 'auth',
  partyId: parsedIfPresent(partyId, message.partyId, 'Auth.party_id'),
  keyId: parsed(keyId, message.keyId ?? '', 'Auth.key_id'),
  bindingMode: decodeEnum(bindingModeEnum, message.bindingMode, 'Auth.binding_mode'),
  signature: exactBytes(message.signature, SIGNATURE_BYTES, 'Auth.signature'),
})

/** A party's `Auth`: says who it is. */
export const decodePartyAuth = (message: Wire<'Auth'>): Auth => {
  const auth = decodeAuth(message)
  required(auth.partyId, 'Auth.party_id')
  return auth
}

/** Either side's `Auth`. */
export const encodeAuth = (auth: Auth): Wire<'Auth'> => ({
  partyId: auth.partyId ?? '',
  keyId: auth.keyId,
  bindingMode: bindingModeEnum.numberOf[auth.bindingMode],
  signature: auth.signature,
})

/** `Resume`. */
export const decodeResume = (message: Wire<'Resume'>): Resume => ({
  kind: 'resume',
  resumeToken: someBytes(message.resumeToken, MAX_RESUME_TOKEN_BYTES, 'Resume.resume_token'),
  upTo: message.upTo ?? 0,
  also: bounded(message.also, MAX_ITEMS, 'Resume.also'),
})

/** `Resume`. */
export const encodeResume = (resume: Resume): Wire<'Resume'> => ({ ...resume, also: [...resume.also] })

/** `Ready`. */
export const decodeReady = (message: Wire<'Ready'>): Ready => ({
  kind: 'ready',
  linkId: decodeUuid(linkId, message.linkId, 'Ready.link_id'),
  resumeToken: someBytes(message.resumeToken, MAX_RESUME_TOKEN_BYTES, 'Ready.resume_token'),
  initialCredit: message.initialCredit?.frames ?? 0,
  initialCreditBytes: message.initialCredit?.bytes ?? 0,
  policyVersion: message.policyVersion ?? 0,
  limits: decodeAgreementLimits(message.limits),
  version: message.version ?? 0,
  capabilities: decodeCapabilities(message.capabilities, 'Ready.capabilities'),
})

/** `Ready`. */
export const encodeReady = (ready: Ready): Wire<'Ready'> => ({
  linkId: uuidBytes(ready.linkId),
  resumeToken: ready.resumeToken,
  initialCredit: { frames: ready.initialCredit, bytes: ready.initialCreditBytes },
  policyVersion: ready.policyVersion,
  limits: ready.limits,
  version: ready.version,
  capabilities: [...ready.capabilities],
})

/** `LimitsChanged`. */
export const decodeLimitsChanged = (message: Wire<'LimitsChanged'>): Notice<'limitsChanged'> => ({
  kind: 'limitsChanged', policyVersion: message.policyVersion ?? 0, limits: decodeAgreementLimits(message.limits),
})

/** `GoAway`; a reason that is not told or not known reads as `draining`, which asks for a reconnect. */
export const decodeGoAway = (message: Wire<'GoAway'>): Notice<'goAway'> => ({
  kind: 'goAway', reason: goAwayReasonEnum.find(message.reason) ?? 'draining', reconnectAfterSeconds: message.reconnectAfterSeconds ?? 0,
})

/** `GoAway`. */
export const encodeGoAway = (notice: Notice<'goAway'>): Wire<'GoAway'> => ({
  reason: goAwayReasonEnum.numberOf[notice.reason], reconnectAfterSeconds: notice.reconnectAfterSeconds,
})

/** `Deprecation`. */
export const decodeDeprecation = (message: Wire<'Deprecation'>): Notice<'deprecation'> => ({
  kind: 'deprecation', feature: decodeShortText(message.feature, 'Deprecation.feature'), sunset: decodeShortText(message.sunset, 'Deprecation.sunset'),
})

const decodeAgreementLimits = (message: MaybeWire<'AgreementLimits'>): AgreementLimits => ({
  contactsPerUserDay: message?.contactsPerUserDay ?? 0,
  bundlesPerPair: message?.bundlesPerPair ?? 0,
  bundleRefillSeconds: message?.bundleRefillSeconds ?? 0,
  queuedPerPair: message?.queuedPerPair ?? 0,
  queuedBytesPerPair: message?.queuedBytesPerPair ?? 0,
  maxTtlSeconds: message?.maxTtlSeconds ?? 0,
  attachmentBytes: message?.attachmentBytes ?? 0,
  attachmentsPerUser: message?.attachmentsPerUser ?? 0,
  attachmentMibPerUser: message?.attachmentMibPerUser ?? 0,
  attachmentsPerParty: message?.attachmentsPerParty ?? 0,
  attachmentMibPerParty: message?.attachmentMibPerParty ?? 0,
  messagesPerPair: message?.messagesPerPair ?? 0,
  messagesPerPairMinute: message?.messagesPerPairMinute ?? 0,
  messagesPerUserDay: message?.messagesPerUserDay ?? 0,
  messagesPerPartyMinute: message?.messagesPerPartyMinute ?? 0,
  mibPerPartyDay: message?.mibPerPartyDay ?? 0,
  bundlesPerTargetHour: message?.bundlesPerTargetHour ?? 0,
  newTargetsPerDay: message?.newTargetsPerDay ?? 0,
  linksPerParty: message?.linksPerParty ?? 0,
  enlistmentsPerPartyDay: message?.enlistmentsPerPartyDay ?? 0,
})
