// SPDX-License-Identifier: AGPL-3.0-only
import type { Socket } from 'node:net'
import { clientOver, kindOf } from './exchange.ts'
import { OutgoingRefusal } from './ports.ts'
import type { OutgoingDeps, OutgoingDownload, OutgoingDownloaded, OutgoingLimits } from './ports.ts'
import type { Target } from './target.ts'
import { within } from './within.ts'

type Take = (piece: Uint8Array) => Promise<void>

/** Who takes the pieces, and what it threw. */
interface Taking { readonly take: Take; failure: { readonly cause: unknown } | undefined }

/**
 * One file over a socket that is open, handed on while it comes; the socket is gone afterwards. A body that is compressed, longer than allowed, silent for
 * too long or too slow on the whole rejects with `encoded`, `too-large` or `timeout`; what `take` throws goes through.
 */
export const download = async (
  socket: Socket, { origin, path }: Target, { maxBytes, signal }: OutgoingDownload, take: Take, limits: OutgoingLimits, deps: OutgoingDeps,
): Promise<OutgoingDownloaded> => {
  const client = clientOver(socket, origin, { ...limits, maxBodyBytes: maxBytes })
  const taking: Taking = { take, failure: undefined }
  try {
    const { statusCode: status, headers, body } = await within(limits.headersMs, deps, signal, (ending) => client.request({
      path, method: 'GET', reset: true, signal: ending, headers: { 'accept-encoding': 'identity' },
    }))
    body.on('error', () => undefined)
    if (status >= 300 && status < 400) throw new OutgoingRefusal('redirect')
    if (status !== 200) return { status, bytes: 0 }
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new OutgoingRefusal('encoded')
    if (Number(headers['content-length'] ?? 0) > maxBytes) throw new OutgoingRefusal('too-large')
    const wholeMs = limits.bodyMs + 1000 * maxBytes / limits.minBytesPerSecond
    return { status, bytes: await within(wholeMs, deps, signal, (ending) => drain(body[Symbol.asyncIterator](), taking, ending, limits, deps)) }
  } catch (error) {
    if (taking.failure?.cause instanceof Error) throw taking.failure.cause
    throw error instanceof OutgoingRefusal ? error : new OutgoingRefusal(kindOf(error))
  } finally {
    socket.destroy()
    void client.destroy()
  }
}

const drain = async (
  pieces: AsyncIterator<Buffer>, taking: Taking, signal: AbortSignal, limits: OutgoingLimits, deps: OutgoingDeps,
): Promise<number> => {
  let bytes = 0
  for (;;) {
    const piece = await within(limits.idleMs, deps, signal, () => pieces.next())
    if (piece.done === true) return bytes
    bytes += piece.value.length
    try {
      await taking.take(piece.value)
    } catch (error) {
      taking.failure = { cause: error }
      throw error
    }
    signal.throwIfAborted()
  }
}
