// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what the documents say to type, each block with the comment before it that says what runs it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/*.md', 'examples/**/*.md', 'packaging/**/*.md']
const BLOCK = /(?:<!-- (?<ran>[^\n]*) -->\n)?```(?<language>[a-z]*)\n(?<text>[^`]*)```/g
/** The first word of a line that somebody types, past a umask, variables and `sudo`. */
const TYPED = /^(?:\(umask \d+ && )?(?:[A-Z_]+=\S+ |sudo )*(?:drawbridge|npm|npx|node|curl|docker|git|systemctl|buildah|podman)\b/m

/** A block of a page that somebody types. */
export interface DocumentedBlock {
  /** Path of the page from the root. */
  readonly page: string
  /** The comment in the line before it, without its marks; empty if there is none. */
  readonly ran: string
  readonly text: string
}

const shellBlocks = (page: string): readonly DocumentedBlock[] =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(BLOCK)]
    .map(({ groups: { ran = '', language = '', text = '' } = {} }) => ({ page, ran, language, text: text.trim() }))
    .filter(({ language }) => language === 'sh' || language === '')

/** Every block with a command in it, of all pages or of one. */
export const documentedBlocks = (only?: string): readonly DocumentedBlock[] =>
  globSync(only ?? PAGES, { cwd: ROOT }).toSorted().flatMap(shellBlocks).filter(({ text }) => TYPED.test(text))

/** What the blocks of a page say that name this test as the one that runs them, whatever they begin with, in the page's order. */
export const blocksRunBy = (page: string, test: string): readonly string[] =>
  shellBlocks(page).filter(({ ran }) => ran === `run by ${test}`).map(({ text }) => text)

/** Each command line of `drawbridge` that a page has, in a block or in its text, without what a shell does with its output. */
export const documentedLines = (): readonly { readonly page: string; readonly line: string }[] => globSync(PAGES, { cwd: ROOT }).toSorted().flatMap((page) => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const typed = documentedBlocks(page).flatMap((block) => block.text.replaceAll('\\\n', ' ').split('\n'))
  const inline = [...text.replaceAll(/```[^`]*```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  return [...typed, ...inline]
    .flatMap((one) => /^(?:[A-Z_]+=\S+ |sudo |.*&& )*(drawbridge [a-z-]+(?![\w/-])[^#>&|;)]*)/.exec(one.trim())?.[1]?.trim() ?? [])
    .map((line) => ({ page, line: line.replaceAll(/"[^"]*"/g, 'quoted') }))
})
