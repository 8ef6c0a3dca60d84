// SPDX-License-Identifier: AGPL-3.0-only
import type { Member } from '../load/people.ts'

/** What a run shows: kinds of hostility one after the other, and then all at once. */
export const attacks = ['never-read', 'dribble', 'flood', 'http', 'all'] as const
/** One of them. */
export type Attack = (typeof attacks)[number]

/** The attack of a name; undefined of none. Throws for a name of nothing. */
export const attackOf = (name: string | undefined): Attack | undefined => {
  const found = attacks.find((attack) => attack === name)
  if (name !== undefined && found === undefined) throw new Error(`no attack ${name}`)
  return found
}

/** One way to be a nuisance. */
export interface Kind {
  readonly name: string
  readonly attack: Exclude<Attack, 'never-read' | 'all'>
  /** Opens its connections as a party, with keys; a stranger otherwise. */
  readonly isParty: boolean
  /** Of the crowd of a run, what part; or so many connections in any run. */
  readonly share: number | { readonly connections: number }
  /** In what time the gateway must have ended each connection, from its first offence; undefined where it breaks no rule and has to be borne. */
  readonly goneWithinMs: number | undefined
}

/** What a process of attackers is told. */
export interface Orders {
  readonly kind: string
  readonly connections: number
  /** Ports of the links listener and of the core's. */
  readonly linksPort: number
  readonly corePort: number
  /** Who opens links; empty for strangers. */
  readonly members: readonly Member[]
}

/** What became of the attackers of one kind. */
export interface Fate {
  readonly kind: string
  readonly connections: number
  /** Connections that offended, those that came back included. */
  readonly offended: number
  /** Of these, ended by the gateway. */
  readonly gone: number
  /** From the first offence of a connection to its close. */
  readonly goneMs: { readonly p50: number; readonly max: number }
  /** Connections of those who had been ended before, and the longest that one of them lasted. */
  readonly returned: number
  readonly returnedGoneMaxMs: number
  /** Attempts to come back that did not even get a connection, or a link. */
  readonly turnedAway: number
  /** In what time each must be gone; null where nothing says so. */
  readonly goneWithinMs: number | null
  /** Connections that should have been gone and were not. */
  readonly late: number
}

/** Links that one party may have. */
export const LINKS_PER_PARTY = 64

// The gateway's own deadlines, each with the second in which Node or the closing handshake acts on it.
const [HEADERS_MS, CORE_HEADERS_MS, HANDSHAKE_MS, FRAME_MS, AT_ONCE_MS] = [6_000, 11_000, 6_000, 11_000, 2_000]
const QUARTER = 0.25
const FEW = { connections: 8 }

/** Everything that is done to the gateway beside not reading. */
export const kinds: readonly Kind[] = [
  { name: 'silent-connection', attack: 'dribble', isParty: false, share: QUARTER, goneWithinMs: HEADERS_MS },
  { name: 'dribbled-upgrade', attack: 'dribble', isParty: false, share: QUARTER, goneWithinMs: HEADERS_MS },
  { name: 'dribbled-hello', attack: 'dribble', isParty: false, share: QUARTER, goneWithinMs: HANDSHAKE_MS },
  { name: 'dribbled-frame', attack: 'dribble', isParty: true, share: QUARTER, goneWithinMs: FRAME_MS },
  { name: 'requests', attack: 'flood', isParty: true, share: FEW, goneWithinMs: undefined },
  { name: 'pings', attack: 'flood', isParty: true, share: FEW, goneWithinMs: AT_ONCE_MS },
  { name: 'tiny-frames', attack: 'flood', isParty: true, share: FEW, goneWithinMs: AT_ONCE_MS },
  { name: 'fragments', attack: 'flood', isParty: true, share: FEW, goneWithinMs: AT_ONCE_MS },
  { name: 'undecodable', attack: 'flood', isParty: true, share: FEW, goneWithinMs: AT_ONCE_MS },
  { name: 'storm', attack: 'flood', isParty: false, share: { connections: 16 }, goneWithinMs: undefined },
  { name: 'slow-headers', attack: 'http', isParty: false, share: QUARTER, goneWithinMs: CORE_HEADERS_MS },
  { name: 'slow-body', attack: 'http', isParty: false, share: QUARTER, goneWithinMs: CORE_HEADERS_MS },
  { name: 'big-headers', attack: 'http', isParty: false, share: QUARTER, goneWithinMs: AT_ONCE_MS },
  { name: 'kept-alive', attack: 'http', isParty: false, share: QUARTER, goneWithinMs: CORE_HEADERS_MS },
]

/** The kinds of one attack, and how many connections each has in a crowd of so many. */
export const kindsOf = (attack: Attack, crowd: number): readonly (Kind & { readonly connections: number })[] =>
  kinds.filter((kind) => attack === 'all' || kind.attack === attack)
    .map((kind) => ({ ...kind, connections: typeof kind.share === 'number' ? Math.max(1, Math.round(crowd * kind.share)) : kind.share.connections }))
