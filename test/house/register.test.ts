// SPDX-License-Identifier: AGPL-3.0-only
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { lacking, rowsUnder, saidBy, storedPlaces, wirePlaces } from './register.ts'
import type { Places } from './register.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/data-register.md'), 'utf8')
const WHOSE = new Set(['nobody', 'organisation', 'id', 'hash', 'person', 'content'])
const stored = rowsUnder(page, 'table')
const wire = rowsUnder(page, 'message')
const kinds = rowsUnder(page, 'kind')

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
    t.ok(kinds.some(({ names }) => names[0] === kind), `${name}: "${kind}" is a kind`)
  }
  t.end()
})

t.test('each kind says what for, on which basis, how long it is kept and what ends it, and is used', (t) => {
  t.ok(kinds.length > 10, 'there are kinds')
  for (const { names: [kind], cells } of kinds) {
    t.ok(cells.length === 5 && cells.every((cell) => cell !== ''), `${String(kind)} is whole`)
    t.ok([...stored, ...wire].some(({ cells: row }) => row[5] === kind), `${String(kind)} is used`)
  }
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
