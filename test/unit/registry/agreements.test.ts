// SPDX-License-Identifier: AGPL-3.0-only
import { SignJWT } from 'jose'
import t from 'tap'
import type { Test } from 'tap'
import { decodeEntry } from '../../../src/model/audit/entry.ts'
import { SUCCESSION_TYPE } from '../../../src/model/credentials.ts'
import type { ApplicationFile } from '../../../src/model/credentials.ts'
import { instanceName, partyId } from '../../../src/model/ids.ts'
import type { KeyId } from '../../../src/model/ids.ts'
import { kidsOf } from '../../../src/model/jwk.ts'
import { mintVerifiedParty } from '../../../src/model/proofs/mint-verified-party.ts'
import { createRegistry } from '../../../src/registry/index.ts'
import type { RegistryDeps } from '../../../src/registry/index.ts'
import { requireHome } from '../../../src/registry/own-users.ts'
import { createPartyKeys, privateKeyObject } from '../../../src/sdk/link/party-keys.ts'
import type { PartyKeys } from '../../../src/sdk/link/party-keys.ts'
import { DAY_MS, openRegistryWorld } from '../../support/registry-world.ts'

const because = { actor: 'socket', reason: 'OPS-7' }
const stork = partyId('stork.example')
const partyOf = (replaces?: PartyKeys) => createPartyKeys({ party: 'stork.example', role: 'provider', displayName: 'Stork', replaces })
const applicationOf = async () => (await partyOf()).application
/** As an operator says who compared the new key with the provider. */
const compared = { ...because, compared: true }

/** A gateway that asks for both milestones, and a provider that wants in. */
const open = async (t: Test) => {
  const world = await openRegistryWorld(t)
  const registry = createRegistry({ ...world.deps, agreementRules: { requireReport: true, requireRotation: true, reportDays: 90 } } satisfies RegistryDeps)
  const application = await applicationOf()
  const linked = async (key: string): Promise<void> => {
    const row = await world.store.read.party(stork)
    if (row !== undefined) await registry.agreements.linked(row, key as KeyId)
  }
  const report = (changes = {}) => ({ ranAt: world.clock.now(), keyId: application.issuerKeys.keys[0]?.kid as KeyId, sha256: '0'.repeat(64), kit: '0.1.0', protocol: '1.1', passed: 15, failed: 0, absent: 0, ...changes })
  return { ...world, registry, application, linked, report }
}

t.test('a provider that asked is due until it is live, and goes live only with all that is asked for', async (t) => {
  const { registry: { agreements, parties }, application, linked, report, clock, store } = await open(t)
  t.match(await agreements.request(application, clock.now(), because), { progress: { stage: 'requested', next: 'admit', overdue: false }, suspension: undefined })
  t.equal(await store.read.party(stork), undefined, 'a request admits nobody')
  await t.rejects(agreements.request(application, clock.now(), because), { code: 'CONFLICT', detail: /its day does not change/ })
  await t.rejects(agreements.goLive(stork, because), { code: 'CONFLICT', detail: /not admitted yet/ })
  await t.rejects(agreements.attachReport(stork, report(), because), { code: 'CONFLICT', detail: /admit the party first/ })
  await t.rejects(parties.add(application, 'proxy', because), { code: 'CONFLICT', detail: /a conformance report and a rehearsed change of keys .* --testing/ })

  await parties.add(application, 'proxy', because, { testing: true })
  t.equal((await store.read.party(stork))?.state, 'testing')
  t.match(await agreements.find(stork), { progress: { stage: 'testing', next: 'link' }, record: { requestedAt: clock.now(), testingAt: clock.now() } })
  await t.rejects(agreements.withdraw(stork, because), { code: 'CONFLICT' })
  await linked(application.linkKeys.keys[0]?.kid ?? '')
  t.match(await agreements.find(stork), { progress: { next: 'report' } })
  await t.rejects(agreements.goLive(stork, because), { code: 'CONFLICT', detail: 'not yet: conformance is missing; key-rotation is missing' })

  await agreements.attachReport(stork, report({ failed: 2 }), because)
  await t.rejects(agreements.goLive(stork, because), { code: 'CONFLICT', detail: /conformance: 2 scenarios failed/ })
  await t.rejects(agreements.attachReport(stork, report({ keyId: 'A'.repeat(43) }), because), { code: 'CONFLICT', detail: /issuer key neither of stork\.example nor of the core/ })
  t.match(await agreements.attachReport(stork, report(), because), { record: { conformance: { signedBy: 'provider' } }, progress: { next: 'rotate' } })

  const next = await applicationOf()
  await agreements.rotate(next, compared)
  await linked(next.linkKeys.keys[0]?.kid ?? '')
  clock.advance(100 * DAY_MS)
  await t.rejects(agreements.goLive(stork, because), { code: 'CONFLICT', detail: /conformance: its run is more than 90 days old/ })
  await agreements.attachReport(stork, report(), because)
  t.match(await agreements.goLive(stork, because), { progress: { stage: 'live', overdue: false }, record: { liveAt: clock.now() } })
  await t.rejects(agreements.goLive(stork, because), { code: 'CONFLICT', detail: 'the party is live, not testing' })
})

