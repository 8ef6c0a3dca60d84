// SPDX-License-Identifier: AGPL-3.0-only
// The checks of licence lines, sizes, the contract and the runner of the tests are seen to fail on what they are for.
import t, { type Test } from 'tap'
import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'

interface Run { readonly status: number, readonly output: string }

const root = join(import.meta.dirname, '../..')
const AGPL = '// SPDX-License-Identifier: AGPL-3.0-only\n'
const APACHE = '// SPDX-License-Identifier: Apache-2.0\n'

function run(script: string, args: readonly string[]): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>()
  execFile(process.execPath, [join(root, 'scripts', script), ...args], { env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] } }, (error, stdout, stderr) => {
    resolve({ status: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
  })
  return promise
}

t.test('a missing or wrong licence line is named', async (t) => {
  const folder = t.testdir({
    src: {
      relay: { 'none.ts': 'export {}\n', 'wrong.ts': APACHE, 'right.ts': AGPL },
      model: { 'wrong.ts': AGPL, 'right.ts': APACHE },
    },
    proto: { 'wrong.proto': AGPL, 'right.proto': APACHE },
    bin: { 'right.js': `#!/usr/bin/env node\n${AGPL}` },
  })
  const { status, output } = await run('check-spdx.mjs', ['--root', folder])
  t.equal(status, 1)
  for (const file of ['src/relay/none.ts', 'src/relay/wrong.ts', 'src/model/wrong.ts', 'proto/wrong.proto']) t.match(output, `${file}:`)
  t.notMatch(output, 'right')
})

const body = (lines: number): string => `function a() {\n${'//\n'.repeat(lines - 2)}}\n`
const SIZES: readonly (readonly [string, Record<string, string>, string])[] = [
  ['a file over the cap', { 'a.ts': '//\n'.repeat(401), 'b.ts': '', 'c.ts': '' }, 'a.ts: 401 lines, cap 400'],
  ['a function over the cap', { 'a.ts': body(81), 'b.ts': body(3) + body(3) }, 'a.ts:1: 81 lines, cap 80'],
  ['a file median over the limit', { 'a.ts': '//\n'.repeat(81) }, 'the median file has 81 lines'],
  ['a function median over the limit', { 'a.ts': body(11) }, 'the median function has 11 lines'],
  ['a tenth of files too long', { 'a.ts': '//\n'.repeat(201), 'b.ts': '' }, 'a tenth of all files'],
]
for (const [title, files, message] of SIZES) {
  t.test(`${title} is named`, async (t) => {
    const { status, output } = await run('check-sizes.mjs', ['--root', t.testdir({ src: { relay: files } })])
    t.equal(status, 1)
    t.match(output, message)
  })
}

t.test('small files pass, and the cap of the audit set is half', async (t) => {
  const files = { 'a.ts': '//\n'.repeat(201), 'b.ts': '', 'c.ts': '', ...Object.fromEntries('defghijk'.split('').map((name) => [`${name}.ts`, ''])) }
  t.equal((await run('check-sizes.mjs', ['--root', t.testdir({ src: { relay: files } })])).status, 0)
})

t.test('an audited file over 200 lines is named', async (t) => {
  const files = { 'a.ts': '//\n'.repeat(201), ...Object.fromEntries('bcdefghijkl'.split('').map((name) => [`${name}.ts`, ''])) }
  t.match(await run('check-sizes.mjs', ['--root', t.testdir({ src: { vault: files } })]), { status: 1, output: 'cap 200' })
})

const message = (fields: string): string => `${APACHE}syntax = "proto3";\n\npackage drawbridge.gateway.v1;\n\nmessage Frame {\n${fields}}\n`
const contract = (t: Test, text: string): string => t.testdir({ proto: { drawbridge: { gateway: { v1: { 'frame.proto': text } } } } })

