// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId, UserId } from '../model/ids.ts'
import { NO_CONDUCT } from '../policy/ladder.ts'
import type { Conduct } from '../policy/ladder.ts'

/** Half of what is remembered: rules look at what was done in the last half hour to hour. */
export const WINDOW_MS = 30 * 60_000
/** Users of all parties of whom one window knows: some 20 MB. For one more the party that has most of them loses its oldest. */
const MAX_USERS = 100_000

type Counted = Exclude<keyof Conduct, 'reporters' | 'activeUsers'>

/** What one user did, or where there is none all users of a party together. */
export interface Doing { readonly party: PartyId; readonly user: UserId | undefined; readonly conduct: Conduct }

/** What users do, counted at this node; a restart forgets it. */
export interface ConductLog {
  sent(party: PartyId, user: UserId, throttled: boolean): void
  repeated(party: PartyId, user: UserId): void
  /** Somebody answered the user's request for contact. */
  answered(party: PartyId, user: UserId, refused: boolean): void
  /** Each user who did something lately, and each party of one. */
  all(): readonly Doing[]
  /** What was done so far counts no more: of a user, or of a party as a whole. */
  forget(party: PartyId, user: UserId | undefined): void
  /** A window is over. */
  turn(): void
}

/** Nobody has done anything yet. */
export const createConductLog = (maxUsers = MAX_USERS): ConductLog => {
  let [before, now] = [createWindow(maxUsers), createWindow(maxUsers)]

  const add = (party: PartyId, user: UserId, ...what: readonly Counted[]): void => { now.add(party, user, what) }

  return {
    sent: (party, user, throttled) => { add(party, user, 'sent', ...(throttled ? ['throttled' as const] : [])) },
    repeated: (party, user) => { add(party, user, 'repeated') },
    answered: (party, user, refused) => { add(party, user, 'answered', ...(refused ? ['refused' as const] : [])) },
    all: () => {
      const together = new Map<PartyId | UserId, Doing>()
      for (const one of [...before.all(), ...now.all()]) {
        const whom = one.user ?? one.party
        together.set(whom, { ...one, conduct: sumOf(together.get(whom)?.conduct ?? NO_CONDUCT, one.conduct) })
      }
      return [...together.values()]
    },
    forget: (party, user) => {
      before.forget(party, user)
      now.forget(party, user)
    },
    turn: () => {
      before = now
      now = createWindow(maxUsers)
    },
  }
}

const createWindow = (maxUsers: number) => {
  const [users, parties] = [new Map<PartyId, Map<UserId, Conduct>>(), new Map<PartyId, Conduct>()]
  let size = 0

  /** The party that has most makes room, so that no party's crowd hides what users of another do. */
  const makeRoom = (): void => {
    const [, most] = [...users].reduce((a, b) => (b[1].size > a[1].size ? b : a))
    const oldest = most.keys().next().value
    if (oldest !== undefined && most.delete(oldest)) size -= 1
  }

  return {
    add: (party: PartyId, user: UserId, what: readonly Counted[]): void => {
      const own = users.get(party) ?? new Map<UserId, Conduct>()
      users.set(party, own)
      const known = own.get(user)
      if (known === undefined && size >= maxUsers) makeRoom()
      if (known === undefined) size += 1
      own.set(user, more(known, what))
      parties.set(party, more(parties.get(party), what))
    },
    all: function* (): Generator<Doing> {
      for (const [party, own] of users) for (const [user, conduct] of own) yield { party, user, conduct }
      for (const [party, conduct] of parties) yield { party, user: undefined, conduct }
    },
    forget: (party: PartyId, user: UserId | undefined): void => {
      if (user === undefined) parties.delete(party)
      else if (users.get(party)?.delete(user) === true) size -= 1
    },
  }
}

const more = (known: Conduct | undefined, what: readonly Counted[]): Conduct => {
  const conduct = { ...(known ?? NO_CONDUCT) }
  for (const one of what) conduct[one] += 1
  return conduct
}

const sumOf = (one: Conduct, other: Conduct): Conduct => ({
  sent: one.sent + other.sent, throttled: one.throttled + other.throttled, repeated: one.repeated + other.repeated,
  answered: one.answered + other.answered, refused: one.refused + other.refused, reporters: 0, activeUsers: undefined,
})
