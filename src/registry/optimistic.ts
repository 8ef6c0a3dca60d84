// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'

/** Times a decision is taken anew because a fact moved under it; more would mean somebody fights the caller. */
const MAX_ATTEMPTS = 5

/** A fact that the decision rests on moved before its commit. */
export const MOVED = Symbol('moved')

/** Runs `decide` (read, decide, commit) until it does not answer {@link MOVED}; `UNAVAILABLE` after five tries. */
export const settle = async <T>(decide: () => Promise<T | typeof MOVED>): Promise<T> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const answer = await decide()
    if (answer !== MOVED) return answer
  }
  throw new GatewayError('UNAVAILABLE', 'the facts changed too often')
}
