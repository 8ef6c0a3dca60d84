// SPDX-License-Identifier: Apache-2.0
import type { UserId } from '../../model/ids.ts'
import type { DeviceTransport } from '../transport.ts'
import type { DeviceClient, Page } from './client.ts'
import { reissueToken, requestContact } from './contacts.ts'
import { createInvite, requestByInvite, revokeInvite } from './inviting.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'
import { prepareEnlistment, prepareIdentityChange } from './enlisting.ts'
import { fileCalls } from './files.ts'
import { claimOf, renewStatement } from './listing.ts'
import type { Parts } from './parts.ts'
import { dueReceipt, receiptSettings, setReceipts } from './receipts.ts'
import { prepareReport, sendReport } from './reporting.ts'
import { createRounds } from './rounds.ts'
import type { Rounds } from './rounds.ts'
import { sayingCalls } from './saying.ts'
import { contactView, requestView } from './views.ts'

/** Rows in one answer, at most and when the caller does not say. */
const MAX_PAGE = 500
const DEFAULT_PAGE = 100

/** The calls of an open device, and what it does by itself meanwhile. */
export const createCalls = (parts: Parts, transport: DeviceTransport): DeviceClient => {
  const rounds = createRounds(parts, transport)
  const { context, events, close } = parts
  return {
    on: (name, listener) => events.on(name, listener),
    get userId() { return context.state.own.find()?.address.user },
    get receipts() { return receiptSettings(context) },
    ...enlistmentCalls(context, rounds),
    ...contactCalls(parts),
    ...messageCalls(parts),
    ...fileCalls(context),
    ...reportCalls(parts),
    tick: () => rounds.tick(),
    idle: () => context.tasks.idle(),
    close: async () => {
      await rounds.end()
      await close()
    },
  }
}

type EnlistmentCalls = Pick<DeviceClient, 'prepareEnlistment' | 'enlist' | 'prepareIdentityChange' | 'changeIdentity'
  | 'prepareStatementRenewal' | 'renewStatement' | 'refillPrekeys'>

const enlistmentCalls = (context: Context, rounds: Rounds): EnlistmentCalls => ({
  prepareEnlistment: ({ userId, deviceId }) => prepareEnlistment(context, userId, deviceId),
  enlist: (terms) => rounds.enlist('current', terms),
  prepareIdentityChange: () => prepareIdentityChange(context),
  changeIdentity: async (terms) => {
    await rounds.enlist('next', terms)
    for (const user of context.state.outbox.peers()) context.wake(user)
  },
  prepareStatementRenewal: () => {
    const own = requireOwn(context)
    return claimOf(own, own.listVersion + 1)
  },
  renewStatement: ({ identityStatement }) => renewStatement(context, identityStatement),
  refillPrekeys: () => rounds.tend(),
})

type ContactCalls = Pick<DeviceClient, 'requestContact' | 'createInvite' | 'revokeInvite' | 'requestByInvite' | 'contacts' | 'contact' | 'requests' | 'decide' | 'withdraw' | 'block' | 'reissueToken'
  | 'safetyNumber' | 'changedSafetyNumber' | 'acceptIdentity'>

const contactCalls = ({ context, keyring, decisions }: Parts): ContactCalls => {
  const { peers, requests } = context.state
  const view = (user: UserId): ReturnType<DeviceClient['contact']> => {
    const peer = peers.find(user)
    return peer && contactView(peer)
  }
  const safetyNumber = (user: UserId, identityKey: Uint8Array | undefined): string | undefined => {
    const { address, identity } = requireOwn(context)
    return identityKey && context.crypto.safetyNumber({ user: address.user, identityKey: identity.publicKey }, { user, identityKey })
  }
  return {
    requestContact: async ({ toAddress, purposes = ['chat'] }) => ({ leftToday: await requestContact(context, toAddress, purposes) }),
    createInvite: (wish = {}) => createInvite(context, wish),
    revokeInvite: (id) => revokeInvite(context, id),
    requestByInvite: async (link, options) => ({ leftToday: await requestByInvite(context, link, options?.purposes ?? ['chat']) }),
    contacts: () => peers.list().map(contactView),
    contact: view,
    requests: () => requests.list().filter(({ decision }) => decision === undefined).map(requestView),
    decide: ({ decision, ...subject }) => decisions.decide(subject, decision),
    withdraw: (peer) => decisions.decide({ peer }, 'withdraw'),
    block: (peer) => decisions.decide({ peer }, 'block'),
    reissueToken: (peer) => reissueToken(context, peer),
    safetyNumber: (user) => safetyNumber(user, peers.find(user)?.identityKey),
    changedSafetyNumber: (user) => safetyNumber(user, peers.find(user)?.changed?.identityKey),
    acceptIdentity: async (user) => {
      await keyring.accept(user)
      context.wake(user)
    },
  }
}

type MessageCalls = Pick<DeviceClient, 'send' | 'sendAttachment' | 'react' | 'edit' | 'deleteMessage' | 'typing' | 'status' | 'sent' | 'inbox' | 'markRead' | 'discard' | 'refusals' | 'setReceipts'>

const messageCalls = (parts: Parts): MessageCalls => {
  const { context } = parts
  const { state, commit } = context
  const status: DeviceClient['status'] = (id) => {
    const message = state.sent.find(id)
    return message && { messageId: message.messageId, peer: message.peer, state: message.state, reason: message.reason }
  }
  return {
    status,
    ...sayingCalls(parts, status),
    sent: (page) => state.sent.list(...bounds(page)),
    inbox: (page) => state.inbox.list(...bounds(page)),
    markRead: (peer, messageIds) => {
      commit(() => {
        for (const id of messageIds) if (state.inbox.markRead(peer, id, context.now())) dueReceipt(context, peer, 'read', id)
      })
      context.wake(peer)
    },
    discard: ({ upTo, keepReportable = false }) => {
      commit(() => {
        if (!keepReportable) state.proofs.discard(upTo)
        state.inbox.discard(upTo)
      })
    },
    refusals: (options = {}) => state.inbound.refused(bounds(options)[1]),
    setReceipts: (settings) => { setReceipts(context, settings) },
  }
}

const reportCalls = ({ context, decisions, moderationKey }: Parts): Pick<DeviceClient, 'prepareReport' | 'report'> => ({
  prepareReport: (wish) => prepareReport(context, moderationKey, wish),
  report: (draft, { block = false } = {}) => sendReport(context, decisions, draft, block),
})

const bounds = ({ after = 0, limit = DEFAULT_PAGE }: Page = {}): [after: number, limit: number] => [after, Math.min(Math.max(limit, 1), MAX_PAGE)]