t.test('who signed a report is looked up: the core counts too, another provider does not', async (t) => {
  const { registry: { agreements, parties }, application, report, core, heron } = await open(t)
  await parties.add(application, 'proxy', because, { testing: true })
  t.match(await agreements.attachReport(stork, report({ keyId: core.keys.issuerKey.kid }), because), { record: { conformance: { signedBy: 'core' } } })
  await t.rejects(agreements.attachReport(stork, report({ keyId: heron.keys.issuerKey.kid }), because), { code: 'CONFLICT' })
})

t.test('keys change one after the other: both hold, the new one is seen, the old one goes', async (t) => {
  const { registry: { agreements, parties }, application, linked, store } = await open(t)
  await parties.add(application, 'proxy', because, { testing: true })
  const keys = async () => (await store.read.party(stork))?.linkKeys.map(({ keyId }) => keyId)
  const [old, next] = [application.linkKeys.keys[0]?.kid, await applicationOf()]
  const newest = next.linkKeys.keys[0]?.kid
  await t.rejects(agreements.rotate(application, compared), { code: 'MALFORMED', detail: /no link key but those that hold already/ })
  await t.rejects(agreements.finishRotation(stork, { ...because, unseen: false }), { code: 'CONFLICT', detail: 'no change of keys is under way' })
  await agreements.rotate(next, compared)
  t.same(await keys(), [old, newest])
  await t.rejects(agreements.rotate(await applicationOf(), compared), { code: 'CONFLICT', detail: /finish it first/ })
  await linked(old ?? '')
  await t.rejects(agreements.finishRotation(stork, { ...because, unseen: false }), { code: 'CONFLICT', detail: /might be shut out/ }, 'the old key shows nothing')
  await linked(newest ?? '')
  t.match(await agreements.finishRotation(stork, { ...because, unseen: false }), { record: { rotation: { newKey: newest, finishedAt: Number } } })
  t.same(await keys(), [newest])
  await agreements.rotate(await applicationOf(), compared)
  await agreements.finishRotation(stork, { ...because, unseen: true })
  t.not((await keys())?.[0], newest, 'a lost key goes without being seen')
  const rows = await store.read.auditPage(0, 20)
  const told = rows.map(({ leaf }) => decodeEntry(leaf)).filter((entry) => entry?.act === 'party.keys-changed').map((entry) => entry?.details)
  const [oldIssuer, nextIssuer] = [application.issuerKeys.keys[0]?.kid, next.issuerKeys.keys[0]?.kid]
  t.match(told, [{ added: `${newest ?? ''} ${nextIssuer ?? ''}` }, { removed: `${old ?? ''} ${oldIssuer ?? ''}`, unseen: 0 }, {}, { removed: `${newest ?? ''} ${nextIssuer ?? ''}`, unseen: 1 }], 'the log names every key that came or went')
})

t.test('a provider that came with two keys of a kind is in the middle of changing them: the second link key is seen, and the first ones go', async (t) => {
  const { registry: { agreements, parties }, linked, store } = await open(t)
  const [old, next] = [await applicationOf(), await applicationOf()]
  const both = { linkKeys: { keys: [...old.linkKeys.keys, ...next.linkKeys.keys] }, issuerKeys: { keys: [...old.issuerKeys.keys, ...next.issuerKeys.keys] } }
  const [first = '', second = ''] = both.linkKeys.keys.map(({ kid }) => kid)
  await parties.add({ ...old, ...both }, 'proxy', because, { testing: true })
  t.match((await agreements.find(stork)).record.rotation, { newKey: second, seenAt: undefined })
  await linked(first)
  t.match(await agreements.find(stork), { record: { linkedAt: Number, rotation: { seenAt: undefined } } }, 'the first key shows nothing')
  await t.rejects(agreements.finishRotation(stork, { ...because, unseen: false }), { code: 'CONFLICT', detail: /might be shut out/ })
  await linked(second)
  t.match((await agreements.find(stork)).progress.milestones.find(({ name }) => name === 'key-rotation'), { state: 'reached' })
  t.match(await agreements.finishRotation(stork, { ...because, unseen: false }), { record: { rotation: { newKey: second, seenAt: Number, finishedAt: Number } } })
  t.same((await store.read.party(stork))?.linkKeys.map(({ keyId }) => keyId), [second])
})

