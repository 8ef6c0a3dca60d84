// SPDX-License-Identifier: AGPL-3.0-only
// Sees: calls and answers of one vault; runs in the daemon.
// Promises: each call is settled exactly once: answered, refused, aborted, or failed as `VaultGone` when the vault is gone.
// Never: asks twice by itself; waits for a vault that is gone; lets more than a bounded number of calls wait.
import type { Refused, VaultAnswers, VaultCall, VaultRefusal } from './calls.ts'
import { decodeOutcome, encodeCall, framesOf } from './messages.ts'
import type { Outcome } from './messages.ts'

/** Two directions of bytes. */
export interface VaultPipe {
  /** Takes bytes at once; what cannot be sent any more is dropped. */
  send(bytes: Uint8Array): void
  /** Ends, or throws, when the other side is gone. */
  readonly received: AsyncIterable<Uint8Array>
  /** Lets the other side know that nothing more comes. */
  end(): void
}

/** A vault behind a pipe. */
export interface VaultClient {
  /**
   * What the vault answers. Throws `CallRefused` for a refusal and `VaultGone` when the vault ended first. Where `signal` is
   * aborted its reason is thrown and the vault may still do it: what it made is not in force until it is committed.
   */
  call<C extends VaultCall>(call: C, signal?: AbortSignal): Promise<VaultAnswers[C['call']]>
  /** Resolves when the vault answers no more; never rejects. */
  readonly gone: Promise<void>
  /** Fails what waits and takes no more. */
  close(): void
}

/** The vault did not do the call, and nothing changed. */
export class CallRefused extends Error {
  readonly refused: VaultRefusal
  /** See `Refused.retry`. */
  readonly retry: Uint8Array | undefined
  constructor({ refused, retry }: Refused) {
    super(`the vault refused: ${refused}`)
    this.name = 'CallRefused'
    this.refused = refused
    this.retry = retry
  }
}

/** The vault ended before it answered. It keeps nothing, so the same call with the sealed state of the store may be made again. */
export class VaultGone extends Error {
  readonly retryable = true
  constructor() {
    super('the vault is gone')
    this.name = 'VaultGone'
  }
}

/** Calls that one vault may owe: a few hundred milliseconds of its work; what is behind them waits better in the store. */
export const MAX_PENDING_CALLS = 256

interface Pending {
  readonly call: VaultCall['call']
  readonly settle: (outcome: Outcome) => void
  readonly fail: (error: Error) => void
}

/**
 * A client on a pipe to a vault. `firstId` is random where somebody else may have used the pipe before: what still lies in it then
 * answers nobody, and this client ends.
 */
export const createVaultClient = (pipe: VaultPipe, firstId = 0): VaultClient => {
  const pending = new Map<number, Pending>()
  const gone = Promise.withResolvers<undefined>()
  let isGone = false
  let lastId = firstId >>> 0

  const close = (): void => {
    if (isGone) return
    isGone = true
    for (const { fail } of pending.values()) fail(new VaultGone())
    pending.clear()
    pipe.end()
    gone.resolve(undefined)
  }

  const nextId = (): number => {
    do lastId = (lastId + 1) >>> 0
    while (pending.has(lastId))
    return lastId
  }

  const ask = async (call: VaultCall, signal: AbortSignal | undefined): Promise<Outcome> => {
    signal?.throwIfAborted()
    if (isGone) throw new VaultGone()
    if (pending.size >= MAX_PENDING_CALLS) return { refused: 'busy', retry: undefined }
    const id = nextId()
    const frame = encodeCall(id, call)
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
    // An aborted call stays on the books until its answer comes: the vault still owes it.
    const abort = (): void => { reject(toError(signal?.reason)) }
    signal?.addEventListener('abort', abort, { once: true })
    pending.set(id, { call: call.call, settle: resolve, fail: reject })
    pipe.send(frame)
    return promise.finally(() => { signal?.removeEventListener('abort', abort) })
  }

  void receive(pipe.received, pending).catch(() => undefined).finally(close)

  return {
    call: async <C extends VaultCall>(call: C, signal?: AbortSignal) => {
      const outcome = await ask(call, signal)
      if ('refused' in outcome) throw new CallRefused(outcome)
      return outcome.answer as VaultAnswers[C['call']]
    },
    gone: gone.promise,
    close,
  }
}

/** Settles calls as answers come. Ends with the stream; throws for anything that is no answer to a call that waits. */
const receive = async (received: AsyncIterable<Uint8Array>, pending: Map<number, Pending>): Promise<void> => {
  for await (const frame of framesOf(received)) {
    const { id, outcome } = decodeOutcome(frame)
    const waiting = pending.get(id)
    if (waiting === undefined || ('call' in outcome && outcome.call !== waiting.call)) throw new Error('no such call')
    pending.delete(id)
    waiting.settle(outcome)
  }
}

const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error('aborted'))
