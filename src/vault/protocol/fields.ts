// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing itself; says how each kind of field stands in the pipe.
// Promises: one form for each value and one value for each form: what is read and written again has the same bytes.
// Never: makes a value of the model without the model's own check.
import { Malformed } from './bytes.ts'
import type { ByteReader, ByteWriter } from './bytes.ts'

/** How a value stands in bytes. Both throw `Malformed`. */
export interface Field<T> {
  write(to: ByteWriter, value: T): void
  read(from: ByteReader): T
}

/** Bytes with their length. */
export const bytes: Field<Uint8Array> = { write: (to, value) => { to.bytes(value) }, read: (from) => from.bytes() }

/** Text of well-formed Unicode. */
export const text: Field<string> = {
  write: (to, value) => {
    // A lone surrogate would come out as another character.
    if (!value.isWellFormed()) throw new Malformed('text')
    to.text(value)
  },
  read: (from) => from.text(),
}

/** A whole number from 0 to 2^53 - 1. */
export const whole: Field<number> = { write: (to, value) => { to.u53(value) }, read: (from) => from.u53() }

/** Exactly so many bytes. */
export const exactly = (count: number): Field<Uint8Array> => ({
  write: (to, value) => {
    if (value.length !== count) throw new Malformed('length')
    to.raw(value)
  },
  read: (from) => from.raw(count),
})

/** One of a closed list, by its place in it. */
export const oneOf = <const T extends string | number | boolean>(values: readonly T[]): Field<T> => ({
  write: (to, value) => { to.u8(values.indexOf(value)) },
  read: (from) => {
    const value = values[from.u8()]
    if (value === undefined) throw new Malformed('choice')
    return value
  },
})

/** Yes or no. */
export const flag: Field<boolean> = oneOf([false, true])

/** A value that the model checks: `parse` throws for what is none. */
export const parsed = <Raw, T extends Raw>(raw: Field<Raw>, parse: (value: Raw) => T): Field<T> => ({
  write: (to, value) => { raw.write(to, value) },
  read: (from) => {
    const value = raw.read(from)
    try {
      return parse(value)
    } catch {
      throw new Malformed('value')
    }
  },
})

/** A value, or undefined. */
export const optional = <T>(field: Field<T>): Field<T | undefined> => ({
  write: (to, value) => {
    flag.write(to, value !== undefined)
    if (value !== undefined) field.write(to, value)
  },
  read: (from) => (flag.read(from) ? field.read(from) : undefined),
})

/** At most so many of a kind. */
export const list = <T>(field: Field<T>, max: number): Field<readonly T[]> => ({
  write: (to, values) => {
    if (values.length > max) throw new Malformed('too many')
    to.u8(values.length)
    for (const value of values) field.write(to, value)
  },
  read: (from) => {
    const count = from.u8()
    if (count > max) throw new Malformed('too many')
    return Array.from({ length: count }, () => field.read(from))
  },
})

/** The members of a record, in the order in which they are named here. */
export const record = <T extends object>(fields: { readonly [Key in keyof T]-?: Field<T[Key]> }): Field<T> => {
  const members = Object.entries(fields) as [keyof T, Field<T[keyof T]>][]
  return {
    write: (to, value) => { for (const [name, field] of members) field.write(to, value[name]) },
    read: (from) => Object.fromEntries(members.map(([name, field]) => [name, field.read(from)])) as T,
  }
}
