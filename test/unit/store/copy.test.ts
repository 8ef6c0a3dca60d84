// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 120
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import type { AttachmentId } from '../../../src/model/attachments.ts'
import { decodeEntry } from '../../../src/model/audit/entry.ts'
import { leafHash, rootOf, treeRoot } from '../../../src/model/audit/merkle.ts'
import type { InstanceName } from '../../../src/model/ids.ts'
import { openKeysOfDatabase, openKeysOfFolder } from '../../../src/ops/key-check.ts'
import { FORMER_GENERATION } from '../../../src/store/bucket.ts'
import { claimMeta, openPostgresStore } from '../../../src/store/postgres/index.ts'
import type { NewReport } from '../../../src/store/reports.ts'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'
import type { Store } from '../../../src/store/port.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { enforcementRow } from '../../support/store-conformance/enforcement.ts'
import { inviteOf } from '../../support/store-conformance/invites.ts'
import { reportOf } from '../../support/store-conformance/reports.ts'
import { attachmentOf, create, HOSTED, readersOf, sendNaming, ticketFor, uploaded } from '../../support/store-conformance/attached.ts'
import { admitted, makePair, makePeople, message, put } from '../../support/store-conformance/pair.ts'
import type { Pair } from '../../support/store-conformance/pair.ts'
import { auditLeaf, awaitedRow, CORE, DAY, device, deviceRow, ecKey, hashOf, HERON, kyberKey, newSubmission, newUser, NOW, personRow, range, requestRow } from '../../support/store-conformance/rows.ts'
import { json, terminal } from '../cli/support.ts'

