// SPDX-License-Identifier: AGPL-3.0-only
import type { NodeTimes } from '../../src/store/postgres/nodes/times.ts'

/** Short enough to see a lease end, long enough for a busy machine to keep one. */
export const SHORT_TIMES: NodeTimes = Object.freeze({ leaseMs: 3_000, heartbeatMs: 300, marginMs: 500, answerMs: 3_000, lookMs: 50, hintMs: 500 })
