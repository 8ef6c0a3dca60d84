// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import { createVaultClient, VaultGone } from '../vault/protocol/client.ts'
import type { VaultClient, VaultPipe } from '../vault/protocol/client.ts'
import type { VaultAnswers, VaultCall } from '../vault/protocol/calls.ts'

/** A vault that is there, whoever started it. */
export interface RunningVault {
  readonly pipe: VaultPipe
  /** Ends what this side has of it. */
  readonly end: () => void
  /** Where it is a child: resolves when it is gone. */
  readonly ended?: Promise<unknown>
}

/** One vault that is brought back whenever it is gone. */
export interface Vault {
  /** As {@link VaultClient.call}; while there is no vault it fails as `VaultGone`, which is to be retried. */
  call<C extends VaultCall>(call: C, signal?: AbortSignal): Promise<VaultAnswers[C['call']]>
  isReady(): boolean
  /** Numbers of the key-encryption keys that it holds; undefined while there is none. */
  keyNumbers(): readonly number[] | undefined
  /** Resolves when it serves for the first time; rejects with what the operator has to put right. */
  start(): Promise<void>
  /** Resolves when there is none and none will be started. */
  stop(): Promise<void>
}

/** What a vault needs of its surroundings. */
export interface VaultDeps {
  /** Brings up one vault. Throws `CONFIG_INVALID` for what will not mend itself, anything else may be tried again. */
  readonly bringUp: (signal: AbortSignal) => Promise<RunningVault>
  /** Throws `CONFIG_INVALID` for a vault whose start secret is not the one that the store's keys are wrapped with. */
  readonly accepts: (client: Pick<VaultClient, 'call'>, keyNumbers: readonly number[]) => Promise<void>
  readonly monotonic: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly after: (ms: number, task: () => void) => () => void
  readonly events: {
    vaultReady(): void
    /** It ended, or did not start; the next attempt comes after so long. */
    vaultGone(retryMs: number, error?: unknown): void
  }
}

/** The first attempt after a crash comes at once: most often one message was too much. */
const FIRST_RETRY_MS = 50
/** A vault that crashes for good is tried as often as somebody looks at a log. */
const MAX_RETRY_MS = 10_000
/** One that ran this long did not crash at its start. */
const STEADY_MS = 30_000

/** A vault that `bringUp` brings up, with growing waits while it does not stay. */
export const createVault = ({ bringUp, accepts, monotonic, randomBytes, after, events }: VaultDeps): Vault => {
  const stopping = new AbortController()
  const first = Promise.withResolvers<undefined>()
  let client: VaultClient | undefined
  let keyNumbers: readonly number[] | undefined
  let failures = 0
  let running: Promise<void> | undefined

  const runOnce = async (): Promise<void> => {
    const vault = await bringUp(stopping.signal)
    const mine = createVaultClient(vault.pipe, new DataView(new Uint8Array(randomBytes(4)).buffer).getUint32(0))
    const begun = monotonic()
    const end = (): void => { mine.close() }
    stopping.signal.addEventListener('abort', end)
    try {
      const numbers = await greet(mine, randomBytes, stopping.signal)
      await accepts(mine, numbers)
      keyNumbers = numbers
      client = mine
      events.vaultReady()
      first.resolve(undefined)
      await mine.gone
    } finally {
      client = keyNumbers = undefined
      mine.close()
      vault.end()
      await vault.ended
      stopping.signal.removeEventListener('abort', end)
      if (monotonic() - begun > STEADY_MS) failures = 0
    }
  }

  const isStopping = (): boolean => stopping.signal.aborted

  const keepRunning = async (): Promise<void> => {
    while (!isStopping()) {
      const error = await runOnce().then(() => undefined, (thrown: unknown) => thrown)
      // Before it ever served, what the operator has to put right is not tried again.
      if (error instanceof GatewayError && error.code === 'CONFIG_INVALID') first.reject(error)
      if (isStopping()) break
      const retryMs = Math.min(FIRST_RETRY_MS * 2 ** failures, MAX_RETRY_MS)
      failures += 1
      events.vaultGone(retryMs, error)
      await pause(retryMs, after, stopping.signal)
    }
    first.reject(new GatewayError('UNAVAILABLE', 'the vault was stopped'))
  }

  // Who only stops hears nothing of a start.
  first.promise.catch(() => undefined)
  return {
    call: async (call, signal) => {
      if (client === undefined) throw new VaultGone()
      return client.call(call, signal)
    },
    isReady: () => client !== undefined,
    keyNumbers: () => keyNumbers,
    start: () => {
      running ??= keepRunning()
      return first.promise
    },
    stop: async () => {
      stopping.abort(new Error('stopped'))
      await running
    },
  }
}

const NONCE_BYTES = 32
/** A vault that was brought up answers at once; through a FIFO it may first have to end and start for this daemon. */
const GREETING_MS = 30_000

/** Only a vault that began with this daemon can know the nonce: what an earlier one left in the pipe is not taken for an answer. Says which key-encryption keys it holds. */
const greet = async (client: VaultClient, randomBytes: VaultDeps['randomBytes'], stopping: AbortSignal): Promise<readonly number[]> => {
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES))
  const { statement } = await client.call({ call: 'attest', nonce }, AbortSignal.any([stopping, AbortSignal.timeout(GREETING_MS)]))
  const claims = JSON.parse(Buffer.from(statement.split('.')[1] ?? '', 'base64url').toString()) as { readonly nonce?: unknown; readonly wraps?: unknown }
  if (claims.nonce !== Buffer.from(nonce).toString('hex')) throw new VaultGone()
  return Array.isArray(claims.wraps) ? claims.wraps.filter((number): number is number => typeof number === 'number') : []
}

const pause = (ms: number, after: VaultDeps['after'], signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  const wake = (): void => {
    cancel()
    signal.removeEventListener('abort', wake)
    resolve()
  }
  const cancel = after(ms, wake)
  signal.addEventListener('abort', wake)
})
