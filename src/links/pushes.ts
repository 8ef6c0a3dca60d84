// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { PartyNotice } from '../model/requests.ts'
import type { PartyStream, StreamHandle } from '../relay/ports.ts'
import { DEFAULT_WINDOW, DEFAULT_WINDOW_BYTES, LANE_SHARE, MAX_WINDOW, MAX_WINDOW_BYTES, MIN_LANE_WINDOW, RESUME_GRACE_MS } from './limits.ts'
import type { Timers } from './ports.ts'

type Resume = Extract<PartyNotice, { kind: 'resume' }>

/** The pushing side of one link. */
export interface Pushes {
  /**
   * Takes up a position, answers whether it was known or says what failed, and only then pushes. Throws `OUT_OF_ORDER`
   * unless it is the first frame after Ready.
   */
  resume(resume: Resume, answer: (resumed: boolean) => void, failed: (error: unknown) => void): void
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
  let isResuming = false
  let isStopped = false
  const push = (): void => {
    if (isStarted || isResuming || isStopped) return
    isStarted = true
    stream.start()
  }
  const start = (): void => {
    isFirst = false
    cancelGrace()
    push()
  }
  const cancelGrace = timers.after(RESUME_GRACE_MS, push)

  const takeUp = async ({ resumeToken, upTo, also }: Resume, answer: (resumed: boolean) => void, failed: (error: unknown) => void): Promise<void> => {
    isResuming = true
    try {
      answer(await stream.resume(resumeToken, upTo, also))
    } catch (error) {
      failed(error)
    }
    isResuming = false
    push()
  }

  return {
    resume: (resume, answer, failed) => {
      if (!isFirst) throw new GatewayError('OUT_OF_ORDER', 'Resume')
      isFirst = false
      cancelGrace()
      if (isStarted) answer(false)
      else void takeUp(resume, answer, failed)
    },
    start,
    acknowledge: (notice) => {
      start()
      if (notice.kind === 'ack') stream.acknowledge(notice.upTo, notice.also)
      else stream.refuse(notice.streamSequence, notice.reason, notice.retryable)
    },
    goOn: () => { if (isStarted) stream.goOn() },
    stop: () => {
      isStopped = true
      cancelGrace()
      stream.detach()
    },
  }
}

/** How many unacknowledged pushes and bytes of them a link takes that asks for so many, and one lane of it; 0 asks for nothing in particular. */
export const windowsOf = (frames: number, bytes: number): Pick<PartyStream, 'window' | 'laneWindow'> => {
  const window = { frames: Math.min(frames || DEFAULT_WINDOW, MAX_WINDOW), bytes: Math.min(bytes || DEFAULT_WINDOW_BYTES, MAX_WINDOW_BYTES) }
  const laneFrames = Math.max(MIN_LANE_WINDOW, Math.floor(window.frames / LANE_SHARE))
  return { window, laneWindow: { frames: Math.min(laneFrames, window.frames), bytes: Math.floor(window.bytes / LANE_SHARE) } }
}
