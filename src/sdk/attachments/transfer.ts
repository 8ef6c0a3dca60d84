// SPDX-License-Identifier: Apache-2.0
import { reconnectMs } from '../link/backoff.ts'
import { systemTimers } from '../link/timers.ts'
import type { Timers } from '../link/timers.ts'
import { AttachmentError } from './errors.ts'

/** A way to the bytes, as the gateway's `AttachmentTicket` gives it. */
export interface TransferTicket {
  /** https, or http on loopback. */
  readonly url: string
  /** 32 bytes. Secret. */
  readonly ticket: Uint8Array
}

/** What upload and download share. */
export interface TransferOptions {
  /** Asks for another ticket, by `GetAttachment`, when the gateway no longer takes this one; what it throws ends the transfer. Without it: `TICKET_REFUSED`. */
  readonly renewTicket?: () => Promise<TransferTicket>
  /** Called with the bytes of the file that passed; after a cut in an upload it may step back to what the gateway has. */
  readonly onProgress?: (doneBytes: number) => void
  /** Ends the transfer at once, with the signal's reason. */
  readonly signal?: AbortSignal
  /** Time in ms in which another 64 KiB, or the answer, must have passed; default a minute: slower than any line that carries a file. */
  readonly stallMs?: number
  /** Tries without another 64 KiB after which the transfer ends; default 8, with pauses of some minutes in all. A gateway that is at work and says when to ask again is waited for half an hour besides. */
  readonly tries?: number
  /** Where requests go; default: the platform's. */
  readonly fetch?: typeof globalThis.fetch
  readonly timers?: Timers
  /** In [0, 1), for pauses. */
  readonly random?: () => number
}

const DEFAULT_STALL_MS = 60_000
const DEFAULT_TRIES = 8
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 60_000
/** Waiting that the gateway asks for and that is no try in vain: what is whole is hashed and put into its store of objects, which takes minutes for a large file. Beyond it each is a try. */
const LONGEST_ASKED_MS = 1_800_000
/** What passes in one try that counts as a step: a try that moves less is one of the tries in vain, or a drip would never end. */
const STEP_BYTES = 65_536

/** One try did not come to its end, and another may. */
export class TryFault extends Error {
  readonly reason: 'UNREACHABLE' | 'STALLED' | 'TICKET_REFUSED'
  /** What the gateway asked to wait, 0 if nothing. */
  readonly waitSeconds: number
  /** Whether the gateway is there and says that it is at work: nothing was tried in vain. */
  readonly isAtWork: boolean
  constructor(reason: TryFault['reason'], { waitSeconds = 0, isAtWork = false, cause }: { readonly waitSeconds?: number; readonly isAtWork?: boolean; readonly cause?: unknown } = {}) {
    super(reason, cause === undefined ? undefined : { cause })
    this.reason = reason
    this.waitSeconds = waitSeconds
    this.isAtWork = isAtWork
  }
}

/** Watches one try. */
export interface Watch {
  /** Aborts with the caller's signal, and when the gateway lets the try stand still. */
  readonly signal: AbortSignal
  /** Something passed: the stall time begins anew. */
  readonly touch: () => void
  /** Lets no time count until the next {@link touch}: it is the reader who is slow. */
  readonly rest: () => void
  /** Aborts what is left of the try. */
  readonly end: () => void
}

/** Resolves after the time; throws the signal's reason at once when it is aborted. */
export const waitFor = async (ms: number, { signal, timers = systemTimers }: Pick<TransferOptions, 'signal' | 'timers'>): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const wake = (): void => resolve(undefined)
  signal?.throwIfAborted()
  const cancel = timers.after(ms, wake)
  signal?.addEventListener('abort', wake, { once: true })
  await promise
  cancel()
  signal?.removeEventListener('abort', wake)
  signal?.throwIfAborted()
}

/** One transfer: its ticket, its tries, and the time it lets pass. */
export interface Transfer {
  readonly fetch: typeof globalThis.fetch
  readonly ticket: () => TransferTicket
  /** Begins to watch a try. */
  readonly watch: () => Watch
  /**
   * Returns when another try is due after one that failed with `error` and had moved so many bytes; throws where none is: the caller's reason, the error itself where trying again does
   * not mend it, or {@link AttachmentError} after too many tries in vain.
   */
  readonly recover: (error: unknown, movedBytes: number) => Promise<void>
}

/** A transfer that begins with a ticket. Throws `UNSAFE_URL`. */
export const createTransfer = (first: TransferTicket, options: TransferOptions): Transfer => {
  const { signal, tries = DEFAULT_TRIES, fetch = globalThis.fetch, renewTicket } = options
  let ticket = safe(first)
  let [vain, askedMs] = [0, 0]

  const recover: Transfer['recover'] = async (error, movedBytes) => {
    signal?.throwIfAborted()
    if (!(error instanceof TryFault)) throw error
    if (error.isAtWork && askedMs < LONGEST_ASKED_MS) {
      askedMs += error.waitSeconds * 1_000
      return pause(options, 0, error.waitSeconds)
    }
    vain = movedBytes >= STEP_BYTES ? 1 : vain + 1
    const isRefused = error.reason === 'TICKET_REFUSED'
    if (vain > tries || (isRefused && renewTicket === undefined)) throw new AttachmentError(error.reason, { cause: error.cause })
    if (isRefused && renewTicket !== undefined) ticket = safe(await renewTicket())
    // The first new ticket is used at once; a gateway that takes none is not asked again without a pause.
    if (!isRefused || vain > 1) await pause(options, vain - 1, error.waitSeconds)
  }
  return { fetch, ticket: () => ticket, watch: () => createWatch(options), recover }
}

const createWatch = ({ signal, stallMs = DEFAULT_STALL_MS, timers = systemTimers }: TransferOptions): Watch => {
  const stall = new AbortController()
  let rest = (): void => undefined
  const touch = (): void => {
    rest()
    // What is left of a try that ended must not keep a program from ending.
    if (stall.signal.aborted) return
    rest = timers.after(stallMs, () => stall.abort(new TryFault('STALLED')))
  }
  const end = (): void => {
    rest()
    stall.abort()
  }
  touch()
  return { signal: signal === undefined ? stall.signal : AbortSignal.any([signal, stall.signal]), touch, rest: () => rest(), end }
}

const pause = ({ random = Math.random, ...options }: TransferOptions, attempt: number, waitSeconds: number): Promise<void> =>
  waitFor(reconnectMs(attempt, waitSeconds, { initialMs: FIRST_PAUSE_MS, maxMs: LONGEST_PAUSE_MS }, random), options)

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** The ticket, if sealed bytes and the ticket itself may go where it points. */
const safe = (ticket: TransferTicket): TransferTicket => {
  const url = URL.parse(ticket.url)
  const isSafe = url !== null && url.username === '' && url.password === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
  if (!isSafe) throw new AttachmentError('UNSAFE_URL')
  return ticket
}
