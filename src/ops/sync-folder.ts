// SPDX-License-Identifier: AGPL-3.0-only
import { open } from 'node:fs/promises'

/** Has the names in a folder on disk: which files are there, and which were moved over others. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
