// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a shell in which a page's commands are typed word for word, with `drawbridge` as it is where it is installed.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import type { KillableDaemon } from './daemon.ts'
import { eventually } from './waiting.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a command said. */
export interface Said { readonly code: number | null; readonly out: string; readonly err: string }

/** A process that goes on while others are typed. */
export interface Running {
  /** All that it has said so far, errors too. */
  readonly said: () => string
  /** Resolves when what it has said matches. */
  readonly says: (wanted: RegExp) => Promise<RegExpExecArray>
  /** SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>
}

/** A folder with a shell. */
export interface TypedShell {
  readonly folder: string
  /** Types a line or a block; fails the test unless it ends with 0. */
  readonly type: (text: string) => Promise<Said>
  /** As `type`, and any exit code is fine. */
  readonly tryTo: (text: string) => Promise<Said>
  /** Starts a command that goes on; ended with the test. */
  readonly start: (command: string) => Running
}

/** A shell in a fresh folder that speaks with the daemon at its socket; `here` puts this run's places for the page's. */
export const openTypedShell = async (t: Test, daemon: KillableDaemon, here: (text: string) => string = (text) => text): Promise<TypedShell> => {
  const temporary = await createTempFolder('drawbridge-page-')
  const folder = temporary.path
  t.teardown(() => temporary.remove())
  layOut(folder)
  const environment = {
    ...process.env, DRAWBRIDGE_DATA_FOLDER: daemon.dataFolder, DRAWBRIDGE_KEYS_FOLDER: daemon.keysFolder, DRAWBRIDGE_ADMIN_SOCKET: `${daemon.dataFolder}/admin.sock`,
    PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
  }
  const shell = (text: string, stdio: 'exec' | 'block') => spawn('/bin/sh', ['-c', `${stdio === 'exec' ? 'exec ' : 'set -e\n'}${here(text)}`], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const tryTo = async (text: string): Promise<Said> => {
    const child = shell(text, 'block')
    const said = listen(child)
    const [code] = await once(child, 'close') as [number | null]
    return { code, ...said() }
  }
  return {
    folder, tryTo,
    type: async (text) => {
      const said = await tryTo(text)
      t.equal(said.code, 0, text, said)
      return said
    },
    start: (command) => {
      const running = follow(shell(command, 'exec'))
      t.teardown(() => running.kill())
      return running
    },
  }
}

/** `drawbridge` as it is where it is installed, and the clone's examples. */
const layOut = (folder: string): void => {
  symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/drawbridge'), `#!/bin/sh\nexec "${process.execPath}" "${ROOT}/bin/drawbridge.js" "$@"\n`, { mode: 0o755 })
}

const listen = (child: ChildProcess) => {
  const said = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (part: string) => { said.out += part })
  child.stderr?.setEncoding('utf8').on('data', (part: string) => { said.err += part })
  return () => said
}

/** A process that a test listens to. */
export const follow = (child: ChildProcess): Running => {
  const said = listen(child)
  const ended = once(child, 'close')
  const all = (): string => said().out + said().err
  return {
    said: all,
    says: async (wanted) => {
      await eventually(() => wanted.test(all()) || child.exitCode !== null, `it says ${String(wanted)}`)
      const found = wanted.exec(all())
      if (found === null) throw new Error(`it ended without saying ${String(wanted)}: ${all()}`)
      return found
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
