// SPDX-License-Identifier: AGPL-3.0-only
import { MAX_FRAME_BYTES } from '../model/values.ts'
import { FRAME_COST_BYTES } from './limits.ts'

/** Takes what the network brings, piece by piece; returns the bytes of memory that a message keeps which is not whole yet. */
export type Arriving = (piece: Uint8Array) => number

/**
 * Follows the framing of one connection (RFC 6455 section 5.2) from its first byte. Whatever is not whole keeps all of each
 * piece it came in, and an object for it, so pieces are counted and not the bytes in them. `tooLarge` is called when a header
 * announces more than one `Frame` may have, while there still can be an answer: `ws` ends the connection without one when it
 * comes to that header, as it does with what breaks the framing, which is not judged here.
 */
export const createArriving = (tooLarge: () => void = ignore): Arriving => {
  /** Of the frame's header: bytes that came, how many it has, and those of them that tell a longer length. */
  let at = 0
  let size = SHORTEST_HEADER
  let lengthBytes = 0
  /** Bytes of the frame's payload that are still to come. */
  let left = 0
  /** Whether further frames belong to the message. */
  let goesOn = false
  /** Announced of the message's payload. */
  let announced = 0
  let isControl = false
  let kept = 0

  const takeHeader = (byte: number): void => {
    if (at === 0) {
      // Control frames may come between those of a message.
      isControl = (byte & CONTROL) !== 0
      if (!isControl) goesOn = (byte & FINAL) === 0
    } else if (at === 1) {
      left = byte & LENGTH
      lengthBytes = LENGTH_BYTES.get(left) ?? 0
      if (lengthBytes > 0) left = 0
      size = SHORTEST_HEADER + lengthBytes + ((byte & MASKED) === 0 ? 0 : MASK_BYTES)
    } else if (at < SHORTEST_HEADER + lengthBytes) {
      left = left * 0x1_00 + byte
    }
    at += 1
    if (at === size && !isControl) {
      announced += left
      if (announced > MAX_FRAME_BYTES) tooLarge()
    }
  }
  const endFrame = (): void => {
    at = 0
    size = SHORTEST_HEADER
    if (goesOn) return
    kept = 0
    if (!isControl) announced = 0
  }

  return (piece) => {
    for (let next = 0; next < piece.length;) {
      if (at < size) {
        takeHeader(piece[next] ?? 0)
        next += 1
      } else {
        const taken = Math.min(left, piece.length - next)
        left -= taken
        next += taken
      }
      if (at === size && left === 0) endFrame()
    }
    if (at > 0 || goesOn) kept += piece.length + FRAME_COST_BYTES
    return kept
  }
}

const ignore = (): void => undefined

const [FINAL, CONTROL, MASKED, LENGTH] = [0x80, 0x08, 0x80, 0x7f]
const SHORTEST_HEADER = 2
const MASK_BYTES = 4
/** A length of these values stands for one that follows in so many bytes. */
const LENGTH_BYTES: ReadonlyMap<number, number> = new Map([[126, 2], [127, 8]])
