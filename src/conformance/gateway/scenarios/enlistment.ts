// SPDX-License-Identifier: AGPL-3.0-only
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { DELEGATION_TYPE, ISSUER_LIST_TYPE } from '../../../model/credentials.ts'
import { address } from '../../../model/ids.ts'
import { keyThumbprint } from '../../../model/jwk.ts'
import type { PartyKeys } from '../../../sdk/link/index.ts'
import type { Must } from '../../musts.ts'
import { signal, signJws } from '../person.ts'
import type { EnlistmentChanges, Person } from '../person.ts'
import { quiet } from '../scenario.ts'
import type { Scenario } from '../scenario.ts'
import type { Trial } from '../trial.ts'

type Changes = (person: Person) => EnlistmentChanges | Promise<EnlistmentChanges>

const TOO_LONG_SECONDS = 601
const seconds = (): number => Math.floor(Date.now() / 1000)

/** An enlistment that is refused. */
const refused = (code: 'TOKEN_REFUSED' | 'STATEMENT_REFUSED' | 'BAD_SIGNATURE' | 'MALFORMED', must: Must) => (name: string, title: string, changes: Changes): Scenario =>
  quiet(`enlistment/${name}`, [must], title, async (trial) => {
    const [link, person] = [await trial.open(), trial.newcomer('provider')]
    trial.refused(must, await link.ask(await person.enlistment(await changes(person))), code, title)
    await trial.serves(must, link, 'a refused enlistment does not end it')
  })

/** A key that no party has. */
const strangeKey = (): PartyKeys['issuerKey'] => {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { ...key, d, kid: keyThumbprint(key) }
}

const badToken = refused('TOKEN_REFUSED', 'DIP-25')
const badStatement = refused('STATEMENT_REFUSED', 'DIP-27')

/** A statement by a key that a delegation names; the delegation is signed by `by`. */
const delegated = async (person: Person, by: PartyKeys['issuerKey'], claims: Readonly<Record<string, unknown>>, custody: string): Promise<EnlistmentChanges> => {
  const vault = strangeKey()
  const { d: _secret, ...key } = vault
  const dlg = await signJws(by, { typ: DELEGATION_TYPE }, { iss: person.party.keys.party, iat: seconds(), cst: 'VAULT', key, ...claims })
  return { statement: { header: { dlg }, by: vault, claims: { cst: custody } } }
}

const tokens = [
  badToken('token-forged', 'A token by another key under the home\'s key id is refused.', ({ party }) => ({ token: { by: { ...strangeKey(), kid: party.keys.issuerKey.kid } } })),
  badToken('token-unknown-key', 'A token by a key that the home does not have is refused.', () => ({ token: { by: strangeKey() } })),
  badToken('token-type', 'A statement is no token: another type is refused.', () => ({ token: { header: { typ: 'drawbridge-identity+jwt' } } })),
  badToken('token-issuer', 'A token of another issuer is refused.', () => ({ token: { claims: { iss: 'other.example' } } })),
  badToken('token-audience', 'A token for another gateway is refused.', () => ({ token: { claims: { aud: randomBytes(32).toString('base64url') } } })),
  badToken('token-subject', 'A token for another user is refused.', () => ({ token: { claims: { sub: randomUUID() } } })),
  badToken('token-custody', 'A token for another custody is refused.', () => ({ token: { claims: { cst: 'VAULT' } } })),
  badToken('token-address', 'A token with an address that the enlistment does not have is refused.', ({ party }) => ({ token: { claims: { adr: `x@${party.keys.party}` } } })),
  badToken('token-key', 'A token for another identity key is refused.', () => ({ token: { claims: { cnf: { idk: randomBytes(32).toString('base64url') } } } })),
  badToken('token-long-lived', 'A token that lives longer than ten minutes is refused.', () => ({ token: { claims: { exp: seconds() + TOO_LONG_SECONDS } } })),
  badToken('token-expired', 'A token that has expired is refused.', () => ({ token: { claims: { iat: seconds() - 320, exp: seconds() - 20 } } })),
]

