// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a disk in memory that can be filled to the last page and emptied again.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { runTool } from './processes.ts'
import { Scope } from './scope.ts'
import type { Teardown } from './scope.ts'

const MEBIBYTES = 64
/** From large to small, so that the last page goes as well. */
const PIECES = [1_048_576, 4_096]

/** A disk that can be full. */
export interface SmallDisk {
  readonly path: string
  /** Takes all that is free. */
  fill(): void
  /** Gives it back. */
  free(): void
}

/** Why there can be none on this machine; `undefined` if there can. */
export const smallDiskMissing = async (): Promise<string | undefined> => {
  const scope = new Scope()
  try {
    await createSmallDisk(scope)
    return undefined
  } catch (error) {
    return `a full disk needs a tmpfs, which needs root: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    await scope.end()
  }
}

/** A fresh disk; unmounted with the test. */
export const createSmallDisk = async (t: Teardown): Promise<SmallDisk> => {
  const temp = await createTempFolder('drawbridge-disk-')
  t.teardown(() => temp.remove())
  const path = join(temp.path, 'disk')
  await mkdir(path)
  await runTool('mount', ['-t', 'tmpfs', '-o', `size=${String(MEBIBYTES)}M`, 'drawbridge-test', path])
  t.teardown(() => runTool('umount', ['--lazy', path]))
  const ballast = join(path, 'ballast')
  return { path, fill: () => { fill(ballast) }, free: () => { rmSync(ballast, { force: true }) } }
}

const fill = (file: string): void => {
  const descriptor = openSync(file, 'a')
  try {
    for (const size of PIECES) while (hasRoom(descriptor, size));
  } finally {
    closeSync(descriptor)
  }
}

const hasRoom = (descriptor: number, size: number): boolean => {
  try {
    return writeSync(descriptor, Buffer.alloc(size, 1)) === size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  }
}
