// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { userId } from '../model/ids.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import { isDone } from './gateway.ts'
import type { CallGateway } from './gateway.ts'
import type { AgentState } from './state.ts'

/** The id under which a user goes at a provider; undefined where there is no such user. */
export type UserOf = (ref: string, provider: PartyId, signal: AbortSignal) => Promise<UserId | undefined>

/** Asks the gateway for each once and pins what it says, so that it cannot pass off one user's messages as another's later. */
export const createUserOf = (state: Pick<AgentState, 'findUser' | 'pinUser'>, call: CallGateway): UserOf => async (ref, provider, signal) => {
  const pinned = state.findUser(ref, provider)
  if (pinned !== undefined) return pinned
  const answer = await call({ method: 'GET', path: `/users/${encodeURIComponent(ref)}`, signal })
  if (answer.status === 404) return undefined
  if (!isDone(answer)) throw new GatewayError('UNAVAILABLE', 'the gateway does not say who the user is')
  const { providers } = JSON.parse(answer.text) as { readonly providers?: readonly { readonly provider: string; readonly user?: string }[] }
  const found = providers?.find((one) => one.provider === provider)?.user
  if (found === undefined) return undefined
  state.pinUser(ref, provider, userId(found))
  return userId(found)
}
