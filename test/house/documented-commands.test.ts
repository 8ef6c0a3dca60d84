// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whoever types what a document says is not the first to do so: each block is typed by a test or a script that it names, or says why none can.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import t from 'tap'
import { createProgram } from '../../src/cli/program.ts'
import { documentedBlocks, documentedLines } from '../support/documented-blocks.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RUN_BY = /^run by (?<runner>\S+?)(?::.*)?$/
const NOT_RUN = /^not run by a test: \S+ \S+/

/** What the page's runner says of itself, with what it imports of test/support. */
const wordsOf = (runner: string): string => {
  const text = readFileSync(join(ROOT, runner), 'utf8')
  const imported = [...text.matchAll(/'\.\.\/support\/(\S+\.ts)'/g)].map(([, name = '']) => readFileSync(join(ROOT, 'test/support', name), 'utf8'))
  return [text, ...imported].join('\n')
}

/** The scripts that `npm run` knows. */
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> }

t.test('each block with commands names the test or script that types it, which names the page, or says why no test can', async (t) => {
  const blocks = documentedBlocks()
  t.ok(blocks.length > 60, `${String(blocks.length)} blocks`)
  for (const { page, ran, text } of blocks) {
    const title = `${page}: ${text.split('\n')[0] ?? ''}`
    const npm = /^run by npm run (\S+)$/.exec(ran)?.[1]
    if (NOT_RUN.test(ran)) t.pass(`${title}: ${ran}`)
    else if (npm !== undefined) t.ok(Object.hasOwn(scripts, npm), `${title}: npm run ${npm}`)
    else t.ok(wordsOf(RUN_BY.exec(ran)?.groups?.['runner'] ?? 'package.json').includes(page), title)
  }
})

/** The command that the words of a line name, as deep as they go, and the rest of the words. */
const find = (program: Command, words: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } => {
  const [first = '', ...others] = words
  const command = program.commands.find((one) => one.name() === first)
  return command === undefined ? { command: program, rest: words } : find(command, others)
}

/** What is wrong with a command line of the documents; empty if nothing is. */
const wrongIn = (program: Command, line: string): string => {
  const words = line.split(/\s+/).slice(1)
  const { command, rest } = find(program, words)
  const isGroup = command.commands.length > 0 && command.registeredArguments.length === 0
  if (isGroup && rest[0] !== undefined && /^[a-z]/.test(rest[0])) return `${command.name()} has no command ${rest[0]}`
  const known = command.options.flatMap(({ long, short }) => [long, short])
  const unknown = rest.flatMap((word) => /^--?[a-z][a-z-]*/.exec(word)?.[0] ?? []).filter((option) => option !== '--help' && option !== '--version' && !known.includes(option))
  return unknown.length === 0 ? '' : `${command.name()} has no option ${unknown.join(', ')}`
}

t.test('each command that a document names is one, with the options that it is given there', async (t) => {
  const program = await createProgram({ io: { stdout: { write: () => {} }, stderr: { write: () => {} } } } as unknown as Parameters<typeof createProgram>[0])
  const lines = documentedLines()
  t.ok(lines.length > 120, `${String(lines.length)} lines`)
  for (const { page, line } of lines) t.equal(wrongIn(program, line), '', `${page}: ${line}`)
  t.match(wrongIn(program, 'drawbridge provider vanish heron.example'), /no command vanish/)
  t.match(wrongIn(program, 'drawbridge provider show heron.example --jsn'), /no option --jsn/)
})
