// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Each numbered MUST has an entry that fits the code, and the runner of the entries is seen to fail on what it is for.
import t, { type Test } from 'tap'
import { execFile } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'

interface Run { readonly status: number, readonly output: string }
interface Entry { readonly must?: string, readonly file?: string, readonly find: string, readonly replace: string, readonly test?: string, readonly title?: string }

const root = join(import.meta.dirname, '../..')

t.setTimeout(170_000)

function run(...args: readonly string[]): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>()
  execFile(process.execPath, [join(root, 'scripts/musts.mjs'), ...args], { env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] } }, (error, stdout, stderr) => {
    resolve({ status: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
  })
  return promise
}

t.test('each MUST has an entry whose text occurs once and whose test is there', async (t) => {
  t.match(await run('--list'), { status: 0, output: /\d+ MUSTs, 0 of \d+ entries/ })
})

const RULES = '- **DIP-1** A number MUST be below five.\n- **DIP-2** Its double MUST be told.\n'
const CODE = 'export const isSmall = (value: number): boolean => value < 5\nexport const twice = (value: number): number => value + value\n'
const TEST = `import t from 'tap'
import { isSmall, twice } from '../src/numbers.ts'
t.test('small numbers pass and others do not', async (t) => {
  t.ok(isSmall(4))
  t.notOk(isSmall(5))
})
t.test('a double is told', async (t) => { t.equal(twice(3), 6) })
`
const FILE = 'src/numbers.ts'
const NUMBERS = 'test/numbers.test.ts'
const SMALL = { must: 'DIP-1', find: 'value < 5', replace: 'true', title: 'small numbers pass' }
const DOUBLE = { must: 'DIP-2', find: 'value + value', replace: '0', title: 'a double is told' }

/** A project of two rules with these entries, in a folder of its own. */
function project(t: Test, entries: readonly Entry[], test = TEST): string {
  const list = entries.map(({ must, file = FILE, find, replace, test = NUMBERS, title }) => ({ must, check: 'a check', mutation: { file, find, replace }, test, title }))
  const folder = t.testdir({
    'package.json': '{ "type": "module" }',
    docs: { 'protocol.md': RULES },
    src: { 'numbers.ts': CODE },
    test: { 'numbers.test.ts': test, musts: { 'numbers.mjs': `export const entries = ${JSON.stringify(list)}\n` } },
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

t.test('a check that is taken out and noticed is killed', async (t) => {
  t.match(await run('--root', project(t, [SMALL, DOUBLE])), { status: 0, output: '2 passed, 0 failed' })
})

const UNPROVEN: readonly (readonly [string, Entry, string])[] = [
  ['a mutation that changes no behaviour', { ...DOUBLE, replace: '2 * value' }, 'SURVIVED'],
  ['a mutation that another test notices', { ...SMALL, title: 'a double is told' }, 'SURVIVED'],
  ['a test that is not there', { ...SMALL, title: 'numbers pass in the night' }, 'has no test "numbers pass in the night"'],
  ['a mutation that does not parse', { ...SMALL, replace: 'value <' }, 'the mutated file does not parse'],
  ['a module that cannot be loaded', { ...SMALL, find: 'export const twice', replace: 'throw new Error()\nexport const twice' }, 'red for another reason'],
  ['an export that is missing', { ...SMALL, find: 'export const isSmall', replace: 'const isSmall' }, 'red for another reason'],
  ['a name that is missing', { ...DOUBLE, replace: 'value + nobody' }, 'the mutated program is broken'],
]

t.test('nothing less than a failure of the named test counts', async (t) => {
  for (const [title, entry, verdict] of UNPROVEN) {
    const { status, output } = await run('--only', entry.must ?? '', '--root', project(t, [SMALL, DOUBLE].map((one) => (one.must === entry.must ? entry : one))))
    t.equal(status, 1, title)
    t.match(output, verdict, title)
    t.match(output, '0 passed, 1 failed', title)
  }
})

t.test('a test that fails without the mutation proves nothing', async (t) => {
  const { status, output } = await run('--only', 'DIP-1', '--root', project(t, [SMALL, DOUBLE], TEST.replace('isSmall(4)', 'isSmall(6)')))
  t.equal(status, 1)
  t.match(output, 'fails without the mutation')
})

const MISFITS: readonly (readonly [string, readonly Entry[], string])[] = [
  ['a MUST without an entry', [SMALL], 'DIP-2 has no entry in test/musts'],
  ['an entry without a MUST', [SMALL, DOUBLE, { ...SMALL, must: 'DIP-3' }], 'DIP-3 has an entry but is not in docs/protocol.md'],
  ['a text that is gone', [SMALL, { ...DOUBLE, find: 'value - value' }], 'DIP-2: the text to mutate occurs 0 times in src/numbers.ts'],
  ['a text that occurs twice', [{ ...SMALL, find: 'value' }, DOUBLE], 'DIP-1: the text to mutate occurs'],
  ['a mutation that is none', [SMALL, { ...DOUBLE, replace: DOUBLE.find }], 'DIP-2: the mutation changes nothing'],
  ['a file that is gone', [SMALL, { ...DOUBLE, file: 'src/letters.ts' }], 'DIP-2: src/letters.ts does not exist'],
  ['a test file that is gone', [SMALL, { ...DOUBLE, test: 'test/letters.test.ts' }], 'DIP-2: test/letters.test.ts does not exist'],
  ['an entry that names no test', [SMALL, { must: 'DIP-2', find: DOUBLE.find, replace: '0' }], 'DIP-2: the entry names no test'],
]

t.test('what does not fit together fails before anything runs', async (t) => {
  for (const [title, entries, problem] of MISFITS) {
    const { status, output } = await run('--list', '--root', project(t, entries))
    t.equal(status, 1, title)
    t.match(output, `FAIL ${problem}`, title)
  }
})
