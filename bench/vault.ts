// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { OpenCall, SealCall } from '../src/vault/protocol/calls.ts'
import { RawDevice } from './baseline/signal.ts'
import type { Sealed } from './baseline/signal.ts'
import type { Ground } from './parts/servers.ts'
import { createVaultHome } from './parts/vault-end.ts'
import type { VaultHome } from './parts/vault-end.ts'
import { preparePipedVaults } from './vault-pipe.ts'
import type { PipedVaults, Recorded } from './vault-pipe.ts'

/** What a vault run is told. */
export interface VaultOptions {
  /** Of each kind. */
  readonly slices: number
  readonly progress: (text: string) => void
}

/** What a vault run found. */
export interface VaultReport {
  /** Messages a second that the vault's function opens and seals again for the core. On one thread, as the three after it. */
  readonly openPerSecond: number
  /** Messages a second that it opens of the core's and seals for one device. */
  readonly sealPerSecond: number
  readonly rawOpenPerSecond: number
  readonly rawSealPerSecond: number
  /** The lower of the two quotients, each the median over pairs of slices that followed one another. */
  readonly functionRatio: number
  readonly openRatio: number
  readonly sealRatio: number
  /** Messages a second, half of them each way, through one vault process with state out of the store and a flushed commit of each. By the clock, as the ratios of it. */
  readonly endToEndPerSecond: number
  /** Beside libsignal alone, in slices that followed one another. */
  readonly endToEndRatio: number
  /** Two vault processes beside one. */
  readonly twoVaultsRatio: number
  readonly run: { readonly slices: number; readonly messagesPerSlice: number; readonly pipedMessagesPerSlice: number }
}

/** Messages in one direction before the other answers. A strict ping-pong would measure the ratchet's turns, one direction alone would never have one. */
const TURN = 8
/** Turns of a recorded conversation: those in which its session grows to its usual size, and those that are measured. */
const LONG = { firstTurns: 16, turns: 24 }
const RECORDED = TURN * LONG.turns
/** Times that a slice does a recording: the collector comes after about a thousand messages, and who has fewer pays for all of it or for nothing. */
const PASSES = 8
const MESSAGES = RECORDED * PASSES
/** As many are under way through the pipe, so that a commit has many. libsignal keeps five turns' keys, so after six a session is as large as it gets. */
const PIPED_CONVERSATIONS = 64
const SHORT = { firstTurns: 6, turns: 2 }
const PIPED_MESSAGES = PIPED_CONVERSATIONS * SHORT.turns * TURN * 2
/** Slices before any is counted: the compiler has seen everything by then. */
const WARM_UP_SLICES = 2

/** What the messages of a slice took, in each direction. */
interface Slice { readonly open: Cost; readonly seal: Cost }
/** Microseconds of CPU and by the clock. */
interface Cost { readonly cpu: number; readonly wall: number }

/**
 * Measures the vault's function, and one and two vault processes behind pipes, in turns with libsignal alone. Conversations of each are recorded, with the state
 * before every message, and their local end is done again in each slice: so nothing that the other end did, or left to be collected, is in a slice.
 */
export const benchVault = async (ground: Pick<Ground, 'execPath' | 'folder'>, { slices, progress }: VaultOptions): Promise<VaultReport> => {
  progress('recording conversations')
  const home = await createVaultHome()
  const [vault, raw] = [await vaultSlices(home), await rawSlices(home)]
  const piped = await preparePipedVaults(ground, home, { warmUp: await recordMany(home), measured: await recordMany(home) })
  const rounds: Round[] = []
  for (let count = 0; count < WARM_UP_SLICES; count += 1) await measureFunctions(vault, raw, count % 2 === 0)
  for (let count = 0; count < slices; count += 1) {
    progress(`slice ${String(count + 1)} of ${String(slices)}`)
    rounds.push({ ...await measureFunctions(vault, raw, count % 2 === 0), ...await measurePiped(piped, count % 2 === 0) })
  }
  return report(rounds, slices)
}

interface Round { readonly vault: Slice; readonly raw: Slice; readonly oneVault: number; readonly twoVaults: number }

// Who goes first changes, so that nobody always has the other's garbage to collect.
const measureFunctions = async (vault: () => Promise<Slice>, raw: () => Promise<Slice>, vaultFirst: boolean): Promise<Pick<Round, 'vault' | 'raw'>> => {
  const first = vaultFirst ? await vault() : undefined
  const alone = await raw()
  return { vault: first ?? await vault(), raw: alone }
}

const measurePiped = async (piped: PipedVaults, oneFirst: boolean): Promise<Pick<Round, 'oneVault' | 'twoVaults'>> => {
  const first = oneFirst ? await piped.slice(1) : undefined
  const twoVaults = await piped.slice(2)
  return { oneVault: first ?? await piped.slice(1), twoVaults }
}

