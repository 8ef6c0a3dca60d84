// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// Promise: a process that is killed in the middle of changes leaves no change without its entry in the audit log, and no entry without its change.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { decodeEntry } from '../../src/model/audit/entry.ts'
import { leafHash, rootOf, treeRoot } from '../../src/model/audit/merkle.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import { range } from '../support/store-conformance/rows.ts'
import { randomFrom } from '../support/seeded.ts'

t.setTimeout(170_000)

const PROCESS = fileURLToPath(new URL('../support/store-process.ts', import.meta.url))
const KILLS = 10
/** More than are ever made before the kill. */
const CHANGES = 5_000

/** Runs changes in a process and kills it once so many were answered; gives those that were. */
const killAfter = async (folder: string, answered: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, [PROCESS, 'change', folder, String(CHANGES)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stored: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('stored ')) stored.push(`party:p${line.slice(7)}.example`)
    if (stored.length === answered) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  if (child.signalCode !== 'SIGKILL') throw new Error(`it ended by itself: ${String(child.exitCode)}`)
  return stored
}

t.test(`each of ${String(KILLS)} kills leaves every change with its entry`, async (t) => {
  const random = randomFrom(23, 'audit-kill')
  let [changes, answered] = [0, 0]
  for (const round of range(1, KILLS)) {
    const folder = t.testdir({ [`store-${String(round)}`]: {} })
    const path = `${folder}/store-${String(round)}`
    const stored = await killAfter(path, 1 + Math.floor(random() * 300))
    const store = await openSqliteStore({ path, lingerMs: 0, onUnhealthy: (error) => t.fail('unhealthy', { error }) })
    const [parties, rows, head] = [await store.read.listParties(), await store.read.auditPage(0, CHANGES), await store.read.auditHead()]
    await store.close()
    const told = rows.map(({ leaf }) => decodeEntry(leaf)?.subject ?? '')
    t.same(told.toSorted(), parties.map(({ party }) => `party:${party}`).toSorted(), 'as many entries as changes, for the same parties')
    t.same(stored.filter((subject) => !told.includes(subject)), [], 'nothing that was answered is missing')
    t.same(rows.map(({ entry }) => entry), range(0, rows.length - 1))
    t.same(rootOf(head.frontier), treeRoot(rows.map(({ leaf }) => leafHash(leaf))), 'and the tree is that of the entries')
    changes += parties.length
    answered += stored.length
  }
  t.comment(`${String(KILLS)} kills: ${String(changes)} changes, ${String(changes)} entries, ${String(answered)} answered`)
})
