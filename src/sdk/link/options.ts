// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import type { AdmissionFile } from '../../model/credentials.ts'
import { isSafeDisplayText } from '../../model/display-text.ts'
import { GatewayError } from '../../model/errors.ts'
import { instanceName } from '../../model/ids.ts'
import type { InstanceName } from '../../model/ids.ts'
import { parseAdmissionFile } from '../../model/party-files.ts'
import type { Hello } from '../../model/requests.ts'
import { MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES, PROTOCOL_VERSIONS } from '../../model/values.ts'
import type { ReconnectOptions } from './backoff.ts'
import type { LinkEvent } from './events.ts'
import type { TlsOptions } from './frame-socket.ts'
import {
  DEFAULT_ANSWER_MS, DEFAULT_PUSH_WINDOW, DEFAULT_PUSH_WINDOW_BYTES, DEFAULT_WAIT_MS, DEFAULT_WAITING_REQUESTS, IDLE_SECONDS, MAX_PUSH_WINDOW,
} from './limits.ts'
import type { PartyKeys } from './party-keys.ts'
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

/** What a link needs and may be told. */
export interface LinkOptions {
  readonly admission: AdmissionFile
  readonly keys: PartyKeys
  /** This running server's own name among the party's: 1..64 of `A-Z a-z 0-9 . _ -`. A second link of the same name replaces the first. */
  readonly instance: string
  /** Name and version told to the gateway, at most 64 characters. */
  readonly software?: string
  /** What the devices behind this link can do. */
  readonly capabilities?: readonly string[]
  readonly tls?: TlsOptions
  /** Must not throw. */
  readonly log?: (event: LinkEvent) => void
  readonly reconnect?: ReconnectOptions
  readonly windows?: WindowOptions
  /** Closes the link as `close()` does. */
  readonly signal?: AbortSignal
  readonly sources?: LinkSources
}

/** The options, checked and complete. */
export interface Settings {
  readonly admission: AdmissionFile
  readonly keys: PartyKeys
  readonly tls: TlsOptions | undefined
  readonly log: (event: LinkEvent) => void
  readonly reconnect: ReconnectOptions
  readonly pushWindow: number
  readonly pushWindowBytes: number
  readonly requestLimits: RequestLimits
  readonly timers: Timers
  readonly now: () => number
  readonly random: () => number
  /** Hello for a new connection. */
  readonly hello: () => Hello
}

/** What this kit's devices can do. */
const CAPABILITIES = ['msg.text/1', 'crypto.pqxdh-spqr/1', 'receipts/1', 'retry/1', 'msg.ephemeral/1', 'trace/1', 'attachments/1', 'enforcement/1'] as const
const SOFTWARE = 'drawbridge/link'
const NONCE_BYTES = 32
const MAX_UINT32 = 0xff_ff_ff_ff

/** Checks the options and fills in what they leave out. Throws `CONFIG_INVALID` or `MALFORMED`. */
export const settingsOf = (options: LinkOptions): Settings => {
  const { keys, tls, log = nothing, reconnect = {}, windows = {}, sources = {} } = options
  const admission = parseAdmissionFile(options.admission)
  if (keys.party !== admission.party) throw new GatewayError('CONFIG_INVALID', 'the keys and the admission file are of different parties')
  const { timers = systemTimers, now = Date.now, random = Math.random } = sources
  const pushWindow = windows.pushes ?? DEFAULT_PUSH_WINDOW
  if (!Number.isInteger(pushWindow) || pushWindow < 1 || pushWindow > MAX_PUSH_WINDOW) throw new GatewayError('CONFIG_INVALID', 'windows.pushes: must be 1 to 1,024')
  const pushWindowBytes = windows.pushBytes ?? DEFAULT_PUSH_WINDOW_BYTES
  if (!Number.isInteger(pushWindowBytes) || pushWindowBytes < 1 || pushWindowBytes > MAX_UINT32) throw new GatewayError('CONFIG_INVALID', 'windows.pushBytes: must be 1 to 4,294,967,295')
  const requestLimits = {
    maxWaiting: windows.waitingRequests ?? DEFAULT_WAITING_REQUESTS, waitMs: windows.waitMs ?? DEFAULT_WAIT_MS, answerMs: windows.answerMs ?? DEFAULT_ANSWER_MS,
  }
  const greeting = greetingOf(options, { maxUnacknowledged: pushWindow, maxUnacknowledgedBytes: pushWindowBytes })
  const nonce = sources.randomBytes ?? randomBytes
  const hello = (): Hello => ({ ...greeting, timeMs: now(), nonce: nonce(NONCE_BYTES) })
  return { admission, keys, tls, log, reconnect, pushWindow, pushWindowBytes, requestLimits, timers, now, random, hello }
}

const greetingOf = (options: LinkOptions, window: Pick<Hello['limits'], 'maxUnacknowledged' | 'maxUnacknowledgedBytes'>): Omit<Hello, 'timeMs' | 'nonce'> => {
  const { software = SOFTWARE, capabilities = CAPABILITIES } = options
  if (!isSafeDisplayText(software)) throw new GatewayError('CONFIG_INVALID', 'software: must be at most 64 characters that are safe to show')
  const instance: InstanceName = instanceName(options.instance)
  return {
    kind: 'hello',
    minVersion: PROTOCOL_VERSIONS.min,
    maxVersion: PROTOCOL_VERSIONS.max,
    capabilities,
    limits: { maxFrameBytes: MAX_FRAME_BYTES, maxEnvelopeBytes: MAX_ENVELOPE_BYTES, idleSeconds: IDLE_SECONDS, ...window },
    instance,
    software,
  }
}

const nothing = (): void => undefined
