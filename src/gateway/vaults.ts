// SPDX-License-Identifier: AGPL-3.0-only
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config/index.ts'
import { GatewayError } from '../model/errors.ts'
import type { Readers } from '../store/readers.ts'
import { createVault } from './vault-child.ts'
import type { RunningVault, VaultDeps } from './vault-child.ts'
import { launchVault } from './vault-launch.ts'
import { checkPipes, joinVault } from './vault-pipes.ts'
import type { PipePaths } from './vault-pipes.ts'
import { createVaults } from './vault-pool.ts'
import type { Vaults } from './vault-pool.ts'

/** What vaults need of the daemon. */
export interface VaultsDeps extends Pick<VaultDeps, 'accepts' | 'monotonic' | 'randomBytes' | 'after'> {
  /** Node, to start a vault as a child. */
  readonly execPath: string | undefined
  readonly events: {
    vaultReady(place: number): void
    vaultGone(place: number, retryMs: number, error?: unknown): void
  }
}

/** The vaults that the configuration asks for; undefined for none. Throws `CONFIG_INVALID` where their pipes are missing. */
export const vaultsOf = ({ vault: { shape, secretFile, pipes, count } }: Config, { execPath, events, ...machine }: VaultsDeps): Vaults | undefined => {
  if (shape === 'none') return undefined
  const places = Array.from({ length: count }, (_, place) => place)
  const bringUp = shape === 'embedded' ? embedded(secretFile, execPath) : split(pipes, places)
  return createVaults(places.map((place) => createVault({
    ...machine,
    bringUp: (signal) => bringUp(place, signal),
    events: { vaultReady: () => { events.vaultReady(place) }, vaultGone: (retryMs, error) => { events.vaultGone(place, retryMs, error) } },
  })))
}

/** Where the FIFOs of one vault lie below `vault.pipes`. */
const pipePaths = (folder: string, place: number): PipePaths =>
  ({ calls: join(folder, `${place}.calls`), answers: join(folder, `${place}.answers`) })

type BringUp = (place: number, signal: AbortSignal) => Promise<RunningVault>

const embedded = (secretFile: string | undefined, execPath: string | undefined): BringUp => async (_place, signal) => {
  if (secretFile === undefined || execPath === undefined) throw new GatewayError('CONFIG_INVALID', 'vault.secretFile: an embedded vault needs it')
  const { pipe, kill, ended } = await launchVault({ execPath, shape: 'embedded', secretFile, signal })
  if (pipe === undefined) throw new GatewayError('UNAVAILABLE', 'the vault has no pipe')
  return { pipe, end: kill, ended }
}

const split = (folder: string | undefined, places: readonly number[]): BringUp => {
  if (folder === undefined) throw new GatewayError('CONFIG_INVALID', 'vault.pipes: a split vault needs it')
  for (const place of places) checkPipes(pipePaths(folder, place))
  return (place, signal) => joinVault(pipePaths(folder, place), async (ms, until) => { await wait(ms, undefined, { signal: until }) }, signal)
}

/** An embedded vault must serve before the daemon does; a split one is somebody else's to start, and comes when it comes. */
export const startVaults = async (vaults: Vaults | undefined, shape: Config['vault']['shape']): Promise<void> => {
  const started = vaults?.start()
  if (shape === 'embedded') await started
  else started?.catch(() => undefined)
}

/** Long enough for a vault that has much to do before it. */
const ATTEST_MS = 10_000

/** What each vault says of itself for a nonce, in the order of their places; undefined for one that does not answer. Throws `NOT_FOUND` without vaults. */
export const attestAll = (vaults: Vaults | undefined) => async (nonce: Uint8Array): Promise<readonly (string | undefined)[]> => {
  if (vaults === undefined) throw noVault()
  const signal = AbortSignal.timeout(ATTEST_MS)
  return Promise.all(vaults.all.map((vault) => vault.call({ call: 'attest', nonce }, signal).then(({ statement }) => statement, () => undefined)))
}

/** Which key-encryption keys are in use. Throws `NOT_FOUND` without vaults. */
export const keysInUse = (vaults: Vaults | undefined, read: Pick<Readers, 'wrappings'>) => async () => {
  if (vaults === undefined) throw noVault()
  return { wrapping: vaults.wrappingKey(), keys: await read.wrappings() }
}

const noVault = (): GatewayError => new GatewayError('NOT_FOUND', 'this gateway has no vault; see vault.shape in docs/config.md')
