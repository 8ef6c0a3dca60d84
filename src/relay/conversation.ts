// SPDX-License-Identifier: AGPL-3.0-only
import { MOVED } from '../registry/optimistic.ts'
import type { MailboxRow } from '../store/rows.ts'
import type { Step } from './case.ts'

/** Rows that a conversation holds; what is behind them is read when it is their turn. */
const MAX_HELD = 8

/** A conversation under way: of a user with one device, a lane is one. */
export interface Conversation {
  readonly lane: number
  rows: readonly MailboxRow[]
  /** There is more in the store than in `rows`. */
  hasMore: boolean
  /** Rows up to here are not for a vault, or over. */
  passed: number
  failures: number
  endRest: (() => void) | undefined
}

/** With its head, or with what is read of it first. */
export const createConversation = (lane: number, head: MailboxRow | undefined): Conversation =>
  ({ lane, rows: head === undefined ? [] : [head], hasMore: head === undefined, passed: 0, failures: 0, endRest: undefined })

/** Puts a row behind what is held already, or has it read when that is done. */
export const hold = (conversation: Conversation, row: MailboxRow): void => {
  const { rows, hasMore } = conversation
  const isNext = !hasMore && rows.length < MAX_HELD && row.id > (rows.at(-1)?.id ?? Infinity)
  if (isNext) conversation.rows = [...rows, row]
  else conversation.hasMore = true
}

/** Reads what comes next of it. */
export const refill = async (conversation: Conversation, read: (after: number, limit: number) => Promise<readonly MailboxRow[]>): Promise<void> => {
  // Before the read: what comes meanwhile sets it again.
  conversation.hasMore = false
  try {
    conversation.rows = await read(conversation.passed, MAX_HELD)
  } catch (error) {
    conversation.hasMore = true
    throw error
  }
  if (conversation.rows.length === MAX_HELD) conversation.hasMore = true
}

/** Goes on behind its head, or looks at it again where something moved. */
export const goOn = (conversation: Conversation, row: MailboxRow, step: Step): void => {
  if (step === MOVED) {
    lookAgain(conversation)
    return
  }
  conversation.failures = 0
  if (step === 'passed') conversation.passed = row.id
  conversation.rows = conversation.rows.filter(({ id }) => id !== row.id)
}

/** What is held is read anew. */
export const lookAgain = (conversation: Conversation): void => {
  conversation.rows = []
  conversation.hasMore = true
}
