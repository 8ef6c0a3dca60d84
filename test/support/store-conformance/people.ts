// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, randomUUID } from 'node:crypto'
import { enforcementId } from '../../../src/model/enforcement.ts'
import { defaultLimits } from '../../../src/model/values.ts'
import type { StoreCases } from '../store-conformance.ts'
import { makePair, makeParties, put } from './pair.ts'
import { CORE, hashOf, HERON, IBIS, newUser, partyRow, personRow, userRow } from './rows.ts'

const STEP = enforcementId(randomUUID())

export const peopleCases: StoreCases = {
  'a party is found as it was put, with a version, and a later put replaces it': async (t, store) => {
    const row = partyRow(HERON)
    await put(store, { put: 'party', row })
    const first = await store.read.party(HERON)
    t.match(first, row)
    await put(store, { put: 'party', row: { ...row, state: 'suspended', stateReason: 'spam', suspendedBy: STEP, limits: { ...defaultLimits, queuedPerPair: 5 } } })
    const second = await store.read.party(HERON)
    t.match(second, { state: 'suspended', stateReason: 'spam', suspendedBy: STEP, limits: { queuedPerPair: 5 } })
    t.ok(second!.version > first!.version)
    t.equal(await store.read.party(IBIS), undefined)
    await put(store, { put: 'party', row })
    t.equal((await store.read.party(HERON))?.suspendedBy, undefined)
  },

  'parties are listed in order, and there is one core only': async (t, store) => {
    await put(store, { put: 'party', row: partyRow(HERON) })
    t.equal(await store.read.core(), undefined)
    await put(store, { put: 'party', row: partyRow(CORE) })
    t.same(await store.write.commit({ expect: [], writes: [{ put: 'party', row: partyRow(IBIS, { role: 'core' }) }] }), { taken: 'core' })
    await put(store, { put: 'party', row: partyRow(CORE, { displayName: 'again' }) })
    t.equal((await store.read.core())?.displayName, 'again')
    t.same((await store.read.listParties()).map(({ party }) => party), [CORE, HERON])
  },

  'a person gets a number and is found by it, by reference and by address': async (t, store) => {
    const row = personRow('7', { addressIndex: hashOf('bob'), addressSealed: randomBytes(30), displayNameSealed: randomBytes(31), findable: true })
    await put(store, { put: 'person', row })
    const found = await store.read.personByReference(CORE, hashOf('7'))
    t.match(found, { ...row, person: Number, version: Number })
    t.same(await store.read.person(found!.person), found)
    t.same(await store.read.personByAddress(hashOf('bob')), found)
    await put(store, { put: 'person', row: { ...row, person: found!.person, optedIn: false, addressIndex: undefined, addressSealed: undefined } })
    const changed = await store.read.person(found!.person)
    t.match(changed, { optedIn: false, addressIndex: undefined, addressSealed: undefined })
    t.ok(changed!.version > found!.version)
    t.equal(await store.read.personByAddress(hashOf('bob')), undefined)
  },

  'a reference or an address of a person belongs to one person': async (t, store) => {
    await put(store, { put: 'person', row: personRow('1', { addressIndex: hashOf('bob'), addressSealed: randomBytes(30) }) })
    const twice = [personRow('1'), personRow('2', { addressIndex: hashOf('bob'), addressSealed: randomBytes(30) })]
    const outcomes = await Promise.all(twice.map((row) => store.write.commit({ expect: [], writes: [{ put: 'person', row }] })))
    t.same(outcomes, [{ taken: 'reference' }, { taken: 'address' }])
    t.same(await store.write.commit({ expect: [], writes: [{ put: 'person', row: personRow('3', { person: 999 }) }] }), { moved: true })
  },

  'a choice is found as it was put and moves the version of its person': async (t, store) => {
    await put(store, { put: 'person', row: personRow('1') })
    const before = (await store.read.personByReference(CORE, hashOf('1')))!
    const choice = { person: before.person, provider: HERON, allowed: true, inbox: 'separate', labelSealed: randomBytes(20) } as const
    await put(store, { put: 'choice', row: choice })
    t.same(await store.read.choice(before.person, HERON), choice)
    t.ok((await store.read.person(before.person))!.version > before.version)
    await put(store, { put: 'choice', row: { ...choice, allowed: false } })
    t.equal((await store.read.choice(before.person, HERON))?.allowed, false)
    t.equal(await store.read.choice(before.person, IBIS), undefined)
    t.same(await store.write.commit({ expect: [], writes: [{ put: 'choice', row: { ...choice, person: 999 } }] }), { moved: true })
  },

  'users of both sides are found as they were put': async (t, store) => {
    const { alice, bob, person } = await makePair(store)
    const [outer, inner] = [await store.read.user(alice), await store.read.user(bob)]
    t.match(outer, { user: alice, party: HERON, forProvider: undefined, person: undefined, version: Number })
    t.match(inner, { user: bob, party: CORE, forProvider: HERON, person })
    t.same(await store.read.userByReference(HERON, undefined, outer!.referenceIndex), outer)
    t.same(await store.read.userByReference(CORE, HERON, inner!.referenceIndex), inner)
    t.same(await store.read.userOfPerson(person, HERON), inner)
    t.equal(await store.read.userOfPerson(person, IBIS), undefined)
    t.equal(await store.read.user(newUser()), undefined)
  },

  'a user is found by address within its party only, and an address or a reference belongs to one user': async (t, store) => {
    await makeParties(store)
    const [row, other] = [userRow(newUser(), { addressIndex: hashOf('al'), addressSealed: randomBytes(30) }), userRow(newUser())]
    await put(store, { put: 'user', row })
    t.match(await store.read.userByAddress(HERON, hashOf('al')), row)
    t.equal(await store.read.userByAddress(IBIS, hashOf('al')), undefined)
    const tries = [{ addressIndex: row.addressIndex, addressSealed: row.addressSealed }, { referenceIndex: row.referenceIndex }]
    const outcomes = await Promise.all(tries.map((same) => store.write.commit({ expect: [], writes: [{ put: 'user', row: { ...other, ...same } }] })))
    t.same(outcomes, [{ taken: 'address' }, { taken: 'reference' }])
    t.equal(await store.read.user(other.user), undefined)
  },

  'a new identity replaces the user and keeps its consents': async (t, store) => {
    const { alice, bob } = await makePair(store)
    const { version, ...old } = (await store.read.user(alice))!
    const identityKey = randomBytes(33)
    await put(store, { put: 'user', row: { ...old, identityKey, custody: 'VAULT' } })
    const changed = await store.read.user(alice)
    t.match(changed, { identityKey, custody: 'VAULT', referenceIndex: old.referenceIndex })
    t.ok(changed!.version > version)
    t.equal((await store.read.consent(alice, bob))?.state, 'granted')
    t.equal((await store.read.devices(alice)).length, 1)
  },

  'standing tells every fact about a pair': async (t, store) => {
    const { alice, bob, person } = await makePair(store)
    const standing = await store.read.standing(alice, bob)
    const [outer, inner] = [await store.read.user(alice), await store.read.user(bob)]
    t.match(standing.sender, {
      user: alice, home: { party: HERON, role: 'provider', state: 'live', limits: defaultLimits, version: (await store.read.party(HERON))!.version },
      forProvider: undefined, participation: undefined, custody: 'DEVICE', devices: [{ deviceId: 1, registrationId: 1001 }],
      deviceListVersion: 1, version: outer!.version,
    })
    t.match(standing.recipient, {
      user: bob, home: { party: CORE, role: 'core' }, forProvider: HERON, version: inner!.version,
      participation: { person, optedIn: true, providerAllowed: true, version: (await store.read.person(person))!.version },
      devices: [{ deviceId: 1, registrationId: 1001 }, { deviceId: 2, registrationId: 1002 }],
    })
    t.match(standing.recipientConsent, { state: 'granted', tokenHash: hashOf('token of alice'), version: Number })
    t.match(standing.senderConsent, { state: 'granted', tokenHash: hashOf('token of bob') })
  },

  'standing of unknown users is undefined, and a person without a choice allows nothing': async (t, store) => {
    const { alice } = await makePair(store)
    const unknown = await store.read.standing(alice, newUser())
    t.equal(unknown.sender?.user, alice)
    t.match(unknown, { recipient: undefined, recipientConsent: undefined, senderConsent: undefined })
    await put(store, { put: 'person', row: personRow('shy', { optedIn: false }) })
    const { person } = (await store.read.personByReference(CORE, hashOf('shy')))!
    const shy = newUser()
    await put(store, { put: 'user', row: userRow(shy, { party: CORE, forProvider: HERON, person }) })
    t.match((await store.read.standing(alice, shy)).recipient, { participation: { person, optedIn: false, providerAllowed: false }, devices: [] })
  },

  'the issuer list is replaced by a higher version only': async (t, store) => {
    t.equal(await store.read.issuerList(), undefined)
    const replace = (version: number) => store.write.commit({ expect: [], writes: [{ put: 'issuerList', version, list: `list ${version}`, party: CORE }] })
    const heard = new Promise((resolve) => { t.teardown(store.watch((...hint) => { resolve(hint) })) })
    t.match(await replace(5), { committed: true })
    t.same(await heard, [CORE, 'released'], 'what waits for the core is looked at again')
    t.same(await Promise.all([replace(5), replace(4)]), [{ taken: 'issuerList' }, { taken: 'issuerList' }])
    t.match(await replace(6), { committed: true })
    t.same(await store.read.issuerList(), { version: 6, list: 'list 6' })
  },
}