t.test('a second issuer key alone shuts nobody out: the first one goes without a link to be seen', async (t) => {
  const { registry: { agreements, parties }, store } = await open(t)
  const [old, next] = [await applicationOf(), await applicationOf()]
  await parties.add({ ...old, issuerKeys: { keys: [...old.issuerKeys.keys, ...next.issuerKeys.keys] } }, 'proxy', because, { testing: true })
  t.equal((await agreements.finishRotation(stork, { ...because, unseen: false })).record.rotation, undefined, 'no link key changed')
  t.same((await store.read.party(stork))?.issuerKeys.map(({ keyId }) => keyId), next.issuerKeys.keys.map(({ kid }) => kid))
})
t.test('new keys come in by the word of the old key, or compared by the operator, and not otherwise', async (t) => {
  const { registry: { agreements, parties }, store, heron } = await open(t)
  const first = await partyOf()
  await parties.add(first.application, 'proxy', because, { testing: true })
  const begin = (application: ApplicationFile) => agreements.rotate(application, { ...because, compared: false })
  const finish = () => agreements.finishRotation(stork, { ...because, unseen: true })

  const unvouched = await applicationOf()
  await t.rejects(begin(unvouched), { code: 'CONFLICT', detail: new RegExp(`did not sign for the new one: compare ${unvouched.linkKeys.keys[0]?.kid ?? ''} .* --compared`) })
  const second = await partyOf(first.keys)
  for (const [what, application] of [
    ['other link keys', { ...second.application, linkKeys: unvouched.linkKeys }],
    ['other issuer keys', { ...second.application, issuerKeys: unvouched.issuerKeys }],
    ['another party', { ...second.application, succession: await succession({ ...first.keys, party: partyId('heron.example') }, second.application) }],
    ['a key of somebody else', { ...second.application, succession: await succession({ ...heron.keys, party: stork }, second.application) }],
    ['a word of another kind', { ...second.application, succession: await succession(first.keys, second.application, 'drawbridge-issuers+jwt') }],
    ['one key less', { ...second.application, linkKeys: { keys: [...second.application.linkKeys.keys, ...unvouched.linkKeys.keys] } }],
  ] as const) {
    await t.rejects(begin(application), { code: 'MALFORMED', detail: /succession/ }, what)
    await t.rejects(agreements.rotate(application, compared), { code: 'MALFORMED' }, `${what}, and compared: a word that does not hold is no missing word`)
  }
  t.equal((await store.read.party(stork))?.linkKeys.length, 1, 'nothing came in')

  t.match(await begin(second.application), { record: { rotation: { vouchedBy: 'old-key' } } })
  await finish()
  await t.rejects(begin((await partyOf(first.keys)).application), { code: 'MALFORMED', detail: /not signed by an issuer key of the party that holds/ }, 'a key that was taken out vouches for nothing')
  t.match(await agreements.rotate(unvouched, compared), { record: { rotation: { vouchedBy: 'operator' } } })
  await t.rejects(partyOf({ ...first.keys, party: partyId('heron.example') }), { code: 'CONFIG_INVALID' })
})

t.test('a word from before the last change of keys, of no time or of a time to come lets no key in, though the issuer key stayed', async (t) => {
  const { registry: { agreements, parties }, clock } = await open(t)
  const { keys, application: first } = await partyOf()
  await parties.add(first, 'proxy', because, { testing: true })
  const withLinkKeysOf = async ({ linkKeys }: ApplicationFile, iat: number | undefined): Promise<ApplicationFile> => {
    const next = { ...first, linkKeys }
    return { ...next, succession: await succession(keys, next, SUCCESSION_TYPE, iat) }
  }
  const begin = (application: ApplicationFile) => agreements.rotate(application, { ...because, compared: false })
  const finish = () => agreements.finishRotation(stork, { ...because, unseen: true })
  const seconds = () => Math.floor(clock.now() / 1000)

  const stolen = await withLinkKeysOf(await applicationOf(), seconds())
  await begin(stolen)
  await finish()
  clock.advance(DAY_MS)
  await begin(await withLinkKeysOf(await applicationOf(), seconds()))
  await finish()
  for (const application of [stolen, await withLinkKeysOf(await applicationOf(), undefined), await withLinkKeysOf(await applicationOf(), seconds() + 120)]) {
    await t.rejects(begin(application), { code: 'MALFORMED', detail: /the succession is not of now/ })
  }
  t.match(await begin(await withLinkKeysOf(await applicationOf(), seconds())), { record: { rotation: { vouchedBy: 'old-key' } } })
})

