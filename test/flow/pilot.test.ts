// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Ten thousand users come in over bulk calls at the real daemon with a vault, while two people go on talking.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { residentKib } from '../../bench/parts/process-costs.ts'
import { childrenOf } from '../support/processes.ts'
import { openVaultGateway } from '../support/vault-gateway.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(230_000)

const [CALLS, USERS_A_CALL] = [20, 500]
/** One in so many does not take part. */
const STAYS_OUT = 10
/** One in so many is looked at by itself, some of them who stay out; all are counted. */
const ONE_IN = 125
/** Of the gateway, for each user of the pilot, beyond what the first calls took: what is not in the database is a leak. */
const MAX_KIB_A_USER = 16
const KIB = 1_024

interface Item { readonly ref: string; readonly participation: { readonly optedIn: boolean; readonly findable: boolean; readonly address?: string }; readonly providers?: Readonly<Record<string, object>> }
interface Answer { readonly ok: boolean; readonly code?: string; readonly detail?: string }

const itemOf = (number: number): Item => {
  const ref = `pilot-${String(number)}`
  if (number % STAYS_OUT === 0) return { ref, participation: { optedIn: false, findable: false } }
  return { ref, participation: { optedIn: true, findable: true, address: `${ref}@core.example` }, providers: { 'heron.example': { allowed: true, inbox: 'separate', label: 'Heron' } } }
}
const pages: readonly (readonly Item[])[] = Array.from({ length: CALLS }, (_, page) => Array.from({ length: USERS_A_CALL }, (_item, at) => itemOf(page * USERS_A_CALL + at)))

/** A page with two entries that do not hold, and what is wrong with them by their places. */
const spoilt = (page: readonly Item[]) => {
  const wrong = new Map<number, { readonly item: object; readonly code: string; readonly detail: RegExp }>([
    [101, { item: { ...page[101], participation: { optedIn: 'yes', findable: true } }, code: 'MALFORMED', detail: /^item\.participation\.optedIn / }],
    [257, { item: { ...page[257], participation: { optedIn: true, findable: true, address: 'pilot-1@core.example' } }, code: 'CONFLICT', detail: /another user/ }],
  ])
  return { wrong, items: page.map((item, at) => wrong.get(at)?.item ?? item) }
}

const openPilot = async (t: Parameters<typeof openVaultGateway>[0]) => {
  const gateway = await openVaultGateway(t)
  const db = new Database(join(gateway.daemon.dataFolder, 'drawbridge.db'), { readonly: true })
  t.teardown(() => db.close())
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  return {
    ...gateway,
    bulk: async (items: readonly object[]) => (await gateway.call('POST', '/users:bulk', { items }))['items'] as readonly Answer[],
    /** What there is of users and of their keys. */
    counts: () => ({
      people: count('SELECT count(*) FROM persons'), optedIn: count('SELECT count(*) FROM persons WHERE optedIn = 1'),
      choices: count('SELECT count(*) FROM choices'), allowed: count('SELECT count(*) FROM choices WHERE allowed = 1'),
      users: count("SELECT count(*) FROM users WHERE custody = 'VAULT'"), accounts: count('SELECT count(*) FROM vaultAccounts'),
      prekeys: count('SELECT count(*) FROM vaultPrekeys'),
    }),
  }
}
type Pilot = Awaited<ReturnType<typeof openPilot>>

/** Brings all in, one call after another; how often something else was done in the time of each, and the memory of the gateway after it. */
const bringIn = async (t: Parameters<typeof openVaultGateway>[0], { bulk, call, daemon }: Pilot) => {
  const [others, memory]: [number[], number[]] = [[], []]
  for (const page of pages) {
    const goesOn = new Set([page])
    const answers = bulk(page).finally(() => { goesOn.clear() })
    let asked = 0
    for (; goesOn.size > 0; asked += 1) await call('GET', '/users/talker')
    t.ok((await answers).every(({ ok }) => ok), 'everybody is taken')
    others.push(asked)
    memory.push(await residentKib(daemon.pid()))
  }
  return { others, memory }
}

