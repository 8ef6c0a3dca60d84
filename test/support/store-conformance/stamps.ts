// SPDX-License-Identifier: AGPL-3.0-only
import type { Action } from '../../../src/model/proofs/admitted.ts'
import { mintAdmitted } from '../../../src/model/proofs/mint-admitted.ts'
import { mintGrantedConsent } from '../../../src/model/proofs/mint-granted-consent.ts'
import type { VersionStamp } from '../../../src/model/standing.ts'
import type { Store } from '../../../src/store/port.ts'
import type { Write } from '../../../src/store/transactors.ts'
import type { StoreCases } from '../store-conformance.ts'
import { attachmentOf, ROOMY } from './attached.ts'
import { admitted, makePair, message, put, stampsOf, waitingTexts } from './pair.ts'
import type { Pair } from './pair.ts'
import { CORE, device, deviceRow, ecKey, hashOf, HERON, newUser, NOW, partyRow, personRow, userRow } from './rows.ts'

/** For each kind of versioned row the writes that move the version of alice's or bob's. */
const MOVES: Readonly<Record<string, (store: Store, pair: Pair) => Promise<Write>>> = {
  'the agreement of the sender': async () => ({ put: 'party', row: partyRow(HERON, { state: 'suspended' }) }),
  'the agreement of the recipient': async () => ({ put: 'party', row: partyRow(CORE, { state: 'suspended' }) }),
  'the opt-in of the person': async (_store, { bob, person }) => ({ put: 'person', row: personRow(bob, { person, optedIn: false }) }),
  'the choice for the provider': async (_store, { person }) =>
    ({ put: 'choice', row: { person, provider: HERON, allowed: false, inbox: 'separate', labelSealed: hashOf('label') } }),
  'the user': async (store, { bob }) => {
    const { version: _version, ...row } = (await store.read.user(bob))!
    return { put: 'user', row: { ...row, identityKey: hashOf('new key') } }
  },
  'the devices of the user': async (_store, { bob }) => ({ put: 'devices', user: bob, devices: [deviceRow(1), deviceRow(2)] }),
  'the enlistment of the user': async (_store, { bob }) => ({ erase: 'user', user: bob }),
  'the consent of the recipient': async (_store, { alice, bob }) =>
    ({ put: 'consent', row: { owner: bob, peer: alice, state: 'withdrawn', purposes: [], changedAt: NOW } }),
  'the consent of the sender': async (_store, { alice, bob }) =>
    ({ put: 'consent', row: { owner: alice, peer: bob, state: 'blocked', purposes: [], changedAt: NOW } }),
}

/** All that asks for a proof or names versions, tried on facts of an earlier moment. */
const tryAll = async (store: Store, { alice, bob }: Pair, stamps: readonly VersionStamp[]) => {
  const proof = (action: Action) => mintAdmitted({ action, sender: alice, recipient: bob, versions: stamps })
  const grant = {
    put: 'grant', proof: mintGrantedConsent({ asker: alice, granter: bob, versions: stamps }), askerTokenHash: hashOf('a'),
    granterTokenHash: hashOf('b'), purposes: ['chat'], changedAt: NOW,
  } as const
  const commit = (expect: readonly VersionStamp[], write: Write) =>
    store.write.commit({ expect, writes: [{ add: 'event', party: HERON, user: alice, timeMs: NOW, bodySealed: hashOf('side effect') }, write] })
  return Promise.all([
    store.write.append(message(proof('submit'))),
    store.write.takeBundles(proof('take-keys'), []),
    store.write.createAttachment(attachmentOf({ alice, bob }), ROOMY, proof('attach'), undefined),
    commit(stamps, { put: 'issuerList', version: 1, list: 'list', party: CORE }),
    commit([], { put: 'token', proof: proof('reissue-token'), tokenHash: hashOf('c') }),
    commit([], grant),
  ])
}

const MOVED = { moved: true }

