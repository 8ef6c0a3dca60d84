// SPDX-License-Identifier: AGPL-3.0-only
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { openSync, closeSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { Environment } from '../config/index.ts'

/** How this program is started again: Node's own path, then its arguments up to and with the entry file. */
export type SelfCommand = readonly [execPath: string, ...args: string[]]

/** What a child is started with. */
export interface ChildOptions {
  readonly self: SelfCommand
  readonly args: readonly string[]
  readonly environment: Environment
  /** File that takes standard error; without one it is piped. */
  readonly errorFile?: string
}

/** How a process ended. */
export interface ChildEnd {
  readonly code: number | null
  readonly signal: string | null
}

/** A child process of this program. */
export interface Child {
  readonly pid: number
  readonly stdin: Writable
  readonly stdout: Readable
  /** undefined when standard error goes to a file. */
  readonly stderr: Readable | undefined
  /** Resolves when the process is gone; never rejects. */
  readonly ended: Promise<ChildEnd>
  /** Asks it to end (SIGTERM), and ends it (SIGKILL) if it does not in time. Resolves when it is gone. */
  stop(withinMs?: number): Promise<ChildEnd>
  /** Ends its input, for a child that then ends by itself; otherwise as {@link stop}. */
  finish(withinMs?: number): Promise<ChildEnd>
  /** Ends it at once (SIGKILL). */
  kill(): Promise<ChildEnd>
}

/** What a process may take to end before it is killed: a daemon drains within ten seconds. */
const STOP_MS = 11_000

/** How children are started. */
export type StartChild = (options: ChildOptions) => Child

/** Children that end together. */
export interface Family {
  /** As {@link startChild}; throws once the family has ended. */
  readonly start: StartChild
  /** Kills whoever is left; resolves when all are gone. */
  readonly end: () => Promise<void>
}

/** No child yet. */
export const createFamily = (): Family => {
  const living = new Set<Child>()
  let isOver = false
  return {
    start: (options) => {
      if (isOver) throw new Error('it is over')
      const child = startChild(options)
      living.add(child)
      void child.ended.then(() => living.delete(child))
      return child
    },
    end: async () => {
      isOver = true
      await Promise.all([...living].map((child) => child.kill()))
    },
  }
}

/** Starts this program once more with other arguments. Throws when it cannot be started. */
export const startChild: StartChild = ({ self: [execPath, ...entry], args, environment, errorFile }) => {
  const errors = errorFile === undefined ? 'pipe' : openSync(errorFile, 'a', 0o600)
  const spawned = spawn(execPath, [...entry, ...args], { stdio: ['pipe', 'pipe', errors], env: environment })
  if (typeof errors === 'number') closeSync(errors)
  const { pid, stdin, stdout, stderr } = spawned
  const ended = endOf(spawned)
  if (pid === undefined || stdin === null || stdout === null) throw new Error(`${execPath} could not be started`)
  // A child that is gone takes no more input; `ended` tells why.
  stdin.on('error', () => undefined)
  const kill = (): Promise<ChildEnd> => {
    spawned.kill('SIGKILL')
    return ended
  }
  const endedIn = (ms: number): Promise<ChildEnd> => {
    const timer = setTimeout(() => void kill(), ms)
    return ended.finally(() => { clearTimeout(timer) })
  }
  return {
    pid, stdin, stdout, stderr: stderr ?? undefined, ended, kill,
    stop: (withinMs = STOP_MS) => {
      spawned.kill('SIGTERM')
      return endedIn(withinMs)
    },
    finish: (withinMs = STOP_MS) => {
      stdin.end()
      return endedIn(withinMs)
    },
  }
}

const endOf = (spawned: ChildProcess): Promise<ChildEnd> => new Promise((resolve) => {
  spawned.once('error', () => { resolve({ code: null, signal: null }) })
  spawned.once('close', (code, signal) => { resolve({ code, signal }) })
})

/** All that a stream says until it ends, at most so many characters of it. */
export const readAll = async (stream: Readable, maxCharacters: number): Promise<string> => {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) text = (text + chunk).slice(0, maxCharacters)
  return text
}
