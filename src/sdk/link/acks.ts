// SPDX-License-Identifier: Apache-2.0

/** Stream sequences that are done: all up to one, and others. */
export interface Done {
  readonly upTo: number
  readonly also: readonly number[]
}

/**
 * Which pushes of one link are done. The gateway never has more than `window` under way, so whatever was settled before
 * the last `window` settlements it has surely heard of: that bounds what is remembered.
 */
export class AckTracker {
  readonly #window: number
  readonly #windowBytes: number
  #highest = 0
  /** Came and not settled, with what each takes of the window; in rising order, since they come in rising order. */
  readonly #open = new Map<number, number>()
  #openBytes = 0
  /** Stored since the last acknowledgement. */
  #unsent: number[] = []
  /** The last settlements, oldest first. */
  readonly #recent: { readonly sequence: number; readonly stored: boolean }[] = []

  constructor(window: number, windowBytes = Infinity) {
    this.#window = window
    this.#windowBytes = windowBytes
  }

  /** The highest sequence that came; 0 before the first. */
  get highest(): number {
    return this.#highest
  }

  /** A push came that takes so many bytes. False when it is not the next one, or more than the window allows. */
  receive(sequence: number, bytes = 0): boolean {
    if (sequence !== this.#highest + 1 || this.#open.size >= this.#window) return false
    if (this.#open.size > 0 && this.#openBytes + bytes > this.#windowBytes) return false
    this.#highest = sequence
    this.#open.set(sequence, bytes)
    this.#openBytes += bytes
    return true
  }

  /** A push is stored, or was given back with a Nack that has been sent. */
  settle(sequence: number, stored: boolean): void {
    const bytes = this.#open.get(sequence)
    if (bytes === undefined) return
    this.#open.delete(sequence)
    this.#openBytes -= bytes
    if (stored) this.#unsent.push(sequence)
    this.#recent.push({ sequence, stored })
    if (this.#recent.length > this.#window) this.#recent.shift()
  }

  /** What to acknowledge now; undefined when nothing is new. What was given back is done for the gateway, too. */
  take(): Done | undefined {
    if (this.#unsent.length === 0) return undefined
    const upTo = this.#firstOpen() - 1
    const also = this.#unsent.filter((sequence) => sequence > upTo)
    this.#unsent = []
    return { upTo, also }
  }

  /** What was stored and perhaps not acknowledged, for Resume. Never covers what was given back: that Nack may be lost. */
  position(): Done {
    const lost = this.#recent.filter(({ stored }) => !stored).map(({ sequence }) => sequence)
    const upTo = Math.min(this.#firstOpen(), ...lost) - 1
    const also = this.#recent.filter(({ sequence, stored }) => stored && sequence > upTo).map(({ sequence }) => sequence)
    return { upTo, also: also.sort((a, b) => a - b) }
  }

  #firstOpen(): number {
    const [first = this.#highest + 1] = this.#open.keys()
    return first
  }
}
