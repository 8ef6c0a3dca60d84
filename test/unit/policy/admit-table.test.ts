// SPDX-License-Identifier: AGPL-3.0-only
import fc from 'fast-check'
import t from 'tap'
import type { Action } from '../../../src/model/proofs/admitted.ts'
import type { Standing, UserFacts, VersionStamp } from '../../../src/model/standing.ts'
import type { AgreementState, ConsentState, Custody, Role } from '../../../src/model/values.ts'
import { admit } from '../../../src/policy/admit.ts'
import { everyCombination } from '../../support/combinations.ts'
import { consent, CONSENT_STATES, CORE, CORE_USER, EGRET, hashOf, HERON, HERON_USER, openStanding, partyFacts, TOKEN_HASH, userFacts } from '../../support/standings.ts'

const SENDERS = ['own', 'own, suspended', 'foreign', 'unknown', 'gateway delivers', 'gateway delivers for a suspended party'] as const
const RECIPIENTS = ['known', 'suspended', 'unknown'] as const
const ROLES = ['provider to core', 'core to provider', 'provider to provider', 'core to core'] as const
const TOKENS = { right: TOKEN_HASH, wrong: hashOf('wrong'), absent: undefined } as const
const PARTICIPATION = { 'takes part': [true, true], 'opted out': [false, true], 'not this provider': [true, false], neither: [false, false], never: undefined } as const

const axes = {
  action: ['submit', 'deliver', 'take-keys', 'reissue-token', 'attach'] as const, sender: SENDERS, recipient: RECIPIENTS, roles: ROLES,
  token: Object.keys(TOKENS) as (keyof typeof TOKENS)[], recipientSays: CONSENT_STATES, senderSays: CONSENT_STATES,
  part: Object.keys(PARTICIPATION) as (keyof typeof PARTICIPATION)[], forProvider: ['this', 'another', 'none'] as const,
  demanded: [undefined, 'DEVICE', 'VAULT'] as const,
}
type Case = ReturnType<typeof everyCombination<typeof axes>> extends Generator<infer One> ? One : never

const user = (id: typeof CORE_USER, role: Role, state: AgreementState, one: Case): UserFacts => {
  const flags = PARTICIPATION[one.part]
  const core = {
    forProvider: { this: HERON, another: EGRET, none: undefined }[one.forProvider],
    participation: flags && { person: 1, optedIn: flags[0], providerAllowed: flags[1], version: 3 },
  }
  return userFacts(id, partyFacts(role === 'core' ? CORE : HERON, role, state), role === 'core' ? core : {})
}

const standingOf = (one: Case): Standing => {
  const [from, to] = one.roles.split(' to ') as [Role, Role]
  return {
    sender: one.sender === 'unknown' ? undefined : user(HERON_USER, from, one.sender.includes('suspended') ? 'suspended' : 'live', one),
    recipient: one.recipient === 'unknown' ? undefined : user(CORE_USER, to, one.recipient === 'suspended' ? 'suspended' : 'live', one),
    recipientConsent: consent(one.recipientSays), senderConsent: consent(one.senderSays),
  }
}

const decide = (one: Case): string => {
  const standing = standingOf(one)
  const own = standing.sender?.home.party ?? HERON
  const asker = one.sender.startsWith('gateway') ? undefined : one.sender === 'foreign' ? EGRET : own
  const decision = admit({ action: one.action, asker, tokenHash: TOKENS[one.token], demandedCustody: one.demanded }, standing)
  return 'denied' in decision ? decision.denied : 'granted'
}

/** What docs/protocol.md says, in its words and order. */
const promised = (one: Case): string => {
  if (one.sender === 'unknown' || one.sender === 'foreign') return 'NOT_YOURS'
  if (one.sender === 'own, suspended') return 'SUSPENDED'
  const agreements = !one.sender.includes('suspended') && one.recipient === 'known'
  const bridge = (one.roles === 'provider to core' || one.roles === 'core to provider') && one.forProvider === 'this'
  const rings = one.part === 'takes part' && one.recipientSays === 'granted' && one.senderSays === 'granted'
  const token = one.token === 'right' || one.action === 'deliver' || one.action === 'reissue-token'
  if (!agreements || !bridge || !rings || !token) return 'NOT_PERMITTED'
  return one.demanded === 'VAULT' ? 'CUSTODY_REFUSED' : 'granted'
}

t.test('every combination of facts is decided as promised', async (t) => {
  const wrong: object[] = []
  const seen = new Map<string, number>()
  for (const one of everyCombination(axes)) {
    const [found, wanted] = [decide(one), promised(one)]
    seen.set(found, (seen.get(found) ?? 0) + 1)
    if (found !== wanted && wrong.length < 5) wrong.push({ ...one, found, wanted })
  }
  t.strictSame(wrong, [])
  t.strictSame([...seen.keys()].toSorted(), ['CUSTODY_REFUSED', 'NOT_PERMITTED', 'NOT_YOURS', 'SUSPENDED', 'granted'], 'no outcome is left untried')
})

