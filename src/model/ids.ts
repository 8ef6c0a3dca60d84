// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.ts'

declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** A user of either side: canonical lower-case UUIDv4 text, minted at random by the user's home. */
export type UserId = Branded<string, 'UserId'>
/** An organisation (core or provider): its lower-case DNS domain, for instance `heron.example`. */
export type PartyId = Branded<string, 'PartyId'>
/** One addressable key holder of a user: 1..127, as libsignal demands. */
export type DeviceId = Branded<number, 'DeviceId'>
/** The random number a device draws at installation: 1..16380. */
export type RegistrationId = Branded<number, 'RegistrationId'>
/** The idempotency key of one submission, unique per sender device: canonical UUID text. */
export type SubmissionId = Branded<string, 'SubmissionId'>
/** A contact request, as its target sees it: canonical UUID text. */
export type RequestId = Branded<string, 'RequestId'>
/** One authenticated connection: canonical UUID text minted by the gateway. */
export type LinkId = Branded<string, 'LinkId'>
/** One running server of a party, named by it: 1..64 of `A-Z a-z 0-9 . _ -`. */
export type InstanceName = Branded<string, 'InstanceName'>
/** The home's own opaque name for one of its users: 1..128 bytes of UTF-8 without control characters. */
export type UserReference = Branded<string, 'UserReference'>
/** What people type: `name@party-domain` in lower case, or an E.164 number. */
export type Address = Branded<string, 'Address'>
/** RFC 7638 thumbprint (base64url SHA-256) of a public key; names a key of a party or of the gateway. */
export type KeyId = Branded<string, 'KeyId'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const INSTANCE = /^[A-Za-z0-9._-]{1,64}$/
const LOCAL_PART = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?$/
const E164 = /^\+[1-9][0-9]{6,14}$/
const KEY_ID = /^[A-Za-z0-9_-]{43}$/
// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
/** Bytes of UTF-8 in a user reference; long enough for any primary key, short enough to seal in one block. */
const MAX_REFERENCE_BYTES = 128
/** Devices a user may have: bounds the fan-out of one submission. */
export const MAX_DEVICES = 10

const malformed = (what: string): GatewayError => new GatewayError('MALFORMED', `${what} is not well formed`)

const matching =
  <T extends string>(pattern: RegExp, what: string) =>
  (text: string): T => {
    if (!pattern.test(text)) throw malformed(what)
    return text as T
  }

/** A user id from its canonical text; throws `MALFORMED` for anything but a lower-case random UUID (version 4). */
export const userId = matching<UserId>(UUID_V4, 'user id')
/** A party id from its text; throws `MALFORMED` for anything but a lower-case domain name. */
export const partyId = matching<PartyId>(DOMAIN, 'party id')
/** A submission id from its canonical text; throws `MALFORMED`. */
export const submissionId = matching<SubmissionId>(UUID, 'submission id')
/** A contact request id from its canonical text; throws `MALFORMED`. */
export const requestId = matching<RequestId>(UUID, 'request id')
/** A link id from its canonical text; throws `MALFORMED`. */
export const linkId = matching<LinkId>(UUID, 'link id')
/** An instance name; throws `MALFORMED`. */
export const instanceName = matching<InstanceName>(INSTANCE, 'instance')
/** A key id (RFC 7638 thumbprint text); throws `MALFORMED`. */
export const keyId = matching<KeyId>(KEY_ID, 'key id')

/** A device id; throws `MALFORMED` outside 1..127. */
export const deviceId = (value: number): DeviceId => {
  if (!Number.isInteger(value) || value < 1 || value > 127) throw malformed('device id')
  return value as DeviceId
}

/** A registration id; throws `MALFORMED` outside 1..16380. */
export const registrationId = (value: number): RegistrationId => {
  if (!Number.isInteger(value) || value < 1 || value > 16380) throw malformed('registration id')
  return value as RegistrationId
}

/** A user reference; throws `MALFORMED` when empty, longer than 128 bytes, holding control characters or half a surrogate pair. */
export const userReference = (text: string): UserReference => {
  const bytes = new TextEncoder().encode(text).length
  if (bytes < 1 || bytes > MAX_REFERENCE_BYTES || CONTROL.test(text) || !text.isWellFormed()) throw malformed('user reference')
  return text as UserReference
}

/** An address in canonical form (lower case, trimmed of nothing); throws `MALFORMED` when it is neither `name@domain` nor E.164. */
export const address = (text: string): Address => {
  const lower = text.toLowerCase()
  if (E164.test(lower)) return lower as Address
  const at = lower.indexOf('@')
  if (at < 1 || !LOCAL_PART.test(lower.slice(0, at)) || !DOMAIN.test(lower.slice(at + 1))) throw malformed('address')
  return lower as Address
}

/** The party domain of an address of the form `name@domain`; undefined for a phone number. */
export const addressDomain = (value: Address): PartyId | undefined => {
  const at = value.indexOf('@')
  return at < 0 ? undefined : (value.slice(at + 1) as PartyId)
}
