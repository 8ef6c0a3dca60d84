// SPDX-License-Identifier: AGPL-3.0-only
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { GatewayError } from '../model/errors.ts'
import { VaultExit } from '../vault/protocol/start.ts'
import { launchVault } from './vault-launch.ts'
import { awaitGateway, makePipes } from './vault-pipes.ts'
import type { PipePaths } from './vault-pipes.ts'

/** What `vault run` runs. */
export interface RunOptions {
  readonly execPath: string
  readonly pipes: PipePaths
  readonly secretFile: string
  /** Makes the FIFOs that are missing. */
  readonly makesPipes?: boolean
  readonly signal: AbortSignal
  /** Told what happens, for a person; `other-version`: it ended, since gateway and vault do not understand each other. */
  readonly tell: (what: 'waiting' | 'serving' | 'ended' | 'other-version', pid?: number, code?: number | null) => void
}

/** Between two vaults where one crashed. */
const RETRY_MS = 1_000
/** Gateways that run on one machine. */
const MAX_GATEWAYS = 64

/**
 * Launches vaults in the split shape, one for each gateway that comes, until the signal is aborted. Throws `CONFIG_INVALID` as root, and
 * for what `launchVault` says that must be put right.
 */
export const runVaults = async (options: RunOptions): Promise<void> => {
  if (statSync('/proc/self').uid === 0) throw new GatewayError('CONFIG_INVALID', 'a vault does not run as root, who may signal and read the gateway; run it as a user of its own')
  if (options.makesPipes === true) makePipes(options.pipes)
  while (!options.signal.aborted) {
    await runOne(options).catch((error: unknown) => {
      if (!options.signal.aborted) throw error
    })
  }
}

const runOne = async ({ execPath, pipes, secretFile, signal, tell }: RunOptions): Promise<void> => {
  tell('waiting')
  const ends = await awaitGateway(pipes, pause, signal)
  const vault = await launchVault({ execPath, shape: 'split', secretFile, ends, gateways: gatewaysHere(), signal })
  const kill = (): void => { vault.kill() }
  signal.addEventListener('abort', kill)
  tell('serving', vault.pid)
  const code = await vault.ended
  signal.removeEventListener('abort', kill)
  tell(code === VaultExit.VERSION ? 'other-version' : 'ended', vault.pid, code)
  if (code !== VaultExit.DONE) await pause(RETRY_MS, signal)
}

const pause = async (ms: number, signal: AbortSignal): Promise<void> => { await wait(ms, undefined, { signal }) }

/** Processes that look like a gateway, as far as this user sees any. */
const gatewaysHere = (): number[] => readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).filter(isGateway).map(Number).slice(0, MAX_GATEWAYS)

const isGateway = (pid: string): boolean => {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.some((word, index) => /(?:drawbridge(?:\.js)?|\/(?:src\/main\.ts|dist\/main\.js))$/.test(word) && words[index + 1] === 'serve')
  } catch {
    return false
  }
}
