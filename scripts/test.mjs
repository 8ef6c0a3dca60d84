// SPDX-License-Identifier: AGPL-3.0-only
// Promise: runs every test file (or those named by the arguments, as paths or globs) and ends with exactly one line
// "N passed, N failed"; skips with their reasons stand before it. Any failure, a file without an assertion, a crash, a
// timeout or no test at all makes the exit code 1.
//
// Each file is a plain program that prints TAP, so each runs in a Node of its own, JOBS at a time.
// TEST_JOBS and TEST_TIMEOUT_SECONDS change the defaults; a file that needs longer says so in a comment
// `// test-timeout: 300` (seconds) in its first ten lines.
import './lib/runtime.mjs'
import { spawn } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { Parser } from 'tap-parser'
import { root } from './lib/runtime.mjs'

const JOBS = Number(process.env.TEST_JOBS ?? 2)
const TIMEOUT_SECONDS = Number(process.env.TEST_TIMEOUT_SECONDS ?? 120)
const MAX_STDERR_CHARACTERS = 20_000

const started = Date.now()
const files = findFiles(process.argv.slice(2))
const queue = [...files]
const results = []
await Promise.all(Array.from({ length: Math.min(JOBS, files.length) }, async () => {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const result = await runFile(file)
    results.push(result)
    printProgress(result)
  }
}))
printSummary()

function findFiles(patterns) {
  const wanted = patterns.length === 0 ? ['test'] : patterns
  const found = new Set(wanted.flatMap((pattern) => {
    const isFolder = statSync(resolve(root, pattern), { throwIfNoEntry: false })?.isDirectory()
    return globSync(isFolder ? `${pattern.replace(/\/$/, '')}/**/*.test.ts` : pattern, { cwd: root })
  }))
  return [...found].map((file) => relative(root, resolve(root, file))).sort()
}

function timeoutSeconds(file) {
  const named = /^\/\/ test-timeout: (\d+)/m.exec(readFileSync(resolve(root, file), 'utf8').split('\n', 10).join('\n'))
  return Math.max(TIMEOUT_SECONDS, Number(named?.[1] ?? 0))
}

/** Runs one file to its end; the result holds its counts, failures and skips, and a crash counts as one failure. */
async function runFile(file) {
  const begun = Date.now()
  const limit = timeoutSeconds(file)
  const result = { file, passed: 0, failures: [], skips: [], stderr: '', seconds: 0 }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, NODE_ENV: 'test' },
  })
  const parser = child.stdout.pipe(watchTap(result))
  child.stderr.on('data', (bytes) => { result.stderr = (result.stderr + bytes).slice(-MAX_STDERR_CHARACTERS) })
  let timedOut = false
  const timer = setTimeout(() => { timedOut = true; killGroup(child) }, limit * 1000)
  const [status] = await Promise.all([exitOf(child), new Promise((resolve) => { parser.once('complete', resolve) })])
  clearTimeout(timer)
  killGroup(child)
  result.seconds = (Date.now() - begun) / 1000
  noteCrash(result, timedOut ? `timed out after ${limit} s` : status)
  return result
}

function exitOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => { resolve(error.message) })
    child.once('exit', (code, signal) => { resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`) })
  })
}

/** Ends the test file and whatever it started and left running: they share its process group. */
function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** A TAP parser that writes what it sees, at any depth of nesting, into `result`. */
function watchTap(result) {
  const parser = new Parser()
  const watch = (level, titles) => {
    level.on('assert', (assertion) => { noteAssertion(result, titles, assertion) })
    level.on('bailout', (reason) => { result.failures.push({ title: `bailed out: ${reason}` }) })
    level.on('child', (child) => { watch(child, [...titles, child.name]) })
  }
  watch(parser, [])
  return parser
}

function noteAssertion(result, titles, assertion) {
  const title = [...titles, assertion.name].filter(Boolean).join(' › ')
  if (assertion.skip || assertion.todo) result.skips.push({ title, reason: [assertion.skip, assertion.todo].find((why) => typeof why === 'string' && why !== '') ?? 'no reason given' })
  else if (assertion.ok) result.passed += isSubtestSummary(assertion) ? 0 : 1
  else if (!isSubtestSummary(assertion) || !result.failures.some((failure) => failure.title.startsWith(title))) {
    result.failures.push({ title, diag: assertion.diag })
  }
}

/** A subtest is reported once more by its parent, with its duration; its own assertions are already counted. */
function isSubtestSummary(assertion) {
  return assertion.time !== null && assertion.time !== undefined
}

function noteCrash(result, ending) {
  const { failures, passed, skips } = result
  if (ending !== undefined && (failures.length === 0 || ending.startsWith('timed out'))) failures.push({ title: ending, stderr: result.stderr })
  else if (failures.length === 0 && passed + skips.length === 0) failures.push({ title: 'no assertion ran' })
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
  const total = (pick) => results.reduce((sum, result) => sum + pick(result), 0)
  const failed = total(({ failures }) => failures.length)
  const passed = total(({ passed }) => passed)
  if (files.length === 0) print('no test file matches')
  print(`\n${files.length} files, ${((Date.now() - started) / 1000).toFixed(1)} s`)
  print(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
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
