// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Measures what docs/sizing.md says, prints it, and fails where a figure has left the bounds that the page names.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { residentKib } from '../../bench/parts/process-costs.ts'
import { childrenOf } from '../support/processes.ts'
import { openVaultGateway } from '../support/vault-gateway.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(230_000)

const USERS = 200
const TALKS = 5
const WAITING = 20
const TEXT = 'x'.repeat(200)
const KIB = 1_024

t.test('what users, conversations and waiting messages take on disk, and the processes in memory, is what docs/sizing.md says', { timeout: 220_000 }, async (t) => {
  const { daemon, core, introduce } = await openVaultGateway(t)
  const db = new Database(join(daemon.dataFolder, 'drawbridge.db'), { readonly: true })
  t.teardown(() => db.close())
  const number = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  const databaseBytes = (): number => number('PRAGMA page_count') * number('PRAGMA page_size')
  const within = (figure: number, [least, most]: readonly [number, number], what: string): void => {
    t.comment(`${what}: ${figure.toFixed(figure < 100 ? 1 : 0)}`)
    t.ok(figure >= least && figure <= most, `${what}: ${String(Math.round(figure))} is between ${String(least)} and ${String(most)}`)
  }

  const empty = databaseBytes()
  const items = Array.from({ length: USERS }, (_, index) => (
    { ref: `user-${String(index)}`, participation: { optedIn: true, findable: true, address: `user-${String(index)}@core.example` }, providers: { 'heron.example': { allowed: true, inbox: 'separate', label: 'Heron' } } }))
  await core.patiently('POST', '/users:bulk', { items })
  within((databaseBytes() - empty) / USERS / KIB, [8, 40], 'KiB of database for a user of a vault before the first grant')
  within(number('SELECT avg(length(state)) FROM vaultAccounts') / KIB, [4, 8], 'KiB of that are the account, with one generation of lasting keys')

  const before = databaseBytes()
  const talks: Awaited<ReturnType<typeof introduce>>[] = []
  for (let index = 0; index < TALKS; index += 1) talks.push(await introduce(`talker-${String(index)}`))
  within((databaseBytes() - before) / TALKS / KIB, [130, 230], 'KiB of database that the first grant adds, with a full stock of keys, the peer and the keys that it published')
  within(number('SELECT sum(length(bytes)) FROM vaultPrekeys') / TALKS / KIB, [60, 90], 'KiB of that are sealed one-time prekeys')
  within(number('SELECT sum(length(publicKey) + length(signature)) FROM kyberPrekeys WHERE user IN (SELECT user FROM vaultAccounts)') / TALKS / KIB, [20, 30], 'KiB of that are published Kyber prekeys')
  for (const talk of talks) {
    await talk.write(TEXT)
    await talk.answer(TEXT)
  }
  await eventually(() => talks.every(({ ref, shown }) => core.heard.get(ref)?.length === 1 && shown.length === 1), 'all texts')
  within(number('SELECT avg(length(state)) FROM vaultConversations') / KIB, [0.4, 4], 'KiB of a conversation with one device of the peer, after a text each way')

  await core.stop()
  const [first] = talks
  for (let index = 0; index < WAITING; index += 1) await first!.write(TEXT)
  await eventually(() => number("SELECT count(*) FROM mailbox WHERE withheld = 0") === 0, 'all is opened')
  within(number('SELECT max(length(state)) FROM vaultConversations') / KIB, [0.4, 12], 'KiB of one after twenty more texts from the peer')
  within(number('SELECT avg(length(bodySealed)) FROM (SELECT bodySealed FROM events ORDER BY id DESC LIMIT 10)') / KIB, [1, 4], 'KiB of a text of 200 characters that waits for the core')
  within(await residentKib(daemon.pid()) / KIB, [60, 500], 'MiB of memory of the gateway')
  within(await residentKib(childrenOf(daemon.pid())[0]!) / KIB, [40, 400], 'MiB of memory of a vault')
})
