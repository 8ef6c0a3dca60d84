// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core's server as a process that a test may kill and start again on the same journal.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { startChild } from '../../src/sandbox/child.ts'
import type { Child } from '../../src/sandbox/child.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { JournalReader } from './core-journal.ts'
import type { CoreConfig, Entry } from './core-journal.ts'
import type { Teardown } from './scope.ts'

const PROGRAM = fileURLToPath(import.meta.resolve('./core-process.ts'))

/** A core's server. */
export interface KillableCore {
  /** Texts that it may say in each conversation from now on, in all. */
  allow(upTo: Readonly<Record<string, number>>): void
  /** Everything that it wrote down so far, through all its lives; each entry is given once. */
  entries(): readonly Entry[]
  /** Called whenever there may be more of them. */
  onGrown(listener: () => void): void
  start(): void
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
}

/** A server that runs; it ends with the test. */
export const createKillableCore = async (t: Teardown, config: Omit<CoreConfig, 'journal'>, environment: Readonly<Record<string, string>>): Promise<KillableCore> => {
  const folder = await createTempFolder('drawbridge-core-')
  const [journal, file] = [join(folder.path, 'journal'), join(folder.path, 'config.json')]
  writeFileSync(file, JSON.stringify({ ...config, journal } satisfies CoreConfig), { mode: 0o600 })
  const reader = new JournalReader(journal)
  const listeners: (() => void)[] = []
  let allowed: Readonly<Record<string, number>> = {}
  let child: Child | undefined
  const allow = (): void => { child?.stdin.write(`${JSON.stringify({ upTo: allowed })}\n`) }
  t.teardown(async () => {
    await child?.kill()
    await folder.remove()
  })
  const core: KillableCore = {
    entries: () => reader.read(),
    allow: (upTo) => {
      allowed = upTo
      allow()
    },
    onGrown: (listener) => { listeners.push(listener) },
    start: () => {
      child = startChild({ self: [process.execPath, PROGRAM], args: [file], environment: { ...process.env, ...environment }, errorFile: join(folder.path, 'errors') })
      child.stdin.on('error', () => undefined)
      child.stdout.on('data', () => { for (const listener of listeners) listener() })
      allow()
    },
    kill: async () => { await child?.kill() },
  }
  core.start()
  return core
}