t.setTimeout(120_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined
const database = (): Promise<string> => cluster?.createDatabase() ?? Promise.reject(new Error(missing))
const onUnhealthy = (error: unknown): void => { t.fail('a store became unhealthy', { error }) }

interface Filled extends Pair {
  readonly report: NewReport
  readonly gone: Pair
  readonly position: { readonly party: typeof CORE; readonly instance: InstanceName; readonly tokenHash: Uint8Array }
  readonly attached: { readonly bound: AttachmentId; readonly spare: AttachmentId; readonly ticket: Uint8Array }
}

/** Something in every table, more than a page of it in one. */
const fill = async (store: Store): Promise<Filled> => {
  const [pair, gone] = [await makePair(store), await makePeople(store)]
  const { alice, bob } = pair
  await put(store, { put: 'devices', user: bob, devices: [1, 2, 3].map((id) => deviceRow(id)) })
  for (const id of [1, 3]) await put(store, { add: 'prekeys', user: bob, device: device(id), ec: range(1, 9).map(ecKey), kyber: [1, 2].map(kyberKey), maxEc: 100, maxKyber: 20 })
  await put(store, { put: 'devices', user: bob, devices: [1, 2].map((id) => deviceRow(id)) })
  await put(store, { put: 'person', row: personRow('last', { optedIn: false, findable: true, addressIndex: hashOf('l'), addressSealed: randomBytes(9) }) })
  await put(store, { add: 'request', row: requestRow(newUser(), { targetUser: bob }), perDay: 10, dayStart: 0, targets: { party: HERON, perDay: 10, dayStart: 0 } })
  await put(store, { add: 'redeemedToken', idHash: hashOf('id'), digest: hashOf('digest'), expiresAt: NOW })
  await put(store, { put: 'issuerList', version: 4, list: 'list', party: CORE })
  for (const text of ['e', 'f']) await put(store, { add: 'event', party: HERON, user: alice, about: bob, timeMs: NOW, bodySealed: hashOf(text) })
  const [told] = await store.read.eventPage(HERON, 0, 1)
  await store.write.takeFeed(HERON, 'reader', 0)
  await store.write.offerEvents({ party: HERON, reader: 'reader', upTo: told!.id, aside: [told!.id] })
  await store.write.noteUntaken(HERON, { event: (await store.read.eventPage(HERON, 0, 1))[0]!.id, attempts: 3, nextAtMs: NOW, deadSinceMs: undefined, reason: 'timeout' })
  await put(store, { put: 'vaultAccount', row: { user: bob, version: 1, wrappedKey: hashOf('wrapped'), state: hashOf('account'), lastingAt: 7 } },
    { add: 'vaultPrekeys', user: bob, prekeys: [{ kind: 'ec', id: 1, bytes: hashOf('prekey') }] }, { put: 'vaultTold', row: { user: bob, peer: alice, identityKey: hashOf('key') } },
    { put: 'vaultAwaited', row: awaitedRow(bob, alice), follows: undefined })
  await store.write.appendSealed(message(await admitted(store, 'submit', bob, alice), { recipientParty: HERON }), { user: bob, peer: alice, version: 1, state: hashOf('talk') }, { spoken: newSubmission(), resends: 1, content: 'jwe', epochKey: 'key', maxKept: 9 })
  for (const reason of ['one', 'two']) await put(store, { add: 'audit', leaf: auditLeaf(reason) })
  await store.write.keepCheckpoint({ size: 2, note: 'a note' })
  const [bound, spare] = [await uploaded(store, pair), attachmentOf(pair, { source: HOSTED })]
  const ticket = ticketFor(spare)
  await create(store, spare, {}, ticket)
  await sendNaming(store, pair, [bound])
  await store.write.finishAttachment(bound, bob, device(1))
  const proof = await admitted(store, 'submit', alice, bob)
  const envelopes = [1, 2].map((id) => ({ deviceId: device(id), bytes: randomBytes(200) }))
  await Promise.all(range(1, 600).map((index) => store.write.append(message(proof, { envelopes, urgent: index % 2 === 0 }))))
  await store.write.append(message(await admitted(store, 'submit', gone.alice, gone.bob)))
  const rows = await store.read.mailboxPage(CORE, 0, 10_000)
  for (const _ of range(1, 5)) await store.write.countAttempt(CORE, rows[0]!.id)
  await store.write.withhold(CORE, [rows[1]!.id])
  await store.write.acknowledge(CORE, [rows[2]!.id, rows.at(-1)!.id], [], { atMs: NOW + 2, pushedAtMs: [NOW + 1, 0] })
  await put(store, { erase: 'user', user: gone.alice })
  await put(store, { add: 'invite', row: inviteOf({ secretHash: hashOf('invite'), owner: bob }), most: 1, now: NOW })
  await put(store, { put: 'agreement', row: { party: HERON, version: 1, record: { displayName: 'Heron', requestedAt: NOW } } })
  await put(store, { put: 'offer', row: { number: 1, jws: 'signed' } })
  await put(store, { put: 'enforcement', row: enforcementRow({ user: alice, appealSealed: Buffer.from('sealed'), appeal: 'open' }) })
  const report = reportOf()
  await store.write.addReport(report, REPORTS)
  const position = { party: CORE, instance: 'a' as InstanceName, tokenHash: hashOf('a') }
  await store.write.keepPosition({ ...position, flights: '[]', keepUntil: NOW })
  return { ...pair, gone, position, report, attached: { bound, spare: spare.id, ticket: ticket.hash } }
}

const REPORTS = { perDay: 1, dayStart: 0, perReporter: 20, perParty: 1 }

const seen = async (store: Store, { alice, bob, person, gone, attached: { bound, spare, ticket } }: Filled) => {
  const { read } = store
  const rows = await read.mailboxPage(CORE, 0, 10_000)
  return {
    agreements: [await read.listAgreements(), await read.lastOffer()], enforcement: await read.enforcements({}, 9), invite: await read.invite(hashOf('invite')),
    reports: [await read.reports(undefined, 9), await read.reportersOfParty(HERON, 0)],
    parties: await read.listParties(), people: [await read.person(person), await read.personByAddress(hashOf('l'))], choice: await read.choice(person, HERON),
    users: await Promise.all([alice, bob, gone.bob, gone.alice].map((user) => read.user(user))), former: await read.formerHome(gone.alice),
    devices: await read.devices(bob), stock: await Promise.all([1, 2].map((id) => read.prekeyStock(bob, device(id)))),
    standings: [await read.standing(alice, bob), await read.standing(bob, alice), await read.standing(alice, newUser())],
    consents: [await read.consent(alice, bob), await read.consent(bob, alice)], requests: await read.waitingRequests({}, 10),
    redeemed: await read.redeemedToken(hashOf('id')), issuers: await read.issuerList(), rows,
    events: (await read.eventPage(HERON, 0, 10)).map(({ id, party, user, timeMs, bodySealed }) => ({ id, party, user, timeMs, bodySealed })),
    aside: await read.asideEvents(HERON, 0, 10),
    attached: [await read.attachment(bound), await read.attachment(spare), await readersOf(store, { alice, bob }, bound), await read.ticket(ticket)],
    untaken: await read.untakenPage(HERON, 0, 10),
    queued: await Promise.all((['waiting', 'withheld', 'parked'] as const).map((state) => read.queued({ state }, 0, 10_000))),
    expired: await read.expired(NOW + 31 * DAY, 10_000), submission: await read.submission(alice, device(1), rows[0]!.submissionId),
    audit: [await read.auditPage(0, 2), await read.lastCheckpoint()],
    vault: [await read.vaultAccount(bob), await read.vaultConversation(bob, alice), await read.vaultPrekeys(bob, [{ kind: 'ec', id: 1 }]), await read.vaultTold(bob, alice), await read.vaultOverdue(NOW + DAY, 9)],
    traces: await Promise.all(rows.slice(0, 5).map(({ submissionId }) => read.trace(alice, submissionId))),
  }
}

t.test('a store that was copied is the same, and goes on where it stood', { ...options }, async (t) => {
  const { home, command } = terminal(t)
  const [folder, url] = [join(home, 'data'), await database()]
  const keys = openKeysOfFolder(folder, join(home, 'keys'))
  const source = await openSqliteStore({ path: folder, lingerMs: 0, onUnhealthy })
  const what = await fill(source)
  await put(source, { put: 'bucket', row: { generation: 7, isMarked: true }, from: undefined })
  const before = await seen(source, what)
  const inUse = await command('migrate', 'copy', '--from', folder, '--to', url)
  t.match(inUse, { code: 1, err: /in use by process/ })
  await source.close()

  const ran = await command('migrate', 'copy', '--from', folder, '--to', url, '--json')
  t.equal(ran.code, 0, ran.err)
  const { rows, bucket } = json(ran) as { readonly rows: Readonly<Record<string, number>>; readonly bucket: string }
  t.same(Object.entries(rows).filter(([, count]) => count === 0), [], 'nothing of it was empty')
  t.match(ran.err, /mailbox: 500\nmailbox: 1000\n/)
  t.notMatch(ran.out + ran.err, new URL(url).password)

  t.equal((await openKeysOfDatabase((name, valueOf) => claimMeta(url, name, valueOf), join(home, 'keys'))).checkValue, keys.checkValue)
  const target = await openPostgresStore({ url, lingerMs: 0, onUnhealthy })
  t.teardown(() => target.close())
  t.same(await seen(target, what), before)
  t.same([bucket, await target.read.bucket()], ['former', { generation: FORMER_GENERATION, isMarked: true }], 'the bucket stays the old store\'s until the operator says otherwise')
  const [copied, head] = [await target.read.auditPage(2, 10), await target.read.auditHead()]
  t.match(copied.map(({ leaf }) => decodeEntry(leaf)), [{ act: 'store.copied', details: { rows: Object.values(rows).reduce((sum, count) => sum + count, 0) } }], 'and says itself that it was copied')
  t.same(rootOf(head.frontier), treeRoot((await target.read.auditPage(0, 10)).map(({ leaf }) => leafHash(leaf))))
  t.match(await target.write.addReport(what.report, REPORTS), { repeated: true })
  const next = Math.max(...before.events.map(({ id }) => id))
  t.same([await target.write.takeFeed(HERON, 'next', next), await target.write.takeFeed(HERON, 'next', before.aside[0]!.id)], [{ beyond: true }, { taken: true }])
  t.equal(await target.write.takePosition(what.position, NOW), '[]')
  const last = before.expired.reduce((highest, { id }) => Math.max(highest, id), 0)
  t.match(await target.write.append(message(await admitted(target, 'submit', what.alice, what.bob))), { accepted: true, places: [{ laneSequence: 602 }] })
  t.same(await create(target, attachmentOf(what), { perUser: 2 }), { full: 'user' }, 'what was used counts on')
  t.same(await create(target, attachmentOf(what), { perParty: 3 }), { created: true })
  t.ok((await target.read.mailboxPage(CORE, last, 10)).every(({ id }) => id > last + 1), 'the id of a row that is gone is not given again')
  await put(target, { erase: 'user', user: what.bob })
  t.same(await target.read.eventPage(HERON, 0, 10), [], 'events still know whom they are about')
  await put(target, { put: 'person', row: personRow('new') })
  t.ok((await target.read.personByReference(CORE, hashOf('new')))!.version > Math.max(...before.parties.map(({ version }) => version)))
})

t.test('a copy that is committed counts as done, also when the statistics that would come after it cannot be made', { ...options }, async (t) => {
  const { home, command } = terminal(t)
  const [folder, url] = [join(home, 'data'), await database()]
  const source = await openSqliteStore({ path: folder, onUnhealthy })
  await put(source, { put: 'bucket', row: { generation: 7, isMarked: true }, from: undefined })
  await source.close()
  await (await openPostgresStore({ url, onUnhealthy })).close()
  const name = new URL(url).pathname.slice(1)
  // ANALYZE computes what an index is over.
  await cluster?.query(`CREATE FUNCTION fails(name text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
    BEGIN IF current_query() LIKE '%ANALYZE%' THEN RAISE EXCEPTION 'no statistics'; END IF; RETURN name; END $$`, name)
  await cluster?.query('CREATE INDEX ON "counters" (fails("name"))', name)
  t.match(await cluster?.query('ANALYZE', name).then(() => 'made', () => 'failed'), 'failed')
  const ran = await command('migrate', 'copy', '--from', folder, '--to', url)
  t.equal(ran.code, 0, ran.err)
  t.match(ran.out, /drawbridge media adopt/)
  const target = await openPostgresStore({ url, onUnhealthy })
  t.teardown(() => target.close())
  t.match(await command('migrate', 'copy', '--from', folder, '--to', url), { code: 1, err: /not empty/ }, 'it is there')
})

t.test('a database that is not empty is left as it is, and a folder without a store is none', { ...options }, async (t) => {
  const { home, command } = terminal(t)
  const [folder, url] = [join(home, 'data'), await database()]
  await (await openSqliteStore({ path: folder, onUnhealthy })).close()
  const target = await openPostgresStore({ url, onUnhealthy })
  t.match(await command('migrate', 'copy', '--from', folder, '--to', url), { code: 1, err: /not empty/ }, 'a node runs on it')
  await makePair(target)
  await target.close()
  t.match(await command('migrate', 'copy', '--from', folder, '--to', url), { code: 1, err: /not empty: it has rows in parties/ })
  t.match(await command('migrate', 'copy', '--from', join(home, 'nothing'), '--to', url), { code: 1, err: /no store/ })
  t.match(await command('migrate', 'copy', '--from', folder, '--to', 'mysql://x'), { code: 1, err: /CONFIG_INVALID/ })
  t.match(await command('migrate', 'copy', '--from', folder, '--to', 'postgres://u:s3cret@127.0.0.1:1/x'), { code: 1, err: /UNAVAILABLE(?![^]*s3cret)/ })
})
