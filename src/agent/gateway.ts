// SPDX-License-Identifier: AGPL-3.0-only
import { errorCatalogue, GatewayError } from '../model/errors.ts'
import type { ErrorCode } from '../model/errors.ts'

/** A call of `/core/v1`. */
export interface GatewayCall {
  readonly method: string
  /** Below `/core/v1`, with its query. */
  readonly path: string
  /** JSON. */
  readonly body?: string | undefined
  readonly idempotencyKey?: string | undefined
  /** How long an answer may take beyond {@link ANSWER_MS}, in ms. */
  readonly waitMs?: number
  readonly signal: AbortSignal
}

/** What the gateway answered; a success or a refusal. */
export interface GatewayAnswer { readonly status: number; readonly text: string; readonly retryAfter: string | undefined }

/** Speaks to the gateway as the core. Rejects with `UNAVAILABLE` where it does not answer, or not to this agent. */
export type CallGateway = (call: GatewayCall) => Promise<GatewayAnswer>

/** Time for an answer, in ms: a vault on a busy machine takes seconds for a user's first keys. */
const ANSWER_MS = 45_000
/** Bytes of an answer: a hundred of the longest messages. */
const MAX_ANSWER_BYTES = 16_777_216

const DOTS_ALONE = /\/(?:\.|%2e){1,2}(?:[/?]|$)/i

/** The gateway at this origin, with this credential. */
export const createGatewayCalls = (origin: string, credential: string): CallGateway => async ({ method, path, body, idempotencyKey, waitMs = 0, signal }) => {
  const headers = {
    authorization: `Bearer ${credential}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  }
  // In a URL they lead to another path, however they are written.
  if (DOTS_ALONE.test(path)) throw new GatewayError('MALFORMED', 'a reference of one or two dots cannot be passed on')
  try {
    // A redirection would take the credential elsewhere.
    const response = await fetch(`${origin}/core/v1${path}`, {
      method, headers, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS + waitMs)]), ...(body === undefined ? {} : { body }),
    })
    const text = await read(response)
    if (response.status === 401) throw new GatewayError('UNAVAILABLE', 'the gateway does not know the agent\'s credential; make one with "drawbridge core credential add" and start the agent with it')
    return { status: response.status, text, retryAfter: response.headers.get('retry-after') ?? undefined }
  } catch (error) {
    if (error instanceof GatewayError) throw error
    throw new GatewayError('UNAVAILABLE', 'the gateway does not answer; repeat the call as it is')
  }
}

/** Whether the gateway did what it was asked. */
export const isDone = ({ status }: GatewayAnswer): boolean => status >= 200 && status < 300

/** What a refusal says. */
export const codeOf = ({ text }: GatewayAnswer): ErrorCode => {
  const { code } = JSON.parse(text) as { readonly code?: unknown }
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code) ? code as ErrorCode : 'INTERNAL'
}

const read = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new GatewayError('UNAVAILABLE', 'the gateway answers more than it may; ask for fewer events')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  JSON.parse(text)
  return text
}
