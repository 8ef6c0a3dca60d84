// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a disk whose power can be cut: ext4 on a loop image. A cut keeps what was flushed and loses the rest, and
// processes that wrote to it can then be started again on what is left.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { runTool, signal } from './processes.ts'
import type { Teardown } from './scope.ts'
import { Scope } from './scope.ts'
import { eventually, repeatedly } from './waiting.ts'

/** EXT4_IOC_SHUTDOWN, and its flag that drops the journal's memory as well: as if the power went. */
const SHUTDOWN = '0x8004587D'
const NO_LOG_FLUSH = 2
const SHUT_DOWN = `open(my $f, "<", $ARGV[0]) or die "open: $!"; my $how = pack("l", ${String(NO_LOG_FLUSH)}); ioctl($f, ${SHUTDOWN}, $how) or die "ioctl: $!"`
/** The whole image may become dirty; kept small for the sake of the machine. */
const IMAGE_MEBIBYTES = 256
/** Those who live on write several times in it. */
const LIVING_MS = 20
const TOOLS = ['mkfs.ext4', 'mount', 'umount', 'perl', 'truncate']

/** A disk that may lose its power. */
export interface CutDisk {
  /** Where it is mounted. */
  readonly path: string
  /**
   * From now on nothing reaches the disk, and whatever was not flushed is lost. Frozen processes stand still from before that
   * moment, as on a machine that goes; the others live on, and the disk fails them.
   */
  cut(pids: readonly number[], how: 'frozen' | 'living'): Promise<void>
  /** Mounts what is left; the processes that had it open must be gone. */
  restore(): Promise<void>
}

let known: Promise<string | undefined> | undefined

/** Why no power can be cut on this machine; `undefined` if it can. Tried out once. */
export const powerCutMissing = (): Promise<string | undefined> => known ??= tryOut()

/** A fresh disk; unmounted and deleted with the test. */
export const createCutDisk = async (t: Teardown): Promise<CutDisk> => {
  const temp = await createTempFolder('drawbridge-disk-')
  t.teardown(() => temp.remove())
  const [image, path] = [join(temp.path, 'image'), join(temp.path, 'disk')]
  await mkdir(path)
  // A database runs as a user of its own and must get through.
  await chmod(temp.path, 0o711)
  await runTool('truncate', ['--size', `${String(IMAGE_MEBIBYTES)}M`, image])
  await runTool('mkfs.ext4', ['-q', '-F', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image])
  const restore = async (): Promise<void> => { await runTool('mount', ['-o', 'loop', image, path]) }
  await restore()
  t.teardown(() => runTool('umount', ['--lazy', path]))
  return {
    path,
    cut: async (pids, how) => {
      signal(pids, 'SIGSTOP')
      if (how === 'living') await standingStill(pids)
      await runTool('perl', ['-e', SHUT_DOWN, path])
      if (how === 'frozen') return
      signal(pids, 'SIGCONT')
      await pause(LIVING_MS)
    },
    restore: async () => {
      // A process that was killed holds its files until the kernel is done with it.
      await repeatedly(() => runTool('umount', [path]), 'the disk is let go')
      await restore()
    },
  }
}

/**
 * Resolves when no thread of theirs is in a system call. A flush that is under way when ext4 is shut down may be lost and yet
 * return 0 (3 of 40 with one writer on Linux 6.18). Who is frozen never hears that lie; who lives on must not be flushing just then.
 */
const standingStill = (pids: readonly number[]): Promise<void> => eventually(() => pids.every(isStopped), 'every thread stands still')

const isStopped = (pid: number): boolean => {
  const tasks = `/proc/${String(pid)}/task`
  try {
    return readdirSync(tasks).every((task) => /^ [TZX]/.test(readFileSync(`${tasks}/${task}/stat`, 'utf8').replace(/^.*\)/s, '')))
  } catch {
    // It is gone.
    return true
  }
}

const tryOut = async (): Promise<string | undefined> => {
  if (process.getuid?.() !== 0) return 'a power cut needs root'
  const missing = TOOLS.filter((tool) => !['/bin', '/sbin', '/usr/bin', '/usr/sbin'].some((folder) => existsSync(join(folder, tool))))
  if (missing.length > 0) return `a power cut needs ${missing.join(', ')}`
  const scope = new Scope()
  try {
    const disk = await createCutDisk(scope)
    await disk.cut([], 'frozen')
    await disk.restore()
    return undefined
  } catch (error) {
    return `a power cut needs loop devices and ext4: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    await scope.end()
  }
}