t.test('a pilot of ten thousand users comes in over bulk calls, and nobody else waits for it', { timeout: 220_000 }, async (t) => {
  const pilot = await openPilot(t)
  const { bulk, call, counts, core, daemon, introduce } = pilot
  const talk = await introduce('talker')
  await talk.write('before')
  await talk.answer('before')
  await eventually(() => core.heard.get('talker')?.length === 1 && talk.shown.length === 1, 'they talk')
  const atFirst = counts()

  const [firstPage] = pages
  const { wrong, items } = spoilt(firstPage!)
  const answers = await bulk(items)
  t.strictSame(answers.flatMap(({ ok }, at) => (ok ? [] : [at])), [...wrong.keys()], 'an entry that does not hold is refused at its place, and no other')
  for (const [at, { code, detail }] of wrong) t.match(answers[at], { code, detail })

  const goesOn = new Set(['the pilot'])
  const chat = (async () => {
    let texts = 0
    while (goesOn.size > 0) {
      texts += 1
      await talk.write(`text ${String(texts)}`)
      await talk.answer(`answer ${String(texts)}`)
      await eventually(() => core.heard.get('talker')?.length === texts + 1 && talk.shown.length === texts + 1, 'a text each way')
    }
    return texts
  })()
  const { others, memory } = await bringIn(t, pilot).finally(() => { goesOn.clear() })
  const texts = await chat
  t.comment(`calls answered meanwhile: ${others.join(' ')}; texts each way: ${String(texts)}; MiB of the gateway: ${memory.map((kib) => Math.round(kib / KIB)).join(' ')}`)
  // Most of the first page was there already: its call is short.
  t.ok(others.slice(1).every((count) => count > 1), 'other calls are answered while each goes on')
  t.ok(texts > 1, 'and texts arrive')

  const [people, out] = [CALLS * USERS_A_CALL, CALLS * USERS_A_CALL / STAYS_OUT]
  const inside = people - out
  const after = counts()
  t.strictSame(after, { people: people + 1, optedIn: inside + 1, choices: inside + 1, allowed: inside + 1, users: inside + 1, accounts: inside + 1, prekeys: after.prekeys })
  t.ok(after.prekeys <= atFirst.prekeys, 'who has granted nobody anything has no one-time keys')

  const page = pages[CALLS / 2]!
  for (const repetition of await Promise.all([bulk(page), bulk(page)])) t.ok(repetition.length === USERS_A_CALL && repetition.every(({ ok }) => ok))
  t.strictSame(counts(), after, 'a repetition is answered the same and adds nothing')

  const [warm = 0, full = 0] = [memory[CALLS / 4 - 1], memory.at(-1)]
  t.ok((full - warm) / (people * 3 / 4) < MAX_KIB_A_USER, `memory does not grow with them: ${String(warm)} to ${String(full)} KiB`)
  t.ok(full < 500 * KIB && await residentKib(childrenOf(daemon.pid())[0]!) < 400 * KIB, 'and stays within what docs/sizing.md says')

  for (const item of pages.flat().filter((_, at) => at % ONE_IN === 0)) {
    const { ref, participation, providers = {} } = item
    const choices = Object.entries(providers).map(([provider, choice]) => ({ provider, ...choice, custody: 'VAULT', user: String }))
    t.match(await call('GET', `/users/${ref}`), { ref, ...participation, providers: choices }, `${ref} is on record as told`)
  }

  const member = await introduce('pilot-5001')
  await member.write('welcome')
  await member.answer('thanks')
  await eventually(() => core.heard.get('pilot-5001')?.length === 1 && member.shown.length === 1, 'one of them talks')
  t.strictSame([core.heard.get('pilot-5001'), member.shown], [['welcome'], ['thanks']])
})
