// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import type { OpenCall, SealCall } from '../src/vault/protocol/calls.ts'
import { RawDevice } from './baseline/signal.ts'
import type { Sealed } from './baseline/signal.ts'
import { createVaultEnd } from './parts/vault-end.ts'

/** What a vault run is told. */
export interface VaultOptions {
  /** Of either kind. */
  readonly slices: number
  readonly progress: (text: string) => void
}

/** What a vault run found; all of it on one thread. */
export interface VaultReport {
  /** Messages a second that the vault's function opens and seals again for the core. */
  readonly openPerSecond: number
  /** Messages a second that it opens of the core's and seals for one device. */
  readonly sealPerSecond: number
  readonly rawOpenPerSecond: number
  readonly rawSealPerSecond: number
  /** The lower of the two quotients, each the median over pairs of slices that followed one another. */
  readonly functionRatio: number
  readonly openRatio: number
  readonly sealRatio: number
  readonly run: { readonly slices: number; readonly messagesPerSlice: number }
}

/** Messages in one direction before the other answers. A strict ping-pong would measure the ratchet's turns, one direction alone would never have one. */
const TURN = 8
/** Turns of a recorded conversation that are measured, after those in which sessions grow to their usual size. */
const TURNS = 24
const FIRST_TURNS = 16
const MESSAGES = TURN * TURNS
/** Slices before any is counted: the compiler has seen everything by then. */
const WARM_UP_SLICES = 6

/** Microseconds of CPU for the messages of a slice, in each direction. */
interface Slice { readonly open: number; readonly seal: number }

/**
 * Measures the vault's function in turns with libsignal alone. One conversation of each is recorded, with the state before every message, and its
 * local end is done again in each slice: so nothing that the other end did, or left to be collected, is in a slice.
 */
export const benchVault = async ({ slices, progress }: VaultOptions): Promise<VaultReport> => {
  const [vault, raw] = [await vaultSlices(), await rawSlices()]
  const pairs: { readonly vault: Slice; readonly raw: Slice }[] = []
  for (let count = -WARM_UP_SLICES; count < slices; count += 1) {
    progress(`slice ${String(count + 1)} of ${String(slices)}`)
    // Who goes first changes, so that neither always has the other's garbage to collect.
    const first = count % 2 === 0 ? await vault() : undefined
    const second = await raw()
    const pair = { vault: first ?? await vault(), raw: second }
    if (count >= 0) pairs.push(pair)
  }
  const perSecond = (micros: (pair: (typeof pairs)[number]) => number): number => 1_000_000 * MESSAGES / median(pairs.map(micros))
  const openRatio = median(pairs.map((pair) => pair.raw.open / pair.vault.open))
  const sealRatio = median(pairs.map((pair) => pair.raw.seal / pair.vault.seal))
  return {
    openPerSecond: perSecond((pair) => pair.vault.open), sealPerSecond: perSecond((pair) => pair.vault.seal),
    rawOpenPerSecond: perSecond((pair) => pair.raw.open), rawSealPerSecond: perSecond((pair) => pair.raw.seal),
    functionRatio: Math.min(openRatio, sealRatio), openRatio, sealRatio, run: { slices, messagesPerSlice: MESSAGES },
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** Does the turns of a conversation; only the last {@link TURNS} are recorded. */
const converse = async (arrive: (record: boolean) => Promise<void>, say: (record: boolean) => Promise<void>): Promise<void> => {
  for (let turn = -FIRST_TURNS; turn < TURNS; turn += 1) {
    for (const step of [arrive, say]) for (let count = 0; count < TURN; count += 1) await step(turn >= 0)
  }
}

const vaultSlices = async (): Promise<() => Promise<Slice>> => {
  const peer = new RawDevice(randomUUID())
  const end = await createVaultEnd(peer)
  const [opens, seals]: [OpenCall[], SealCall[]] = [[], []]
  await converse(async (record) => {
    const { bytes, commitment } = end.plaintext()
    const call = await end.open(await peer.seal(end.name, bytes), commitment)
    if (record) opens.push(call)
  }, async (record) => {
    const { call, message } = await end.seal()
    await peer.open(end.name, message)
    if (record) seals.push(call)
  })
  return async () => {
    const [opening, sealing] = [end.again(), end.again()]
    return { open: await cpuOf(async () => { for (const call of opens) await opening.open(call) }), seal: await cpuOf(async () => { for (const call of seals) await sealing.seal(call) }) }
  }
}

const rawSlices = async (): Promise<() => Promise<Slice>> => {
  const [peer, local] = [new RawDevice(randomUUID()), new RawDevice(randomUUID())]
  const { bytes } = (await createVaultEnd(peer)).plaintext()
  await peer.begin(local.name, local.bundle())
  const opens: { readonly session: Uint8Array<ArrayBuffer> | undefined; readonly message: Sealed }[] = []
  const seals: Uint8Array<ArrayBuffer>[] = []
  await converse(async (record) => {
    const [session, message] = [local.session(peer.name), await peer.seal(local.name, bytes)]
    await local.open(peer.name, message)
    if (record) opens.push({ session, message })
  }, async (record) => {
    const session = local.session(peer.name)
    await peer.open(local.name, await local.seal(peer.name, bytes))
    if (record && session !== undefined) seals.push(session)
  })
  const restore = (session: Uint8Array<ArrayBuffer> | undefined): void => { if (session !== undefined) local.restore(peer.name, session) }
  return async () => ({
    open: await cpuOf(async () => {
      for (const { session, message } of opens) {
        restore(session)
        await local.open(peer.name, message)
      }
    }),
    seal: await cpuOf(async () => {
      for (const session of seals) {
        restore(session)
        await local.seal(peer.name, bytes)
      }
    }),
  })
}

/** CPU of the whole process in microseconds, so that what else the machine does is not in it. */
const cpuOf = async (work: () => Promise<void>): Promise<number> => {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return user + system
}
