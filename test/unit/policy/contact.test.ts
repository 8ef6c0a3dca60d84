// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Standing } from '../../../src/model/standing.ts'
import { judgeGrant, judgeRequest } from '../../../src/policy/contact.ts'
import type { RequestVerdict } from '../../../src/policy/contact.ts'
import { everyCombination } from '../../support/combinations.ts'
import { consent, CONSENT_STATES, CORE, CORE_USER, coreUser, EGRET, HERON, HERON_USER, heronUser, openStanding, partyFacts, turned } from '../../support/standings.ts'

const participation = (changes: object) => ({ participation: { person: 1, optedIn: true, providerAllowed: true, version: 30, ...changes } })

const apart: Readonly<Record<string, Partial<Standing>>> = {
  'the asker is gone': { sender: undefined },
  'the target is gone': { recipient: undefined },
  'the target has not opted in': { recipient: coreUser(participation({ optedIn: false })) },
  'the target does not allow the provider': { recipient: coreUser(participation({ providerAllowed: false })) },
  'the target is enlisted for another provider': { recipient: coreUser({ forProvider: EGRET }) },
  'the asker’s party is suspended': { sender: heronUser({ home: partyFacts(HERON, 'provider', 'suspended') }) },
  'the target’s party is suspended': { recipient: coreUser({ home: partyFacts(CORE, 'core', 'suspended') }) },
  'both are providers’ users': { recipient: heronUser({ user: CORE_USER }) },
}

const axes = {
  recipientSays: CONSENT_STATES, senderSays: CONSENT_STATES, findable: [true, false], openRequest: [true, false], silenced: [true, false],
  pair: ['may meet', ...Object.keys(apart)],
} as const

t.test('each request is shown, renewed, kept waiting or dropped as promised', async (t) => {
  const wrong: object[] = []
  for (const one of everyCombination(axes)) {
    const standing = openStanding({ recipientConsent: consent(one.recipientSays), senderConsent: consent(one.senderSays), ...apart[one.pair] })
    const verdict = judgeRequest({ standing, findable: one.findable, openRequest: one.openRequest, silenced: one.silenced })
    const open = one.recipientSays === 'granted' && one.senderSays === 'granted'
    const wanted = ((): RequestVerdict => {
      if (one.pair !== 'may meet' || !one.findable) return 'wait'
      if (one.recipientSays === 'blocked' || one.senderSays === 'blocked' || one.silenced || open) return 'drop'
      return one.openRequest ? 'renew' : 'surface'
    })()
    if (verdict !== wanted) wrong.push({ ...one, verdict, wanted })
  }
  t.strictSame(wrong, [])
})

t.test('a yes counts only as the answer to another’s yes', async (t) => {
  for (const { recipientSays, senderSays } of everyCombination({ recipientSays: CONSENT_STATES, senderSays: CONSENT_STATES })) {
    const decision = judgeGrant(openStanding({ recipientConsent: consent(recipientSays), senderConsent: consent(senderSays) }))
    const wanted = senderSays === 'requested' || senderSays === 'granted'
    t.match(decision, wanted ? { granted: { asker: HERON_USER, granter: CORE_USER } } : { denied: 'NOT_PERMITTED' }, `${recipientSays}, ${senderSays}`)
    if ('denied' in decision) t.strictSame(decision, { denied: 'NOT_PERMITTED' })
  }
})

for (const [title, changes] of Object.entries(apart)) {
  t.test(`nobody grants anything when ${title}`, async (t) => {
    t.strictSame(judgeGrant(openStanding({ senderConsent: consent('requested'), ...changes })), { denied: 'NOT_PERMITTED' })
  })
}

t.test('a grant goes both ways: a core user may have asked as well', async (t) => {
  const standing = turned(openStanding({ recipientConsent: consent('requested'), senderConsent: consent('none') }))
  t.match(judgeGrant(standing), { granted: { asker: CORE_USER, granter: HERON_USER } })
})

t.test('a grant names every row that it rests on, also the stance that is not there yet', async (t) => {
  const decision = judgeGrant(openStanding({ recipientConsent: undefined, senderConsent: consent('requested', undefined, 77) }))
  t.ok('granted' in decision && Object.isFrozen(decision.granted))
  t.strictSame('granted' in decision && decision.granted.versions, [
    { of: 'user', user: HERON_USER, version: 20 }, { of: 'party', party: HERON, version: 10 },
    { of: 'user', user: CORE_USER, version: 20 }, { of: 'party', party: CORE, version: 10 }, { of: 'person', person: 1, version: 30 },
    { of: 'consent', owner: CORE_USER, peer: HERON_USER, version: 0 }, { of: 'consent', owner: HERON_USER, peer: CORE_USER, version: 77 },
  ])
  const asked = judgeGrant(openStanding({ recipientConsent: consent('denied', undefined, 5), senderConsent: consent('granted', undefined, 6) }))
  t.match('granted' in asked && asked.granted.versions.slice(-2), [{ version: 5 }, { version: 6 }])
})
