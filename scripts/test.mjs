// SPDX-License-Identifier: AGPL-3.0-only
// Promise: runs every test file (or those named by the arguments, as paths or globs) and ends with exactly one line
// "N passed, N failed"; skips with their reasons stand before it. Any failure, a file without an assertion, a crash, a
// timeout or no test at all makes the exit code 1.
//
// Each file is a plain program that prints TAP, so each runs in a Node of its own, JOBS at a time.
// TEST_JOBS and TEST_TIMEOUT_SECONDS change the defaults; a file that needs longer says so in a comment
// `// test-timeout: 300` (seconds) in its first ten lines. A file with a deadline of its own says `// test-alone` there: it
// runs when nothing else does. Who says the longest time starts first, so that no long file is left over at the end.
//
// What the documents claim is judged by the same run: a row that names a test (docs/claims.md and the like) whose test is
// not there, did not run or was skipped is listed. With CI=true that is a failure; elsewhere one that a machine cannot
// show is only listed, since its test may need root or a tool that is not there.
import './lib/runtime.mjs'
import { globSync, readFileSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { readClaims, unproven } from './lib/claims.mjs'
import { runTestFile, timeoutSeconds } from './lib/run-tap.mjs'
import { root } from './lib/runtime.mjs'

const JOBS = Number(process.env.TEST_JOBS ?? 2)

const started = Date.now()
const files = findFiles(process.argv.slice(2))
const results = []
await runAll(files.filter(runsAlone), 1)
await runAll(files.filter((file) => !runsAlone(file)).sort((one, other) => timeoutSeconds(root, other) - timeoutSeconds(root, one)), JOBS)
printSummary()

async function runAll(queue, jobs) {
  await Promise.all(Array.from({ length: Math.min(jobs, queue.length) }, async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const result = await runTestFile(root, file)
      results.push(result)
      printProgress(result)
    }
  }))
}

function runsAlone(file) {
  return readFileSync(resolve(root, file), 'utf8').split('\n', 10).includes('// test-alone')
}

function findFiles(patterns) {
  const wanted = patterns.length === 0 ? ['test'] : patterns
  const found = new Set(wanted.flatMap((pattern) => {
    const isFolder = statSync(resolve(root, pattern), { throwIfNoEntry: false })?.isDirectory()
    return globSync(isFolder ? `${pattern.replace(/\/$/, '')}/**/*.test.ts` : pattern, { cwd: root })
  }))
  return [...found].map((file) => relative(root, resolve(root, file))).sort()
}

function printProgress({ file, passed, failures, skips, seconds }) {
  const counts = [`${passed} passed`, ...(failures.length ? [`${failures.length} FAILED`] : []), ...(skips.length ? [`${skips.length} skipped`] : [])]
  print(`${failures.length ? 'FAIL' : 'ok  '} ${file}  ${counts.join(', ')}  ${seconds.toFixed(1)} s`)
}

function printSummary() {
  for (const { file, failures, stderr } of results.filter((result) => result.failures.length > 0)) {
    print(`\n── ${file}`)
    for (const failure of failures) printFailure(failure)
    if (stderr !== '') print(`  on stderr:\n${indent(stderr)}`)
  }
  const skips = results.flatMap(({ file, skips }) => skips.map((skip) => ({ file, ...skip })))
  if (skips.length > 0) print('')
  for (const { file, title, reason } of skips) print(`SKIPPED ${file} › ${title}: ${reason}`)
  const broken = printUnproven()
  const total = (pick) => results.reduce((sum, result) => sum + pick(result), 0)
  const failed = total(({ failures }) => failures.length) + broken
  const passed = total(({ passed }) => passed)
  if (files.length === 0) print('no test file matches')
  print(`\n${files.length} files, ${((Date.now() - started) / 1000).toFixed(1)} s`)
  print(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}

/** Lists the claims that this run did not show; returns how many of them count as failures. */
function printUnproven() {
  const claims = readClaims(root)
  const found = unproven(root, claims, results, process.argv.length === 2)
  const counted = found.filter(({ skipped }) => !skipped || process.env.CI === 'true')
  if (found.length > 0) print('')
  for (const { claim, why } of found) print(`UNPROVEN ${claim.document}: "${claim.text}": ${why}`)
  if (process.argv.length === 2) print(`\n${claims.length - found.length} of ${claims.length} claims of the documents shown by this run`)
  return counted.length
}

function printFailure({ title, diag }) {
  print(`  ✗ ${title}`)
  if (diag === undefined || diag === null) return
  const { diff, found, wanted, at, source, stack, message } = diag
  if (message !== undefined) print(indent(String(message)))
  if (diff !== undefined) print(indent(diff))
  else if (found !== undefined || wanted !== undefined) print(indent(`wanted: ${JSON.stringify(wanted)}\nfound:  ${JSON.stringify(found)}`))
  if (at?.fileName !== undefined) print(indent(`at ${at.fileName}:${at.lineNumber}`))
  if (source !== undefined && diff === undefined) print(indent(source))
  if (typeof stack === 'string') print(indent(stack))
}

function indent(text) {
  return text.trimEnd().split('\n').map((line) => `      ${line}`).join('\n')
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
