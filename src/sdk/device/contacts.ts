// SPDX-License-Identifier: Apache-2.0
import type { Contact, ContactRequest } from '../../model/answers.ts'
import { safeDisplayText } from '../../model/display-text.ts'
import { GatewayError } from '../../model/errors.ts'
import type { ErrorCode } from '../../model/errors.ts'
import { address as parseAddress } from '../../model/ids.ts'
import type { PartyId, UserId } from '../../model/ids.ts'
import type { PartyRequest } from '../../model/requests.ts'
import type { ContactDecision, Purpose } from '../../model/values.ts'
import { isUnanswered, pauseAfter } from './asking.ts'
import { requireOwn, requirePeer } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { Lanes } from './lanes.ts'
import { advance } from './progress.ts'
import { sameBytes } from './state/columns.ts'
import type { Standing } from './state/peers.ts'
import type { DecisionSubject, Intent } from './state/requests.ts'
import { contactView, requestView } from './views.ts'

/** Longest address that is shown: a name of 64 and a domain of 253 characters. */
const MAX_ADDRESS_CHARACTERS = 320

/** What became of a decision: in force at the gateway, stored here until the gateway can be told, or not taken by it. */
export type DecisionOutcome =
  | { readonly state: 'done' | 'queued' }
  | { readonly state: 'refused'; readonly reason: ErrorCode }

/** Asks somebody for contact, which is one's own consent; resolves alike whoever the address belongs to. Returns the requests left today. */
export const requestContact = async (context: Context, to: string, purposes: readonly Purpose[]): Promise<number> => {
  const fromUser = requireOwn(context).address.user
  const { leftToday } = await context.ask({ kind: 'requestContact', fromUser, toAddress: parseAddress(to), purposes }, 'recorded')
  return leftToday
}

/**
 * Takes over a grant. A known user stays with the home it was first granted from, and a blocked one stays blocked until the user says
 * otherwise. A grant that comes again, known by its token, changes nothing: the user may have withdrawn since.
 */
export const takeGrant = (context: Context, contact: Contact): void => {
  const { state, commit, emit } = context
  const known = state.peers.find(contact.peerUser)
  if (known !== undefined && known.party !== contact.peerParty) return emit('distrusted', { peer: known.user, reason: 'HOME_CHANGED' })
  const isRepeat = sameBytes(known?.token, contact.consentToken)
  const isAnswer = contact.requestId !== undefined && state.requests.find(contact.requestId)?.decision === 'grant'
  const stays = known !== undefined && (isRepeat || (known.standing === 'blocked' && !isAnswer))
  const standing: Standing = stays ? known.standing : 'granted'
  commit(() => {
    state.peers.grant({
      ...contact, peerDisplayName: safeDisplayText(contact.peerDisplayName), peerAddress: shownAddress(contact.peerAddress, contact.peerParty),
    }, standing)
    emit('contactGranted', contactView(requirePeer(context, contact.peerUser)))
  })
}

/** Takes note that somebody asks for contact. */
export const takeRequest = ({ state, commit, emit, now }: Context, request: ContactRequest): void => {
  commit(() => {
    const isNew = state.requests.save({
      ...request, fromDisplayName: safeDisplayText(request.fromDisplayName), inboxLabel: safeDisplayText(request.inboxLabel),
      fromAddress: shownAddress(request.fromAddress, request.fromParty),
    }, now())
    const saved = isNew ? state.requests.find(request.requestId) : undefined
    if (saved !== undefined) emit('contactRequested', requestView(saved))
  })
}

/** The user's decisions: in force here at once, and told to the gateway as soon as it can be reached. */
export interface Decisions {
  /** Throws `NOT_A_CONTACT` for a peer that is not known. */
  decide(subject: DecisionSubject, decision: ContactDecision | 'withdraw'): Promise<DecisionOutcome>
  /** Tells the gateway what it does not know yet. */
  flush(): Promise<void>
}

/** Decisions over `context`, told one after another through `lanes`. */
export const createDecisions = (context: Context, lanes: Lanes): Decisions => {
  const { state, commit } = context
  const outcomes = new Map<number, DecisionOutcome>()
  const flush = (): Promise<void> => lanes.run('decisions', async () => {
    for (const intent of state.requests.intents()) {
      const outcome = await tell(context, intent)
      if (outcome === undefined) return
      commit(() => { state.requests.confirmed(intent.seq) })
      if (awaited.has(intent.seq)) outcomes.set(intent.seq, outcome)
    }
  })
  const awaited = new Set<number>()
  return {
    flush,
    decide: async (subject, decision) => {
      const seq = commit(() => {
        takeHold(context, subject, decision)
        return state.requests.intend(subject, decision)
      })
      awaited.add(seq)
      await flush()
      awaited.delete(seq)
      const outcome = outcomes.get(seq) ?? { state: 'queued' }
      outcomes.delete(seq)
      return outcome
    },
  }
}

/** A new token in place of one that was lost. */
export const reissueToken = async (context: Context, peer: UserId): Promise<void> => {
  const user = requireOwn(context).address.user
  takeGrant(context, await context.ask({ kind: 'reissueToken', user, peerUser: peer }, 'contact'))
}

/** An address as it may be shown; empty when it lies in the domain of another party, for which the user's home cannot speak. */
const shownAddress = (text: string, home: PartyId): string => {
  const shown = safeDisplayText(text, MAX_ADDRESS_CHARACTERS)
  const at = shown.indexOf('@')
  return at < 0 || shown.slice(at + 1) === home ? shown : ''
}

/** What a decision means on this device, before anybody else knows of it. */
const takeHold = (context: Context, subject: DecisionSubject, decision: Intent['decision']): void => {
  const { state } = context
  if ('requestId' in subject) {
    if (decision !== 'withdraw') state.requests.decide(subject.requestId, decision)
    return
  }
  const { user, standing } = requirePeer(context, subject.peer)
  if (decision === 'grant') return standing === 'granted' ? undefined : state.peers.stand(user, 'reopening')
  state.peers.stand(user, decision === 'block' ? 'blocked' : 'withdrawn')
  for (const messageId of state.sent.queuedFor(user)) advance(context, messageId, 'refused', 'BLOCKED')
  for (const item of state.outbox.allFor(user)) state.outbox.remove(item.submissionId)
  state.dueReceipts.clearPeer(user)
}

/** Tells one decision; undefined when the gateway cannot be told now. */
const tell = async (context: Context, intent: Intent): Promise<DecisionOutcome | undefined> => {
  try {
    await context.ask(requestOf(context, intent), 'done')
    return { state: 'done' }
  } catch (error) {
    if (isUnanswered(error) || pauseAfter(error, 0) !== undefined) return undefined
    if (error instanceof GatewayError) return { state: 'refused', reason: error.code }
    if (error instanceof DeviceError) return undefined
    throw error
  }
}

const requestOf = (context: Context, { subject, decision }: Intent): PartyRequest => {
  const { user } = requireOwn(context).address
  if (decision !== 'withdraw') {
    return { kind: 'decideContact', user, decision, subject: 'peer' in subject ? { peerUser: subject.peer } : subject }
  }
  if ('requestId' in subject) throw new TypeError('only a grant can be withdrawn')
  return { kind: 'withdrawConsent', user, peerUser: subject.peer }
}
