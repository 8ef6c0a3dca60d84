// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import { coreOnlyRequests } from '../model/requests.ts'
import type { PartyRequest } from '../model/requests.ts'
import type { Handlers, RequestKind } from './handlers.ts'
import { BYTES_A_COST, INITIAL_CREDIT, INITIAL_CREDIT_BYTES, LARGE_ANSWERS } from './limits.ts'

/** What a dispatch works for. */
export interface DispatchClient {
  readonly party: VerifiedParty
  /** Aborted when the link is gone. */
  readonly signal: AbortSignal
  answer(id: number, answer: Answer): void
  failed(id: number, kind: RequestKind, error: unknown): void
  /** A request was answered, one way or the other. */
  settled(): void
}

/** The requests of one link that are not yet answered. */
export interface Dispatch {
  /**
   * Hands the request, a frame of so many bytes, to its handler; every request that is taken is answered once, and `settled`
   * follows. One with a large answer uses up as much credit as that may have.
   */
  take(id: number, request: PartyRequest, bytes: number): void
  isUnderWay(id: number): boolean
  isIdle(): boolean
  /** Whether the link has used up its credit. */
  isFull(): boolean
  /** From now on requests are refused with `UNAVAILABLE`. */
  refuseNew(): void
  refusesNew(): boolean
}

/** Runs requests of one link side by side. The handler learns who asks from the handshake alone. */
export const createDispatch = (client: DispatchClient, handlers: Handlers): Dispatch => {
  const underWay = new Set<number>()
  let bytesUnderWay = 0
  let isClosed = false

  const check = ({ kind }: PartyRequest): void => {
    if (isClosed) throw new GatewayError('UNAVAILABLE')
    if (coreOnlyRequests.has(kind) && client.party.role !== 'core') throw new GatewayError('WRONG_ROLE')
  }
  const run = async (id: number, request: PartyRequest, bytes: number): Promise<void> => {
    try {
      check(request)
      client.answer(id, await handle(handlers, client, request))
    } catch (error) {
      client.failed(id, request.kind, error)
    }
    underWay.delete(id)
    bytesUnderWay -= costOf(request, bytes)
    client.settled()
  }

  return {
    take: (id, request, bytes) => {
      underWay.add(id)
      bytesUnderWay += costOf(request, bytes)
      void run(id, request, bytes)
    },
    isUnderWay: (id) => underWay.has(id),
    isIdle: () => underWay.size === 0,
    isFull: () => underWay.size >= INITIAL_CREDIT || bytesUnderWay >= INITIAL_CREDIT_BYTES,
    refuseNew: () => { isClosed = true },
    refusesNew: () => isClosed,
  }
}

/** What it is to serve a request, in common frames. */
export const workOf = ({ kind }: PartyRequest): number => 1 + (LARGE_ANSWERS[kind] ?? 0) / BYTES_A_COST

const costOf = ({ kind }: PartyRequest, bytes: number): number => bytes + (LARGE_ANSWERS[kind] ?? 0)

type Request<K extends RequestKind> = Extract<PartyRequest, { kind: K }>

const handle = <K extends RequestKind>(handlers: Handlers, { party, signal }: DispatchClient, request: Request<K>): Promise<Answer> => {
  const handler: Handlers[K] = handlers[request.kind]
  return handler(party, request, signal)
}
