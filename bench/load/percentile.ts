// SPDX-License-Identifier: AGPL-3.0-only

/** Half of the times are at most p50, 99 of 100 at most p99; ms. */
export interface Quantiles { readonly p50: number; readonly p99: number }

/** The value that a share of all values does not exceed (nearest rank); 0 of none. `sorted` rises. */
const percentile = (sorted: ArrayLike<number>, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? 0

/** Both quantiles of values in any order. */
export const quantiles = (values: readonly number[]): Quantiles => {
  const sorted = Float64Array.from(values).sort()
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
}

/** The middle value; of two in the middle their mean; 0 of none. */
export const median = (values: readonly number[]): number => {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] ?? 0 : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}