t.test('the contract is linted, and held to its committed image', async (t) => {
  const folder = contract(t, message('  string a = 1;\n  string b = 2;\n'))
  await cp(join(root, 'buf.yaml'), join(folder, 'buf.yaml'))
  const before = await run('check-proto.mjs', ['--root', folder])
  if (before.output.includes('no buf')) {
    t.pass('the contract', { skip: 'no buf for this platform' })
    return
  }
  t.match(before, { status: 0, output: 'does not exist yet' })
  t.match(await run('check-proto.mjs', ['--root', folder, '--write-baseline']), { status: 0 })
  t.match(await run('check-proto.mjs', ['--root', folder]), { status: 0, output: '' })
  const changes: readonly (readonly [string, string, RegExp])[] = [
    ['a field taken away', '  string a = 1;\n', /Previously present field/],
    ['a field of another type', '  string a = 1;\n  uint32 b = 2;\n', /changed type/],
    ['a field renamed', '  string a = 1;\n  string c = 2;\n', /changed name/],
    ['a name against the style', '  string a = 1;\n  string b = 2;\n  string BadName = 3;\n', /lower_snake_case/],
  ]
  for (const [title, fields, expected] of changes) {
    await t.test(`${title} is refused`, async (t) => {
      const changed = contract(t, message(fields))
      await cp(join(root, 'buf.yaml'), join(changed, 'buf.yaml'))
      await cp(join(folder, 'proto/baseline'), join(changed, 'proto/baseline'), { recursive: true })
      t.match(await run('check-proto.mjs', ['--root', changed]), { status: 1, output: expected })
    })
  }
})

const TESTS: readonly (readonly [string, string, string, number])[] = [
  ['passing assertions', "t.ok(true)\nt.test('inner', async (t) => { t.ok(true) })\n", '2 passed, 0 failed', 0],
  ['a failing assertion', "t.test('inner', async (t) => { t.ok(true); t.equal(1, 2) })\n", '1 passed, 1 failed', 1],
  ['a throw', "t.ok(true)\nt.test('inner', async () => { throw new Error('planted') })\n", '1 passed, 1 failed', 1],
  ['a throw in a timer', "t.test('inner', async (t) => { t.ok(true); setTimeout(() => { throw new Error('planted') }, 1); await new Promise((done) => setTimeout(done, 500)) })\n", '1 passed, 1 failed', 1],
  ['a rejection that nobody handles', "t.test('inner', async (t) => { t.ok(true); void Promise.reject(new Error('planted')); await new Promise((done) => setTimeout(done, 10)) })\n", '1 passed, 1 failed', 1],
  ['a rejection after all tests', "t.test('inner', async (t) => { t.ok(true); setTimeout(() => { void Promise.reject(new Error('planted')) }, 10) })\n", '1 passed, 1 failed', 1],
  ['a throw after all tests', "t.test('inner', async (t) => { t.ok(true); setTimeout(() => { throw new Error('planted') }, 10) })\n", '1 passed, 1 failed', 1],
  ['a skip with its reason', "t.ok(true)\nt.test('inner', { skip: 'no such machine' }, async () => {})\n", '1 passed, 0 failed', 0],
  ['no assertion', '', '0 passed, 1 failed', 1],
  ['a crash after a passed assertion', "t.ok(true)\nprocess.kill(process.pid, 'SIGKILL')\n", '1 passed, 1 failed', 1],
  ['a plan that is not kept', "t.test('inner', async (t) => { t.plan(2); t.ok(true) })\n", '1 passed, 1 failed', 1],
  ['a program that cannot be read', 'const const\n', '0 passed, 1 failed', 1],
]
for (const [title, text, last, status] of TESTS) {
  t.test(`the test runner counts ${title}`, async (t) => {
    const folder = t.testdir({ 'planted.test.ts': `import t from 'tap'\n${text}` })
    const result = await run('test.mjs', [join(folder, '*.test.ts')])
    t.equal(result.output.trimEnd().split('\n').at(-1), last)
    t.equal(result.status, status)
    if (title.includes('reason')) t.match(result.output, 'inner: no such machine')
  })
}

t.test('the test runner fails when there is no test', async (t) => {
  t.match(await run('test.mjs', [join(t.testdir({}), '*.test.ts')]), { status: 1, output: /\n0 passed, 0 failed\n$/ })
})
