// SPDX-License-Identifier: AGPL-3.0-only

/** A link as the register of waiting bytes sees it. */
export interface Reader {
  /** It holds the most of too much: it must end. Leaves the register before or soon after it returns. */
  giveUp(): void
}

/** What one link has waiting. */
export interface Account {
  /** So many bytes wait for the reader now. */
  note(bytes: number): void
  /** The link is gone, and its bytes with it. */
  leave(): void
}

/** The bytes that wait for their readers, over all links. */
export interface Outbound {
  enter(reader: Reader): Account
  /** Bytes waiting in all. */
  total(): number
}

/**
 * Keeps the bytes of all links together under `maxBytes`: many readers that stop cost no more memory than one may, and
 * whoever takes the most goes first. What a link did not acknowledge comes again on its next one, so nothing is lost.
 */
export const createOutbound = (maxBytes: number): Outbound => {
  const waiting = new Map<Reader, number>()
  let sum = 0

  const set = (reader: Reader, bytes: number): void => {
    sum += bytes - (waiting.get(reader) ?? 0)
    if (bytes === 0) waiting.delete(reader)
    else waiting.set(reader, bytes)
  }
  const relieve = (): void => {
    const [heaviest] = [...waiting].reduce<readonly [Reader | undefined, number]>((most, one) => (one[1] > most[1] ? one : most), [undefined, 0])
    if (heaviest === undefined) return
    set(heaviest, 0)
    heaviest.giveUp()
  }

  return {
    enter: (reader) => {
      let isIn = true
      return {
        note: (bytes) => {
          if (!isIn) return
          set(reader, bytes)
          if (sum > maxBytes) relieve()
        },
        leave: () => {
          isIn = false
          set(reader, 0)
        },
      }
    },
    total: () => sum,
  }
}
