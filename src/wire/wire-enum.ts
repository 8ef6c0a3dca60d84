// SPDX-License-Identifier: Apache-2.0

/** An enum of the contract: its number for each value of the model. 0 (unspecified) and numbers not listed have no value. */
export interface WireEnum<T extends string> {
  readonly numberOf: Readonly<Record<T, number>>
  /** The value of a number; undefined for unspecified and unknown ones. */
  readonly find: (number: number | null | undefined) => T | undefined
}

/** The enum with these numbers. */
export const wireEnum = <T extends string>(numberOf: Readonly<Record<T, number>>): WireEnum<T> => {
  const values: (T | undefined)[] = []
  for (const value of Object.keys(numberOf) as T[]) values[numberOf[value]] = value
  return { numberOf, find: (number) => values[number ?? 0] }
}
