// SPDX-License-Identifier: AGPL-3.0-only
import { execFileSync } from 'node:child_process'
import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { Socket } from 'node:net'
import { GatewayError } from '../model/errors.ts'
import type { RunningVault } from './vault-child.ts'

/** Two FIFOs between a gateway and a vault of another user. */
export interface PipePaths {
  readonly calls: string
  readonly answers: string
}

/** Waits until `ms` have passed; throws when `signal` is aborted. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

/** How often either side looks whether the other has come. */
const LOOK_MS = 100
/** What a FIFO holds. */
const DRAIN_BYTES = 65_536

/**
 * The gateway's ends, once a vault has the others; it waits for one. Throws `CONFIG_INVALID` where a path is no FIFO that this user may
 * use, and the signal's reason when it is aborted.
 */
export const joinVault = async ({ calls, answers }: PipePaths, pause: Pause, signal: AbortSignal): Promise<RunningVault> => {
  const reading = openFifo(answers, constants.O_RDONLY)
  try {
    // Until a vault is there for this gateway the other FIFO stays alone: who opens it is taken for one that has a vault.
    while (!hasWriter(reading)) await pause(LOOK_MS, signal)
    const sender = new Socket({ fd: await openWriting(calls, pause, signal), readable: false, writable: true })
    const receiver = new Socket({ fd: reading, readable: true, writable: false })
    const end = (): void => {
      sender.destroy()
      receiver.destroy()
    }
    for (const socket of [sender, receiver]) socket.on('error', end)
    return { pipe: { received: receiver, send: (bytes) => { sender.write(bytes) }, end }, end }
  } catch (error) {
    closeSync(reading)
    throw error
  }
}

/**
 * The vault's ends, once a gateway has come for them. Whoever spoke with a vault before must have let go: nothing of one
 * conversation may reach the next. Throws as {@link joinVault}.
 */
export const awaitGateway = async ({ calls, answers }: PipePaths, pause: Pause, signal: AbortSignal): Promise<readonly [calls: number, answers: number]> => {
  await forgotten(calls, pause, signal)
  const reading = openFifo(calls, constants.O_RDONLY)
  try {
    return [reading, await openWriting(answers, pause, signal)]
  } catch (error) {
    closeSync(reading)
    throw error
  }
}

/** Throws `CONFIG_INVALID` unless both are FIFOs that this user may use. */
export const checkPipes = ({ calls, answers }: PipePaths): void => {
  for (const path of [calls, answers]) closeSync(openFifo(path, constants.O_RDONLY))
}

/** Makes those that are missing, for this user and the group of the folder. Throws `CONFIG_INVALID` where they cannot be made. */
export const makePipes = ({ calls, answers }: PipePaths): void => {
  const missing = [calls, answers].filter((path) => !existsSync(path))
  try {
    if (missing.length > 0) execFileSync('mkfifo', ['-m', '660', ...missing], { stdio: 'ignore' })
  } catch {
    throw new GatewayError('CONFIG_INVALID', `${missing.join(' and ')} cannot be made: the folder must be there, and this user must be allowed to write to it`)
  }
}

/** Whether somebody reads what is asked: a vault, or the launcher of one that waits for its gateway. Throws `CONFIG_INVALID` where the path is no FIFO that this user may use. */
export const isListenedTo = (calls: string): boolean => {
  try {
    // Nothing is written; a reader takes no notice of somebody who comes and goes.
    closeSync(openFifo(calls, constants.O_WRONLY))
    return true
  } catch (error) {
    if (codeOf(error) === 'ENXIO') return false
    throw error
  }
}

/** Resolves when nobody has the writing end; throws away what was written. */
const forgotten = async (path: string, pause: Pause, signal: AbortSignal): Promise<void> => {
  const file = openFifo(path, constants.O_RDONLY)
  try {
    while (hasWriter(file)) await pause(LOOK_MS, signal)
  } finally {
    closeSync(file)
  }
}

/** What still lies there is of an earlier conversation, and is thrown away. */
const hasWriter = (file: number): boolean => {
  const buffer = Buffer.alloc(DRAIN_BYTES)
  try {
    while (readSync(file, buffer) > 0);
    return false
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return true
    throw error
  }
}

const openWriting = async (path: string, pause: Pause, signal: AbortSignal): Promise<number> => {
  for (;;) {
    try {
      return openFifo(path, constants.O_WRONLY)
    } catch (error) {
      if (codeOf(error) !== 'ENXIO') throw error
    }
    await pause(LOOK_MS, signal)
  }
}

const openFifo = (path: string, mode: number): number => {
  const file = openOrExplain(path, mode)
  if (fstatSync(file).isFIFO()) return file
  closeSync(file)
  throw new GatewayError('CONFIG_INVALID', `${path} is no FIFO`)
}

const openOrExplain = (path: string, mode: number): number => {
  try {
    return openSync(path, mode | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENXIO') throw error
    throw new GatewayError('CONFIG_INVALID', code === 'ENOENT' ? `${path} is missing; make it with: mkfifo -m 660 ${path}` : `${path} cannot be opened (${code}); gateway and vault need a group in common that may use it`)
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')
