// SPDX-License-Identifier: Apache-2.0
import { isSafeDisplayText } from '../../model/display-text.ts'
import { GatewayError } from '../../model/errors.ts'
import { deviceId } from '../../model/ids.ts'
import type { DeviceId } from '../../model/ids.ts'
import { UUID_BYTES, uuidText } from '../uuid.ts'
import type { WireEnum } from '../wire-enum.ts'

/** Capabilities one side may name. */
const MAX_CAPABILITIES = 64
/** Characters of a compact JWS or JWT: a statement with a delegation in its header takes under two thousand. */
const MAX_JWS_CHARACTERS = 8_192
/** Characters of an issuer list: a provider with two keys takes about 280, so this holds over 400 of them and half a frame stays free. */
const MAX_ISSUER_LIST_CHARACTERS = 131_072
/** Bytes of a secret that the gateway gives out and takes back: a consent token. */
export const TOKEN_BYTES = 32
/** Bytes of an Ed25519 or XEdDSA signature. */
export const SIGNATURE_BYTES = 64

// All decoders below name the field that is wrong as "Message.field", never what it held.

/** The error for a field that breaks the rule beside it in proto/. */
export const malformed = (field: string): GatewayError => new GatewayError('MALFORMED', field)

type Maybe<T> = T | null | undefined

/** What `parse` makes of a value; `MALFORMED` naming the field when it refuses. */
export const parsed = <Input, Output>(parse: (input: Input) => Output, value: Input, field: string): Output => {
  try {
    return parse(value)
  } catch (error) {
    throw error instanceof GatewayError ? malformed(field) : error
  }
}

/** As {@link parsed}, where empty text means absent. */
export const parsedIfPresent = <Output>(parse: (input: string) => Output, value: Maybe<string>, field: string): Output | undefined =>
  value === '' || value === null || value === undefined ? undefined : parsed(parse, value, field)

/** Exactly `length` bytes, as a view of the frame. */
export const exactBytes = (value: Maybe<Uint8Array>, length: number, field: string): Uint8Array => {
  if (value?.length !== length) throw malformed(field)
  return value
}

/** One to `max` bytes, as a view of the frame. */
export const someBytes = (value: Maybe<Uint8Array>, max: number, field: string): Uint8Array => {
  if (value === null || value === undefined || value.length === 0 || value.length > max) throw malformed(field)
  return value
}

/** An id of 16 bytes, checked by the model's parser for it. */
export const decodeUuid = <Id>(parse: (text: string) => Id, value: Maybe<Uint8Array>, field: string): Id =>
  parsed(parse, uuidText(exactBytes(value, UUID_BYTES, field)), field)

/** As {@link decodeUuid}, where no bytes mean absent. */
export const decodeUuidIfPresent = <Id>(parse: (text: string) => Id, value: Maybe<Uint8Array>, field: string): Id | undefined =>
  value === null || value === undefined || value.length === 0 ? undefined : decodeUuid(parse, value, field)

/** A device id. */
export const decodeDeviceId = (value: Maybe<number>, field: string): DeviceId => parsed(deviceId, value ?? 0, field)

/** A list of device ids without repetitions; `TOO_MANY` above `max`. */
export const decodeDeviceIds = (values: Maybe<readonly number[]>, max: number, field: string): DeviceId[] =>
  distinct(bounded(values, max, field).map((value) => decodeDeviceId(value, field)), field)

/** A value of an enum; unspecified and unknown numbers are `MALFORMED`. */
export const decodeEnum = <T extends string>(wireEnum: WireEnum<T>, value: Maybe<number>, field: string): T => {
  const found = wireEnum.find(value)
  if (found === undefined) throw malformed(field)
  return found
}

/** As {@link decodeEnum}, where unspecified (0) means absent. */
export const decodeEnumIfPresent = <T extends string>(wireEnum: WireEnum<T>, value: Maybe<number>, field: string): T | undefined =>
  (value ?? 0) === 0 ? undefined : decodeEnum(wireEnum, value, field)

/** Milliseconds since the epoch: finite and not negative. */
export const decodeTime = (value: Maybe<number>, field: string): number => {
  const time = value ?? 0
  if (!Number.isFinite(time) || time < 0) throw malformed(field)
  return time
}

/** A submessage that must be there. */
export const required = <T>(value: Maybe<T>, field: string): T => {
  if (value === null || value === undefined) throw malformed(field)
  return value
}

/** A list of at most `max` items; `TOO_MANY` above. */
export const bounded = <T>(values: Maybe<readonly T[]>, max: number, field: string): readonly T[] => {
  const list = values ?? []
  if (list.length > max) throw new GatewayError('TOO_MANY', field)
  return list
}

/** The list itself; `MALFORMED` when a value comes twice. */
export const distinct = <T>(values: T[], field: string): T[] => {
  if (values.length > 1 && new Set(values).size !== values.length) throw malformed(field)
  return values
}

const CAPABILITY = /^[!-~]{1,64}$/

/** Capability names: at most 64, each 1..64 visible ASCII characters; names nobody knows are kept. */
export const decodeCapabilities = (values: Maybe<readonly string[]>, field: string): readonly string[] => {
  const list = bounded(values, MAX_CAPABILITIES, field)
  if (!list.every((name) => CAPABILITY.test(name))) throw malformed(field)
  return list
}

/** Text for people, at most 64 characters, without control and bidirectional-control characters; may be empty. */
export const decodeShortText = (value: Maybe<string>, field: string): string => {
  const text = value ?? ''
  if (!isSafeDisplayText(text)) throw malformed(field)
  return text
}

/** A compact JWS: not empty, of bounded length; its content is checked by who knows the key. */
export const decodeJws = (value: Maybe<string>, field: string): string => someText(value, MAX_JWS_CHARACTERS, field)

/** As {@link decodeJws}, for the core's issuer list, which grows with the providers. */
export const decodeIssuerList = (value: Maybe<string>, field: string): string => someText(value, MAX_ISSUER_LIST_CHARACTERS, field)

const someText = (value: Maybe<string>, max: number, field: string): string => {
  if (value === null || value === undefined || value === '' || value.length > max) throw malformed(field)
  return value
}
