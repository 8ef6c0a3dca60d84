// SPDX-License-Identifier: AGPL-3.0-only
import { hash, randomUUID } from 'node:crypto'
import { GatewayError } from '../model/errors.ts'
import { partyId, submissionId, userId } from '../model/ids.ts'
import type { UserId } from '../model/ids.ts'
import type { Custody } from '../model/values.ts'
import type { VaultChannel } from './channel/index.ts'
import { attachmentsOf, checkSaid } from './channel/said.ts'
import { codeOf, isDone } from './gateway.ts'
import type { CallGateway, GatewayAnswer } from './gateway.ts'
import type { AgentState } from './state.ts'
import { createTurns } from './turns.ts'
import type { UserOf } from './users.ts'

/** A message as a caller sends it. */
export interface Saying {
  readonly ref: string
  readonly provider: string
  readonly peer: string
  /** `fromCore` of docs/schema/content-v1.json; `id` and `sentAtMs` may be left out. */
  readonly content: Readonly<Record<string, unknown>>
  readonly custody?: Custody
}

/** Sends a message under its Idempotency-Key; the gateway's answer. `CONFLICT` where the key was used for something else. */
export type Say = (key: string, saying: Saying, signal: AbortSignal) => Promise<GatewayAnswer>

/** A user's word that a peer's new identity key is accepted. */
export interface Acceptance extends Pick<Saying, 'ref' | 'provider' | 'peer' | 'custody'> {
  /** As `identity.changed` said it. */
  readonly identityKey: string
}

/** Has the vault pin a peer's new identity key; the gateway's answer. A repetition is fine. */
export type Accept = (acceptance: Acceptance, signal: AbortSignal) => Promise<GatewayAnswer>

/** What saying stands on. */
export interface SayingDeps {
  readonly state: Pick<AgentState, 'findOutgoing' | 'putOutgoing' | 'answerOutgoing' | 'removeOutgoing' | 'nextNumber'>
  readonly channel: Pick<VaultChannel, 'seal'>
  readonly call: CallGateway
  readonly userOf: UserOf
  /** ms */
  readonly now: () => number
}

const ACCEPTED = 202

interface Ends { readonly key: string; readonly from: UserId; readonly to: UserId; readonly digest: Uint8Array; readonly saying: Saying }

/** Messages are sealed, numbered and written down before they are sent; those of a conversation go one after another. */
export const createSaying = ({ state, channel, call, userOf, now }: SayingDeps): { readonly say: Say; readonly accept: Accept } => {
  const turns = createTurns()

  const seal = async ({ key, from, to, digest, saying: { ref, provider, peer, content, custody = 'VAULT' } }: Ends): Promise<string> => {
    const json = Buffer.from(JSON.stringify({ id: key, sentAtMs: now(), ...content }))
    const messageId = readId(json)
    const number = state.nextNumber(from, to, now())
    const sealed = await channel.seal({ messageId, submissionId: submissionId(key), from, to, provider: partyId(provider), custody, number }, json, now())
    const attachments = attachmentsOf(json)
    const body = JSON.stringify({ ref, provider, peer, ...sealed, ...(attachments.length === 0 ? {} : { attachments }) })
    state.putOutgoing({ key, digest, number, body }, now())
    return body
  }

  const post = (key: string, body: string, signal: AbortSignal): Promise<GatewayAnswer> => call({ method: 'POST', path: '/messages', body, idempotencyKey: key, signal })

  const send = async (ends: Ends, signal: AbortSignal): Promise<GatewayAnswer> => {
    const { key, digest } = ends
    const known = state.findOutgoing(key)
    if (known !== undefined && !Buffer.from(known.digest).equals(digest)) throw new GatewayError('CONFLICT', 'this Idempotency-Key was used for another message')
    if (known?.answer !== undefined) return { status: ACCEPTED, text: known.answer, retryAfter: undefined }
    let answer = await post(key, known?.body ?? await seal(ends), signal)
    // What was written down before a kill or a silence may be older than what the vault took since. Were it on record, this would not be the answer.
    if (known !== undefined && !isDone(answer) && codeOf(answer) === 'MALFORMED') answer = await post(key, await seal(ends), signal)
    if (isDone(answer)) state.answerOutgoing(key, answer.text)
    else if (answer.status < 500 && answer.status !== 429) state.removeOutgoing(key)
    return answer
  }

  const endsOf = async ({ ref, provider, peer }: Pick<Saying, 'ref' | 'provider' | 'peer'>, signal: AbortSignal) => {
    const to = userId(peer)
    const from = await userOf(ref, partyId(provider), signal)
    if (from === undefined) throw new GatewayError('NOT_FOUND', 'this user has no keys for this provider yet')
    return { from, to }
  }

  const say: Say = async (key, saying, signal) => {
    submissionId(key)
    const { from, to } = await endsOf(saying, signal)
    const digest = hash('sha256', JSON.stringify([saying.ref, saying.provider, saying.peer, saying.custody ?? 'VAULT', sorted(saying.content)]), 'buffer')
    return turns(`${from} ${to}`, () => send({ key, from, to, digest, saying }, signal))
  }

  const accept: Accept = async ({ ref, provider, peer, identityKey, custody = 'VAULT' }, signal) => {
    const { from, to } = await endsOf({ ref, provider, peer }, signal)
    return turns(`${from} ${to}`, async () => {
      const json = Buffer.from(JSON.stringify({ id: randomUUID(), kind: 'acceptIdentity', sentAtMs: now(), identityKey }))
      const facts = { messageId: readId(json), submissionId: submissionId(randomUUID()), from, to, provider: partyId(provider), custody, number: state.nextNumber(from, to, now()) }
      const body = JSON.stringify({ provider, decision: 'acceptIdentity', ...await channel.seal(facts, json, now()) })
      return call({ method: 'POST', path: `/users/${encodeURIComponent(ref)}/contacts/${peer}`, body, signal })
    })
  }

  return { say, accept }
}

/** Refuses here what the vault would refuse without saying why. */
const readId = (json: Uint8Array): string => {
  try {
    return checkSaid(json)
  } catch (error) {
    if (error instanceof GatewayError) throw new GatewayError('MALFORMED', error.detail)
    throw error
  }
}

/** The same for the same members in another order. */
const sorted = (content: Readonly<Record<string, unknown>>): unknown => Object.entries(content).toSorted(([one], [other]) => (one < other ? -1 : 1))
