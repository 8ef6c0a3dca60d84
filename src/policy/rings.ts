// SPDX-License-Identifier: AGPL-3.0-only
import type { Standing, UserFacts, VersionStamp } from '../model/standing.ts'

/** Everything but consent: live agreements, nobody suspended, a pair across the bridge, both taking part. */
export const mayMeet = (one: UserFacts, other: UserFacts): boolean => {
  const open = [agreementsLive(one, other), acrossTheBridge(one, other), takesPart(one), takesPart(other), !one.suspended, !other.suspended]
  return open.every(Boolean)
}

/** The versions of every row that a decision about this pair rests on. */
export const stampsOf = (standing: Standing, sender: UserFacts, recipient: UserFacts): readonly VersionStamp[] => [
  ...ofUser(sender),
  ...ofUser(recipient),
  { of: 'consent', owner: recipient.user, peer: sender.user, version: standing.recipientConsent?.version ?? 0 },
  { of: 'consent', owner: sender.user, peer: recipient.user, version: standing.senderConsent?.version ?? 0 },
]

/** True when both agreements are live. */
const agreementsLive = (sender: UserFacts, recipient: UserFacts): boolean =>
  sender.home.state === 'live' && recipient.home.state === 'live'

/** True when one user is the core's, the other a provider's, and the core user is enlisted for exactly that provider. */
const acrossTheBridge = (one: UserFacts, other: UserFacts): boolean => {
  const core = one.home.role === 'core' ? one : other
  const outside = core === one ? other : one
  return core.home.role === 'core' && outside.home.role === 'provider' && core.forProvider === outside.home.party
}

/** Rings 1 and 2 for one user: a core user must have opted in and allowed the provider; a provider's user takes part by enlisting. */
const takesPart = (user: UserFacts): boolean =>
  user.home.role === 'provider' || (user.participation?.optedIn === true && user.participation.providerAllowed)

const ofUser = (user: UserFacts): VersionStamp[] => [
  { of: 'user', user: user.user, version: user.version },
  { of: 'party', party: user.home.party, version: user.home.version },
  ...(user.participation ? [{ of: 'person', person: user.participation.person, version: user.participation.version } as const] : []),
]
