// SPDX-License-Identifier: AGPL-3.0-only
// Promise: reads argv, environment and signals and hands them to the command line. The only file that touches `process`.
import { describeCrash, run } from './cli/index.ts'
import type { Io, StopSignal } from './cli/index.ts'

const CRASHED = 70

// Node's answer to it is to open the inspector, to whoever may send a signal: a vault that was taken over, for one.
process.on('SIGUSR1', () => undefined)

// A terminal says by it that it is gone, a supervisor that the configuration changed.
const hangUp = process.stdout.isTTY ? { stops: ['SIGHUP'], reloads: [] } as const : { stops: [], reloads: ['SIGHUP'] } as const

const io: Io = {
  stdout: process.stdout,
  stderr: process.stderr,
  pipes: { input: process.stdin, output: process.stdout },
  environment: process.env,
  workingFolder: process.cwd(),
  runtime: process.version,
  self: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
  onStopSignal: (listener) => {
    const signals: StopSignal[] = ['SIGTERM', 'SIGINT', ...hangUp.stops]
    for (const signal of signals) process.on(signal, listener)
    return () => { for (const signal of signals) process.off(signal, listener) }
  },
  onReloadSignal: (listener) => {
    for (const signal of hangUp.reloads) process.on(signal, listener)
    return () => { for (const signal of hangUp.reloads) process.off(signal, listener) }
  },
  exitNow: (code) => { process.exit(code) },
}

// The reader of a pipe may be gone; that is no reason to lose messages.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.on('uncaughtException', (error) => {
  process.stderr.write(describeCrash(error))
  process.exit(CRASHED)
})

process.exitCode = await run(process.argv.slice(2), io)
