// SPDX-License-Identifier: AGPL-3.0-only
// Promise: shows for each numbered MUST of docs/protocol.md that its test notices when its check is taken out. Each entry
// of test/musts is applied as a mutation to a copy of the tree; the named test must be green before and red after. The last
// line is "N passed, N failed"; a surviving mutation, a MUST without an entry, or an entry without a MUST fails the run.
//
//   npm run test:musts                       all of them
//   npm run test:musts -- --sample           a fixed sample over all sections
//   npm run test:musts -- --only DIP-3,DIP-7
//   npm run test:musts -- --list             no mutations: only whether rules, entries and code fit together
//
// --root FOLDER works on another tree than this one. TEST_JOBS entries run at a time (2).
import './lib/runtime.mjs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { applyMutation, checkEntries, copyTree, loadEntries, mustsOf, outcomeOf } from './lib/musts.mjs'
import { runTestFile } from './lib/run-tap.mjs'
import { root as home } from './lib/runtime.mjs'

const JOBS = Number(process.env.TEST_JOBS ?? 2)
const LEAST_SECONDS = 3
const { values: options } = parseArgs({
  options: { sample: { type: 'boolean' }, only: { type: 'string' }, list: { type: 'boolean' }, root: { type: 'string', default: home } },
})
const root = resolve(options.root)
const begun = Date.now()

const musts = mustsOf(root)
const entries = await loadEntries(root)
const problems = checkEntries(root, musts, entries)
for (const problem of problems) print(`FAIL ${problem}`)

const chosen = entries.filter(isChosen)
const green = new Map()
const outcomes = []
const queue = [...chosen]
await Promise.all(Array.from({ length: Math.min(JOBS, chosen.length) }, work))
printSummary()

function isChosen({ must, sample }) {
  if (options.list) return false
  if (options.only !== undefined) return options.only.split(',').includes(must)
  return options.sample ? sample === true : true
}

/** Proves entries in a copy of its own until none is left. */
async function work() {
  const tree = copyTree(root)
  try {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      const outcome = await prove(tree.folder, entry)
      outcomes.push(outcome)
      print(`${outcome.killed ? 'ok  ' : 'FAIL'} ${entry.must.padEnd(7)} ${entry.check.padEnd(72)} ${outcome.verdict}  ${outcome.seconds.toFixed(1)} s`)
    }
  } finally {
    tree.remove()
  }
}

/** Green without the mutation, red with it. */
async function prove(folder, entry) {
  const start = Date.now()
  const before = await greenRun(folder, entry)
  const revert = applyMutation(folder, entry.mutation)
  try {
    const after = typeof revert === 'string' ? revert : await runTestFile(folder, entry.test, { title: topTitle(entry), seconds: patienceFor(before) })
    return { ...outcomeOf(entry, before, after), seconds: (Date.now() - start) / 1000 }
  } finally {
    if (typeof revert === 'function') revert()
  }
}

/** Each file runs once without mutations; for the sample only its test does, since few of them share a file. */
function greenRun(folder, entry) {
  if (options.sample) return runTestFile(folder, entry.test, { title: topTitle(entry) })
  const run = green.get(entry.test) ?? runTestFile(folder, entry.test)
  green.set(entry.test, run)
  return run
}

/** Without its check a test may wait for a refusal that never comes: twice what the whole file took is enough. */
function patienceFor({ seconds }) {
  return Math.ceil(LEAST_SECONDS + 2 * seconds)
}

/** A title may name a test inside another, "outer › inner": the runner chooses by the outer one. */
function topTitle({ title }) {
  return title.split(' › ', 1)[0]
}

function printSummary() {
  const failed = outcomes.filter(({ killed }) => !killed).length + problems.length
  const passed = outcomes.filter(({ killed }) => killed).length
  print(`\n${musts.length} MUSTs, ${chosen.length} of ${entries.length} entries, ${((Date.now() - begun) / 1000).toFixed(1)} s`)
  print(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || (passed === 0 && !options.list) ? 1 : 0
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