const statements = [
  badStatement('statement-forged', 'A statement by another key under the home\'s key id is refused.', ({ party }) => ({ statement: { by: { ...strangeKey(), kid: party.keys.issuerKey.kid } } })),
  badStatement('statement-issuer', 'A statement of another issuer is refused.', () => ({ statement: { claims: { iss: 'other.example' } } })),
  badStatement('statement-subject', 'A statement about another user is refused.', () => ({ statement: { claims: { sub: randomUUID() } } })),
  badStatement('statement-key', 'A statement about another identity key is refused.', () => ({ statement: { claims: { idk: Buffer.from(signal.createIdentity().publicKey).toString('base64url') } } })),
  badStatement('statement-custody', 'A statement of another custody is refused.', () => ({ statement: { claims: { cst: 'VAULT' } } })),
  badStatement('statement-version', 'A statement about another device list version is refused.', () => ({ statement: { claims: { dlv: 2 } } })),
  refused('STATEMENT_REFUSED', 'DIP-98')('delegation-forged', 'A delegation by a key that the home does not have is refused.', (person) => delegated(person, strangeKey(), {}, 'DEVICE')),
  refused('STATEMENT_REFUSED', 'DIP-99')('delegation-device', 'A delegated key cannot state custody DEVICE.', (person) => delegated(person, person.party.keys.issuerKey, {}, 'DEVICE')),
  refused('STATEMENT_REFUSED', 'DIP-100')('delegation-ended', 'A delegation that has ended is refused.', (person) => delegated(person, person.party.keys.issuerKey, { exp: seconds() - 60 }, 'DEVICE')),
]

const signatures = [
  refused('BAD_SIGNATURE', 'DIP-28')('signed-by-another', 'An enlistment that another identity key signed is refused.', () => ({ signedBy: signal.createIdentity() })),
  refused('BAD_SIGNATURE', 'DIP-30')('prekey-signature', 'A signed prekey under another identity key\'s signature is refused.', (person) => ({
    fields: { deviceKeys: person.deviceKeys().map((keys) => ({ ...keys, signedPrekey: signal.createSignedPrekey(signal.createIdentity(), 1, Date.now()).published })) },
  })),
  refused('BAD_SIGNATURE', 'DIP-30')('kyber-signature', 'A Kyber prekey under another identity key\'s signature is refused.', (person) => ({
    fields: { deviceKeys: person.deviceKeys().map((keys) => ({ ...keys, lastResortKyberPrekey: signal.createKyberPrekey(signal.createIdentity(), 1, Date.now()).published })) },
  })),
  refused('BAD_SIGNATURE', 'DIP-31')('list-signature', 'A device list that another identity key signed is refused.', (person) => ({ list: person.list(1, signal.createIdentity()) })),
  refused('MALFORMED', 'DIP-32')('foreign-address', 'An address in another domain is refused.', () => ({ fields: { address: address('somebody@elsewhere.example') } })),
]

/** Another token than the honest one would be, but for the person. */
const enlisted = async (trial: Trial) => {
  const [link, person] = [await trial.open(), trial.newcomer('provider')]
  const request = await person.enlistment()
  trial.answered('DIP-26', await link.ask(request), 'enlisted', 'an honest enlistment is taken')
  return { link, person, request }
}

/** How often a user may enlist in a UTC day. */
const ENLISTMENTS_A_DAY = 10

