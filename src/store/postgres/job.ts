// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../model/ids.ts'
import type { Verdict } from '../committer.ts'
import type { Effects } from '../effects.ts'
import type { Session } from './session.ts'

/** What every writer works with, inside a transaction. */
export interface WriteContext {
  readonly session: Session
  readonly effects: Effects
}

/** One kind of work: data in, outcomes out. Nothing of it is held by a closure, so a batch can be run again as it was. */
export interface Kind<Asked, Told> {
  /** Changes what decisions rest on: alone among all nodes, and alone in its savepoint, since it may have to be taken back. */
  readonly isChange: boolean
  /** The parties for which it may add mailbox or event rows. */
  parties(asked: Asked): readonly PartyId[]
  /** Does consecutive jobs in their order; one verdict for each. */
  run(context: WriteContext, asked: readonly Asked[]): Promise<readonly Verdict<Told>[]>
}

/** One caller's share of a transaction. */
export interface Job {
  readonly kind: Kind<unknown, unknown>
  readonly asked: unknown
  resolve(told: unknown): void
  reject(error: unknown): void
}

/** A kind whose jobs are each done by themselves, and never taken back. */
export const oneByOne = <Asked, Told>(
  run: (context: WriteContext, asked: Asked) => Promise<Told>, parties: (asked: Asked) => readonly PartyId[] = () => [],
): Kind<Asked, Told> => ({
  isChange: false,
  parties,
  run: async (context, asked) => {
    const verdicts: Verdict<Told>[] = []
    for (const one of asked) verdicts.push({ value: await run(context, one) })
    return verdicts
  },
})

/** A kind whose jobs one statement does all together. */
export const allAtOnce = <Asked, Told>(
  run: (context: WriteContext, asked: readonly Asked[]) => Promise<readonly Told[]>, parties: (asked: Asked) => readonly PartyId[] = () => [],
): Kind<Asked, Told> => ({ isChange: false, parties, run: async (context, asked) => (await run(context, asked)).map((value) => ({ value })) })
