// SPDX-License-Identifier: AGPL-3.0-only
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Outgoing } from '../outgoing/index.ts'
import type { CheckpointCopy } from './copying.ts'

const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/** Appends to a file, on disk when it is taken; a note that the file ends with already is not written again. */
export const createFileCopy = (path: string): CheckpointCopy => ({
  place: 'file',
  send: async (note) => {
    try {
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE })
      if ((await textOf(path)).endsWith(`${note}\n`)) return undefined
      const file = await open(path, 'a', FILE_MODE)
      try {
        await file.write(`${note}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      return undefined
    } catch {
      return 'refused-by-system'
    }
  },
})

const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}

/** Posts a note to a URL of the operator's; taken by any status of 2xx. */
export const createUrlCopy = (url: string, outgoing: Pick<Outgoing, 'call'>): CheckpointCopy => ({
  place: 'url',
  send: async (note, signal) => {
    const answer = await outgoing.call({ url, hosts: [new URL(url).hostname], signal, content: { type: 'text/plain; charset=utf-8', bytes: Buffer.from(note) } })
    if ('denied' in answer) return answer.denied
    return answer.status >= 200 && answer.status < 300 ? undefined : 'refused'
  },
})
