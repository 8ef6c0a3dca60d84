// SPDX-License-Identifier: AGPL-3.0-only
import type { Static } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { isSafeDisplayText } from '../model/display-text.ts'
import { GatewayError } from '../model/errors.ts'
import { address, partyId, userReference } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PersonOnRecord } from '../registry/people.ts'
import { contract } from './contract.ts'
import type { CoreDeps } from './ports.ts'
import type { Routes } from './route.ts'
import { BulkItem } from './schemas.ts'
import type { Choice, Participation, User } from './schemas.ts'

type Registry = CoreDeps['registry']
type UserDeps = Pick<CoreDeps, 'registry' | 'enlist'>
const DONE = { ok: true } as const

/** A core's own users: opt-in, choices, what is on record, erasure. */
export const addUserRoutes = (routes: Routes, deps: UserDeps): void => {
  const { registry } = deps
  routes.add(contract.putUser, async ({ caller, params, body }) => {
    await putParticipation(registry, caller, params.ref, body)
    return DONE
  })
  routes.add(contract.showUser, async ({ caller, params }) => toUser(params.ref, await registry.people.find(caller, userReference(params.ref))))
  routes.add(contract.eraseUser, async ({ caller, params }) => {
    const { timeMs, prekeys, queuedMessages, consents } = await registry.people.erase(caller, userReference(params.ref))
    return { erasedAt: new Date(timeMs).toISOString(), prekeys, queuedMessages, consents }
  })
  routes.add(contract.putChoice, async ({ caller, params, body }) => {
    await putChoice(deps, caller, params.ref, params.party, body)
    return DONE
  })
  routes.add(contract.bulk, async ({ caller, body }) => ({ items: await putMany(deps, caller, body.items) }))
}

const putParticipation = async (registry: Registry, caller: VerifiedParty, ref: string, body: Static<typeof Participation>): Promise<void> => {
  requireShowable('displayName', body.displayName ?? '')
  await registry.participation.setParticipation(caller, {
    kind: 'setParticipation', userReference: userReference(ref), optedIn: body.optedIn, findable: body.findable,
    address: body.address === undefined ? undefined : address(body.address), displayName: body.displayName ?? '',
  })
}

const putChoice = async ({ registry, enlist }: UserDeps, caller: VerifiedParty, ref: string, provider: string, body: Static<typeof Choice>): Promise<void> => {
  requireShowable('label', body.label)
  await registry.participation.setProviderChoice(caller, { kind: 'setProviderChoice', userReference: userReference(ref), provider: partyId(provider), ...body })
  if (body.allowed) await enlist?.(caller, { userReference: userReference(ref), provider: partyId(provider) })
}

const requireShowable = (member: string, text: string): void => {
  if (!isSafeDisplayText(text)) throw new GatewayError('MALFORMED', `${member} holds characters that cannot be shown, or more than 64`)
}

interface ItemAnswer { readonly ok: boolean; readonly code?: string; readonly detail?: string }

/** Different users side by side, so that they share commits; items of one user one after another. */
const putMany = (deps: UserDeps, caller: VerifiedParty, items: readonly unknown[]): Promise<ItemAnswer[]> => {
  const turns = new Map<string, Promise<unknown>>()
  return Promise.all(items.map((item) => {
    if (!Check(BulkItem, item)) return Promise.resolve(malformed(item))
    const answer = (turns.get(item.ref) ?? Promise.resolve()).then(() => putOne(deps, caller, item))
    turns.set(item.ref, answer.catch(() => undefined))
    return answer
  }))
}

const putOne = async (deps: UserDeps, caller: VerifiedParty, { ref, participation, providers = {} }: Static<typeof BulkItem>): Promise<ItemAnswer> => {
  try {
    if (participation !== undefined) await putParticipation(deps.registry, caller, ref, participation)
    for (const [provider, choice] of Object.entries(providers)) await putChoice(deps, caller, ref, provider, choice)
    return DONE
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return { ok: false, code: error.code, detail: error.detail }
  }
}

const malformed = (item: unknown): ItemAnswer => {
  // A member too many is said twice, first without a word of what is wrong.
  const first = [...Errors(BulkItem, item)].find(({ message }) => message !== 'schema is false')
  return { ok: false, code: 'MALFORMED', detail: first === undefined ? '' : `item${first.instancePath.replaceAll('/', '.')} ${first.message}` }
}

const toUser = (ref: string, { optedIn, findable, address: known, displayName, providers }: PersonOnRecord): Static<typeof User> => ({
  ref, optedIn, findable, ...(known === '' ? {} : { address: known }), ...(displayName === '' ? {} : { displayName }),
  providers: providers.map(({ provider, allowed, inbox, label, custody, user }) => ({
    provider, allowed, inbox, label, ...(custody === undefined ? {} : { custody }), ...(user === undefined ? {} : { user }),
  })),
})
