// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import t from 'tap'
import type { Test } from 'tap'
import { openKeysOfDatabase } from '../../../src/ops/key-check.ts'
import { claimMeta, openPostgresStore } from '../../../src/store/postgres/index.ts'
import type { Append } from '../../../src/store/transactors.ts'
import { createPostgresCluster, postgresMissing } from '../../support/postgres-cluster.ts'
import { admitted, makePair, makePeople, message, put } from '../../support/store-conformance/pair.ts'
import { auditLeaf, CORE, DAY, device, deviceRow, ecKey, hashOf, HERON, newSubmission, newUser, NOW, partyRow, range, requestRow } from '../../support/store-conformance/rows.ts'
import { openTwoStores } from '../../support/two-stores.ts'
import { repeatedly, within } from '../../support/waiting.ts'

t.setTimeout(300_000)
const missing = postgresMissing()
const options = missing === undefined ? {} : { skip: missing }
const cluster = missing === undefined ? await createPostgresCluster(t) : undefined

const open = (t: Test) => {
  if (!cluster) throw new Error(missing)
  return openTwoStores(t, cluster)
}

t.test('no node accepts a message after a suspension at another was answered', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const { alice, bob } = await makePair(one)
  const proof = await admitted(two, 'submit', alice, bob)
  const answers: { readonly at: number; readonly accepted: boolean }[] = []
  let order = 0
  const sender = async (): Promise<void> => {
    for (let going = true; going;) {
      const begun = ++order
      const outcome = await two.write.append(message(proof))
      answers.push({ at: begun, accepted: 'accepted' in outcome })
      going = 'accepted' in outcome
    }
  }
  const senders = range(1, 20).map(sender)
  await two.write.append(message(proof))
  await put(one, { put: 'party', row: partyRow(HERON, { state: 'suspended' }) })
  const suspendedAt = ++order
  const rows = await one.read.mailboxPage(CORE, 0, 100_000)
  await Promise.all(senders)
  t.ok(answers.some(({ accepted }) => accepted), 'some came before')
  t.same(answers.filter(({ at, accepted }) => at > suspendedAt && accepted), [])
  t.equal((await one.read.mailboxPage(CORE, 0, 100_000)).length, rows.length, 'nothing was added after it')
})

t.test('one submission that reaches both nodes is stored once and answered alike', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const { alice, bob } = await makePair(one)
  const proof = await admitted(one, 'submit', alice, bob)
  for (const round of range(1, 30)) {
    const item: Append = message(proof, { submissionId: newSubmission(), text: `message ${String(round)}` })
    const [first, second] = await Promise.all([one.write.append(item), two.write.append(item)])
    t.match([first, second].filter((outcome) => 'accepted' in outcome && outcome.repeated).length, 1)
    t.same({ ...first, repeated: false }, { ...second, repeated: false })
  }
  t.equal((await one.read.mailboxPage(CORE, 0, 1_000)).length, 30)
})

t.test('one token is redeemed at one of two nodes', { ...options }, async (t) => {
  const { one, two } = await open(t)
  for (const round of range(1, 20)) {
    const redeem = { expect: [], writes: [{ add: 'redeemedToken', idHash: hashOf(`token ${String(round)}`), digest: hashOf('x'), expiresAt: NOW }] } as const
    const outcomes = await Promise.all([one.write.commit(redeem), two.write.commit(redeem)])
    t.equal(outcomes.filter((outcome) => 'committed' in outcome).length, 1)
    t.equal(outcomes.filter((outcome) => 'taken' in outcome).length, 1)
  }
})

t.test('of a drop at one node and a retry at the other exactly one wins', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const pair = await makePair(one)
  const proof = await admitted(one, 'submit', pair.alice, pair.bob)
  const wins = { drop: 0, retry: 0 }
  for (const round of range(1, 60)) {
    await one.write.append(message(proof))
    const [row] = await one.read.mailboxPage(CORE, 0, 1)
    for (const _ of range(1, 5)) await one.write.countAttempt(CORE, row!.id)
    const event = { add: 'event', party: HERON, user: pair.alice, timeMs: NOW, bodySealed: hashOf(String(round)) } as const
    const [dropping, retrying] = round % 2 === 0 ? [one, two] : [two, one]
    const drop = () => dropping.write.drop([{ id: row!.id, events: [event] }], NOW, auditLeaf())
    const retry = () => retrying.write.release([row!.id], auditLeaf())
    // Every third time the drop is first for certain, else whoever gets there.
    const outcomes = round % 3 === 0 ? { dropped: await drop(), retried: await retry() } : await Promise.all([retry(), drop()]).then(([retried, dropped]) => ({ dropped, retried }))
    t.strictSame(Object.values(outcomes).filter((outcome) => 'notParked' in outcome), [{ notParked: row!.id }], 'one wins, the other is told')
    const isDropped = 'changed' in outcomes.dropped
    wins[isDropped ? 'drop' : 'retry'] += 1
    const [left, events] = [await two.read.mailboxPage(CORE, 0, 10), await two.read.eventPage(HERON, 0, 10)]
    t.strictSame([left.length, events.length], isDropped ? [0, 1] : [1, 0], 'the sender is told if, and only if, nothing is left')
    await one.write.acknowledge(CORE, left.map(({ id }) => id), [])
    await one.write.acknowledge(HERON, [], events.map(({ id }) => id))
  }
  t.ok(wins.drop >= 20, 'the drop that was first won', wins)
})

