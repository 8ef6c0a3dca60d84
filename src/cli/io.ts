// SPDX-License-Identifier: AGPL-3.0-only
import type { Readable, Writable } from 'node:stream'
import type { Environment } from '../config/index.ts'

/** Where a command writes. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Signals that end the daemon. */
export type StopSignal = 'SIGTERM' | 'SIGINT' | 'SIGHUP'

/** Everything of the process that a command may touch. */
export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  /** Standard input and output as they are, for a command that another process talks to. */
  readonly pipes: { readonly input: Readable; readonly output: Writable }
  readonly environment: Environment
  readonly workingFolder: string
  /** Version of Node: `v26.10.0`. */
  readonly runtime: string
  /** How this program is started again: Node's path, its options, the entry file. */
  readonly self: readonly [execPath: string, ...args: string[]]
  /** Calls back on each signal that asks to end; returns what stops that. */
  onStopSignal(listener: (signal: StopSignal) => void): () => void
  /** Calls back on each signal that asks to read the configuration again (SIGHUP without a terminal); returns what stops that. */
  onReloadSignal(listener: () => void): () => void
  /** Ends the process now, whatever is under way. */
  exitNow(code: number): void
}

/** Exit codes of every command. */
export const ExitCode = { OK: 0, FAILED: 1, USAGE: 2, NO_DAEMON: 3 } as const
