// SPDX-License-Identifier: Apache-2.0
import type { Headroom } from '../../model/agreement-limits.ts'
import { errorCatalogue, GatewayError } from '../../model/errors.ts'
import type { PartyRequest } from '../../model/requests.ts'
import { LinkLost } from '../transport.ts'
import type { DeviceTransport, GoodAnswer } from '../transport.ts'
import { DeviceError } from './errors.ts'

/** Milliseconds to wait for an answer before the link counts as lost: the same bytes are then repeated later. */
const ANSWER_TIMEOUT_MS = 30_000
/** First pause after a passing failure, and the longest: quick for a restart, slow for an outage. */
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 600_000

/** A limit of one's own is used up: the answer `Throttled`, as the error that it is. */
class Throttled extends GatewayError {
  readonly retryAfterSeconds: number
  readonly headroom: readonly Headroom[]
  constructor({ retryAfterSeconds, headroom }: { readonly retryAfterSeconds: number; readonly headroom: readonly Headroom[] }) {
    super('THROTTLED')
    this.name = 'Throttled'
    this.retryAfterSeconds = retryAfterSeconds
    this.headroom = headroom
  }
}

/** One request and the answer of the kind that belongs to it. Throws `GatewayError`, `LinkLost`, `UNEXPECTED_ANSWER`. */
export type Asker = <Kind extends GoodAnswer['kind']>(request: PartyRequest, ...kinds: readonly Kind[]) => Promise<Extract<GoodAnswer, { kind: Kind }>>

/** Asks over a transport until `closing` aborts. */
export const createAsker = (transport: DeviceTransport, closing: AbortSignal): Asker => async (request, ...kinds) => {
  const answer = await answered(transport, request, closing)
  if (isOneOf(answer, kinds)) return answer
  if (answer.kind === 'throttled') throw new Throttled(answer)
  throw new DeviceError('UNEXPECTED_ANSWER')
}

/** Milliseconds after which a request that failed so may succeed; undefined when it will not, or when the next link tells. */
export const pauseAfter = (error: unknown, pausesBefore: number): number | undefined => {
  if (!(error instanceof GatewayError) || !errorCatalogue[error.code].retryable) return undefined
  return toldPause(error) ?? Math.min(FIRST_PAUSE_MS * 2 ** pausesBefore, LONGEST_PAUSE_MS)
}

/** What the gateway told beside the error, if it did and the transport passes it on. */
const toldPause = (error: GatewayError): number | undefined =>
  'retryAfterSeconds' in error && typeof error.retryAfterSeconds === 'number' && error.retryAfterSeconds > 0
    ? error.retryAfterSeconds * 1_000
    : undefined

/** Whether a request may have been carried out though no answer came. */
export const isUnanswered = (error: unknown): boolean => error instanceof LinkLost

const answered = async (transport: DeviceTransport, request: PartyRequest, closing: AbortSignal): Promise<GoodAnswer> => {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(ANSWER_TIMEOUT_MS)])
  const { promise: waitEnded, reject } = Promise.withResolvers<never>()
  const end = (): void => { reject(new LinkLost('the wait for it ended')) }
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  try {
    // A transport may not heed the signal.
    return await Promise.race([waitEnded, transport.request(request, signal)])
  } catch (error) {
    throw signal.aborted && !(error instanceof GatewayError) ? new LinkLost('the wait for it ended') : error
  } finally {
    signal.removeEventListener('abort', end)
  }
}

const isOneOf = <Kind extends GoodAnswer['kind']>(answer: GoodAnswer, kinds: readonly Kind[]): answer is Extract<GoodAnswer, { kind: Kind }> =>
  kinds.some((kind) => kind === answer.kind)
