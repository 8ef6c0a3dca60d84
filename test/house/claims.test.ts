// SPDX-License-Identifier: AGPL-3.0-only
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
// @ts-expect-error: the scripts are plain JavaScript without types
import { claimsOf, readClaims, unproven } from '../../scripts/lib/claims.mjs'

interface Claim { readonly document: string, readonly text: string, readonly file: string, readonly title: string }
interface Unproven { readonly claim: Claim, readonly why: string, readonly skipped: boolean }

const ROOT = join(import.meta.dirname, '../..')
const THIS_FILE = 'test/house/claims.test.ts'

const parsed = claimsOf as (document: string, text: string) => readonly Claim[]
const read = readClaims as (root: string) => readonly Claim[]
const judged = unproven as (root: string, claims: readonly Claim[], results: readonly object[], wholeRun: boolean) => readonly Unproven[]

const claim = (title: string, file = THIS_FILE): Claim => ({ document: 'docs/x.md', text: 'a claim', file, title })
const ran = (titles: readonly string[], skips: readonly { title: string, reason: string }[] = []) =>
  [{ file: THIS_FILE, titles: new Set(titles), skips }]

t.test('each claim of the documents names a test file that exists, and a title', (t) => {
  const claims = read(ROOT)
  t.ok(claims.length > 70, 'the documents claim something')
  t.ok(new Set(claims.map(({ document }) => document)).size >= 2, 'in more than one of them')
  for (const { text, file, title } of claims) t.ok(title !== '' && existsSync(join(ROOT, file)), `${text}: ${file}`)
  t.end()
})

t.test('a claim counts as shown only when its own test passed in this run', (t) => {
  const titles = ['outer › the sky is blue', 'outer › over 7 seas, and ashore']
  t.same(judged(ROOT, [claim('the sky is blue'), claim('over $' + '{title} seas')], ran(titles), true), [])
  t.match(judged(ROOT, [claim('the sky is green')], ran(titles), true), [{ why: /no test that passed/, skipped: false }])
  t.match(judged(ROOT, [claim('')], ran(titles), true), [{ why: 'the row names no test' }])
  t.match(judged(ROOT, [claim('the sky is blue')], ran(titles, [{ title: 'outer › the sky is blue', reason: 'needs root' }]), true),
    [{ why: /needs root/, skipped: true }])
  t.end()
})

t.test('a claim whose file did not run is not shown by a whole run, and not judged by a part of one', (t) => {
  const elsewhere = claim('the sky is blue', 'test/house/musts.test.ts')
  t.match(judged(ROOT, [elsewhere], ran([]), true), [{ why: /did not run/ }])
  t.same(judged(ROOT, [elsewhere], ran([]), false), [])
  t.match(judged(ROOT, [claim('x', 'test/not/there.test.ts')], ran([]), false), [{ why: /there is no/ }])
  t.end()
})

t.test('claims are the rows of tables with a column for the test and one for its title', (t) => {
  const text = ['| claim | test | title |', '|---|---|---|', '| it holds | test/a.test.ts | holds |', '', '| other | table |', '|---|---|', '| not | one |',
    '', '| # | threat | control | test | title |', '|---|---|---|---|---|', '| T1 | a thief | a lock | test/b.test.ts | locked |', '| | | | test/c.test.ts | bolted |', '| T2 | argued away | | | |'].join('\n')
  t.same(parsed('docs/x.md', text), [
    { document: 'docs/x.md', text: 'it holds', file: 'test/a.test.ts', title: 'holds' },
    { document: 'docs/x.md', text: 'T1', file: 'test/b.test.ts', title: 'locked' },
    { document: 'docs/x.md', text: 'bolted', file: 'test/c.test.ts', title: 'bolted' },
  ])
  t.end()
})
