// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every row of the documents' tables that names a test is held against what that test did in this very run.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Claim
 * @property {string} document where it stands
 * @property {string} text the first cell that is not empty
 * @property {string} file the test file that shows it
 * @property {string} title part of the title of the test; `${…}` in it stands for anything
 */

/** The rows of all tables in docs/ that have a column `test` and a column `title`. @returns {Claim[]} */
export function readClaims(root) {
  const documents = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).sort()
  return documents.flatMap((name) => claimsOf(`docs/${name}`, readFileSync(join(root, 'docs', name), 'utf8')))
}

/** The claims of one document. @returns {Claim[]} */
export function claimsOf(document, text) {
  const claims = []
  let columns
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? line.split('|').slice(1, -1).map((cell) => cell.trim()) : undefined
    if (cells === undefined) columns = undefined
    else if (cells.includes('test') && cells.includes('title')) columns = { file: cells.indexOf('test'), title: cells.indexOf('title') }
    else if (columns !== undefined && !/^:?-+:?$/.test(cells[0] ?? '')) claims.push(claimIn(document, cells, columns))
  }
  return claims.filter(({ file }) => file !== '')
}

/**
 * What is wrong with these claims after the run of `results` (see run-tap.mjs); `wholeRun` is false when only some files ran, and then the claims of others are not judged.
 * @returns {{ claim: Claim, why: string, skipped: boolean }[]}
 */
export function unproven(root, claims, results, wholeRun) {
  const byFile = new Map(results.map((result) => [result.file, result]))
  return claims.flatMap((claim) => {
    const result = byFile.get(claim.file)
    const verdict = result === undefined ? ofAbsent(root, claim, wholeRun) : ofRun(claim, result)
    return verdict === undefined ? [] : [{ claim, ...verdict }]
  })
}

function claimIn(document, cells, { file, title }) {
  const text = cells.find((cell, index) => cell !== '' && index !== file && index !== title) ?? cells[title] ?? ''
  return { document, text, file: (cells[file] ?? '').replaceAll('`', ''), title: cells[title] ?? '' }
}

function ofAbsent(root, { file }, wholeRun) {
  if (!existsSync(join(root, file))) return { why: `there is no ${file}`, skipped: false }
  return wholeRun ? { why: `${file} did not run`, skipped: false } : undefined
}

function ofRun({ file, title }, { titles, skips }) {
  if (title === '') return { why: 'the row names no test', skipped: false }
  const pattern = patternOf(title)
  // A test that asserted here may skip one of its parts; that is no proof of a claim that names the part.
  const skip = skips.find((skipped) => pattern.test(skipped.title))
  const passed = [...titles].some((passedTitle) => pattern.test(passedTitle))
  if (passed && skip === undefined) return undefined
  if (skip !== undefined) return { why: `${file} skipped it: ${skip.reason}`, skipped: true }
  return { why: `no test that passed in ${file} is called "${title}"`, skipped: false }
}

/** `${…}` is where a table of cases fills in its own words. */
function patternOf(title) {
  return new RegExp(title.split(/\$\{[^}]*\}/).map((part) => RegExp.escape(part)).join('.*'))
}
