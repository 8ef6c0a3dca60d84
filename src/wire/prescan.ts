// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../model/errors.ts'

/** What a decoder is ready to take. */
export interface PrescanLimits {
  /** Bytes of the whole message. */
  readonly maxBytes: number
  /** Fields of the message and of all messages inside it, known or not. */
  readonly maxFields: number
  /** Items of repeated fields in any one message. */
  readonly maxItems: number
}

/** A message type as {@link prescan} sees it; made by {@link compileShapes}. */
export interface Shape {
  /** By field number; numbers that are missing are unknown fields, which are skipped unread. */
  readonly fields: readonly (FieldShape | undefined)[]
}

interface FieldShape {
  readonly wire: number
  readonly repeated: boolean
  /** One bit for each singular field of the message; the members of a oneof share theirs. */
  readonly bit: number
  readonly message: Shape | undefined
}

/**
 * Shapes from their notation: for each message its fields, as number and kind, separated by blanks. Kinds: `v` varint,
 * `d` double, `b` bytes or string, `:Name` a message; then `*` for repeated, `?` for a member of the message's oneof.
 */
export const compileShapes = <Name extends string>(notation: Readonly<Record<Name, string>>): Readonly<Record<Name, Shape>> => {
  const shapes = Object.fromEntries(Object.keys(notation).map((name) => [name, { fields: [] }])) as unknown as MutableShapes<Name>
  for (const name of Object.keys(notation) as Name[]) compileFields(notation[name], shapes[name].fields, shapes)
  return shapes
}

/**
 * Refuses, before anything is decoded, bytes that would cost a decoder more than `limits` allow or that two decoders could
 * read differently. One pass over the tags, no allocation that grows with the input.
 *
 * Throws `FRAME_TOO_LARGE` by size and `UNDECODABLE` for truncated or overlong numbers, groups, field number 0, too many
 * fields or items, a known field in another wire type, and singular fields or oneof members that come twice. Nesting is as
 * deep as the schema, which has no recursive message; unknown fields are never descended into.
 */
export const prescan = (bytes: Uint8Array, shape: Shape, limits: PrescanLimits): void => {
  if (bytes.length > limits.maxBytes) throw new GatewayError('FRAME_TOO_LARGE')
  const cursor = { bytes, at: 0, fieldsLeft: limits.maxFields, maxItems: limits.maxItems }
  scanMessage(cursor, shape, bytes.length)
}

interface Cursor {
  readonly bytes: Uint8Array
  at: number
  fieldsLeft: number
  readonly maxItems: number
}

const VARINT = 0
const FIXED64 = 1
const LENGTH = 2
const FIXED32 = 5
/** The seen-once mask is one 32-bit integer. */
const MAX_BITS = 31
const ONEOF_BIT = 1
const WIRE_OF: Readonly<Record<string, number>> = { v: VARINT, d: FIXED64, b: LENGTH }
const FIELD = /^(?<number>\d+)(?:(?<kind>[vdb])|:(?<message>\w+))(?<mark>[*?]?)$/

type MutableShapes<Name extends string> = Readonly<Record<Name, { fields: (FieldShape | undefined)[] }>>

const compileFields = (notation: string, fields: (FieldShape | undefined)[], shapes: Readonly<Partial<Record<string, Shape>>>): void => {
  let bit = ONEOF_BIT
  for (const token of notation.split(' ').filter((part) => part !== '')) {
    const { number, kind, message, mark } = FIELD.exec(token)?.groups ?? {}
    const inner = message === undefined ? undefined : shapes[message]
    if (number === undefined || (message !== undefined && inner === undefined)) throw new TypeError(`not a field: ${token}`)
    if (mark === '') bit *= 2
    if (bit >= 2 ** MAX_BITS) throw new TypeError(`more than ${MAX_BITS - 1} singular fields: ${notation}`)
    fields[Number(number)] = { wire: WIRE_OF[kind ?? 'b'] ?? LENGTH, repeated: mark === '*', bit: mark === '?' ? ONEOF_BIT : bit, message: inner }
  }
}

