// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'

/** One request kind. */
export type RequestKind = PartyRequest['kind']

/** One handler for each request kind there is: a kind without a handler does not compile. Handlers throw `GatewayError`. */
export type Handlers = {
  readonly [K in RequestKind]: (party: VerifiedParty, request: Extract<PartyRequest, { kind: K }>, signal: AbortSignal) => Promise<Answer>
}
