// SPDX-License-Identifier: Apache-2.0

/** Bytes in pieces of any size, empty ones too. Each is read before the next is asked for, so its memory may then be used anew. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Cuts chunks into pieces of wanted lengths. A piece that lies in one chunk is a view of it, others are gathered in one buffer: a piece is good
 * until the next is asked for.
 */
export interface ChunkCutter {
  /** The next `length` bytes, at most `maxBytes` of {@link cutChunks}; fewer only where the chunks end. */
  readonly take: (length: number) => Promise<Uint8Array>
  /** Whether nothing follows. */
  readonly isAtEnd: () => Promise<boolean>
  /** Zeroes the gathering buffer and closes the source, whether or not it came to its end. */
  readonly close: () => Promise<void>
}

/** A cutter over `chunks` for pieces of at most `maxBytes`. */
export const cutChunks = (chunks: ByteChunks, maxBytes: number): ChunkCutter => {
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  const gathered = new Uint8Array(maxBytes)
  let chunk: Uint8Array = new Uint8Array()
  let isDone = false

  const isAtEnd = async (): Promise<boolean> => {
    while (!isDone && chunk.length === 0) {
      const next = await iterator.next()
      if (next.done === true) isDone = true
      else chunk = next.value
    }
    return chunk.length === 0
  }
  const shift = (length: number): Uint8Array => {
    const piece = chunk.subarray(0, length)
    chunk = chunk.subarray(length)
    return piece
  }
  const take = async (length: number): Promise<Uint8Array> => {
    if (await isAtEnd() || chunk.length >= length) return shift(length)
    let filled = 0
    while (filled < length && !(await isAtEnd())) {
      const piece = shift(length - filled)
      gathered.set(piece, filled)
      filled += piece.length
    }
    return gathered.subarray(0, filled)
  }
  const close = async (): Promise<void> => {
    gathered.fill(0)
    if (!isDone) await iterator.return?.()
  }
  return { take, isAtEnd, close }
}