t.test('two nodes that take keys at once never hand out the same one', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const { alice, bob } = await makePair(one)
  await put(one, { put: 'devices', user: bob, devices: [deviceRow(1)] })
  await put(one, { add: 'prekeys', user: bob, device: device(1), ec: range(1, 400).map(ecKey), kyber: [], maxEc: 1_000, maxKyber: 10 })
  const proof = await admitted(one, 'take-keys', alice, bob)
  const takes = await Promise.all(range(1, 200).flatMap(() => [one, two].map((store) => store.write.takeBundles(proof, []))))
  const ids = takes.flatMap((taken) => ('bundles' in taken ? taken.bundles : [])).map(({ oneTimePrekey }) => oneTimePrekey?.id)
  t.equal(ids.length, 400)
  t.equal(new Set(ids).size, 400, 'each once, and all of them')
  t.match(await two.read.prekeyStock(bob, device(1)), { ec: 0 })
})

t.test('lanes that two nodes write have no gap and no double, and a reader that pages by id meanwhile misses nothing', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const pairs = [await makePair(one), await makePeople(one)]
  const proofs = await Promise.all(pairs.map(({ alice, bob }) => admitted(one, 'submit', alice, bob)))
  const envelopes = [1, 2].map((id) => ({ deviceId: device(id), bytes: Buffer.from('x') }))
  let isWriting = true
  const writing = Promise.all(range(1, 10).flatMap(() => [one, two].flatMap((store) => proofs.map(async (proof) => {
    for (const _ of range(1, 25)) await store.write.append(message(proof, { envelopes }))
  })))).finally(() => { isWriting = false })

  const seen: number[] = []
  const lanes = new Map<number, number[]>()
  for (let after = 0, isLast = false; !isLast;) {
    isLast = !isWriting
    const page = await two.read.mailboxPage(CORE, after, 50)
    for (const { id, lane, laneSequence } of page) {
      seen.push(id)
      lanes.set(lane, [...(lanes.get(lane) ?? []), laneSequence])
      after = id
    }
    isLast &&= page.length === 0
  }
  await writing
  const all = (await one.read.mailboxPage(CORE, 0, 100_000)).map(({ id }) => id)
  t.equal(all.length, 2 * 2 * 2 * 10 * 25)
  t.same(seen, all, 'each row was met once, in its order')
  t.equal(lanes.size, 4)
  for (const sequences of lanes.values()) t.same(sequences, range(1, 500))
})

t.test('a daily limit holds for both nodes together', { ...options }, async (t) => {
  const { one, two } = await open(t)
  const from = newUser()
  const add = (store: typeof one) => store.write.commit({ expect: [], writes: [{ add: 'request', row: requestRow(from), perDay: 10, dayStart: NOW - DAY, targets: { party: HERON, perDay: 1_000, dayStart: NOW - DAY } }] })
  const outcomes = await Promise.all(range(1, 20).flatMap(() => [add(one), add(two)]))
  t.equal(outcomes.filter((outcome) => 'committed' in outcome).length, 10)
})

