// SPDX-License-Identifier: Apache-2.0
import type { LinkFault } from './endings.ts'
import { MAX_UNREAD_FRAMES } from './limits.ts'

/** Frames of a connection: read one by one while it opens, and handed to a listener from then on. */
export class Unread {
  readonly #closed: Promise<LinkFault>
  #frames: Uint8Array[] = []
  #reader: ((frame: Uint8Array) => void) | undefined
  #listener: { frame(bytes: Uint8Array): void } | undefined

  /** `closed` tells why the connection is gone. */
  constructor(closed: Promise<LinkFault>) {
    this.#closed = closed
  }

  /** The next frame. Rejects with a {@link LinkFault} when the connection is gone. */
  async next(): Promise<Uint8Array> {
    const frame = this.#frames.shift()
    if (frame !== undefined) return frame
    const read = new Promise<Uint8Array>((resolve) => { this.#reader = resolve })
    return Promise.race([read, this.#closed.then((fault) => { throw fault })])
  }

  /** From now on this one listens; what came and was not read is handed over at once. */
  listen(listener: { frame(bytes: Uint8Array): void }): void {
    this.#listener = listener
    const frames = this.#frames
    this.#frames = []
    for (const frame of frames) listener.frame(frame)
  }

  /** Takes a frame that came; false when too many wait for somebody to read them. */
  take(frame: Uint8Array): boolean {
    const reader = this.#reader
    this.#reader = undefined
    if (this.#listener !== undefined) this.#listener.frame(frame)
    else if (reader !== undefined) reader(frame)
    else this.#frames.push(frame)
    return this.#frames.length <= MAX_UNREAD_FRAMES
  }
}
