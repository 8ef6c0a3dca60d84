// SPDX-License-Identifier: Apache-2.0
import type { Bytes } from '../../../model/signal-crypto.ts'

/** A column's bytes with memory of their own, as native code wants them. */
export const blob = (value: Uint8Array): Bytes => new Uint8Array(value)

/** As {@link blob}, for a column that may be empty. */
export const blobOrNone = (value: Uint8Array | null): Bytes | undefined => (value === null ? undefined : blob(value))

/** A yes or no as SQLite keeps it. */
export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0)

/** Whether two byte strings are the same; for public values only. */
export const sameBytes = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one !== undefined && other !== undefined && Buffer.compare(one, other) === 0
