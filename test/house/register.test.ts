// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { retention } from '../../src/model/retention.ts'
import { HOLDING_PLACES, placeName } from '../../src/store/holdings.ts'
import { lacking, rowsUnder, saidBy, storedPlaces, wirePlaces } from './register.ts'
import type { Places } from './register.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/data-register.md'), 'utf8')
const WHOSE = new Set(['nobody', 'organisation', 'id', 'hash', 'person', 'content'])
const stored = rowsUnder(page, 'table')
const wire = rowsUnder(page, 'message')

const both = (one: Places, other: Places): Places =>
  new Map([...new Set([...one.keys(), ...other.keys()])].map((name) => [name, new Set([...(one.get(name) ?? []), ...(other.get(name) ?? [])])]))

t.test('every column of both stores is in the register, and the register names no other', async (t) => {
  const [sqlite, postgres] = [await storedPlaces('sqlite'), await storedPlaces('postgres')]
  const { places, twice } = saidBy(stored)
  t.ok(sqlite.size > 25 && postgres.size > sqlite.size, 'there are schemas')
  t.same(lacking(both(sqlite, postgres), places), [], 'columns that the register lacks')
  t.same(lacking(places, both(sqlite, postgres)), [], 'columns that are not there')
  t.same(twice, [], 'each once')
  const onlyThere = new Set([...postgres.keys()].filter((name) => !sqlite.has(name)).toSorted())
  t.same(stored.filter(({ note }) => note === '(PostgreSQL)').flatMap(({ names }) => names).toSorted(), [...onlyThere], 'tables of PostgreSQL alone say so')
  t.same(lacking(sqlite, postgres), [], 'PostgreSQL has every column of SQLite')
  t.same(lacking(new Map([...postgres].filter(([name]) => !onlyThere.has(name))), sqlite), [], 'and the other way round')
})

t.test('every field of every message is in the register, and the register names no other', (t) => {
  const { places, twice } = saidBy(wire)
  const there = wirePlaces()
  t.ok(there.size > 60, 'there are messages')
  t.same(lacking(there, places), [], 'fields that the register lacks')
  t.same(lacking(places, there), [], 'fields that are not there')
  t.same(twice, [], 'each once')
  t.end()
})

t.test('each row says what for, whose, who sees it, and a kind that there is', (t) => {
  for (const { cells } of [...stored, ...wire]) {
    const [name = '', fields = '', purpose = '', whose = '', seen = '', kind = ''] = cells
    t.ok(cells.length === 6 && fields !== '' && purpose !== '' && seen !== '', `${name} is whole`)
    t.ok(WHOSE.has(whose), `${name}: whose is a word of the page, not "${whose}"`)
    t.ok(Object.hasOwn(retention, kind), `${name}: "${kind}" is a kind`)
  }
  t.end()
})

t.test('the page says of each kind what the code says', (t) => {
  const rows = rowsUnder(page, 'kind')
  t.same(
    rows.map(({ names: [kind = ''], cells: [, purpose, , kept, endedBy] }) => [kind, { purpose, kept, endedBy }]),
    Object.entries(retention).map(([kind, said]) => [kind, { ...said }]),
  )
  t.ok(rows.every(({ cells }) => cells[2] !== ''), 'each names a basis')
  t.end()
})

t.test('what says who somebody is rests sealed, and nothing sealed passes for an id', (t) => {
  const persons = stored.filter(({ cells }) => cells[3] === 'person').flatMap(({ fields }) => fields)
  t.ok(persons.length > 5, 'there are such columns')
  t.same(persons.filter((column) => !column.endsWith('Sealed')), [])
  const others = stored.filter(({ cells }) => cells[3] !== 'person').flatMap(({ fields }) => fields)
  t.same(others.filter((column) => column.endsWith('Sealed')), [])
  t.end()
})

t.test('a column that the register lacks, and one that it makes up, would be found', (t) => {
  const there: Places = new Map([['users', new Set(['user', 'shoeSize'])]])
  const said = saidBy(rowsUnder('| table | columns |\n|---|---|\n| `users` | `user heart` | x | id | store | membership |\n', 'table')).places
  t.same(lacking(there, said), ['users.shoeSize'])
  t.same(lacking(said, there), ['users.heart'])
  t.end()
})

const USER_COLUMNS = new Set(['user', 'owner', 'peer', 'senderUser', 'recipientUser', 'fromUser', 'targetUser', 'about', 'reporter', 'reportedUser', 'inviter'])

t.test('every column that names a user is counted for exports and receipts', async (t) => {
  const places = [...await storedPlaces('sqlite')].flatMap(([table, columns]) => [...columns].filter((column) => USER_COLUMNS.has(column)).map((column) => `${table}.${column}`))
  t.ok(places.length > 20, 'there are such columns')
  t.same(HOLDING_PLACES.map(placeName).toSorted(), places.toSorted())
  for (const { table, column, kind } of HOLDING_PLACES) {
    const row = stored.find(({ names, fields }) => names.includes(table) && fields.includes(column))
    t.ok(row?.cells[5] === kind, `${table}.${column} is of the kind that the register says`)
  }
})
