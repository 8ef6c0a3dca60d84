// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'

/** No room, or no room for this user: what an operator puts right, and a sender waits for. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** The system's name of an error; undefined for what has none. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** What a sender or reader is told when the place of the bytes gives way; the cause is kept for the log. */
export const unavailable = (error: unknown): GatewayError =>
  Object.assign(new GatewayError('UNAVAILABLE', FULL.has(codeOf(error) ?? '') ? 'there is no room for attachments now' : 'attachments cannot be kept or read now'), { cause: error })
