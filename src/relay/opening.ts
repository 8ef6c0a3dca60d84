// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { CoreEventBody, LostReason, OpenedProof } from '../model/answers.ts'
import type { PartyId } from '../model/ids.ts'
import type { UserFacts } from '../model/standing.ts'
import { MOVED } from '../registry/optimistic.ts'
import { eventWrite } from '../registry/sealed-event.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Asked, Opened } from '../vault/protocol/calls.ts'
import { CallRefused, VaultGone } from '../vault/protocol/client.ts'
import { createAwaiting } from './awaiting.ts'
import { createConclude } from './case.ts'
import type { Case, Conclude, Step } from './case.ts'
import type { TellIdentity } from './identities.ts'
import type { RelayDeps } from './ports.ts'
import { frankOf } from './push.ts'
import { createResending } from './resending.ts'
import { isAborted } from './refusals.ts'
import type { SealCalls } from './seal-calls.ts'
import { afterThese, conversationKey } from './vault-work.ts'
import type { VaultingParts } from './vault-work.ts'

/** What opening stands on. */
export interface OpeningParts extends VaultingParts {
  readonly calls: SealCalls
  readonly tellIdentity: TellIdentity
  /** Something urgent was stored for a party. */
  readonly urgent: (party: PartyId) => void
}

/** What the handover asks of each message. */
export interface Opening {
  /** Opens one message that waits for a user of a vault and hands it over to the core as an event, or says why not. Rejects for what may be tried later. */
  open(row: MailboxRow): Promise<Step>
  /** Tells the core of awaited resends whose time is over. */
  giveUpOverdue(): Promise<void>
}

/** Opening over the store and the vaults. */
export const createOpening = (deps: RelayDeps, parts: OpeningParts): Opening => {
  const { side, work, renewals } = parts
  const { store, now } = deps
  const { vaults, envelopes } = side
  const conclude = createConclude(deps)
  const endings = createEndings(deps, parts, conclude)
  const awaiting = createAwaiting(deps, side, conclude)
  const handOver = createHandingOver(deps, parts)

  const refused = async (of: Case, { refused: word, retry }: CallRefused): Promise<Step> => {
    if (word === 'busy') return 'rest'
    if (word === 'untrusted-identity') return endings.untrusted(of)
    if (isLost(word)) return awaiting.failed(of, word, retry)
    deps.events.vaultRefused(word)
    // A list that names the sender's provider may come yet, or a statement that holds: the message is not to blame.
    if (word === 'statement-refused') return 'untrusted'
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

  /** What was opened waits as events, which nobody's limits bound: beyond those of the pair it stays in the mailbox, where they hold, and expires there. */
  const isFull = async ({ recipientUser, senderUser, envelope }: MailboxRow, { home: { limits } }: UserFacts): Promise<boolean> => {
    const { count, bytes } = await store.read.eventsAbout(recipientUser, senderUser, limits.queuedPerPair)
    return count >= limits.queuedPerPair || (count > 0 && bytes + envelope.length > limits.queuedBytesPerPair)
  }

  /** Judged as for a link, then opened in the conversation's turn. */
  const judge = async (row: MailboxRow): Promise<Step> => {
    const standing = await store.read.standing(row.senderUser, row.recipientUser)
    const { sender, recipient } = standing
    if (recipient?.custody !== 'VAULT' || row.expiresAt <= deps.patientNow()) return 'passed'
    if (recipient.home.state === 'suspended') return 'rest'
    const decision = admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing)
    if ('denied' in decision || sender === undefined) return endings.withheld(row)
    return work.turns(conversationKey(row.recipientUser, row.senderUser), async () => {
      // First: it is asked again and again.
      if (await isFull(row, sender)) return 'full'
      const [rows, awaited] = await Promise.all([work.read(recipient, sender), store.read.vaultAwaited(row.recipientUser, row.submissionId)])
      if (rows === undefined) return endings.attempted(row)
      return open({ row, proof: decision.granted, sender, recipient, rows, awaited })
    })
  }

  return { open: judge, giveUpOverdue: awaiting.giveUpOverdue }
}

/** Hands over what was opened, or tells the vault that it did not come to that. */
const createHandingOver = ({ store, events, sealer, now }: RelayDeps, { work, epochKeys, renewals }: OpeningParts) => {
  const commit = async ({ row, proof, recipient, rows, awaited }: Case, opened: Opened): Promise<Step> => {
    const { user, peer } = { user: row.recipientUser, peer: row.senderUser }
    const epochKey = await epochKeys(user, peer, opened.epoch, now())
    if (epochKey === undefined) return MOVED
    const { submissionId, gatewayTimeMs } = row
    const event = eventWrite(sealer, recipient.home.party, user, now(), {
      kind: 'messageOpened', user, peerUser: peer, submissionId, gatewayTimeMs, late: row.attempt > 0 || awaited !== undefined, number: opened.number, content: opened.content, epochKey,
      proof: proofOf(row, opened),
    } satisfies CoreEventBody)
    const outcome = await store.write.handOver({
      expect: proof.versions, party: row.recipientParty, mailbox: row.id, event, used: opened.used, awaited: awaited?.submissionId, atMs: now(),
      conversation: { user, peer, version: opened.conversation.version, state: opened.conversation.bytes },
      account: opened.state && { ...rows.accountRow, version: opened.state.version, state: opened.state.bytes },
    })
    if ('moved' in outcome) return MOVED
    events.messageDelivered(row.recipientParty, 1)
    events.messageAcked(row.recipientParty, (now() - gatewayTimeMs) / 1000)
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

/** Kept whether or not the core will ask for it: a message is reported after it was read. */
const proofOf = (row: MailboxRow, { proof }: Opened): OpenedProof | undefined => {
  const frank = frankOf(row)
  return frank && { sealed: proof, senderDevice: row.senderDevice, commitment: row.commitment, frank }
}

/** How a message ends, or stays, that was not opened. */
const createEndings = (deps: RelayDeps, parts: OpeningParts, conclude: Conclude) => {
  const { store, events } = deps
  return {
    withheld: async ({ recipientParty, id }: MailboxRow): Promise<Step> => {
      await store.write.withhold(recipientParty, [id])
      events.messageWithheld(recipientParty, 1)
      return 'gone'
    },

    untrusted: async ({ row }: Case): Promise<Step> =>
      (await parts.tellIdentity(row.recipientParty, row.recipientUser, row.senderUser) === MOVED ? MOVED : 'untrusted'),

    /** Nothing says that it will not go another time; after some times the operator has to look. */
    attempted: async ({ recipientParty, id }: MailboxRow): Promise<Step> => {
      const { parked } = await store.write.countAttempt(recipientParty, id)
      if (!parked) return 'rest'
      events.messageParked(recipientParty, 1)
      return 'gone'
    },

    /** The sender's device could not open what the user had sent. */
    askedBack: createResending(deps, parts, conclude),
  }
}

const LOST: ReadonlySet<string> = new Set<LostReason>(['undecryptable', 'no-session', 'missing-prekey', 'duplicate', 'commitment', 'mislabelled'])
const isLost = (word: string): word is LostReason => LOST.has(word)
