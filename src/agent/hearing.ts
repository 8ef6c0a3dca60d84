// SPDX-License-Identifier: AGPL-3.0-only
import type { CoreFacts } from '../model/core-messages.ts'
import { GatewayError } from '../model/errors.ts'
import { partyId, submissionId, userId } from '../model/ids.ts'
import { strictChoice } from '../model/strict-json.ts'
import { ContentRefused } from './channel/index.ts'
import type { VaultChannel } from './channel/index.ts'
import { isDone } from './gateway.ts'
import type { CallGateway, GatewayAnswer } from './gateway.ts'
import type { KeptProof } from './proofs.ts'
import type { AgentState } from './state.ts'
import type { UserOf } from './users.ts'

/** What a caller asks for; `after` acknowledges. */
export interface Asking { readonly after: number; readonly waitSeconds: number; readonly limit: number }

/** An event with its content in the clear. */
export type ToldEvent = Readonly<Record<string, unknown>> & { readonly id: number; readonly type: string }

/** Events, and the cursor that acknowledges them; or the gateway's refusal. */
export type Hearing = (asking: Asking, signal: AbortSignal) => Promise<{ readonly events: readonly ToldEvent[]; readonly next: number } | GatewayAnswer>

/** What hearing stands on. */
export interface HearingDeps {
  readonly state: Pick<AgentState, 'judge' | 'settle' | 'keepProofs'>
  readonly channel: Pick<VaultChannel, 'open'>
  readonly call: CallGateway
  readonly userOf: UserOf
  /** Users may report what they hear. */
  readonly keepsProofs: boolean
  /** ms */
  readonly now: () => number
}

/** The gateway's ids are spread, so that the agent's own events have ids too. */
const SPREAD = 2

/** What nobody is shown, and so nobody reports. */
const UNSHOWN: ReadonlySet<unknown> = new Set(['receipt', 'retry', 'typing'])

interface GatewayEvent extends ToldEvent { readonly ref: string; readonly provider: string }

/** Proofs of what a page tells, with the reference of whoever heard it. */
type Heard = (readonly [ref: string, KeptProof])[]

/** Events of the gateway, opened and judged one after another. */
export const createHearing = ({ state, channel, call, userOf, keepsProofs, now }: HearingDeps): Hearing => {
  const tell = async (event: GatewayEvent, heard: Heard, signal: AbortSignal): Promise<ToldEvent[]> => {
    const id = event.id * SPREAD
    if (event.type !== 'message') return [{ ...event, id }]
    const { content: _content, epochKey: _epochKey, proof: _proof, ...labels } = event
    const { id: _id, type: _type, number: _number, late: _late, ...ends } = labels
    try {
      const { facts, content } = await open(event, signal)
      const { verdict, missing } = state.judge({ ...facts, event: event.id })
      if (verdict === 'again') return [{ ...ends, id, type: 'message.refused', reason: 'again' }]
      if (keepsProofs) heard.push(...proofOf(event, facts, content))
      const odd = { ...ends, id: id - 1 }
      return [
        ...(verdict === 'gap' ? [{ ...odd, type: 'message.missing', missing }] : []), ...(verdict === 'contradicted' ? [{ ...odd, type: 'message.contradicted' }] : []),
        { ...labels, id, content },
      ]
    } catch (error) {
      if (error instanceof ContentRefused) return [{ ...ends, id, type: 'message.refused', reason: error.refused }]
      throw error
    }
  }

  const open = async (event: GatewayEvent, signal: AbortSignal): Promise<{ readonly facts: CoreFacts; readonly content: unknown }> => {
    const sealed = expectedOf(event)
    const to = await userOf(event.ref, sealed.expected.provider, signal)
    if (to === undefined) throw new ContentRefused('other-ends')
    const { facts, json } = await channel.open(sealed, { ...sealed.expected, to }, now())
    return { facts, content: JSON.parse(Buffer.from(json).toString('utf8')) as unknown }
  }

  return async ({ after, waitSeconds, limit }, signal) => {
    const answer = await call({ method: 'GET', path: `/events?after=${Math.floor(after / SPREAD)}&wait=${waitSeconds}&limit=${limit}${keepsProofs ? '&proofs=1' : ''}`, waitMs: waitSeconds * 1_000, signal })
    if (!isDone(answer)) return answer
    state.settle(Math.floor(after / SPREAD))
    const { events, next } = JSON.parse(answer.text) as { readonly events: readonly GatewayEvent[]; readonly next: number }
    const [told, heard]: [ToldEvent[], Heard] = [[], []]
    for (const event of events) told.push(...await tell(event, heard, signal))
    if (heard.length > 0) state.keepProofs(heard, now())
    return { events: told.filter(({ id }) => id > after), next: Math.max(after, next * SPREAD) }
  }
}

/** What of an event is kept for a report: nothing of what is not shown, or where the gateway vouched for nothing. */
const proofOf = ({ ref, epochKey, proof }: GatewayEvent, facts: CoreFacts, content: unknown): Heard => {
  const { sealed, ...vouched } = { ...proof as object } as { readonly sealed?: unknown }
  if (typeof sealed !== 'string' || UNSHOWN.has((content as { readonly kind?: unknown }).kind)) return []
  return [[ref, { facts, sealed: { proof: sealed, epochKey: String(epochKey) }, vouched }]]
}

/** Everything that the gateway says around the content has to be what was sealed. */
const expectedOf = ({ content, epochKey, peer, message, number, provider, custody }: GatewayEvent) => {
  try {
    return {
      content: String(content), epochKey: String(epochKey),
      expected: {
        from: userId(String(peer)), submissionId: submissionId(String(message)), number: Number(number), provider: partyId(provider),
        custody: strictChoice((custody as { readonly peer?: unknown } | undefined)?.peer, 'custody.peer', ['DEVICE', 'VAULT']),
      },
    }
  } catch (error) {
    if (error instanceof GatewayError) throw new ContentRefused('malformed')
    throw error
  }
}
