// SPDX-License-Identifier: AGPL-3.0-only
// Promise: runs one test file in a Node of its own and tells what it asserted; a crash, a hang, an empty file and whatever
// it left running count as one failure.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Parser } from 'tap-parser'

const TIMEOUT_SECONDS = Number(process.env.TEST_TIMEOUT_SECONDS ?? 120)
const MAX_STDERR_CHARACTERS = 20_000
/** Hundreds of files load the same modules, most in a program of their own: what one compiled the others read. */
const COMPILED = 'node_modules/.cache/compiled'
const OPTIONS = ['--disable-warning=ExperimentalWarning', `--import=${new URL('without-domains.mjs', import.meta.url).href}`]

/** How long a file may take: what it says in its first lines, or the time that all have. */
export function timeoutSeconds(root, file) {
  const named = /^\/\/ test-timeout: (\d+)/m.exec(readFileSync(resolve(root, file), 'utf8').split('\n', 10).join('\n'))
  return Math.max(TIMEOUT_SECONDS, Number(named?.[1] ?? 0))
}

/**
 * Runs `file` below the folder `root` to its end: its counts, failures, skips and the titles that passed. With `first` only
 * those top-level tests run whose title holds `first.title`, up to the first failure and, where `first.seconds` says so, each at most so long.
 */
export async function runTestFile(root, file, first) {
  const begun = Date.now()
  const limit = timeoutSeconds(root, file)
  const result = { file, passed: 0, titles: new Set(), failures: [], skips: [], stderr: '', seconds: 0 }
  const filter = first === undefined ? {} : { TAP_GREP: `/${RegExp.escape(first.title)}/`, TAP_BAIL: '1' }
  if (first?.seconds !== undefined) filter.TAP_TIMEOUT = String(first.seconds)
  const child = spawn(process.execPath, [...OPTIONS, file], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
    env: { NODE_COMPILE_CACHE: join(root, COMPILED), ...process.env, NODE_ENV: 'test', ...filter },
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
  else if (assertion.ok) notePass(result, title, assertion)
  else if (!isSubtestSummary(assertion) || !result.failures.some((failure) => failure.title.startsWith(title))) {
    result.failures.push({ title, diag: assertion.diag })
  }
}

function notePass(result, title, assertion) {
  result.titles.add(title)
  result.passed += isSubtestSummary(assertion) ? 0 : 1
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
