// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import { openSqliteStore } from '../../../src/store/sqlite/index.ts'

const PROGRAM = fileURLToPath(import.meta.resolve('../../support/store-process.ts'))

t.setTimeout(120_000)

const open = (path: string) => openSqliteStore({ path, lingerMs: 0, onUnhealthy: () => {} })

/** A process that has the store open. */
const holder = async (t: Test, path: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [PROGRAM, 'hold', path], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  await once(createInterface(child.stdout), 'line')
  return child
}

t.test('while one process has the store open another is refused and told which one it is', async (t) => {
  const path = join(t.testdir({}), 'data')
  const child = await holder(t, path)
  await t.rejects(open(path), { code: 'UNAVAILABLE', detail: `the data folder is in use by process ${child.pid}` })
})

t.test('a process that was killed leaves no lock behind', async (t) => {
  const path = join(t.testdir({}), 'data')
  const child = await holder(t, path)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const store = await open(path)
  t.same(await store.read.listParties(), [])
  await store.close()
})

t.test('a process that only stands still keeps its lock', async (t) => {
  const path = join(t.testdir({}), 'data')
  const child = await holder(t, path)
  child.kill('SIGSTOP')
  await t.rejects(open(path), { code: 'UNAVAILABLE' })
})

t.test('the store is open once in this process too, and free after it was closed', async (t) => {
  const path = join(t.testdir({}), 'data')
  const store = await open(path)
  await t.rejects(open(path), { code: 'UNAVAILABLE', detail: `the data folder is in use by process ${process.pid}` })
  await t.rejects(open(path), { code: 'UNAVAILABLE' }, 'the refusal did not free it')
  await Promise.all([store.close(), store.close()])
  await (await open(path)).close()
})
