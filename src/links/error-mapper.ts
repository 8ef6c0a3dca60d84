// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { errorCatalogue, GatewayError } from '../model/errors.ts'
import type { ErrorCode } from '../model/errors.ts'
import { RETRY_AFTER_SECONDS } from './limits.ts'

/** The answer to a request that failed. */
export type ErrorAnswer = Extract<Answer, { kind: 'error' }>

/**
 * What a party is told about anything that was thrown: code and detail of a `GatewayError`; for everything else
 * `INTERNAL` with a new correlation id and not a word of the error's text.
 */
export const errorAnswer = (error: unknown, correlationId: () => string): ErrorAnswer => {
  const isCatalogued = error instanceof GatewayError && error.code !== 'INTERNAL'
  if (!isCatalogued) return { kind: 'error', code: 'INTERNAL', detail: '', correlationId: correlationId(), retryAfterSeconds: 0 }
  const retryAfterSeconds = error.code === 'UNAVAILABLE' ? RETRY_AFTER_SECONDS : 0
  return { kind: 'error', code: error.code, detail: error.detail, correlationId: '', retryAfterSeconds }
}

/** WebSocket close code of an error that ends the link, also of those that usually answer one request only. */
export const closeCodeOf = (code: ErrorCode): number => {
  const { closeCode, retryable } = errorCatalogue[code]
  if (closeCode !== 0) return closeCode
  return retryable ? TRY_AGAIN_LATER : PROTOCOL_ERROR
}

/** Whether an error that answers one request also ends the link. A fault of ours does not: a link carries many users. */
export const endsLink = (code: ErrorCode): boolean =>
  errorCatalogue[code].closeCode !== 0 && code !== 'INTERNAL' && code !== 'UNAVAILABLE'

/** RFC 6455 section 7.4.1. */
const PROTOCOL_ERROR = 1002
/** IANA WebSocket close code registry. */
const TRY_AGAIN_LATER = 1013
