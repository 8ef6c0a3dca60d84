// SPDX-License-Identifier: AGPL-3.0-only
import { bigint, customType } from '../drizzle.ts'

/** Bytes; drizzle has no column for them. */
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

/** A whole number below 2^53, such as milliseconds since the epoch. */
export const whole = () => bigint({ mode: 'number' })
