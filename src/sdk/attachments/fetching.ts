// SPDX-License-Identifier: Apache-2.0
import { AttachmentError } from './errors.ts'
import { bodyOf, numberHeader, requireStatus, ticketHeaders, tryFault } from './answers.ts'
import { TryFault } from './transfer.ts'
import type { Transfer, Watch } from './transfer.ts'

/** Bytes that must come within the stall time: less may be a drip. */
const STEP_BYTES = 65_536

/**
 * The ciphertext of an attachment, all of it and not a byte more, over as many requests as it takes. Nothing of it is checked but its length: `WRONG_LENGTH`,
 * `LENGTHENED`; otherwise throws {@link AttachmentError} and the signal's reason.
 */
export async function* fetchSealed(transfer: Transfer, sealedBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = 0; offset < sealedBytes;) {
    const before = offset
    const watch = transfer.watch()
    try {
      const response = await request(transfer, { offset, sealedBytes, watch })
      for await (const chunk of steady(response, watch)) {
        offset += chunk.length
        if (offset > sealedBytes) throw new AttachmentError('LENGTHENED')
        yield chunk
      }
      if (offset < sealedBytes) throw new TryFault('UNREACHABLE')
    } catch (error) {
      const fault = tryFault(error, watch)
      // Cut off behind the last byte: nothing is missing.
      if (offset === sealedBytes && fault instanceof TryFault) return
      await transfer.recover(fault, offset - before)
    } finally {
      watch.end()
    }
  }
}

interface Asked { readonly offset: number; readonly sealedBytes: number; readonly watch: Watch }

const request = async (transfer: Transfer, { offset, sealedBytes, watch: { signal } }: Asked): Promise<Response> => {
  const ticket = transfer.ticket()
  const isPart = offset > 0
  const headers = { ...ticketHeaders(ticket), ...(isPart ? { range: `bytes=${offset}-${sealedBytes - 1}` } : {}) }
  const response = await transfer.fetch(ticket.url, { headers, redirect: 'manual', signal })
  await requireStatus(response, [isPart ? 206 : 200])
  if (isPart && response.headers.get('content-range') !== `bytes ${offset}-${sealedBytes - 1}/${sealedBytes}`) throw new AttachmentError('WRONG_LENGTH')
  if (response.headers.has('content-length') && numberHeader(response, 'content-length') !== sealedBytes - offset) throw new AttachmentError('WRONG_LENGTH')
  return response
}

/** The body, gathered until a step has come, so that a drip does not pass for progress; what came before a cut is given out before the cut is told. */
async function* steady(response: Response, watch: Watch): AsyncGenerator<Uint8Array, void, undefined> {
  const body = bodyOf(response)
  for (let isOver = false; !isOver;) {
    watch.touch()
    const { pieces, end } = await gather(body)
    watch.rest()
    yield* pieces
    if (end !== undefined && 'error' in end) throw end.error
    isOver = end !== undefined
  }
}

interface Gathered { readonly pieces: readonly Uint8Array[]; readonly end: { readonly error?: unknown } | undefined }

const gather = async (body: AsyncGenerator<Uint8Array>): Promise<Gathered> => {
  const pieces: Uint8Array[] = []
  try {
    for (let length = 0; length < STEP_BYTES;) {
      const next = await body.next()
      if (next.done === true) return { pieces, end: {} }
      pieces.push(next.value)
      length += next.value.length
    }
    return { pieces, end: undefined }
  } catch (error) {
    return { pieces, end: { error } }
  }
}
