// SPDX-License-Identifier: AGPL-3.0-only

/** A burst of `burst` at once, then one every `intervalMs`. */
export interface Rate {
  readonly burst: number
  readonly intervalMs: number
}

/**
 * Generic cell rate algorithm: decides one arrival from the single number kept for its key (`arrivalMs`, undefined for a key
 * not seen before). Returns the number to keep, or how long to wait. Times in ms of one monotonic clock. ITU-T I.371.
 */
export const arrive = (rate: Rate, arrivalMs: number | undefined, nowMs: number): { readonly next: number } | { readonly waitMs: number } => {
  const due = Math.max(arrivalMs ?? nowMs, nowMs)
  const earliest = due - (rate.burst - 1) * rate.intervalMs
  return earliest > nowMs ? { waitMs: earliest - nowMs } : { next: due + rate.intervalMs }
}

/** What is left of a rate at once, and in how many ms all of its burst is there again if nothing more arrives. */
export const roomOf = (rate: Rate, arrivalMs: number | undefined, nowMs: number): { readonly left: number; readonly wholeMs: number } => {
  const wholeMs = Math.max(0, (arrivalMs ?? nowMs) - nowMs)
  return { left: Math.max(0, Math.floor(rate.burst - wholeMs / rate.intervalMs)), wholeMs }
}
