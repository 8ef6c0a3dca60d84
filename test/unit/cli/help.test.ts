// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Command } from 'commander'
import { createProgram } from '../../../src/cli/program.ts'
import type { Context } from '../../../src/cli/context.ts'
import { terminal } from './support.ts'

const leaves = (command: Command, path: readonly string[] = []): string[][] =>
  command.commands.length === 0 ? [[...path]] : command.commands.flatMap((child) => leaves(child, [...path, child.name()]))

const silent = { stdout: { write: () => true }, stderr: { write: () => true } }
// What only another process calls explains itself to nobody.
const commands = leaves(await createProgram({ io: silent as unknown as Context['io'], exitCode: 0 })).filter(([name]) => name !== 'sandbox-party')

t.test('every command explains itself with examples of itself, exit codes and --json', async (t) => {
  t.ok(commands.length >= 14, `${commands.length} commands`)
  const { command } = terminal(t)
  for (const path of commands) {
    const { code, out, err } = await command(...path, '--help')
    const name = path.join(' ')
    t.equal(code, 0, name)
    t.equal(err, '', name)
    t.match(out, /--json/, name)
    t.ok(out.includes(`\nExamples:\n  $ drawbridge ${name}`), `${name} has an example`)
    t.match(out, /\nExit codes:\n {2}0 {2}\S.*\n {2}1 {2}\S.*\n {2}2 {2}wrong usage/, name)
  }
})

t.test('no example names an option or a command that does not exist', async (t) => {
  const { command } = terminal(t)
  for (const path of commands) {
    const { out } = await command(...path, '--help')
    const examples = [...out.matchAll(/^ {2}\$ drawbridge (.*)$/gm)].map((match) => match[1] ?? '')
    for (const example of examples) {
      t.ok(example === path.join(' ') || example.startsWith(`${path.join(' ')} `), example)
      for (const [option] of example.matchAll(/--[a-z-]+/g)) t.match(out, new RegExp(`${option}\\b.*\\n[^]*Examples:`), example)
    }
  }
})

t.test('wrong usage ends with 2 and says what was probably meant, help and version end with 0', async (t) => {
  const { command } = terminal(t)
  const cases: [argv: string[], code: number, err: RegExp][] = [
    [[], 2, /Usage: drawbridge/],
    [['provider'], 2, /Usage: drawbridge provider/],
    [['prvider', 'list'], 2, /Did you mean provider\?/],
    [['provider', 'lst'], 2, /Did you mean list\?/],
    [['serve', '--lisen', 'x'], 2, /Did you mean --listen\?/],
    [['provider', 'init', '--name', 'x'], 2, /--party/],
    [['provider', 'add'], 2, /missing required argument/],
    [['provider', 'add', 'a', 'b'], 2, /too many arguments/],
    [['provider', 'add', 'a', '--binding', 'none'], 2, /Allowed choices/],
    [['provider', 'suspend', 'heron.example'], 2, /--reason/],
    [['core', 'issuers', 'sign', '--keys', 'k', '--list-version', '0'], 2, /whole number/],
    [['core', 'issuers', 'sign', '--keys', 'k', '--list-version', '1.5'], 2, /whole number/],
    [['--help'], 0, /^$/],
    [['--version'], 0, /^$/],
    [['help', 'provider'], 0, /^$/],
  ]
  for (const [argv, code, err] of cases) {
    const ran = await command(...argv)
    t.equal(ran.code, code, argv.join(' '))
    t.match(ran.err, err, argv.join(' '))
    if (code === 0) continue
    const asJson = await command(...argv, '--json')
    t.match([asJson.code, asJson.out, JSON.parse(asJson.err)], [2, '', { ok: false, error: { code: 'USAGE', detail: /./, fix: /--help/ } }], `${argv.join(' ')} --json`)
  }
})
