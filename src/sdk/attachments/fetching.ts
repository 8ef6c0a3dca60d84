// SPDX-License-Identifier: Apache-2.0
import { AttachmentError } from './errors.ts'
import { bodyOf, numberHeader, requireStatus, ticketHeaders, tryFault } from './answers.ts'
import { TryFault } from './transfer.ts'
import type { Transfer, Watch } from './transfer.ts'

/** Bytes that must come within the stall time: less may be a drip. */
const STEP_BYTES = 65_536

/** Which bytes of a ciphertext are wanted. */
export interface SealedRange {
  /** Offset of the first byte. */
  readonly from: number
  /** Offset after the last byte. */
  readonly end: number
  /** Of the whole ciphertext. */
  readonly sealedBytes: number
}

/**
 * A range of an attachment's ciphertext, or all of it, and not a byte more, over as many requests as it takes. Nothing of it is checked but its length: `WRONG_LENGTH`,
 * `LENGTHENED`; otherwise throws {@link AttachmentError} and the signal's reason.
 */
export async function* fetchSealed(transfer: Transfer, range: SealedRange): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = range.from; offset < range.end;) {
    const before = offset
    const watch = transfer.watch()
    try {
      const response = await request(transfer, { ...range, from: offset }, watch)
      for await (const chunk of steady(response, watch)) {
        offset += chunk.length
        if (offset > range.end) throw new AttachmentError('LENGTHENED')
        yield chunk
      }
      if (offset < range.end) throw new TryFault('UNREACHABLE')
    } catch (error) {
      const fault = tryFault(error, watch)
      // Cut off behind the last byte: nothing is missing.
      if (offset === range.end && fault instanceof TryFault) return
      await transfer.recover(fault, offset - before)
    } finally {
      watch.end()
    }
  }
}

const request = async (transfer: Transfer, { from, end, sealedBytes }: SealedRange, { signal }: Watch): Promise<Response> => {
  const ticket = transfer.ticket()
  const isPart = from > 0 || end < sealedBytes
  const headers = { ...ticketHeaders(ticket), ...(isPart ? { range: `bytes=${from}-${end - 1}` } : {}) }
  const response = await transfer.fetch(ticket.url, { headers, redirect: 'manual', signal })
  await requireStatus(response, [isPart ? 206 : 200])
  if (isPart && response.headers.get('content-range') !== `bytes ${from}-${end - 1}/${sealedBytes}`) throw new AttachmentError('WRONG_LENGTH')
  if (response.headers.has('content-length') && numberHeader(response, 'content-length') !== end - from) throw new AttachmentError('WRONG_LENGTH')
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
