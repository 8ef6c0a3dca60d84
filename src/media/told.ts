// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { Objects } from './keeping.ts'
import type { MediaEvents } from './ports.ts'
import type { Uploads } from './uploads.ts'

/** The same uploads, and `told` of how each connection's part ended. One whose connection was cut at its last byte is told as cut off. */
export const toldUploads = (uploads: Uploads, told: MediaEvents): Uploads => ({
  standing: (ticket) => uploads.standing(ticket),
  receive: async (ticket, sent) => {
    try {
      const standing = await uploads.receive(ticket, sent)
      // Asked again behind the last byte it is no upload.
      if (standing.offset === standing.size && sent.offset < standing.size) told.uploadEnded(ticket.party, 'finished')
      return standing
    } catch (error) {
      told.uploadEnded(ticket.party, codeOf(error))
      throw error
    }
  },
})

/** The same store of objects, and `told` of each call that failed. What is not there is no failure. */
export const toldObjects = (objects: Objects, told: MediaEvents): Objects => {
  const tell = (call: string) => (error: unknown): never => {
    if (codeOf(error) !== 'ATTACHMENT_REFUSED') told.objectsFailed(call)
    throw error
  }
  return {
    put: (...asked) => objects.put(...asked).catch(tell('put')),
    remove: (id) => objects.remove(id).catch(tell('remove')),
    read: (...asked) => passing(objects.read(...asked), tell('read')),
    list: (size) => passing(objects.list(size), tell('list')),
  }
}

const passing = async function* <T>(items: AsyncIterable<T>, failed: (error: unknown) => never): AsyncGenerator<T> {
  try {
    yield* items
  } catch (error) {
    failed(error)
  }
}

const codeOf = (error: unknown): string => (error instanceof GatewayError ? error.code : 'INTERNAL')
