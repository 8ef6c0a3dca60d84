// SPDX-License-Identifier: Apache-2.0
// Two requests of tus 1.0.0 (https://tus.io/protocols/resumable-upload): where the upload stands, and the bytes from there on.
import { AttachmentError } from './errors.ts'
import { numberHeader, requireStatus, ticketHeaders, tryFault } from './answers.ts'
import { TryFault } from './transfer.ts'
import type { Transfer, Watch } from './transfer.ts'

const TUS = { 'tus-resumable': '1.0.0' } as const

/** HEAD: the offset up to which the gateway has the bytes. Throws as {@link requireStatus} does, `WRONG_LENGTH` when the upload has another length, `UNEXPECTED_ANSWER`. */
export const askOffset = async (transfer: Transfer, sealedBytes: number): Promise<number> => {
  const watch = transfer.watch()
  try {
    const { url } = transfer.ticket()
    const response = await transfer.fetch(url, { method: 'HEAD', headers: { ...TUS, ...ticketHeaders(transfer.ticket()) }, redirect: 'manual', signal: watch.signal })
    await requireStatus(response, [200, 204])
    if (numberHeader(response, 'upload-length') !== sealedBytes) throw new AttachmentError('WRONG_LENGTH')
    return offsetOf(response, sealedBytes)
  } catch (error) {
    throw tryFault(error, watch)
  } finally {
    watch.end()
  }
}

/** What PATCH sends. */
export interface Sending {
  readonly offset: number
  readonly sealedBytes: number
  /** The ciphertext from the offset on. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** PATCH: sends the rest, and resolves when the gateway confirms that it has all. Throws as {@link askOffset} does, and what the chunks throw. */
export const sendRest = async (transfer: Transfer, { offset, sealedBytes, chunks }: Sending): Promise<void> => {
  const watch = transfer.watch()
  const failure: { error?: unknown } = {}
  const body = watched(chunks, watch, failure)
  try {
    const ticket = transfer.ticket()
    const response = await transfer.fetch(ticket.url, {
      method: 'PATCH', redirect: 'manual', signal: watch.signal, duplex: 'half', body: ReadableStream.from(body),
      headers: {
        ...TUS, ...ticketHeaders(ticket), 'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream', 'content-length': String(sealedBytes - offset),
      },
    })
    await requireStatus(response, [204])
    if (offsetOf(response, sealedBytes) < sealedBytes) throw new TryFault('UNREACHABLE')
  } catch (error) {
    throw 'error' in failure ? failure.error : tryFault(error, watch)
  } finally {
    watch.end()
    // Not awaited: a source that hangs would hang this.
    body.return().catch(() => undefined)
  }
}

/** The chunks, each of which the network took. `failure` keeps their own error, which `fetch` tells as one of the network. */
async function* watched(chunks: AsyncIterable<Uint8Array>, watch: Watch, failure: { error?: unknown }): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of chunks) {
      watch.touch()
      yield chunk
    }
    watch.touch()
  } catch (error) {
    failure.error = error
    throw error
  }
}

const offsetOf = (response: Response, sealedBytes: number): number => {
  const offset = numberHeader(response, 'upload-offset')
  if (offset === undefined || offset > sealedBytes) throw new AttachmentError('UNEXPECTED_ANSWER')
  return offset
}