t.test('batches that meet in a deadlock are run again, and each is done once', { ...options }, async (t) => {
  const { one, two, sql } = await open(t)
  const { alice, bob } = await makePair(one)
  const proof = await admitted(one, 'submit', alice, bob)
  await Promise.all(range(1, 2).map(() => one.write.append(message(proof))))
  const ids = (await one.read.mailboxPage(CORE, 0, 10)).map(({ id }) => id)
  // Each update of a row waits, so that two nodes that count in another order do meet.
  await sql(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
    CREATE TRIGGER slow AFTER UPDATE ON mailbox FOR EACH ROW EXECUTE FUNCTION slow()`)
  const count = (store: typeof one, order: readonly number[]) => Promise.all(order.map((id) => store.write.countAttempt(CORE, id)))
  await Promise.all([count(one, ids), count(two, ids.toReversed())])
  t.match(await one.read.mailboxPage(CORE, 0, 10), [{ attempt: 2 }, { attempt: 2 }])
  t.match(readFileSync(cluster?.logFile ?? '', 'utf8'), /deadlock detected/, 'they did meet')
})

t.test('a connection that is killed in mid-batch loses nothing that was answered, and the store goes on', { ...options }, async (t) => {
  const { one, sql } = await open(t)
  const { alice, bob } = await makePair(one)
  const proof = await admitted(one, 'submit', alice, bob)
  // A batch takes longer than it takes to kill it.
  await sql(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END $$;
    CREATE TRIGGER slow AFTER INSERT ON mailbox FOR EACH ROW EXECUTE FUNCTION slow()`)
  const items = range(1, 400).map((index) => message(proof, { text: `message ${String(index)}` }))
  const writing = Promise.allSettled(items.map((item) => one.write.append(item)))
  await sql('SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
  const settled = await writing
  await sql('DROP TRIGGER slow ON mailbox')
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as { readonly code?: string; readonly message: string }] : []))
  t.ok(refused.length > 0, 'the batch that was under way got no answer')
  t.ok(refused.every(({ code }) => code === 'UNAVAILABLE'))
  t.ok(refused.every(({ message }) => !message.includes('@')))
  // Whoever got no answer asks again with the same ids, until the database is back.
  for (const item of items) await repeatedly(() => one.write.append(item), 'each is answered')
  const texts = (await one.read.mailboxPage(CORE, 0, 10_000)).map(({ envelope }) => Buffer.from(envelope).toString())
  t.equal(texts.length, 400)
  t.equal(new Set(texts).size, 400, 'none lost, none doubled')
  t.ok(one.healthy())
})

t.test('a node whose row is gone writes nothing more under that id, while the other goes on', { ...options }, async (t) => {
  if (!cluster) throw new Error(missing)
  const url = await cluster.createDatabase()
  const fenced = Promise.withResolvers<undefined>()
  const onUnhealthy = (): void => { t.fail('both are well') }
  const frozen = await openPostgresStore({ url, lingerMs: 0, onUnhealthy, onFenced: () => { fenced.resolve(undefined) } })
  t.teardown(() => frozen.close())
  await put(frozen, { put: 'party', row: partyRow(HERON) })
  const moment = frozen.moment()
  await cluster.query('DELETE FROM nodes', new URL(url).pathname.slice(1))
  const other = await openPostgresStore({ url, lingerMs: 0, onUnhealthy })
  t.teardown(() => other.close())
  await t.rejects(frozen.write.commit({ expect: [], writes: [{ put: 'party', row: partyRow(HERON, { displayName: 'late' }) }] }), { code: 'UNAVAILABLE' })
  await within(fenced.promise, 'the node sees that its place is lost')
  t.notOk(moment.holds())
  t.match(await other.read.party(HERON), { displayName: partyRow(HERON).displayName })
  await put(other, { put: 'party', row: partyRow(HERON, { displayName: 'goes on' }) })
})

t.test('gateways with other keys than the database was sealed with do not open it', { ...options }, async (t) => {
  if (!cluster) throw new Error(missing)
  const url = await cluster.createDatabase()
  const folder = t.testdir({})
  const claim = (name: string, valueOf: (before: string | undefined) => string) => claimMeta(url, name, valueOf)
  const first = await openKeysOfDatabase(claim, join(folder, 'a'))
  t.equal((await openKeysOfDatabase(claim, join(folder, 'a'))).checkValue, first.checkValue, 'a second node with the same keys')
  await t.rejects(openKeysOfDatabase(claim, join(folder, 'none')), { code: 'CONFIG_INVALID' }, 'no new keys are made beside a database that has some')
  const elsewhere = await cluster.createDatabase()
  await openKeysOfDatabase((name, valueOf) => claimMeta(elsewhere, name, valueOf), join(folder, 'b'))
  await t.rejects(openKeysOfDatabase(claim, join(folder, 'b')), { code: 'CONFIG_INVALID' })
})

t.test('a server that would lose what it answered is refused, and no error shows the password', { ...options }, async (t) => {
  if (!cluster) throw new Error(missing)
  const url = await cluster.createDatabase()
  const name = new URL(url).pathname.slice(1)
  await cluster.query(`ALTER DATABASE "${name}" SET synchronous_commit = off`)
  await t.rejects(openPostgresStore({ url, onUnhealthy: () => undefined }), { code: 'UNAVAILABLE', message: /synchronous_commit/ })
  await cluster.query(`ALTER DATABASE "${name}" SET synchronous_commit = local`)
  const store = await openPostgresStore({ url, onUnhealthy: () => undefined })
  await store.close()
  const { password } = new URL(url)
  for (const wrong of [url.replace(password, `${password}x`), url.replace(String(cluster.port), '1'), url.replace('postgres:', 'postgres:/ /')]) {
    const error: unknown = await openPostgresStore({ url: wrong, onUnhealthy: () => undefined }).catch((thrown: unknown) => thrown)
    t.match(error, { code: 'UNAVAILABLE' })
    t.notMatch(inspect(error, { depth: 9 }), new RegExp(password))
  }
})
