// SPDX-License-Identifier: AGPL-3.0-only
import { readFile } from 'node:fs/promises'

/** Linux counts CPU time for user space in hundredths of a second, on every machine that Node runs on (USER_HZ). */
const TICK_MICROS = 10_000
/** Of /proc/PID/stat after the command's name: proc_pid_stat(5), fields 14 and 15. */
const [UTIME, STIME] = [11, 12] as const

/** CPU that a process has used since it started, in microseconds, in steps of 10,000: all of its threads. Throws where there is no /proc. */
export const cpuMicros = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8')
  // The name may hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[UTIME]) + Number(fields[STIME])) * TICK_MICROS
}

/** Memory that a process has in RAM now, in KiB. */
export const residentKib = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0)
}

/** Files that this process, and so each that it starts, may have open; Infinity without a limit. */
export const openFilesLimit = async (): Promise<number> => {
  const limits = await readFile('/proc/self/limits', 'utf8')
  return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Infinity)
}
