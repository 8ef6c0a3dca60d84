// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { CoreEventBody, LostReason } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { Admitted } from '../model/proofs/admitted.ts'
import type { UserFacts } from '../model/standing.ts'
import { MOVED } from '../registry/optimistic.ts'
import { eventWrite } from '../registry/sealed-event.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Asked, Opened } from '../vault/protocol/calls.ts'
import { CallRefused, VaultGone } from '../vault/protocol/client.ts'
import type { EpochKeys } from './epoch-keys.ts'
import { failedNotice } from './failed-notice.ts'
import type { RelayDeps, VaultSide } from './ports.ts'
import type { Renewals } from './renewals.ts'
import { createRetryAsking } from './retry-asking.ts'
import { afterThese, conversationKey } from './vault-work.ts'
import type { VaultRows, VaultWork } from './vault-work.ts'

/** What became of the head of a conversation. */
export type Step =
  | 'gone' // it waits no more
  | 'passed' // it is not for a vault, or its time is over: what is behind it may go on
  | 'rest' // it cannot be opened now, and nothing overtakes it
  | 'untrusted' // it stays until the core has accepted the sender's new identity
  | typeof MOVED // something moved meanwhile: look again

/** What opening stands on. */
export interface OpeningParts {
  readonly side: VaultSide
  readonly work: VaultWork
  readonly epochKeys: EpochKeys
  readonly renewals: Renewals
}

interface Case {
  readonly row: MailboxRow
  readonly proof: Admitted
  readonly sender: UserFacts
  readonly recipient: UserFacts
  readonly rows: VaultRows
}

/** Opens one message that waits for a user of a vault and hands it over to the core as an event, or says why not. Rejects for what may be tried later. */
export const createOpening = (deps: RelayDeps, parts: OpeningParts) => {
  const { side, work, renewals } = parts
  const { store, now } = deps
  const { vaults, envelopes } = side
  const endings = createEndings(deps, side)
  const handOver = createHandingOver(deps, parts)

  const refused = async (of: Case, { refused: word, retry }: CallRefused): Promise<Step> => {
    if (word === 'busy') return 'rest'
    if (word === 'untrusted-identity') return endings.untrusted(of)
    if (isLost(word)) return endings.lost(of, word, retry)
    deps.events.vaultRefused(word)
    // The key-encryption key comes back with the right start secret.
    if (word === 'unknown-key') return 'rest'
    // It may remember what was given up after it had been asked.
    if (word === 'rolled-back') await work.discard(of.row.recipientUser, of.row.senderUser, afterThese(of.rows))
    return endings.attempted(of.row)
  }

  const answered = (of: Case, answer: Opened | Asked): Promise<Step> => {
    if ('conversation' in answer) return handOver(of, answer)
    const { row } = of
    if (answer.asked.renew) renewals.due(row.recipientUser, row.senderUser, row.senderDevice)
    return endings.askedBack(of, answer.asked)
  }

  const open = async (of: Case): Promise<Step> => {
    const { row, sender, rows: { account, conversation, proof } } = of
    const { type, ciphertext } = envelopes.decode(row.envelope)
    try {
      const prekeys = type === 3 ? await store.read.vaultPrekeys(row.recipientUser, envelopes.prekeysNamedBy(ciphertext)) : []
      const answer = await vaults.call({
        call: 'open', account, conversation, type, ciphertext, prekeys, proof, now: now(),
        facts: {
          submissionId: row.submissionId, peer: row.senderUser, peerDevice: row.senderDevice, peerCustody: sender.custody,
          gatewayTimeMs: row.gatewayTimeMs, commitment: row.commitment,
        },
      }, work.patience())
      return await answered(of, answer)
    } catch (error) {
      if (error instanceof CallRefused) return refused(of, error)
      if (error instanceof VaultGone || isAborted(error)) return 'rest'
      throw error
    }
  }

  /** Judged as for a link, then opened in the conversation's turn. */
  return async (row: MailboxRow): Promise<Step> => {
    const standing = await store.read.standing(row.senderUser, row.recipientUser)
    const { sender, recipient } = standing
    if (recipient?.custody !== 'VAULT' || row.expiresAt <= deps.patientNow()) return 'passed'
    if (recipient.home.state === 'suspended') return 'rest'
    const decision = admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing)
    if ('denied' in decision || sender === undefined) return endings.withheld(row)
    return work.turns(conversationKey(row.recipientUser, row.senderUser), async () => {
      const rows = await work.read(recipient, sender)
      if (rows === undefined) return endings.attempted(row)
      return open({ row, proof: decision.granted, sender, recipient, rows })
    })
  }
}

