// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer, TracedMessage, TracedPlace, TraceStage } from '../model/answers.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import { requireHome } from '../registry/own-users.ts'
import type { TracedPlace as StoredPlace, TraceRow } from '../store/rows.ts'
import { TRACE_MS } from '../store/transactors.ts'
import type { RelayDeps } from './ports.ts'

type Trace = Extract<PartyRequest, { kind: 'trace' }>

/**
 * Tells a party what became of a message that one of its users sent or was to receive; of any other as little as of one that
 * never was. The recipient's home sees what it did itself. The sender's home sees acceptance and what events tell it anyway:
 * anything more would tell an unwilling recipient from one who is offline. Throws `SUSPENDED`.
 */
export const createTrace = ({ store, now }: Pick<RelayDeps, 'store' | 'now'>) =>
  async (caller: VerifiedParty, { senderUser, submissionId }: Trace): Promise<Answer> => {
    const { party } = await requireHome(store, caller)
    const [rows, sender] = await Promise.all([store.read.trace(senderUser, submissionId), store.read.user(senderUser)])
    const isSenders = sender?.party === party
    const messages = rows.map((row) => (isSenders ? toSender(row, now()) : toRecipient(row, party)))
    return { kind: 'traced', messages: messages.filter(({ places }) => places.length > 0) }
  }

/**
 * As long after acceptance no trace is swept, so every envelope still shows. Later those that ended would be gone and those
 * that are held back would not: then nothing is told any more.
 */
const toSender = ({ senderDevice, gatewayTimeMs, places }: TraceRow, now: number): TracedMessage => ({
  senderDevice, gatewayTimeMs, places: now - gatewayTimeMs < TRACE_MS ? places.map(placeToSender) : [],
})

const placeToSender = ({ deviceId, state, endedAtMs = 0 }: StoredPlace): TracedPlace => {
  const stage = state === 'expired' ? 'expired' : state === 'failed' || state === 'dropped' ? 'failed' : 'accepted'
  return { deviceId, stage, attempts: 0, pushedTimeMs: 0, endedTimeMs: stage === 'accepted' ? 0 : endedAtMs }
}

const toRecipient = ({ senderDevice, gatewayTimeMs, places }: TraceRow, party: VerifiedParty['party']): TracedMessage => ({
  senderDevice, gatewayTimeMs, places: places.filter((place) => place.recipientParty === party).flatMap(placeToRecipient),
})

const placeToRecipient = ({ deviceId, state, attempts, pushedAtMs = 0, endedAtMs = 0 }: StoredPlace): TracedPlace[] => {
  const stage = STAGES[state]
  return stage === undefined ? [] : [{ deviceId, stage, attempts, pushedTimeMs: pushedAtMs, endedTimeMs: endedAtMs }]
}

/** What the recipient's home may know. What is withheld is none of its business (its sender may be suspended): it is as if it were not there. */
const STAGES: Readonly<Record<StoredPlace['state'], TraceStage | undefined>> = {
  waiting: 'waiting', withheld: undefined, parked: 'parked', delivered: 'delivered', expired: 'expired', failed: 'failed', dropped: 'failed',
}