const version = fc.nat(1_000_000)
const anyConsent = fc.option(fc.record({
  state: fc.constantFrom<ConsentState>('requested', 'granted', 'denied', 'blocked', 'withdrawn'),
  tokenHash: fc.constantFrom(TOKEN_HASH, hashOf('wrong'), undefined), version,
}), { nil: undefined })
const anyUser = (id: typeof CORE_USER) => fc.option(fc.record<UserFacts>({
  user: fc.constant(id),
  home: fc.record({ party: fc.constantFrom(CORE, HERON), role: fc.constantFrom<Role>('core', 'provider'), state: fc.constantFrom<AgreementState>('live', 'suspended'), limits: fc.constant(partyFacts(CORE, 'core').limits), version }),
  forProvider: fc.constantFrom(HERON, EGRET, undefined),
  participation: fc.option(fc.record({ person: fc.nat(9), optedIn: fc.boolean(), providerAllowed: fc.boolean(), version }), { nil: undefined }),
  custody: fc.constantFrom<Custody>('DEVICE', 'VAULT'), devices: fc.constant([]), deviceListVersion: version, suspended: fc.boolean(), version,
}), { nil: undefined })
const anyStanding = fc.record<Standing>({ sender: anyUser(HERON_USER), recipient: anyUser(CORE_USER), recipientConsent: anyConsent, senderConsent: anyConsent })
const anyAction = fc.constantFrom<Action>('submit', 'deliver', 'take-keys', 'reissue-token', 'attach')

t.test('whatever the facts, a yes means that each ring is open by itself', async (t) => {
  fc.assert(fc.property(anyStanding, anyAction, fc.constantFrom(TOKEN_HASH, undefined), (standing, action, tokenHash) => {
    const decision = admit({ action, asker: standing.sender?.home.party, tokenHash }, standing)
    if ('denied' in decision) return
    const { sender, recipient } = standing
    const core = [sender, recipient].filter((one) => one?.home.role === 'core')
    const outside = [sender, recipient].filter((one) => one?.home.role === 'provider')
    t.equal(core.length, 1)
    t.equal(core[0]?.forProvider, outside[0]?.home.party)
    t.ok(core[0]?.participation?.optedIn && core[0].participation.providerAllowed)
    t.ok(sender?.home.state === 'live' && recipient?.home.state === 'live')
    t.notOk(sender?.suspended || recipient?.suspended)
    t.ok(standing.recipientConsent?.state === 'granted' && standing.senderConsent?.state === 'granted')
    if (action === 'submit' || action === 'take-keys') t.equal(standing.recipientConsent?.tokenHash, tokenHash)
  }), { numRuns: 20_000 })
  t.pass('held')
})

const key = (stamp: VersionStamp): string => JSON.stringify({ ...stamp, version: undefined })

t.test('a yes names every row that it rests on, each once and with the version that was read', async (t) => {
  fc.assert(fc.property(fc.array(version, { minLength: 7, maxLength: 7 }), anyAction, (versions, action) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = versions
    const open = openStanding()
    const standing: Standing = {
      sender: { ...open.sender!, version: a, home: { ...open.sender!.home, version: b } },
      recipient: { ...open.recipient!, version: c, home: { ...open.recipient!.home, version: d }, participation: { ...open.recipient!.participation!, version: e } },
      recipientConsent: { ...open.recipientConsent!, version: f }, senderConsent: { ...open.senderConsent!, version: g },
    }
    const decision = admit({ action, asker: HERON, tokenHash: TOKEN_HASH }, standing)
    const stamps = 'granted' in decision ? decision.granted.versions : []
    const wanted: VersionStamp[] = [
      { of: 'user', user: HERON_USER, version: a }, { of: 'party', party: HERON, version: b },
      { of: 'user', user: CORE_USER, version: c }, { of: 'party', party: CORE, version: d }, { of: 'person', person: 1, version: e },
      { of: 'consent', owner: CORE_USER, peer: HERON_USER, version: f }, { of: 'consent', owner: HERON_USER, peer: CORE_USER, version: g },
    ]
    t.same(stamps.toSorted((x, y) => key(x).localeCompare(key(y))), wanted.toSorted((x, y) => key(x).localeCompare(key(y))))
  }), { numRuns: 200 })
})

const MUTATIONS: readonly ((standing: Standing) => Standing)[] = [
  (s) => ({ ...s, sender: s.sender && { ...s.sender, home: { ...s.sender.home, state: 'suspended' } } }),
  (s) => ({ ...s, recipient: s.recipient && { ...s.recipient, home: { ...s.recipient.home, state: 'suspended' } } }),
  (s) => ({ ...s, recipient: s.recipient && { ...s.recipient, participation: s.recipient.participation && { ...s.recipient.participation, optedIn: false } } }),
  (s) => ({ ...s, recipient: s.recipient && { ...s.recipient, participation: s.recipient.participation && { ...s.recipient.participation, providerAllowed: false } } }),
  (s) => ({ ...s, recipient: s.recipient && { ...s.recipient, forProvider: EGRET } }),
  (s) => ({ ...s, recipientConsent: consent('blocked') }),
  (s) => ({ ...s, senderConsent: consent('withdrawn') }),
  (s) => ({ ...s, recipient: undefined }),
]

t.test('all refusals about others are one and the same value, whatever and how much is closed', async (t) => {
  fc.assert(fc.property(fc.subarray([...MUTATIONS], { minLength: 1 }), anyAction, (mutations, action) => {
    const standing = mutations.reduce((facts, mutate) => mutate(facts), openStanding())
    const decision = admit({ action, asker: undefined, tokenHash: TOKEN_HASH }, standing)
    t.equal(JSON.stringify(decision), '{"denied":"NOT_PERMITTED"}')
  }), { numRuns: 300 })
})
