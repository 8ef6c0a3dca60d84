// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the numbered MUSTs, the entries that prove them, and mutated copies of the tree to prove them in.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

// What a test may read; node_modules is linked.
const COPIED = ['src', 'test', 'bench', 'examples', 'proto', 'migrations', 'bin', 'scripts', 'docs', 'package.json', 'tsconfig.json', 'config.example.yaml']
// Tests clean up behind themselves, but one that was stopped may have left a folder here.
const LEFT_BEHIND = '.tap'
/** What a mutation that is no honest one throws: it took away a name that is still used. */
const BROKEN_PROGRAM = /\b(?:ReferenceError|SyntaxError)\b/

/**
 * @typedef {object} Entry
 * @property {string} must number of the rule, such as "DIP-7"
 * @property {string} check where the check lives, for readers
 * @property {{ file: string, find: string, replace: string }} mutation takes the check out; `find` occurs exactly once
 * @property {string} test the test file that must turn red
 * @property {string} title part of the title of the test that must be the one; "outer › inner" for a test inside another
 * @property {boolean} [sample] belongs to the fixed sample
 */

/** Every number of docs/protocol.md, in its order. */
export function mustsOf(root) {
  const text = readFileSync(join(root, 'docs/protocol.md'), 'utf8')
  return [...text.matchAll(/^- \*\*(DIP-\d+)\*\*/gm)].map((match) => match[1])
}

/** The entries of every file in test/musts, in the order of their numbers. @returns {Promise<Entry[]>} */
export async function loadEntries(root) {
  const files = readdirSync(join(root, 'test/musts')).filter((file) => file.endsWith('.mjs')).sort()
  const lists = await Promise.all(files.map((file) => import(pathToFileURL(join(root, 'test/musts', file)).href)))
  return lists.flatMap(({ entries }) => entries).sort((a, b) => numberOf(a.must) - numberOf(b.must))
}

/** What is wrong between rules and entries, before anything runs; empty if nothing. */
export function checkEntries(root, musts, entries) {
  const known = new Set(entries.map(({ must }) => must))
  return [
    ...musts.filter((must, index) => musts.indexOf(must) !== index).map((must) => `${must} is numbered twice`),
    ...musts.filter((must) => !known.has(must)).map((must) => `${must} has no entry in test/musts`),
    ...[...known].filter((must) => !musts.includes(must)).map((must) => `${must} has an entry but is not in docs/protocol.md`),
    ...entries.flatMap((entry) => problemsOf(root, entry).map((problem) => `${entry.must}: ${problem}`)),
  ]
}

function problemsOf(root, { test, title, mutation: { file, find, replace } }) {
  const problems = []
  if (!existsSync(join(root, test))) problems.push(`${test} does not exist`)
  if (!title) problems.push('the entry names no test')
  if (!existsSync(join(root, file))) return [...problems, `${file} does not exist`]
  const times = readFileSync(join(root, file), 'utf8').split(find).length - 1
  if (times !== 1) problems.push(`the text to mutate occurs ${times} times in ${file}`)
  if (find === replace) problems.push('the mutation changes nothing')
  return problems
}

/** A copy of the tree in a temporary folder. */
export function copyTree(root) {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-musts-'))
  const filter = (path) => !relative(root, path).split('/').includes(LEFT_BEHIND)
  for (const name of COPIED.filter((name) => existsSync(join(root, name)))) cpSync(join(root, name), join(folder, name), { recursive: true, filter })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return { folder, remove: () => { rmSync(folder, { recursive: true, force: true }) } }
}

/** Mutates one file of the copy; returns what takes that back, or a sentence when the mutation is no program. */
export function applyMutation(folder, { file, find, replace }) {
  const path = join(folder, file)
  if (!existsSync(path)) return `${file} does not exist`
  const text = readFileSync(path, 'utf8')
  const mutated = text.replace(find, () => replace)
  if (mutated === text) return 'the mutation changes nothing'
  if (!parses(mutated)) return 'the mutated file does not parse'
  writeFileSync(path, mutated)
  return () => { writeFileSync(path, text) }
}

/**
 * Whether a mutation was noticed: the file was green `before`, holds a test of that title, and `after` the mutation an
 * assertion of that very test fails. A crash, a load error or another test's failure is no proof. `after` may be the
 * sentence why it could not run.
 */
export function outcomeOf({ test, title }, before, after) {
  if (before.failures.length > 0) return survived(`${test} fails without the mutation: ${before.failures[0].title}`)
  if (![...before.titles].some((passed) => passed.includes(title))) return survived(`${test} has no test "${title}"`)
  if (typeof after === 'string') return survived(after)
  const noticed = after.failures.find((failure) => failure.stderr === undefined && failure.title.includes(title))
  if (noticed === undefined) return survived(after.failures.length === 0 ? 'SURVIVED' : `red for another reason: ${after.failures[0].title}`)
  if (BROKEN_PROGRAM.test(JSON.stringify(noticed.diag ?? ''))) return survived(`the mutated program is broken: ${noticed.title}`)
  return { killed: true, verdict: 'killed' }
}

function survived(verdict) {
  return { killed: false, verdict }
}

function parses(source) {
  try {
    module.stripTypeScriptTypes(source)
    return true
  } catch {
    return false
  }
}

function numberOf(must) {
  return Number(must.slice('DIP-'.length))
}
