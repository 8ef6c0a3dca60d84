// SPDX-License-Identifier: AGPL-3.0-only
// Promise: shows for each numbered MUST of docs/protocol.md that its test notices when its check is taken out. Each entry
// of test/musts is applied as a mutation to a copy of the tree; the named test must be green before and red after. The last
// line is "N passed, N failed"; a surviving mutation, a MUST without an entry, or an entry without a MUST fails the run.
//
//   npm run test:musts                 all of them
//   npm run test:musts -- --sample     a fixed sample over all sections
//   npm run test:musts -- --only DIP-3,DIP-7
import './lib/runtime.mjs'
import { applyMutation, checkEntries, copyTree, loadEntries, mustsOf } from './lib/musts.mjs'
import { runTestFile } from './lib/run-tap.mjs'
import { root } from './lib/runtime.mjs'

const JOBS = Number(process.env.TEST_JOBS ?? 2)

const entries = await loadEntries(root)
const problems = checkEntries(root, mustsOf(root), entries)
for (const problem of problems) print(`FAIL ${problem}`)

const chosen = choose(entries, process.argv.slice(2))
const green = new Map()
const outcomes = []
const queue = [...chosen]
await Promise.all(Array.from({ length: JOBS }, async () => {
  const tree = copyTree(root)
  try {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      const outcome = await prove(tree.folder, entry)
      outcomes.push(outcome)
      print(`${outcome.killed ? 'ok  ' : 'FAIL'} ${entry.must.padEnd(7)} ${entry.check.padEnd(64)} ${outcome.verdict}  ${outcome.seconds.toFixed(1)} s`)
    }
  } finally {
    tree.remove()
  }
}))

const failed = outcomes.filter(({ killed }) => !killed).length + problems.length
print(`\n${chosen.length} of ${entries.length} entries`)
print(`${outcomes.length + problems.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 || outcomes.length === 0 ? 1 : 0

/** Green without the mutation (once a file), red with it. */
async function prove(folder, entry) {
  const begun = Date.now()
  const done = (killed, verdict) => ({ killed, verdict, seconds: (Date.now() - begun) / 1000 })
  const before = await (green.get(entry.test) ?? remember(entry.test, runTestFile(root, entry.test)))
  if (before.failures.length > 0) return done(false, `${entry.test} fails without the mutation: ${before.failures[0].title}`)
  const revert = applyMutation(folder, entry.mutation)
  if (typeof revert === 'string') return done(false, revert)
  const after = await runTestFile(folder, entry.test)
  revert()
  const expected = after.failures.find(({ title, stderr }) => stderr === undefined && (entry.title === undefined || title.includes(entry.title)))
  if (expected) return done(true, 'killed')
  return done(false, after.failures.length === 0 ? 'SURVIVED' : `red for another reason: ${after.failures[0].title}`)
}

function remember(file, run) {
  green.set(file, run)
  return run
}

function choose(all, [option, value]) {
  if (option === '--sample') return all.filter(({ sample }) => sample === true)
  if (option === '--only') return all.filter(({ must }) => value.split(',').includes(must))
  if (option !== undefined) throw new Error(`unknown option ${option}: use --sample or --only DIP-1,DIP-2`)
  return all
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
