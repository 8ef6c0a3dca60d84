// SPDX-License-Identifier: AGPL-3.0-only
// Promise: faults at system calls of a running process, through strace.
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A running strace; the process that it watches goes on when it ends. */
export interface Tracer {
  /** Resolves when strace has ended: with the process, or by {@link end}. */
  readonly ended: Promise<unknown>
  end(): Promise<void>
}

/**
 * Attaches to all threads of a process, and injects at calls: `fdatasync:signal=SIGKILL:when=3`. Resolves when the first
 * thread is attached.
 */
export const attach = async (pid: number, injection: string): Promise<Tracer> => {
  const calls = injection.split(':')[0] ?? ''
  const tracer = spawn('strace', ['-f', '-p', String(pid), '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${injection}`], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(tracer, 'exit')
  // "strace: Process 123 attached"
  await Promise.race([once(tracer.stderr, 'data'), ended])
  tracer.stderr.resume()
  // Asked to end, strace lets go of a process in the midst of an injected delay and leaves it standing; killed, it does not.
  return { ended, end: async () => { tracer.kill('SIGKILL'); await ended } }
}

let known: string | undefined | null = null

/** Why no system call can be made to fail on this machine; `undefined` if it can. Tried out once. */
export const straceMissing = (): string | undefined => {
  if (known === null) known = tryOut()
  return known
}

const tryOut = (): string | undefined => {
  const sleeper: ChildProcess = spawn('sleep', ['30'], { stdio: 'ignore' })
  try {
    const attached = spawnSync('timeout', ['3', 'strace', '-f', '-p', String(sleeper.pid), '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO'], { encoding: 'utf8' })
    if (attached.error) return 'timeout (coreutils) is not installed'
    if (attached.status === 127) return 'strace is not installed'
    return attached.stderr.includes('attached') ? undefined : `strace may not trace: ${attached.stderr.trim()}`
  } finally {
    sleeper.kill('SIGKILL')
  }
}
