// SPDX-License-Identifier: AGPL-3.0-only
import { once } from 'node:events'
import t from 'tap'
import { createFamily, readAll, startChild } from '../../../src/sandbox/child.ts'
import type { ChildOptions } from '../../../src/sandbox/child.ts'

const running = (code: string): ChildOptions => ({ self: [process.execPath, '-e', code], args: [], environment: process.env })
const DEAF = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6); console.log("up")'

t.test('a child says what it has to say and how it ended', async (t) => {
  const child = startChild(running('console.log("out"); console.error("err"); process.exitCode = 3'))
  // Together: Node throws away what nobody reads once the child is gone.
  const [out, err] = await Promise.all([readAll(child.stdout, 100), child.stderr && readAll(child.stderr, 100)])
  t.equal(out, 'out\n')
  t.equal(err, 'err\n')
  t.same(await child.ended, { code: 3, signal: null })
})

t.test('no more of what a child says is kept than was asked for', async (t) => {
  t.equal(await readAll(startChild(running('console.log("x".repeat(1000))')).stdout, 10), 'x'.repeat(10))
})

t.test('a child that does not end when it is asked to is killed', async (t) => {
  const child = startChild(running(DEAF))
  await once(child.stdout, 'data')
  t.same(await child.stop(1), { code: null, signal: 'SIGKILL' })
})

t.test('a child that waits for input ends when its input does', async (t) => {
  t.same(await startChild(running('process.stdin.resume()')).finish(), { code: 0, signal: null })
})

t.test('a family that ended has no living child and never gets one again', async (t) => {
  const { start, end } = createFamily()
  const children = [start(running(DEAF)), start(running(DEAF))]
  await end()
  t.same(await Promise.all(children.map((child) => child.ended)), Array(2).fill({ code: null, signal: 'SIGKILL' }))
  t.throws(() => start(running(DEAF)), { message: 'it is over' })
})

t.test('a program that is not there cannot be started', async (t) => {
  t.throws(() => startChild({ self: ['/nonexistent/node'], args: [], environment: {} }))
})