const undecodable = (detail: string): GatewayError => new GatewayError('UNDECODABLE', detail)

const scanMessage = (cursor: Cursor, shape: Shape, end: number): void => {
  let seen = 0
  let items = 0
  while (cursor.at < end) {
    cursor.fieldsLeft -= 1
    if (cursor.fieldsLeft < 0) throw undecodable('too many fields')
    const tag = smallVarint(cursor, end)
    const wire = tag & 7
    const number = tag >>> 3
    if (number === 0) throw undecodable('field number 0')
    const field = number < shape.fields.length ? shape.fields[number] : undefined
    if (field === undefined) {
      skip(cursor, wire, end)
    } else if (field.repeated) {
      items += scanItems(cursor, field, wire, end)
      if (items > cursor.maxItems) throw undecodable('too many items')
    } else {
      if ((seen & field.bit) !== 0) throw undecodable('a singular field came twice')
      seen |= field.bit
      scanValue(cursor, field, wire, end)
    }
  }
}

/** Numbers may come packed: any run of them in one length-delimited field. */
const scanItems = (cursor: Cursor, field: FieldShape, wire: number, end: number): number => {
  if (field.wire === VARINT && wire === LENGTH) return scanPacked(cursor, endOfLength(cursor, end))
  scanValue(cursor, field, wire, end)
  return 1
}

const scanPacked = (cursor: Cursor, end: number): number => {
  let items = 0
  while (cursor.at < end) {
    skipVarint(cursor, end)
    items += 1
    if (items > cursor.maxItems) throw undecodable('too many items')
  }
  return items
}

const scanValue = (cursor: Cursor, field: FieldShape, wire: number, end: number): void => {
  if (wire !== field.wire) throw undecodable('a field in another wire type')
  if (field.message === undefined) skip(cursor, wire, end)
  else scanMessage(cursor, field.message, endOfLength(cursor, end))
}

const skip = (cursor: Cursor, wire: number, end: number): void => {
  if (wire === VARINT) skipVarint(cursor, end)
  else if (wire === LENGTH) cursor.at = endOfLength(cursor, end)
  else if (wire === FIXED64) advance(cursor, 8, end)
  else if (wire === FIXED32) advance(cursor, 4, end)
  else throw undecodable('a group')
}

const endOfLength = (cursor: Cursor, end: number): number => {
  const length = smallVarint(cursor, end)
  if (length > end - cursor.at) throw undecodable('truncated')
  return cursor.at + length
}

const advance = (cursor: Cursor, count: number, end: number): void => {
  if (count > end - cursor.at) throw undecodable('truncated')
  cursor.at += count
}

/** Bytes of the longest varint of 32 bits (a tag, a length) and of 64 bits (a value). */
const MAX_SMALL_VARINT_BYTES = 5
const MAX_VARINT_BYTES = 10

/** A tag or a length: at most 32 bits. */
const smallVarint = (cursor: Cursor, end: number): number => {
  let value = 0
  for (let index = 0; index < MAX_SMALL_VARINT_BYTES; index += 1) {
    if (cursor.at >= end) throw undecodable('truncated')
    const byte = cursor.bytes[cursor.at] ?? 0
    cursor.at += 1
    if (byte < 0x80) {
      if (index === MAX_SMALL_VARINT_BYTES - 1 && byte > 0x0f) break
      return (value | (byte << (7 * index))) >>> 0
    }
    value |= (byte & 0x7f) << (7 * index)
  }
  throw undecodable('a number is too long')
}

const skipVarint = (cursor: Cursor, end: number): void => {
  for (let index = 0; index < MAX_VARINT_BYTES; index += 1) {
    if (cursor.at >= end) throw undecodable('truncated')
    const byte = cursor.bytes[cursor.at] ?? 0
    cursor.at += 1
    if (byte < 0x80) return
  }
  throw undecodable('a number is too long')
}
