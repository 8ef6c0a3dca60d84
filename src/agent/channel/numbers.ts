// SPDX-License-Identifier: AGPL-3.0-only
import type { CoreFacts } from '../../model/core-messages.ts'

/** The last message of a conversation that a core took; kept by the core as long as the conversation. */
export type LastTaken = Pick<CoreFacts, 'number' | 'submissionId'>

/**
 * What a running number tells:
 * - `next`: the one that was due; take it and keep it as the last.
 * - `again`: it was taken already, since events come at least once; drop it.
 * - `gap`: something was opened for this conversation and not handed over. Take it, and tell the operator.
 * - `contradicted`: the number was given to two messages. The vault's state was set back to an older one, or somebody opened quietly. Tell the operator.
 */
export type NumberVerdict = 'next' | 'again' | 'gap' | 'contradicted'

/** Judges the running number of what came, by the last one taken of the same ordered pair (`from`, `to`); undefined for the first. */
export const judgeNumber = (last: LastTaken | undefined, { number, submissionId }: LastTaken): NumberVerdict => {
  const due = (last?.number ?? 0) + 1
  if (number === due) return 'next'
  if (number > due) return 'gap'
  return number === last?.number && submissionId !== last.submissionId ? 'contradicted' : 'again'
}
