// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../model/ids.ts'
import { NO_CONDUCT } from '../policy/ladder.ts'
import type { Conduct } from '../policy/ladder.ts'

/** Half of what is remembered: rules look at what was done in the last half hour to hour. */
export const WINDOW_MS = 30 * 60_000
/** Users of whom one window knows: some 20 MB. Of more only those are counted who came first, and all anew in the next. */
const MAX_USERS = 100_000

type Counted = Exclude<keyof Conduct, 'reporters'>

/** What one user did. */
export interface UserConduct { readonly party: PartyId; readonly user: UserId; readonly conduct: Conduct }

/** What users do, counted at this node; a restart forgets it. */
export interface ConductLog {
  sent(party: PartyId, user: UserId, throttled: boolean): void
  repeated(party: PartyId, user: UserId): void
  /** Somebody answered the user's request for contact. */
  answered(party: PartyId, user: UserId, refused: boolean): void
  /** Everybody who did something lately. */
  users(): readonly UserConduct[]
  /** A window is over. */
  turn(): void
}

/** Nobody has done anything yet. */
export const createConductLog = (): ConductLog => {
  let [before, now] = [new Map<UserId, UserConduct>(), new Map<UserId, UserConduct>()]

  const add = (party: PartyId, user: UserId, ...what: readonly Counted[]): void => {
    const known = now.get(user)
    if (known === undefined && now.size >= MAX_USERS) return
    const conduct = { ...(known?.conduct ?? NO_CONDUCT) }
    for (const one of what) conduct[one] += 1
    now.set(user, { party, user, conduct })
  }

  return {
    sent: (party, user, throttled) => { add(party, user, 'sent', ...(throttled ? ['throttled' as const] : [])) },
    repeated: (party, user) => { add(party, user, 'repeated') },
    answered: (party, user, refused) => { add(party, user, 'answered', ...(refused ? ['refused' as const] : [])) },
    users: () => [...new Set([...before.keys(), ...now.keys()])].flatMap((user) => {
      const [old, fresh] = [before.get(user), now.get(user)]
      const one = fresh ?? old
      return one === undefined ? [] : [{ ...one, conduct: sumOf([old, fresh].flatMap((part) => part?.conduct ?? [])) }]
    }),
    turn: () => {
      before = now
      now = new Map()
    },
  }
}

/** What several did together. */
export const sumOf = (parts: readonly Conduct[]): Conduct => parts.reduce((sum, part) => ({
  sent: sum.sent + part.sent, throttled: sum.throttled + part.throttled, repeated: sum.repeated + part.repeated,
  answered: sum.answered + part.answered, refused: sum.refused + part.refused, reporters: sum.reporters + part.reporters,
}), NO_CONDUCT)
