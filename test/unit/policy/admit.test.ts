// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Action } from '../../../src/model/proofs/admitted.ts'
import type { Standing } from '../../../src/model/standing.ts'
import { admit } from '../../../src/policy/admit.ts'
import type { Wish } from '../../../src/policy/admit.ts'
import {
  consent, CONSENT_STATES, CORE, CORE_USER, coreUser, EGRET, hashOf, HERON, HERON_USER, heronUser, openStanding, partyFacts, TOKEN_HASH, turned, userFacts,
} from '../../support/standings.ts'

const ACTIONS: readonly Action[] = ['submit', 'deliver', 'take-keys', 'reissue-token', 'attach']
const WITH_TOKEN: readonly Action[] = ['submit', 'take-keys', 'attach']
const NOT_PERMITTED = { denied: 'NOT_PERMITTED' }

const wish = (action: Action, changes: Partial<Wish> = {}): Wish =>
  ({ action, asker: action === 'deliver' ? undefined : HERON, tokenHash: WITH_TOKEN.includes(action) ? TOKEN_HASH : undefined, ...changes })

const participation = (changes: object) => ({ participation: { person: 1, optedIn: true, providerAllowed: true, version: 30, ...changes } })

t.test('with every ring open each action is admitted, as a proof for exactly this ordered pair', async (t) => {
  for (const action of ACTIONS) {
    const decision = admit(wish(action), openStanding())
    t.match(decision, { granted: { action, sender: HERON_USER, recipient: CORE_USER } }, action)
    t.ok('granted' in decision && Object.isFrozen(decision.granted))
  }
})

t.test('the way back is admitted with the token of that direction', async (t) => {
  const back = turned(openStanding())
  t.match(admit(wish('submit', { asker: CORE, tokenHash: hashOf('the other direction') }), back), { granted: { sender: CORE_USER, recipient: HERON_USER } })
  t.strictSame(admit(wish('submit', { asker: CORE }), back), NOT_PERMITTED, 'the token of the other direction opens nothing')
})

const closed: Readonly<Record<string, Partial<Standing>>> = {
  'the recipient is unknown': { recipient: undefined, recipientConsent: undefined, senderConsent: undefined },
  'the recipient is unknown though stances are recorded': { recipient: undefined },
  'the recipient’s party is suspended': { recipient: coreUser({ home: partyFacts(CORE, 'core', 'suspended') }) },
  'the sender’s party is testing': { sender: heronUser({ home: partyFacts(HERON, 'provider', 'testing') }) },
  'the recipient’s party is testing': { recipient: coreUser({ home: partyFacts(CORE, 'core', 'testing') }) },
  'the recipient has not opted in': { recipient: coreUser(participation({ optedIn: false })) },
  'the recipient does not allow the provider': { recipient: coreUser(participation({ providerAllowed: false })) },
  'the recipient has never taken part': { recipient: coreUser({ participation: undefined }) },
  'the recipient is enlisted for another provider': { recipient: coreUser({ forProvider: EGRET }) },
  'the recipient is enlisted for no provider': { recipient: coreUser({ forProvider: undefined }) },
  'both are providers’ users': { recipient: userFacts(CORE_USER, partyFacts(EGRET, 'provider')) },
  'both are users of one provider': { recipient: userFacts(CORE_USER, partyFacts(HERON, 'provider')) },
  'both are providers’ users, one pretending to be for the other': { recipient: userFacts(CORE_USER, partyFacts(EGRET, 'provider'), { forProvider: HERON }) },
  'both are core users': { sender: userFacts(HERON_USER, partyFacts(HERON, 'core'), { forProvider: CORE, ...participation({}) }) },
  'both are core users, one enlisted for the other’s party': {
    sender: userFacts(HERON_USER, partyFacts(HERON, 'core'), participation({})), recipient: coreUser({ forProvider: HERON }),
  },
}

for (const [title, changes] of Object.entries(closed)) {
  t.test(`nothing is admitted when ${title}`, async (t) => {
    for (const action of ACTIONS) t.strictSame(admit(wish(action), openStanding(changes)), NOT_PERMITTED, action)
  })
}

t.test('nothing is admitted unless both stances are granted', async (t) => {
  for (const action of ACTIONS) {
    for (const state of CONSENT_STATES.filter((one) => one !== 'granted')) {
      t.strictSame(admit(wish(action), openStanding({ recipientConsent: consent(state) })), NOT_PERMITTED, `${action}, recipient ${state}`)
      t.strictSame(admit(wish(action), openStanding({ senderConsent: consent(state) })), NOT_PERMITTED, `${action}, sender ${state}`)
    }
  }
})

