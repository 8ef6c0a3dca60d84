// SPDX-License-Identifier: AGPL-3.0-only
import type { Readable } from 'node:stream'
import type { GatewayError } from '../model/errors.ts'
import type { Part } from './folder.ts'
import { FLUSH_BYTES, MAX_WRITE_BYTES } from './limits.ts'

/** How an intake ended: the sender said all, its connection was cut, or it was ended. */
export type IntakeEnd = 'whole' | 'cut' | GatewayError

/** What an intake works with. */
export interface IntakeParts {
  readonly source: Readable
  readonly part: Part
  /** Bytes that are there already, and that there are when it is whole. */
  readonly offset: number
  readonly size: number
  /** Bytes that may wait for the disk now. */
  readonly mayHold: () => number
  /** Told of each piece as it comes; may end the intake, and then the piece is not taken. */
  readonly came: (bytes: number) => void
  /** Sees each piece that is taken, in order. */
  readonly saw: (piece: Uint8Array) => void
  /** More came than there should be. */
  readonly tooMuch: () => void
  /** Everything up to here is on disk. */
  readonly flushed: (offset: number) => Promise<void>
}

/**
 * Takes a stream onto the disk. It reads on while it writes and flushes, holds a bounded piece in memory, and says how far it got
 * only for what is flushed. However it ends, what came is written, flushed and said.
 */
export class Intake {
  readonly #parts: IntakeParts
  readonly #over = Promise.withResolvers<IntakeEnd>()
  #waiting: Uint8Array[] = []
  #held = 0
  #received: number
  #written: number
  #said: number
  #writing: Promise<void> | undefined
  #flushing: Promise<void> | undefined
  #isOver = false
  #failure: Error | undefined

  constructor(parts: IntakeParts) {
    this.#parts = parts
    this.#received = this.#written = this.#said = parts.offset
    parts.source.on('data', this.#take)
    parts.source.once('end', () => { this.#finish('whole') })
    // A connection that is cut closes without an end.
    parts.source.once('close', () => { this.#finish('cut') })
    parts.source.on('error', () => { this.#finish('cut') })
    // Cut while it was judged.
    if (parts.source.destroyed) this.#finish('cut')
  }

  /** Whether the disk is behind, and the sender waits for us. */
  isBehind(): boolean {
    return this.#writing !== undefined || this.#flushing !== undefined
  }

  /** Takes no more. */
  end(error: GatewayError): void {
    this.#finish(error)
  }

  /** Resolves with how it ended once all that came is on disk and said. Rejects with what the disk or the store say; then the part is as it was recorded. */
  async done(): Promise<IntakeEnd> {
    const end = await this.#over.promise
    await this.#settled()
    this.#write()
    await this.#settled()
    await this.#flush()
    return end
  }

  /** A flush that failed is not tried again: the system forgets what it could not write, and the next one says that all is well. */
  async #settled(): Promise<void> {
    await this.#writing
    await this.#flushing
    if (this.#failure !== undefined) throw this.#failure
  }

  readonly #take = (piece: Uint8Array): void => {
    if (this.#hasEnded()) return
    if (this.#received + piece.length > this.#parts.size) {
      this.#parts.tooMuch()
      return
    }
    this.#parts.came(piece.length)
    // It may have been the one too many.
    if (this.#hasEnded()) return
    this.#parts.saw(piece)
    this.#received += piece.length
    this.#held += piece.length
    this.#waiting.push(piece)
    if (this.#held >= Math.min(MAX_WRITE_BYTES, this.#parts.mayHold())) this.#write()
  }

  /** One write at a time; who comes while it is under way waits for it. */
  #write(): void {
    if (this.#writing !== undefined) {
      this.#parts.source.pause()
      return
    }
    if (this.#held === 0) return
    const [pieces, bytes] = [this.#waiting, this.#held]
    this.#waiting = []
    this.#held = 0
    this.#writing = this.#parts.part.append(pieces).then(() => {
      this.#written += bytes
      this.#writing = undefined
      if (!this.#isOver) this.#parts.source.resume()
      if (this.#written - this.#said >= FLUSH_BYTES) this.#flushing ??= this.#flush().then(() => { this.#flushing = undefined }, this.#fail)
    }, this.#fail)
  }

  async #flush(): Promise<void> {
    const offset = this.#written
    if (offset === this.#said) return
    await this.#parts.part.flush()
    await this.#parts.flushed(offset)
    this.#said = offset
  }

  readonly #fail = (error: unknown): void => {
    this.#failure ??= error instanceof Error ? error : new Error('what came cannot be kept', { cause: error })
    this.#finish('cut')
  }

  #hasEnded(): boolean {
    return this.#isOver
  }

  #finish(end: IntakeEnd): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#parts.source.off('data', this.#take)
    this.#over.resolve(end)
  }
}
