// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../../model/errors.ts'
import type { ReconnectOptions } from './backoff.ts'
import type { LinkEvent } from './events.ts'
import { DEFAULT_ANSWER_MS, DEFAULT_PUSH_WINDOW, DEFAULT_PUSH_WINDOW_BYTES, DEFAULT_WAIT_MS, DEFAULT_WAITING_REQUESTS, MAX_PUSH_WINDOW } from './limits.ts'
import type { RequestLimits } from './requests.ts'
import { systemTimers } from './timers.ts'
import type { Timers } from './timers.ts'

/** How much may be under way. */
export interface WindowOptions {
  /** Pushes taken before any is acknowledged: 1..1,024; default 256. */
  readonly pushes?: number
  /** Bytes of such pushes, each with 1,024 beside its envelope: 1..4,294,967,295; default 2,097,152. One push is taken however large. */
  readonly pushBytes?: number
  /** Requests that may wait for a link or for credit; default 4,096. */
  readonly waitingRequests?: number
  /** How long a request waits to be sent, in ms; default 30,000. */
  readonly waitMs?: number
  /** How long an answer may take, in ms; default 60,000. */
  readonly answerMs?: number
}

/** Where time and randomness come from; tests bring their own. */
export interface LinkSources {
  readonly timers?: Timers
  /** Wall time in ms. */
  readonly now?: () => number
  /** In [0, 1): jitter only. */
  readonly random?: () => number
  /** Nonces. */
  readonly randomBytes?: (size: number) => Uint8Array
}

/** How a link that is kept open behaves, whatever it is carried by. */
export interface PaceOptions {
  /** Must not throw. */
  readonly log?: (event: LinkEvent) => void
  readonly reconnect?: ReconnectOptions
  readonly windows?: WindowOptions
  readonly sources?: Pick<LinkSources, 'timers' | 'now' | 'random'>
}

/** {@link PaceOptions}, checked and complete. */
export interface Pace {
  readonly log: (event: LinkEvent) => void
  readonly reconnect: ReconnectOptions
  readonly pushWindow: number
  readonly pushWindowBytes: number
  readonly requestLimits: RequestLimits
  readonly timers: Timers
  readonly now: () => number
  readonly random: () => number
}

const MAX_UINT32 = 0xff_ff_ff_ff

/** Checks the options and fills in what they leave out. Throws `CONFIG_INVALID`. */
export const paceOf = ({ log = nothing, reconnect = {}, windows = {}, sources = {} }: PaceOptions): Pace => {
  const { timers = systemTimers, now = Date.now, random = Math.random } = sources
  const pushWindow = windows.pushes ?? DEFAULT_PUSH_WINDOW
  if (!Number.isInteger(pushWindow) || pushWindow < 1 || pushWindow > MAX_PUSH_WINDOW) throw new GatewayError('CONFIG_INVALID', 'windows.pushes: must be 1 to 1,024')
  const pushWindowBytes = windows.pushBytes ?? DEFAULT_PUSH_WINDOW_BYTES
  if (!Number.isInteger(pushWindowBytes) || pushWindowBytes < 1 || pushWindowBytes > MAX_UINT32) throw new GatewayError('CONFIG_INVALID', 'windows.pushBytes: must be 1 to 4,294,967,295')
  const requestLimits = {
    maxWaiting: windows.waitingRequests ?? DEFAULT_WAITING_REQUESTS, waitMs: windows.waitMs ?? DEFAULT_WAIT_MS, answerMs: windows.answerMs ?? DEFAULT_ANSWER_MS,
  }
  return { log, reconnect, pushWindow, pushWindowBytes, requestLimits, timers, now, random }
}

const nothing = (): void => undefined
