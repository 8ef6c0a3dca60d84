// SPDX-License-Identifier: AGPL-3.0-only
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'

/** What came back: a status, or why there is none. */
export type Answer = { readonly status: number } | { readonly none: 'timeout' | 'unreachable' }

/** What is posted; `pieces` go out one after the other, `pause` between two of them. */
export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly pieces: readonly Uint8Array[]
  readonly pause: () => Promise<void>
}

/** What the gateway allows from the end of the request to the answer. */
const ANSWER_MS = 5_000

/** One POST as the gateway makes it: no redirect is followed, no connection used again. */
export const post = async ({ url, headers, pieces, pause }: Post): Promise<Answer> => {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const call = (url.startsWith('https:') ? secure : plain)(url, {
    method: 'POST', agent: false, headers: { ...headers, 'content-type': 'application/json', 'content-length': length },
  }, (response) => {
    response.on('error', () => undefined).resume()
    resolve({ status: response.statusCode ?? 0 })
  })
  call.on('error', () => { resolve({ none: 'unreachable' }) })
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await pause()
    call.write(piece)
  }
  call.end()
  const timer = setTimeout(() => { resolve({ none: 'timeout' }) }, ANSWER_MS)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    call.destroy()
  }
}