export const stampCases: StoreCases = Object.fromEntries([
  ...Object.entries(MOVES).map(([what, move]) => [
    `nothing is written once ${what} moved, be it just before in the same commit`,
    async (t, store) => {
      const pair = await makePair(store)
      await put(store, { add: 'prekeys', user: pair.bob, device: device(1), ec: [ecKey(1)], kyber: [], maxEc: 10, maxKyber: 10 })
      const stamps = stampsOf(await store.read.standing(pair.alice, pair.bob))
      const write = await move(store, pair)
      // The move goes first into the queue, what rests on the old facts follows before anything was flushed.
      const [moved, outcomes] = await Promise.all([put(store, write), tryAll(store, pair, stamps)])
      t.ok(moved.committed)
      t.same(outcomes, [MOVED, MOVED, MOVED, MOVED, MOVED, MOVED], 'in the same commit')
      t.same(await tryAll(store, pair, stamps), [MOVED, MOVED, MOVED, MOVED, MOVED, MOVED], 'later')
      t.same(await waitingTexts(store), [])
      t.same(await store.read.eventPage(HERON, 0, 10), [])
      t.equal(await store.read.issuerList(), undefined)
      t.not((await store.read.consent(pair.bob, pair.alice))?.tokenHash, hashOf('a'))
      if (!('erase' in write)) t.match(await store.read.prekeyStock(pair.bob, device(1)), { ec: 1 })
    },
  ] as const satisfies [string, StoreCases[string]]),
  ...Object.entries<StoreCases[string]>({
    'of two messages on the same facts the one before a change is stored and the one behind it is not, all in one commit': async (t, store) => {
      for (const move of Object.values(MOVES)) {
        const pair = await makePair(store)
        const proof = await admitted(store, 'submit', pair.alice, pair.bob)
        const write = await move(store, pair)
        const outcomes = await Promise.all([store.write.append(message(proof)), put(store, write), store.write.append(message(proof))])
        t.match(outcomes, [{ accepted: true }, { committed: true }, MOVED])
      }
    },

    'what rests on facts that still hold is written': async (t, store) => {
      const pair = await makePair(store)
      const stamps = stampsOf(await store.read.standing(pair.alice, pair.bob))
      t.match(await store.write.append(message(await admitted(store, 'submit', pair.alice, pair.bob))), { accepted: true })
      t.match(await store.write.commit({ expect: stamps, writes: [] }), { committed: true })
    },

    'an absent row has version 0 and one that was made again never has an old version': async (t, store) => {
      const { alice } = await makePair(store)
      const old = (await store.read.user(alice))!.version
      const stamp = (version: number) => ({ expect: [{ of: 'user', user: alice, version }] as const, writes: [] })
      t.same(await store.write.commit(stamp(0)), { moved: true })
      await put(store, { erase: 'user', user: alice })
      t.match(await store.write.commit(stamp(0)), { committed: true })
      t.same(await store.write.commit(stamp(old)), { moved: true })
      await put(store, { put: 'user', row: userRow(alice) })
      t.ok((await store.read.user(alice))!.version > old)
    },

    'versions go on rising after a restart': async (t, store, reopen) => {
      await put(store, { put: 'party', row: partyRow(HERON) })
      const before = (await store.read.party(HERON))!.version
      const again = await reopen()
      await put(again, { put: 'party', row: partyRow(HERON) })
      t.ok((await again.read.party(HERON))!.version > before)
    },

    'a refused write takes back all that its change wrote before it, and nothing of its neighbours': async (t, store) => {
      const user = newUser()
      const [good, bad, later] = await Promise.all([
        store.write.commit({ expect: [], writes: [{ put: 'party', row: partyRow(CORE) }] }),
        store.write.commit({ expect: [], writes: [{ put: 'user', row: userRow(user) }, { put: 'party', row: partyRow(HERON, { role: 'core' }) }] }),
        store.write.commit({ expect: [], writes: [{ put: 'party', row: partyRow(HERON) }] }),
      ])
      t.match([good, bad, later], [{ committed: true }, { taken: 'core' }, { committed: true }])
      t.equal(await store.read.user(user), undefined)
    },

    'a write that fails is rejected alone': async (t, store) => {
      const { alice, bob } = await makePair(store)
      const proof = await admitted(store, 'submit', alice, bob)
      const wrong = mintAdmitted({ action: 'deliver', sender: alice, recipient: bob, versions: proof.versions })
      const [good, bad, later] = await Promise.allSettled([
        store.write.append(message(proof, { text: 'one' })), store.write.append(message(wrong, { text: 'never' })),
        store.write.append(message(proof, { text: 'two' })),
      ])
      t.equal(bad.status, 'rejected', 'a proof for one action is none for another')
      t.match([good, later], [{ status: 'fulfilled' }, { status: 'fulfilled' }])
      t.same(await waitingTexts(store), ['one', 'two'])
      t.ok(store.healthy())
    },
  }),
])
