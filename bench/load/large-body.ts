// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'

/** A mebibyte. */
export const MIB_BYTES = 1_048_576

/** What large bodies are made of: a piece that does not compress, again and again. */
const PIECE = createHash('shake256', { outputLength: MIB_BYTES }).update('large body').digest()

/** Where a body goes, or comes from. */
export interface Place { readonly port: number; readonly path: string; readonly headers?: OutgoingHttpHeaders }

/** SHA-256 over a body of so many mebibytes. */
export const digestOf = (mib: number): Uint8Array => {
  const hash = createHash('sha256')
  for (let count = 0; count < mib; count += 1) hash.update(PIECE)
  return hash.digest()
}

/** Sends a body; MiB a second from the first byte to the answer. Throws when it is not taken. */
export const send = async ({ port, path, headers }: Place, mib: number): Promise<number> => {
  const begun = performance.now()
  const sent = request({ host: '127.0.0.1', port, path, method: 'PATCH', agent: false, headers: { 'content-type': 'application/offset+octet-stream', 'content-length': mib * MIB_BYTES, ...headers } })
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>
  for (let count = 0; count < mib; count += 1) if (!sent.write(PIECE)) await once(sent, 'drain')
  sent.end()
  const [answer] = await answered
  answer.resume()
  if (answer.statusCode !== 204) throw new Error(`a body was not taken: ${String(answer.statusCode)}`)
  return perSecond(mib, begun)
}

/** Fetches a body and drops it; MiB a second. Throws when it is not as long as it should be. */
export const fetchAll = async ({ port, path, headers }: Place, mib: number): Promise<number> => {
  const begun = performance.now()
  const asked = request({ host: '127.0.0.1', port, path, agent: false, headers: { ...headers } }).end()
  const [answer] = await once(asked, 'response') as [IncomingMessage]
  let bytes = 0
  answer.on('data', (piece: Buffer) => { bytes += piece.length })
  await once(answer, 'end')
  if (bytes !== mib * MIB_BYTES) throw new Error(`a body came with ${String(bytes)} bytes`)
  return perSecond(mib, begun)
}

const perSecond = (mib: number, begun: number): number => mib / ((performance.now() - begun) / 1_000)