/** Who may take part, and on whose word: docs/protocol.md section 3. */
export const enlistment: readonly Scenario[] = [
  quiet('enlistment/taken', ['DIP-26'], 'An honest enlistment is answered with its device list version.', async (trial) => {
    const [link, person] = [await trial.open(), trial.newcomer('provider', { devices: [1, 2], address: true })]
    const { deviceListVersion } = trial.answered('DIP-26', await link.ask(await person.enlistment()), 'enlisted', 'it is honest')
    trial.judge('DIP-26', 'version 1', deviceListVersion === 1, { deviceListVersion })
  }),
  quiet('enlistment/again', ['DIP-26'], 'The same enlistment again gets the same answer.', async (trial) => {
    const { link, request } = await enlisted(trial)
    const { deviceListVersion } = trial.answered('DIP-26', await link.ask(request), 'enlisted', 'a repeated enlistment is answered as before')
    trial.judge('DIP-26', 'version 1 again', deviceListVersion === 1, { deviceListVersion })
  }),
  quiet('enlistment/token-twice', ['DIP-26'], 'A token enlists once: with other bytes it is refused.', async (trial) => {
    const { link, person, request } = await enlisted(trial)
    const other = await person.enlistment({ fields: { token: request.enlistment.token, displayName: 'Somebody else' } })
    trial.refused('DIP-26', await link.ask(other), 'TOKEN_REFUSED', 'the token was used with other bytes')
  }),
  ...tokens, ...statements, ...signatures,
  quiet('enlistment/list-not-newer', ['DIP-31'], 'A device list must have a higher version than the one on record.', async (trial) => {
    const { link, person } = await enlisted(trial)
    const request = { kind: 'updateDevices', userId: person.user, devices: person.list(), identityStatement: await person.statement(), deviceKeys: person.deviceKeys() } as const
    trial.refused('DIP-31', await link.ask(request), 'STALE_DEVICE_LIST', 'version 1 is on record')
    person.version = 2
    const newer = { ...request, devices: person.list(), identityStatement: await person.statement() }
    const { deviceListVersion } = trial.answered('DIP-31', await link.ask(newer), 'enlisted', 'version 2 is newer')
    trial.judge('DIP-31', 'version 2', deviceListVersion === 2, { deviceListVersion })
  }),
  quiet('enlistment/list-again', ['DIP-31'], 'The same change of devices again gets the same answer.', async (trial) => {
    const { link, person } = await enlisted(trial)
    person.version = 2
    const request = { kind: 'updateDevices', userId: person.user, devices: person.list(), identityStatement: await person.statement(), deviceKeys: [] } as const
    trial.answered('DIP-31', await link.ask(request), 'enlisted', 'version 2 is newer')
    const { deviceListVersion } = trial.answered('DIP-31', await link.ask(request), 'enlisted', 'the first answer may have been lost')
    trial.judge('DIP-31', 'version 2 again', deviceListVersion === 2, { deviceListVersion })
  }),
  quiet('enlistment/too-often', ['DIP-182'], 'A user enlists ten times in a day; the next time has to wait, uses up no token, and leaving is never refused.', async (trial) => {
    const [link, person] = [await trial.open(), trial.newcomer('provider')]
    for (let time = 0; time < ENLISTMENTS_A_DAY; time += 1) {
      await trial.enlist(link, person)
      trial.answered('DIP-182', await link.ask({ kind: 'unenlist', userId: person.user }), 'erased', 'whoever takes part may leave')
    }
    const request = await person.enlistment()
    for (const why of ['it is the eleventh of the day', 'the token was not used up']) {
      const { scope } = trial.answered('DIP-182', await link.ask(request), 'throttled', why)
      trial.judge('DIP-182', 'scope USER', scope === 'user', { scope })
    }
  }),
  quiet('enlistment/list-of-another', ['DIP-31'], 'A device list that names another user is refused.', async (trial) => {
    const { link, person } = await enlisted(trial)
    person.version = 2
    const devices = person.list(2, person.identity, trial.newcomer('provider').user)
    const answer = await link.ask({ kind: 'updateDevices', userId: person.user, devices, identityStatement: await person.statement(), deviceKeys: person.deviceKeys() })
    trial.refused('DIP-31', answer, 'MALFORMED', 'the list names another user')
  }),
  quiet('enlistment/wrong-role', ['DIP-24'], 'What only a core may say is refused on a provider\'s link.', async (trial) => {
    const [link, person] = [await trial.open(), trial.newcomer('provider')]
    const { reference: userReference, party } = person
    const list = await signJws(party.keys.issuerKey, { typ: ISSUER_LIST_TYPE }, { iss: party.keys.party, iat: seconds(), ver: 1, parties: [] })
    for (const request of [
      { kind: 'setParticipation', userReference, optedIn: true, address: undefined, findable: false }, { kind: 'putIssuerList', list },
      { kind: 'setProviderChoice', userReference, provider: party.keys.party, allowed: true, inbox: 'combined', label: '' },
    ] as const) trial.refused('DIP-24', await link.ask(request), 'WRONG_ROLE', `${request.kind} belongs to the core`)
  }),
  quiet('enlistment/forged-issuer-list', ['DIP-42'], 'An issuer list that the core did not sign is refused.', async (trial) => {
    const core = trial.party('core')
    const list = await signJws({ ...strangeKey(), kid: core.keys.issuerKey.kid }, { typ: ISSUER_LIST_TYPE }, { iss: core.keys.party, iat: seconds(), ver: Number.MAX_SAFE_INTEGER, parties: [] })
    trial.refused('DIP-42', await (await trial.open(core)).ask({ kind: 'putIssuerList', list }), 'ISSUER_LIST_REFUSED', 'another key signed it')
  }, ['core']),
  // A gateway that takes it has a list that is wrong: only where that harms nobody.
  quiet('enlistment/issuer-of-the-list', ['DIP-42'], 'An issuer list that names another issuer than the core is refused.', async (trial) => {
    const core = trial.party('core')
    const list = await signJws(core.keys.issuerKey, { typ: ISSUER_LIST_TYPE }, { iss: trial.party('provider').keys.party, iat: seconds(), ver: 1, parties: [] })
    trial.refused('DIP-42', await (await trial.open(core)).ask({ kind: 'putIssuerList', list }), 'ISSUER_LIST_REFUSED', 'it is of another issuer')
  }, ['core', 'operator']),
]
