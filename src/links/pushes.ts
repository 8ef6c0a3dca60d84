// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { PartyNotice } from '../model/requests.ts'
import type { StreamHandle } from '../relay/ports.ts'
import { DEFAULT_WINDOW, MAX_WINDOW, RESUME_GRACE_MS } from './limits.ts'
import type { Timers } from './ports.ts'

type Resume = Extract<PartyNotice, { kind: 'resume' }>

/** The pushing side of one link. */
export interface Pushes {
  /** Answers Resume: whether the position was known. Throws `OUT_OF_ORDER` unless it is the first frame after Ready. */
  resume(resume: Resume): boolean
  /** Pushes from now on, also without Resume; a Resume is out of order after this. */
  start(): void
  acknowledge(notice: Exclude<PartyNotice, Resume>): void
  /** The reader has caught up: pushes that were held back for it go out. */
  goOn(): void
  stop(): void
}

/**
 * Starts the pushes of a link: after Resume when that is the first frame, with any other first frame, or by itself after
 * a short grace. A Resume that comes as first frame but after the grace is answered "not known": everything comes again.
 */
export const createPushes = (stream: StreamHandle, timers: Timers): Pushes => {
  let isStarted = false
  let isFirst = true
  const push = (): void => {
    if (isStarted) return
    isStarted = true
    cancelGrace()
    stream.start()
  }
  const start = (): void => {
    isFirst = false
    push()
  }
  const cancelGrace = timers.after(RESUME_GRACE_MS, push)
  return {
    resume: ({ resumeToken, upTo, also }) => {
      if (!isFirst) throw new GatewayError('OUT_OF_ORDER', 'Resume')
      isFirst = false
      return !isStarted && stream.resume(resumeToken, upTo, also)
    },
    start,
    acknowledge: (notice) => {
      start()
      if (notice.kind === 'ack') stream.acknowledge(notice.upTo, notice.also)
      else stream.refuse(notice.streamSequence, notice.reason, notice.retryable)
    },
    goOn: () => { if (isStarted) stream.goOn() },
    stop: () => {
      isStarted = true
      cancelGrace()
      stream.detach()
    },
  }
}

/** How many unacknowledged pushes a link takes that asks for so many; 0 asks for nothing in particular. */
export const windowOf = (asked: number): number => Math.min(asked === 0 ? DEFAULT_WINDOW : asked, MAX_WINDOW)
