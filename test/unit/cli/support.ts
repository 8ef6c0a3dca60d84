// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { run } from '../../../src/cli/index.ts'
import type { Io, StopSignal } from '../../../src/cli/index.ts'

const ENTRY = fileURLToPath(new URL('../../../bin/drawbridge.js', import.meta.url))

/** A folder whose path is short enough for a socket in it. */
export const shortFolder = (t: Test): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dbc-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** What a command did. */
export interface Ran { readonly code: number; readonly out: string; readonly err: string }

/** Runs command lines in this process, in a home of their own; `feed` gives one something on standard input. */
export const terminal = (t: Test, home = shortFolder(t)) => {
  const listeners: ((signal: StopSignal) => void)[] = []
  const exits: number[] = []
  const output = Promise.withResolvers<undefined>()
  const feed = async (input: string, ...argv: readonly string[]): Promise<Ran> => {
    const [out, err]: string[][] = [[], []]
    const io: Io = {
      stdout: {
        write: (text) => {
          out?.push(text)
          output.resolve(undefined)
        },
      },
      stderr: { write: (text) => err?.push(text) },
      pipes: { input: Readable.from(input === '' ? [] : [Buffer.from(input)]), output: new PassThrough() },
      environment: { HOME: home },
      workingFolder: home,
      runtime: 'v26.0.0',
      self: ['/usr/bin/node', '/opt/bin/drawbridge'],
      onStopSignal: (listener) => {
        listeners.push(listener)
        return () => { listeners.splice(listeners.indexOf(listener), 1) }
      },
      onReloadSignal: () => () => {},
      exitNow: (code) => { exits.push(code) },
    }
    const code = await run(argv, io)
    return { code, out: (out ?? []).join(''), err: (err ?? []).join('') }
  }
  const command = (...argv: readonly string[]): Promise<Ran> => feed('', ...argv)
  return { home, command, feed, listeners, exits, firstOutput: output.promise }
}

/** What a command printed with `--json`. */
export const json = (ran: Ran): Record<string, unknown> => JSON.parse(ran.out) as Record<string, unknown>

/** Starts the real daemon as a process and resolves when it has greeted. It ends with the test. */
export const startDaemon = async (t: Test, home: string, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [ENTRY, 'serve', '--listen', '127.0.0.1:0', ...args], {
    cwd: home, env: { HOME: home, PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said.err += text })
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null }))
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const greeted = new Promise<void>((resolve) => {
    child.stdout.on('data', () => { if (/\binfo\b.*\n$|"try".*\n$/s.test(said.out)) resolve() })
  })
  await Promise.race([greeted, ended])
  return { said, ended, child, stop: () => child.kill('SIGTERM') }
}
