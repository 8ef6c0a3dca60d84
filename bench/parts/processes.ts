// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what tests and measurements ask of processes that they started: the output of a tool, the descendants of a process, its end.
import { execFile } from 'node:child_process'
import type { ExecFileOptions } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A look at a process that is about to end. */
const LOOK_MS = 10
/** Longer than this no tool here takes, on a machine with much else to do. */
const TOOL_MS = 60_000

/** Runs a tool and gives what it printed; throws with what it complained of. */
export const runTool = (file: string, args: readonly string[], options: ExecFileOptions = {}): Promise<string> => new Promise((resolve, reject) => {
  execFile(file, [...args], { timeout: TOOL_MS, ...options, encoding: 'utf8' }, (error, stdout, stderr) => {
    if (error) reject(new Error(`${file} ${args.join(' ')}: ${stderr.trim() || error.message}`))
    else resolve(stdout)
  })
})

/** The living children of a process, as the kernel lists them. */
export const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').split(' ').filter((word) => word !== '').map(Number)
  } catch {
    return []
  }
}

/** Whether a process is there and no zombie. */
export const isAlive = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Sends a signal to processes that may be gone. */
export const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Resolves when all of them are gone. */
export const gone = async (pids: readonly number[]): Promise<void> => {
  while (pids.some(isAlive)) await pause(LOOK_MS)
}
