// SPDX-License-Identifier: AGPL-3.0-only
import { hash } from 'node:crypto'
import type { AgreementJwk } from '../model/credentials.ts'
import { GatewayError } from '../model/errors.ts'
import { partyId, userId } from '../model/ids.ts'
import type { UserId } from '../model/ids.ts'
import { reportId } from '../model/reports.ts'
import { decodeDisclosure, encodeDisclosure, sealDisclosure } from '../sdk/reports/index.ts'
import type { DisclosedMessage, Disclosure } from '../sdk/reports/index.ts'
import { commitmentHolds, decodeContent } from '../wire/content/index.ts'
import { ContentRefused } from './channel/index.ts'
import type { VaultChannel } from './channel/index.ts'
import { isDone } from './gateway.ts'
import type { CallGateway, GatewayAnswer } from './gateway.ts'
import type { FoundProof } from './proofs.ts'
import type { AgentState } from './state.ts'
import { createTurns } from './turns.ts'
import type { UserOf } from './users.ts'

/** What a user reports. */
export interface ReportWish {
  readonly ref: string
  readonly provider: string
  readonly peer: string
  /** Ids of their contents, one to five. */
  readonly messages: readonly string[]
  readonly reason: string
  readonly comment?: string
  readonly block?: boolean
}

/**
 * Makes and sends a report under its Idempotency-Key; the gateway's answer. `NOT_FOUND` where a message cannot be reported any more, `REPORT_REFUSED` where the gateway gave what does not prove it,
 * `CONFLICT` where the key was used for something else, `UNKNOWN_REQUEST` without a moderation key.
 */
export type Report = (key: string, wish: ReportWish, signal: AbortSignal) => Promise<GatewayAnswer>

/** What reporting stands on. */
export interface ReportingDeps {
  readonly state: Pick<AgentState, 'findProof' | 'findOutgoing' | 'putOutgoing' | 'answerOutgoing' | 'removeOutgoing'>
  readonly channel: Pick<VaultChannel, 'openProof'>
  readonly call: CallGateway
  readonly userOf: UserOf
  /** Of the core's admission file, which came from the operator; undefined where nobody reads reports. */
  readonly moderationKey: AgreementJwk | undefined
  /** ms */
  readonly now: () => number
}

const TAKEN = 200

/** Reports are proven, sealed and written down before they are sent: one that is sent again is the same. */
export const createReporting = ({ state, channel, call, userOf, moderationKey, now }: ReportingDeps): Report => {
  const turns = createTurns()
  const disclose = createDisclosing(channel)

  const seal = async (key: string, wish: ReportWish, digest: Uint8Array, to: AgreementJwk, signal: AbortSignal): Promise<string> => {
    const { ref, provider, peer, messages, block = false } = wish
    const reporter = await userOf(ref, partyId(provider), signal)
    if (reporter === undefined) throw new GatewayError('NOT_FOUND', 'this user has no keys for this provider yet')
    const found = messages.map((id, at) => state.findProof(reporter, userId(peer), id, now()) ?? unknown(at))
    const disclosure = await disclose(key, reporter, wish, found)
    const body = JSON.stringify({ ref, provider, peer, messages: disclosure.messages.map(named), sealed: await sealDisclosure(encodeDisclosure(disclosure), to), block })
    state.putOutgoing({ key, digest, number: 0, body }, now())
    return body
  }

  const send = async (key: string, wish: ReportWish, to: AgreementJwk, signal: AbortSignal): Promise<GatewayAnswer> => {
    const digest = digestOf(wish)
    const known = state.findOutgoing(key)
    if (known !== undefined && !Buffer.from(known.digest).equals(digest)) throw new GatewayError('CONFLICT', 'this Idempotency-Key was used for something else')
    if (known?.answer !== undefined) return { status: TAKEN, text: known.answer, retryAfter: undefined }
    const answer = await call({ method: 'POST', path: '/reports', body: known?.body ?? await seal(key, wish, digest, to, signal), idempotencyKey: key, signal })
    if (isDone(answer)) state.answerOutgoing(key, answer.text)
    else if (answer.status < 500 && answer.status !== 429) state.removeOutgoing(key)
    return answer
  }

  return async (key, wish, signal) => {
    reportId(key)
    if (moderationKey === undefined) throw new GatewayError('UNKNOWN_REQUEST', 'there is no moderation key; start the agent with --admission and the admission file that the operator gave you')
    return turns(key, () => send(key, wish, moderationKey, signal))
  }
}

const unknown = (at: number): never => {
  throw new GatewayError('NOT_FOUND', `messages[${String(at)}] cannot be reported: it did not come through this agent from this peer, came without proof, or is older than 30 days`)
}

/** A key is for one kind of call, and one wish of it. */
const digestOf = ({ ref, provider, peer, messages, reason, comment = '', block = false }: ReportWish): Buffer =>
  hash('sha256', JSON.stringify(['report', ref, provider, peer, messages, reason, comment, block]), 'buffer')

/** The disclosure, once each proof is that of its message: what does not hold here would not hold for whoever decides. */
const createDisclosing = (channel: ReportingDeps['channel']) => async (key: string, reporter: UserId, { peer, reason, comment = '' }: ReportWish, found: readonly FoundProof[]): Promise<Disclosure> => {
  try {
    const messages = await Promise.all(found.map(async ({ facts, sealed, vouched, heardAtMs }) => {
      // It was heard in time; how long it waited here since says nothing of it.
      const { frankingKey, contentBytes } = await channel.openProof(sealed, facts, heardAtMs)
      return { ...vouched, senderUser: facts.from, recipientUser: facts.to, submissionId: facts.submissionId, frankingKey: text64(frankingKey), content: text64(contentBytes) }
    }))
    const disclosure = decodeDisclosure({ drawbridge: 'report/1', reportId: key, reporter, reportedUser: peer, reason, comment, messages })
    if (!disclosure.messages.every((message, at) => isProven(message, found[at]?.facts.messageId))) throw unproven()
    return disclosure
  } catch (error) {
    if (error instanceof ContentRefused || (error instanceof GatewayError && error.code !== 'REPORT_REFUSED')) throw unproven()
    throw error
  }
}

/** What the gateway checks of a message. */
const named = ({ submissionId: message, senderDevice, gatewayTimeMs, commitment, frank: { keyEpoch, mac } }: DisclosedMessage): object =>
  ({ message, senderDevice, gatewayTimeMs, commitment: text64(commitment), keyEpoch, mac: text64(mac) })

const isProven = ({ commitment, frankingKey, content, senderUser, recipientUser }: DisclosedMessage, messageId: string | undefined): boolean => {
  if (!commitmentHolds(commitment, frankingKey, content)) return false
  const said = decodeContent(content)
  return said.senderUser === senderUser && said.recipientUser === recipientUser && said.messageId === messageId
}

const unproven = (): GatewayError => new GatewayError('REPORT_REFUSED', 'what the gateway gave with a message does not prove it; tell the operator')

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
