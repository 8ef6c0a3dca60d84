// SPDX-License-Identifier: AGPL-3.0-only

/** What one link has waiting. */
export interface Account {
  /** So many bytes wait for the reader now, or came and are not whole; fewer than before means that it moved. */
  note(bytes: number): void
  /** The link is gone, and its bytes with it. */
  leave(): void
}

/** The bytes that wait for their readers, over all links. */
export interface Outbound {
  /** Opens an account; `giveUp` is called at most once, when this link has to end at once for all to stay under the bound. */
  enter(giveUp: () => void): Account
  /** Bytes waiting in all. */
  total(): number
}

/**
 * Keeps the bytes of all links together at `maxBytes` or less: many readers that stop cost no more memory than one may.
 * Whoever took nothing for longest goes first, since a reader that reads is always younger than one that does not; only who has
 * less than half of the average waiting stays. So many small waits cannot push out a large one that moves, and a flood of answers
 * made in one breath cannot push out whoever was sent one frame just before. What a link did not acknowledge comes again on its
 * next one, so nothing is lost. The kernel's own send buffers are not seen from here and come on top: the
 * operating system bounds them (`net.ipv4.tcp_wmem`, `tcp_mem`).
 */
export const createOutbound = (maxBytes: number): Outbound => {
  /** Who has something waiting, the one that took nothing for longest first. */
  const stuck = new Map<() => void, number>()
  let sum = 0

  const set = (giveUp: () => void, bytes: number): void => {
    const before = stuck.get(giveUp) ?? 0
    sum += bytes - before
    if (bytes < before) stuck.delete(giveUp)
    if (bytes > 0) stuck.set(giveUp, bytes)
  }
  const relieve = (): void => {
    if (sum <= maxBytes) return
    // Those below have less than half of it all together, so the bound is met without them.
    const few = sum / stuck.size / 2
    for (const [giveUp, bytes] of stuck) {
      if (sum <= maxBytes) return
      if (bytes < few) continue
      set(giveUp, 0)
      giveUp()
    }
  }

  return {
    enter: (giveUp) => {
      let isIn = true
      const leave = (): void => {
        isIn = false
        set(goes, 0)
      }
      const goes = (): void => {
        leave()
        giveUp()
      }
      return {
        note: (bytes) => {
          if (!isIn) return
          set(goes, bytes)
          relieve()
        },
        leave,
      }
    },
    total: () => sum,
  }
}
