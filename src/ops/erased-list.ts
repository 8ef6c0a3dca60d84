// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GatewayError } from '../model/errors.ts'
import { readPrivateFile } from './private-file.ts'

/** That somebody was erased, as the store numbers it. */
export interface Erasure { readonly number: number; readonly kind: 'user' | 'person'; readonly hash: Uint8Array }

/** Who was erased, in a file that no restore of the store brings back. */
export interface ErasedList {
  /** The highest number in it; 0 for none. */
  readonly last: () => number
  /** Takes in what others wrote; all that it holds is on disk when it resolves. To be called as {@link append}. */
  readonly settle: () => Promise<void>
  /** Adds those above the highest number; on disk when it resolves. To be called one after the other. */
  readonly append: (erasures: readonly Erasure[]) => Promise<void>
  /** Tells whether somebody was erased under a number above `number`. */
  readonly above: (number: number) => (kind: Erasure['kind'], hash: Uint8Array) => boolean
}

/** Writes to a file at its end, or over what stands there; on disk when it resolves. */
type Put = (path: string, at: number | 'end', bytes: Uint8Array) => Promise<void>

/** Keyed hash of a text in a domain. */
type BlindIndex = (domain: string, text: string) => Uint8Array

const FORMAT = 'drawbridge erased-list/1'
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
/** Behind what a crash left of a line. */
const CUT = ' cut'
/** No size of a file. */
const UNKNOWN = -1
/** A line is ended once, and read; others may do so at the same time. */
const TRIES = 3
const DRAFT_BYTES = 6
const LINE = /^([1-9][0-9]{0,15}) (user|person) ([A-Za-z0-9_-]{43})$/

/**
 * The list at `path`; undefined where there is none. A line that a crash cut short is looked past. Processes may share a file: each takes in what another
 * wrote, and none takes anything off. Throws `ERASED_LIST_UNFIT` for one of other keys or that is damaged, `CONFIG_INVALID` when others may read it.
 */
export const openErasedList = (path: string, blindIndex: BlindIndex, put: Put = putOnDisk): ErasedList | undefined =>
  (readLines(path) === undefined ? undefined : listOver(path, blindIndex, put))

/** Makes an empty list where there is none. Throws `CONFIG_INVALID` where it cannot. */
export const createErasedList = (path: string, blindIndex: BlindIndex, put: Put = putOnDisk): ErasedList => {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE })
    writeOnce(path, `${FORMAT} ${checkOf(blindIndex)}\n`)
  } catch {
    throw unwritable(path)
  }
  return listOver(path, blindIndex, put)
}

/** What is wrong with a list that cannot be written. */
export const unwritable = (path: string): GatewayError =>
  new GatewayError('CONFIG_INVALID', `privacy.erasedList: ${path} cannot be written; name a place that the daemon may write to, outside data.folder and its backups`)

/** The highest number in the list at `path`, which needs no key; undefined where there is none. Throws as {@link openErasedList}. */
export const lastInErasedList = (path: string): number | undefined => {
  const found = readLines(path)
  return found && highest(found.lines)
}

interface Line { readonly number: number; readonly entry: string }
interface Found { readonly check: string; readonly lines: readonly Line[]; readonly bytes: number; readonly isCut: boolean }

const putOnDisk: Put = async (path, at, bytes) => {
  const file = await open(path, at === 'end' ? 'a' : 'r+', FILE_MODE)
  try {
    for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, at === 'end' ? null : at + done)).bytesWritten
    await file.sync()
  } finally {
    await file.close()
  }
}

const listOver = (path: string, blindIndex: BlindIndex, put: Put): ErasedList => {
  // No line of it is kept: it grows by 60 bytes with each erasure, for good.
  let last = 0
  /** Bytes that were taken in, and how many of them were flushed. */
  let [bytes, sure] = [0, 0]
  const entryOf = (kind: Erasure['kind'], hash: Uint8Array): string => `${kind} ${text(blindIndex(`erased.${kind}`, text(hash)))}`
  const take = (): readonly Line[] => {
    const found = readLines(path)
    if (found === undefined) throw unfit(path, 'is missing')
    if (found.check !== checkOf(blindIndex)) throw unfit(path, 'is of another gateway, or of other keys')
    last = highest(found.lines)
    // Another process may be writing that line, or what follows it: only what is appended meets no other write.
    if (found.isCut) appendFileSync(path, `${CUT}\n`, { mode: FILE_MODE, flush: true })
    bytes = found.isCut ? UNKNOWN : found.bytes
    return found.lines
  }
  const settle = async (): Promise<void> => {
    // Another process wrote, or this one did and failed.
    for (let tries = 0; tries < TRIES && statSync(path).size !== bytes; tries += 1) take()
    if (bytes === sure) return
    // What is read may be in memory alone, and no flush writes what an earlier one failed to: it is written over itself.
    const whole = readFileSync(path)
    const from = whole.length < sure ? 0 : sure
    await put(path, from, whole.subarray(from))
    sure = whole.length
  }
  take()
  return Object.freeze({
    last: () => last,
    settle,
    append: async (erasures: readonly Erasure[]) => {
      await settle()
      const added = erasures.filter(({ number }) => number > last).map(({ number, kind, hash }): Line => ({ number, entry: entryOf(kind, hash) }))
      if (added.length === 0) return
      const written = Buffer.from(added.map(({ number, entry }) => `${String(number)} ${entry}\n`).join(''))
      await put(path, 'end', written)
      const now = bytes + written.length
      if (statSync(path).size === now) [bytes, sure] = [now, now]
      last = highest(added)
    },
    above: (number: number) => {
      const entries = new Set(take().filter((line) => line.number > number).map(({ entry }) => entry))
      return (kind: Erasure['kind'], hash: Uint8Array) => entries.has(entryOf(kind, hash))
    },
  })
}

/** Whole, and once: another process that begins at the same moment may have been first. */
const writeOnce = (path: string, text: string): void => {
  const draft = `${path}.${randomBytes(DRAFT_BYTES).toString('hex')}`
  try {
    writeFileSync(draft, text, { mode: FILE_MODE, flag: 'wx', flush: true })
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

const readLines = (path: string): Found | undefined => {
  const whole = readPrivateFile(path)
  if (whole === undefined) return undefined
  const kept = whole.slice(0, whole.lastIndexOf('\n') + 1)
  const [head = '', ...rest] = kept.split('\n').slice(0, -1)
  if (!head.startsWith(`${FORMAT} `)) throw unfit(path, 'is no list of erased users')
  const lines = rest.filter((line) => !line.endsWith(CUT)).map((line): Line => {
    const [, number, kind = '', hash = ''] = LINE.exec(line) ?? []
    if (number === undefined) throw unfit(path, 'is damaged')
    return { number: Number(number), entry: `${kind} ${hash}` }
  })
  return { check: head.slice(FORMAT.length + 1), lines, bytes: Buffer.byteLength(whole), isCut: kept.length < whole.length }
}

const highest = (lines: readonly Line[]): number => lines.reduce((most, { number }) => Math.max(most, number), 0)

const checkOf = (blindIndex: BlindIndex): string => text(blindIndex('erased.list', FORMAT))

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

const unfit = (path: string, why: string): GatewayError => new GatewayError('ERASED_LIST_UNFIT', `${path} ${why}`)
