// SPDX-License-Identifier: AGPL-3.0-only
import { readlinkSync } from 'node:fs'
import { GatewayError } from '../../model/errors.ts'
import { readHolder, writeHolder } from './files.ts'
import type { StoreFiles } from './files.ts'
import { holdFile } from './hold-file.ts'

/**
 * Holds the store for this process until the returned function is called or the process is gone, however it went: the
 * kernel gives the lock back, so there is no stale one. Throws `UNAVAILABLE`, naming the process, when another holds it.
 */
export const acquireLock = (files: StoreFiles): (() => void) => {
  const letGo = holdFile(files.lock)
  if (letGo === undefined) throw new GatewayError('UNAVAILABLE', `the data folder is in use by process ${readHolder(files)}`)
  writeHolder(files, ownPid())
  return letGo
}

// `process` belongs to src/main.ts; the kernel tells the same.
const ownPid = (): string => {
  try {
    return readlinkSync('/proc/self')
  } catch {
    return 'unknown'
  }
}
