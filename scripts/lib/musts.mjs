// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the numbered MUSTs, the entries that prove them, and mutated copies of the tree to prove them in.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// What a test may read; node_modules is linked.
const COPIED = ['src', 'test', 'proto', 'migrations', 'bin', 'scripts', 'docs', 'package.json', 'tsconfig.json', 'config.example.yaml']

/**
 * @typedef {object} Entry
 * @property {string} must number of the rule, such as "DIP-7"
 * @property {string} check where the check lives, for readers
 * @property {{ file: string, find: string, replace: string }} mutation takes the check out; `find` occurs exactly once
 * @property {string} test the test file that must turn red
 * @property {string} [title] part of the title of the test that must be the one
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
  const known = entries.map(({ must }) => must)
  return [
    ...musts.filter((must, index) => musts.indexOf(must) !== index).map((must) => `${must} is numbered twice`),
    ...musts.filter((must) => !known.includes(must)).map((must) => `${must} has no entry in test/musts`),
    ...known.filter((must) => !musts.includes(must)).map((must) => `${must} has an entry but is not in docs/protocol.md`),
    ...entries.filter(({ test }) => !existsSync(join(root, test))).map(({ must, test }) => `${must}: ${test} does not exist`),
    ...entries.map((entry) => problemOf(root, entry)).filter(Boolean),
  ]
}

function problemOf(root, { must, mutation: { file, find, replace } }) {
  const path = join(root, file)
  if (!existsSync(path)) return `${must}: ${file} does not exist`
  const times = readFileSync(path, 'utf8').split(find).length - 1
  if (times !== 1) return `${must}: the text to mutate occurs ${times} times in ${file}`
  return find === replace ? `${must}: the mutation changes nothing` : undefined
}

/** A copy of the tree in a temporary folder. */
export function copyTree(root) {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-musts-'))
  for (const name of COPIED.filter((name) => existsSync(join(root, name)))) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return { folder, remove: () => { rmSync(folder, { recursive: true, force: true }) } }
}

/** Mutates one file of the copy; returns what takes that back, or a sentence when the mutation is no program. */
export function applyMutation(folder, { file, find, replace }) {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  const mutated = text.replace(find, () => replace)
  if (!parses(mutated)) return 'the mutated file does not parse'
  writeFileSync(path, mutated)
  return () => { writeFileSync(path, text) }
}

function parses(source) {
  try {
    stripTypeScriptTypes(source)
    return true
  } catch {
    return false
  }
}

function numberOf(must) {
  return Number(must.slice('DIP-'.length))
}