/** Hands over what was opened, or tells the vault that it did not come to that. */
const createHandingOver = ({ store, events, sealer, now }: RelayDeps, { work, epochKeys, renewals }: OpeningParts) => {
  const commit = async ({ row, proof, recipient, rows }: Case, opened: Opened): Promise<Step> => {
    const { user, peer } = { user: row.recipientUser, peer: row.senderUser }
    const epochKey = await epochKeys(user, peer, opened.epoch, now())
    if (epochKey === undefined) return MOVED
    const { submissionId, gatewayTimeMs } = row
    const event = eventWrite(sealer, recipient.home.party, user, now(), {
      kind: 'messageOpened', user, peerUser: peer, submissionId, gatewayTimeMs, late: row.attempt > 0, number: opened.number, content: opened.content, epochKey,
    } satisfies CoreEventBody)
    const outcome = await store.write.handOver({
      expect: proof.versions, party: row.recipientParty, mailbox: row.id, event, used: opened.used, atMs: now(),
      conversation: { user, peer, version: opened.conversation.version, state: opened.conversation.bytes },
      account: opened.state && { ...rows.accountRow, version: opened.state.version, state: opened.state.bytes },
    })
    if ('moved' in outcome) return MOVED
    events.messageDelivered(row.recipientParty, 1)
    if (opened.asked?.renew === true) renewals.due(user, peer, row.senderDevice)
    return 'gone'
  }

  return async (of: Case, opened: Opened): Promise<Step> => {
    let step: Step = MOVED
    try {
      step = await commit(of, opened)
    } finally {
      if (step === MOVED) await work.discard(of.row.recipientUser, of.row.senderUser, opened)
    }
    return step
  }
}

/** How a message ends, or stays, that was not opened. */
const createEndings = (deps: RelayDeps, { envelopes }: VaultSide) => {
  const { store, events, sealer, now } = deps
  const askAgain = createRetryAsking(deps, envelopes)
  return {
    withheld: async ({ recipientParty, id }: MailboxRow): Promise<Step> => {
      await store.write.withhold(recipientParty, [id])
      events.messageWithheld(recipientParty, 1)
      return 'gone'
    },

    /** Cannot be opened, now or later: the core is told, and the sender is asked for it again or told. */
    lost: async ({ row, recipient }: Case, reason: LostReason, retry: Uint8Array | undefined): Promise<Step> => {
      const asked = await askAgain(row, recipient, retry)
      const { recipientUser: user, senderUser: peerUser, submissionId, gatewayTimeMs } = row
      const told = eventWrite(sealer, row.recipientParty, user, now(), { kind: 'messageLost', user, peerUser, submissionId, gatewayTimeMs, reason, asked })
      const notice = asked ? [] : await failedNotice(deps, { ...row, retryRequest: row.commitment.length === 0 })
      await store.write.conclude([row.id], [told, ...notice], { as: 'failed', atMs: now() })
      events.messageRefused(row.recipientParty, reason)
      return 'gone'
    },

    /** The core is told at the first refusal only. */
    untrusted: async ({ row, sender }: Case): Promise<Step> => {
      const peer = row.attempt > 0 ? undefined : await store.read.user(row.senderUser)
      if (peer === undefined) return 'untrusted'
      const told = eventWrite(sealer, row.recipientParty, row.recipientUser, now(), {
        kind: 'identityChanged', user: row.recipientUser, peerUser: row.senderUser, newIdentityKey: peer.identityKey, endorsement: new Uint8Array(0), custody: peer.custody,
      })
      const outcome = await store.write.commit({ expect: [{ of: 'user', user: sender.user, version: sender.version }], writes: [told] })
      if (!('committed' in outcome)) return MOVED
      await store.write.countAttempt(row.recipientParty, row.id)
      return 'untrusted'
    },

    /** Nothing says that it will not go another time; after some times the operator has to look. */
    attempted: async ({ recipientParty, id }: MailboxRow): Promise<Step> => {
      const { parked } = await store.write.countAttempt(recipientParty, id)
      if (!parked) return 'rest'
      events.messageParked(recipientParty, 1)
      return 'gone'
    },

    /** The sender's device could not open what the user had sent: the core has it and may say it anew, in a session that is renewed. */
    askedBack: async ({ row }: Case, { submissionId }: Asked['asked']): Promise<Step> => {
      const { recipientUser: user, recipientDevice: senderDevice } = row
      const sent = await store.read.submission(user, senderDevice, submissionId)
      const told = sent === undefined ? [] : [eventWrite(sealer, row.recipientParty, user, now(), {
        kind: 'messageFailed', user, senderDevice, submissionId, deviceIds: [row.senderDevice],
      })]
      await store.write.conclude([row.id], told, { as: 'delivered', atMs: now() })
      return 'gone'
    },
  }
}

const LOST: ReadonlySet<string> = new Set<LostReason>(['undecryptable', 'no-session', 'missing-prekey', 'duplicate', 'commitment', 'mislabelled'])
const isLost = (word: string): word is LostReason => LOST.has(word)

/** The vault takes too long, or the relay stops. */
const isAborted = (error: unknown): boolean => error instanceof DOMException || (error instanceof GatewayError && error.code === 'UNAVAILABLE')
