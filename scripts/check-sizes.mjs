// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the files and functions of src/ stay small: file median ≤ 80 lines, p90 ≤ 200, cap 400 (200 in the audit set);
// function median ≤ 10, p90 ≤ 40, cap 80. Generated code does not count. `--root FOLDER` measures another tree.
import './lib/runtime.mjs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './lib/runtime.mjs'
import { isGenerated, listFiles } from './lib/files.mjs'

const LIMITS = { file: { median: 80, p90: 200, cap: 400 }, function: { median: 10, p90: 40, cap: 80 } }
const AUDITED_FILE_CAP = 200

const named = process.argv.indexOf('--root')
const base = named === -1 ? root : process.argv[named + 1]
const sources = listFiles(base, 'src')
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !isGenerated(path))
  .map((path) => ({ path, text: readFileSync(join(base, path), 'utf8') }))
const files = sources.map(({ path, text }) => ({ name: path, lines: text.trimEnd().split('\n').length, cap: fileCap(path) }))
const functions = sources.flatMap(measureFunctions)

if (files.length === 0) process.stderr.write('SKIPPED there is no source file in src\n')
else process.exitCode = [...report('file', files), ...report('function', functions)].length > 0 ? 1 : 0

function fileCap(path) {
  return /^src\/(vault|signal)\//.test(path) ? AUDITED_FILE_CAP : LIMITS.file.cap
}

function measureFunctions({ path, text }) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line
  const found = []
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body !== undefined) {
      const first = lineOf(node.getStart(source))
      found.push({ name: `${path}:${first + 1}`, lines: lineOf(node.end) - first + 1, cap: LIMITS.function.cap })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Prints the two measures and whatever is over its limit; returns the broken limits. */
function report(kind, items) {
  const limits = LIMITS[kind]
  const lines = items.map((item) => item.lines).sort((a, b) => a - b)
  const median = quantile(lines, 0.5)
  const p90 = quantile(lines, 0.9)
  process.stdout.write(`${kind}s: ${items.length}, median ${median} (≤ ${limits.median}), p90 ${p90} (≤ ${limits.p90}), longest ${lines.at(-1) ?? 0}\n`)
  const broken = items.filter((item) => item.lines > item.cap).map((item) => `${item.name}: ${item.lines} lines, cap ${item.cap}`)
  if (median > limits.median) broken.push(`the median ${kind} has ${median} lines, at most ${limits.median} are allowed`)
  if (p90 > limits.p90) broken.push(`a tenth of all ${kind}s has more than ${limits.p90} lines (p90 ${p90}): ${longest(items)}`)
  for (const line of broken) process.stdout.write(`  ${line}\n`)
  return broken
}

function quantile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

function longest(items) {
  return [...items].sort((a, b) => b.lines - a.lines).slice(0, 5).map((item) => `${item.name} ${item.lines}`).join(', ')
}
