// SPDX-License-Identifier: AGPL-3.0-only
// Promise: docs/core.md typed block by block, word for word, in a folder of its own against a daemon of its own, which starts where the page says so.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { parse } from 'yaml'
import { freePort } from '../../bench/parts/free-port.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createDaemon } from './daemon.ts'
import type { KillableDaemon } from './daemon.ts'
import { eventually } from './waiting.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BLOCK = /<!-- run by test\/flow\/core-http\.test\.ts -->\n```(sh|yaml)\n([^`]+)```/g
const [DOCUMENTED_PLACE, DOCUMENTED_AGENT] = ['127.0.0.1:7445', '127.0.0.1:7446']

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

/** The folder in which the page is typed. */
export interface CorePage {
  readonly daemon: KillableDaemon
  readonly folder: string
  /** `http://127.0.0.1:PORT`, for the documented one. */
  readonly origin: string
  /** Types a line or a block; fails the test unless it ends with 0. */
  readonly type: (text: string) => Promise<Said>
  /** As `type`, and any exit code is fine. */
  readonly tryTo: (text: string) => Promise<Said>
  /** Starts a command that goes on; ended with the test. */
  readonly start: (command: string) => Running
  readonly read: (file: string) => unknown
  /** Types the page's blocks up to the first that matches, which is left out, or all of them; a block that ends with `&` goes on. What each said, in order. */
  readonly typeUntil: (end?: RegExp) => Promise<readonly Said[]>
  /** What goes on since the page said so. */
  readonly running: readonly Running[]
}

interface Block { readonly language: string; readonly text: string }

/** The page's blocks, in their order. */
const blocks = (): Block[] => [...readFileSync(join(ROOT, 'docs/core.md'), 'utf8').matchAll(BLOCK)].map(([, language = '', text = '']) => ({ language, text: text.trim() }))

/** A fresh folder, and a daemon that does not run yet. */
export const openCorePage = async (t: Test): Promise<CorePage> => {
  const temporary = await createTempFolder('drawbridge-core-page-')
  const folder = temporary.path
  t.teardown(() => temporary.remove())
  const [place, agentPlace] = [`127.0.0.1:${String(await freePort())}`, `127.0.0.1:${String(await freePort())}`]
  const here = (text: string): string => text.replaceAll(DOCUMENTED_PLACE, place).replaceAll(DOCUMENTED_AGENT, agentPlace)
  const settings: Record<string, string> = {}
  const daemon = await createDaemon(t, settings)
  layOut(folder)
  const environment = {
    ...process.env, DRAWBRIDGE_DATA_FOLDER: daemon.dataFolder, DRAWBRIDGE_ADMIN_SOCKET: `${daemon.dataFolder}/admin.sock`,
    PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
  }
  const shell = (text: string, stdio: 'exec' | 'block') => spawn('/bin/sh', ['-c', `${stdio === 'exec' ? 'exec ' : 'set -e\n'}${here(text)}`], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const tryTo = async (text: string): Promise<Said> => {
    const child = shell(text, 'block')
    const said = listen(child)
    const [code] = await once(child, 'close') as [number | null]
    return { code, ...said() }
  }
  const type = async (text: string): Promise<Said> => {
    const said = await tryTo(text)
    t.equal(said.code, 0, text, said)
    return said
  }
  const start = (command: string): Running => {
    const running = follow(shell(command, 'exec'))
    t.teardown(() => running.kill())
    return running
  }
  const left = blocks()
  const running: Running[] = []
  const act = async ({ language, text }: Block): Promise<Said> => {
    if (language === 'yaml') {
      Object.assign(settings, settingsOf(here(text), folder))
      await daemon.start()
      return { code: 0, out: '', err: '' }
    }
    if (!text.endsWith('&')) return type(text)
    running.push(start(text.slice(0, -1)))
    return { code: 0, out: '', err: '' }
  }
  return {
    daemon, folder, origin: `http://${place}`, type, tryTo, start, running,
    read: (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
    typeUntil: async (end) => {
      const said: Said[] = []
      for (let [next] = left; next !== undefined && !end?.test(next.text); [next] = left) {
        left.shift()
        said.push(await act(next))
      }
      return said
    },
  }
}

/** `drawbridge` as it is where it is installed, and the clone's examples. */
const layOut = (folder: string): void => {
  symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/drawbridge'), `#!/bin/sh\nexec "${process.execPath}" "${ROOT}/bin/drawbridge.js" "$@"\n`, { mode: 0o755 })
}

/** A configuration file as environment variables, its paths in this folder. */
const settingsOf = (yaml: string, folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(parse(yaml) as Record<string, Record<string, unknown>>).flatMap(([section, keys]) => Object.entries(keys).map(([key, value]) => [
    `DRAWBRIDGE_${section}_${key.replaceAll(/[A-Z]/g, '_$&')}`.toUpperCase(), key.endsWith('File') ? join(folder, String(value)) : String(value),
  ])))

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
