// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a page says to type, of the blocks that name who runs them.
import { readFileSync } from 'node:fs'

const BLOCK = /<!-- run by (?<by>[^\n]+) -->\n```(?:sh)?\n(?<text>[^`]+)```/g

/** The blocks of a page that say `run by` this, in its order. */
export function blocksRunBy(file, runner) {
  return [...readFileSync(file, 'utf8').matchAll(BLOCK)].filter(({ groups: { by } }) => by === runner).map(({ groups: { text } }) => text)
}