const report = (rounds: readonly Round[], slices: number): VaultReport => {
  const middle = (of: (round: Round) => number): number => median(rounds.map(of))
  const perSecond = (of: (round: Round) => number): number => 1_000_000 * MESSAGES / middle(of)
  const openRatio = middle(({ vault, raw }) => raw.open.cpu / vault.open.cpu)
  const sealRatio = middle(({ vault, raw }) => raw.seal.cpu / vault.seal.cpu)
  return {
    openPerSecond: perSecond(({ vault }) => vault.open.cpu), sealPerSecond: perSecond(({ vault }) => vault.seal.cpu),
    rawOpenPerSecond: perSecond(({ raw }) => raw.open.cpu), rawSealPerSecond: perSecond(({ raw }) => raw.seal.cpu),
    functionRatio: Math.min(openRatio, sealRatio), openRatio, sealRatio,
    endToEndPerSecond: 1_000_000 * PIPED_MESSAGES / middle(({ oneVault }) => oneVault),
    endToEndRatio: middle(({ raw, oneVault }) => ((raw.open.wall + raw.seal.wall) / (2 * MESSAGES)) / (oneVault / PIPED_MESSAGES)),
    twoVaultsRatio: middle(({ oneVault, twoVaults }) => oneVault / twoVaults),
    run: { slices, messagesPerSlice: MESSAGES, pipedMessagesPerSlice: PIPED_MESSAGES },
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** Does the turns of a conversation; only the last `turns` are recorded. */
const converse = async (arrive: (record: boolean) => Promise<void>, say: (record: boolean) => Promise<void>, { firstTurns, turns } = LONG): Promise<void> => {
  for (let turn = -firstTurns; turn < turns; turn += 1) {
    for (const step of [arrive, say]) for (let count = 0; count < TURN; count += 1) await step(turn >= 0)
  }
}

/** A conversation between a fresh peer and a fresh user of the vault. */
const record = async (home: VaultHome, length: typeof LONG): Promise<Recorded> => {
  const peer = new RawDevice(randomUUID())
  const end = await home.user(peer)
  const calls: (OpenCall | SealCall)[] = []
  await converse(async (recorded) => {
    const { bytes, commitment } = end.plaintext()
    const call = await end.open(await peer.seal(end.name, bytes), commitment)
    if (recorded) calls.push(call)
  }, async (recorded) => {
    const { call, message } = await end.seal()
    await peer.open(end.name, message)
    if (recorded) calls.push(call)
  }, length)
  return calls
}

const recordMany = async (home: VaultHome): Promise<readonly Recorded[]> => {
  const conversations: Recorded[] = []
  for (let count = 0; count < PIPED_CONVERSATIONS; count += 1) conversations.push(await record(home, SHORT))
  return conversations
}

const vaultSlices = async (home: VaultHome): Promise<() => Promise<Slice>> => {
  const calls = await record(home, LONG)
  const opens = calls.filter((call) => call.call === 'open')
  const seals = calls.filter((call) => call.call === 'seal')
  return async () => {
    // One that did a recording would refuse it the second time.
    return {
      open: await costOf(async () => {
        const vault = home.vault()
        for (const call of opens) await vault.open(call)
      }),
      seal: await costOf(async () => {
        const vault = home.vault()
        for (const call of seals) await vault.seal(call)
      }),
    }
  }
}

const rawSlices = async (home: VaultHome): Promise<() => Promise<Slice>> => {
  const [peer, local] = [new RawDevice(randomUUID()), new RawDevice(randomUUID())]
  const { bytes } = (await home.user(peer)).plaintext()
  await peer.begin(local.name, local.bundle())
  const opens: { readonly session: Uint8Array<ArrayBuffer> | undefined; readonly message: Sealed }[] = []
  const seals: Uint8Array<ArrayBuffer>[] = []
  await converse(async (recorded) => {
    const [session, message] = [local.session(peer.name), await peer.seal(local.name, bytes)]
    await local.open(peer.name, message)
    if (recorded) opens.push({ session, message })
  }, async (recorded) => {
    const session = local.session(peer.name)
    await peer.open(local.name, await local.seal(peer.name, bytes))
    if (recorded && session !== undefined) seals.push(session)
  })
  const restore = (session: Uint8Array<ArrayBuffer> | undefined): void => { if (session !== undefined) local.restore(peer.name, session) }
  return async () => ({
    open: await costOf(async () => {
      for (const { session, message } of opens) {
        restore(session)
        await local.open(peer.name, message)
      }
    }),
    seal: await costOf(async () => {
      for (const session of seals) {
        restore(session)
        await local.seal(peer.name, bytes)
      }
    }),
  })
}

/**
 * CPU of the whole process, so that what else the machine does is not in it, and the time by the clock. The collector has been before, outside of both: each
 * pays for what itself leaves behind and not for the one before it.
 */
const costOf = async (recording: () => Promise<void>): Promise<Cost> => {
  collectGarbage()
  const [cpu, start] = [process.cpuUsage(), performance.now()]
  for (let pass = 0; pass < PASSES; pass += 1) await recording()
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: user + system, wall: 1_000 * (performance.now() - start) }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