/** The word of any keys, of any form. */
const succession = ({ party, issuerKey }: PartyKeys, { linkKeys, issuerKeys }: ApplicationFile, typ = SUCCESSION_TYPE, iat?: number): Promise<string> =>
  new SignJWT({ iss: party, lnk: kidsOf(linkKeys), isk: kidsOf(issuerKeys), ...(iat === undefined ? {} : { iat }) }).setProtectedHeader({ alg: 'EdDSA', kid: issuerKey.kid, typ }).sign(privateKeyObject(issuerKey))

t.test('a party that tests is at home and may not pass; a suspension that is lifted leaves it testing', async (t) => {
  const { registry, application, store, closedLinks } = await open(t)
  await registry.parties.add(application, 'proxy', because, { testing: true })
  const caller = mintVerifiedParty({ party: stork, role: 'provider', instance: instanceName('one'), keyId: application.linkKeys.keys[0]?.kid as KeyId })
  t.match(await requireHome(store, caller), { state: 'testing' })
  const state = async () => (await store.read.party(stork))?.state
  await registry.parties.suspend(stork, because)
  t.same([await state(), closedLinks.at(-1)?.party], ['suspended', stork])
  t.match(await registry.agreements.find(stork), { progress: { stage: 'suspended', next: 'resume' }, suspension: { reason: 'OPS-7', step: undefined } })
  await registry.parties.resume(stork, because)
  t.equal(await state(), 'testing')
  const step = await registry.enforcement.desk.apply({ party: stork, user: undefined, step: 'suspend', reason: 'spam', durationMs: undefined, actor: 'socket' })
  t.match((await registry.agreements.find(stork)).suspension, { reason: 'spam', step: { id: step.id, appeal: 'none' } })
  await registry.enforcement.desk.lift(step.id, 'settled', 'socket')
  t.equal(await state(), 'testing')
  await registry.parties.resume(partyId('heron.example'), because)
  t.equal((await store.read.party(partyId('heron.example')))?.state, 'live', 'one that was live is live again')
})

t.test('a resumption that meets the step to live does not undo it', async (t) => {
  const { deps, store, application } = await openRegistryWorld(t).then(async (world) => ({ ...world, application: await applicationOf() }))
  let meet = async (): Promise<unknown> => undefined
  const slow = createRegistry({ ...deps, store: { ...store, read: { ...store.read, agreement: async (party) => {
    const found = await store.read.agreement(party)
    const [now] = [meet]
    meet = async () => undefined
    await now()
    return found
  } } } })
  await slow.parties.add(application, 'proxy', because, { testing: true })
  const plain = createRegistry(deps)
  meet = () => plain.agreements.goLive(stork, because)
  await slow.parties.resume(stork, because)
  t.equal((await store.read.party(stork))?.state, 'live')
})

t.test('whoever was admitted before anything was noted is live since then, and what was taken back may be asked again', async (t) => {
  const { registry: { agreements }, application, clock, store, heron, core } = await open(t)
  await agreements.request(application, clock.now() - DAY_MS, because)
  t.match(await agreements.withdraw(stork, because), { progress: { stage: 'withdrawn', next: 'none', overdue: false } })
  await t.rejects(agreements.withdraw(stork, because), { code: 'CONFLICT' })
  await t.rejects(agreements.request(application, clock.now() + 1, because), { code: 'MALFORMED', detail: /cannot have come after today/ })
  t.match(await agreements.request(application, clock.now(), because), { progress: { stage: 'requested' }, record: { withdrawnAt: undefined } })
  await t.rejects(agreements.find(core.party), { code: 'NOT_FOUND' })
  await t.rejects(agreements.find(partyId('nobody.example')), { code: 'NOT_FOUND' })
  t.same((await agreements.list()).map(({ party, progress }) => [party, progress.stage]), [['egret.example', 'live'], ['heron.example', 'live'], ['stork.example', 'requested']])
  t.equal((await agreements.find(heron.party)).record.liveAt, (await store.read.party(heron.party))?.addedAt)
})
