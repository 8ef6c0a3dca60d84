// SPDX-License-Identifier: AGPL-3.0-only
import { readFile } from 'node:fs/promises'

/** Linux counts CPU time for user space in hundredths of a second, on every machine that Node runs on (USER_HZ). */
const TICK_MICROS = 10_000
/** Of /proc/PID/stat after the command's name: proc_pid_stat(5), fields 14 to 17. */
const [UTIME, STIME, CHILDREN_UTIME, CHILDREN_STIME] = [11, 12, 13, 14] as const

/** CPU that a process has used since it started, in microseconds, in steps of 10,000: all of its threads. Throws where there is no /proc. */
export const cpuMicros = async (pid: number): Promise<number> => microsIn(await statOf(pid), [UTIME, STIME])

/** The same of a process and its children: those that are gone, and those of `living` that still are its own. */
export const familyCpuMicros = async (pid: number, living: readonly number[]): Promise<number> => {
  // In this order, so that a child that ends meanwhile is counted at most once too little.
  const own = microsIn(await statOf(pid), [UTIME, STIME, CHILDREN_UTIME, CHILDREN_STIME])
  const others = await Promise.all(living.map((child) => cpuMicros(child).catch(() => 0)))
  return others.reduce((sum, micros) => sum + micros, own)
}

const statOf = async (pid: number): Promise<readonly string[]> => {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8')
  // The name may hold blanks and parentheses.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const microsIn = (fields: readonly string[], which: readonly number[]): number =>
  which.reduce((sum, field) => sum + Number(fields[field]), 0) * TICK_MICROS

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