t.test('a core user as sender is held to both of its own rings too', async (t) => {
  const back = turned(openStanding())
  const ask = (sender: Standing['sender']) => admit(wish('submit', { asker: CORE, tokenHash: hashOf('the other direction') }), { ...back, sender })
  t.strictSame(ask(coreUser(participation({ optedIn: false }))), NOT_PERMITTED)
  t.strictSame(ask(coreUser(participation({ providerAllowed: false }))), NOT_PERMITTED)
  t.strictSame(ask(coreUser({ forProvider: EGRET })), NOT_PERMITTED)
})

t.test('submitting, attaching and taking keys need the token, whole and unchanged', async (t) => {
  for (const action of WITH_TOKEN) {
    const ask = (tokenHash: Uint8Array | undefined, standing = openStanding()) => admit(wish(action, { tokenHash }), standing)
    t.strictSame(ask(undefined), NOT_PERMITTED, 'none')
    t.strictSame(ask(hashOf('another')), NOT_PERMITTED, 'another')
    t.strictSame(ask(TOKEN_HASH.subarray(0, 31)), NOT_PERMITTED, 'shorter')
    t.strictSame(ask(Uint8Array.of(...TOKEN_HASH, 0)), NOT_PERMITTED, 'longer')
    t.strictSame(ask(new Uint8Array(0)), NOT_PERMITTED, 'empty')
    for (let at = 0; at < 32; at++) t.strictSame(ask(TOKEN_HASH.map((byte, index) => (index === at ? byte ^ 1 : byte))), NOT_PERMITTED, `byte ${at}`)
    t.strictSame(ask(undefined, openStanding({ recipientConsent: consent('granted', undefined) })), NOT_PERMITTED, 'none was ever made')
    t.strictSame(ask(new Uint8Array(0), openStanding({ recipientConsent: { state: 'granted', tokenHash: undefined, version: 1 } })), NOT_PERMITTED)
  }
})

t.test('delivery and a new token need no token', async (t) => {
  const without = openStanding({ recipientConsent: { state: 'granted', tokenHash: undefined, version: 40 } })
  for (const action of ['deliver', 'reissue-token'] as const) t.match(admit(wish(action, { tokenHash: undefined }), without), { granted: { action } })
})

t.test('only what concerns the asker itself has a name, and it comes before everything about others', async (t) => {
  const asked = (standing: Standing, asker = HERON) => admit(wish('submit', { asker }), standing)
  const suspended = heronUser({ home: partyFacts(HERON, 'provider', 'suspended') })
  t.strictSame(asked(openStanding({ sender: undefined })), { denied: 'NOT_YOURS' })
  t.strictSame(asked(openStanding(), EGRET), { denied: 'NOT_YOURS' }, 'a sender of another party')
  t.strictSame(asked(openStanding({ recipient: undefined }), EGRET), { denied: 'NOT_YOURS' })
  t.strictSame(asked(openStanding({ sender: suspended }), EGRET), { denied: 'NOT_YOURS' }, 'nobody learns of another’s suspension')
  t.strictSame(asked(openStanding({ sender: suspended })), { denied: 'SUSPENDED' })
  t.strictSame(asked(openStanding({ sender: suspended, recipient: undefined })), { denied: 'SUSPENDED' })
  t.strictSame(asked(openStanding({ sender: heronUser({ suspended: true }) })), { denied: 'USER_SUSPENDED' })
  t.strictSame(asked(openStanding({ sender: heronUser({ suspended: true }) }), EGRET), { denied: 'NOT_YOURS' })
})

t.test('the gateway’s own delivery is stopped by a suspension of the sender’s party', async (t) => {
  const sender = heronUser({ home: partyFacts(HERON, 'provider', 'suspended') })
  t.strictSame(admit(wish('deliver'), openStanding({ sender })), NOT_PERMITTED)
  t.strictSame(admit(wish('deliver'), openStanding({ sender: undefined })), NOT_PERMITTED)
})

t.test('a demanded custody is judged only for who may pass', async (t) => {
  const vault = openStanding({ recipient: coreUser({ custody: 'VAULT' }) })
  const ask = (demandedCustody: Wish['demandedCustody'], standing: Standing) => admit(wish('take-keys', { demandedCustody }), standing)
  t.strictSame(ask('DEVICE', vault), { denied: 'CUSTODY_REFUSED' })
  t.strictSame(ask('VAULT', openStanding()), { denied: 'CUSTODY_REFUSED' })
  t.match(ask('VAULT', vault), { granted: { action: 'take-keys' } })
  t.match(ask(undefined, vault), { granted: { action: 'take-keys' } })
  for (const changes of Object.values(closed)) t.strictSame(ask('VAULT', openStanding(changes)), NOT_PERMITTED)
  t.strictSame(ask('DEVICE', { ...vault, recipientConsent: consent('blocked') }), NOT_PERMITTED)
  t.strictSame(admit(wish('take-keys', { demandedCustody: 'DEVICE', tokenHash: hashOf('another') }), vault), NOT_PERMITTED)
})
