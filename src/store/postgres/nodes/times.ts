// SPDX-License-Identifier: AGPL-3.0-only

/** How long nodes wait for each other; tests shorten it. */
export interface NodeTimes {
  /** How long a node that says nothing keeps its place, by the database's clock. */
  readonly leaseMs: number
  /** Between two signs of life; several must get lost before a place is lost. */
  readonly heartbeatMs: number
  /** How long before its lease ends a node stops acting, by its own monotonic clock: time for what it had just begun. */
  readonly marginMs: number
  /** How long a node waits for the others, once its lease is added: for one that died with a batch under way. */
  readonly answerMs: number
  /** Between two looks at whether those that have not answered still live. */
  readonly lookMs: number
  /** Between two hints to look for rows that nobody may have told of. */
  readonly hintMs: number
}

/** The times unless a test says otherwise. */
export const NODE_TIMES: NodeTimes = Object.freeze({ leaseMs: 10_000, heartbeatMs: 2_000, marginMs: 2_000, answerMs: 6_000, lookMs: 250, hintMs: 5_000 })
