// SPDX-License-Identifier: AGPL-3.0-only
import { chmodSync, lstatSync, mkdirSync, renameSync, rmSync, rmdirSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { GatewayError } from '../model/errors.ts'

const OWNER_ONLY_FOLDER = 0o700
const OWNER_ONLY = 0o600
// Short, so that the path of the draft is hardly longer than the socket's own.
const DRAFT_FOLDER = '.a'
const DRAFT_NAME = 's'

/**
 * Listens on a Unix socket that nobody but its owner could ever open, whatever the umask: it is made in a closed folder,
 * given its mode, and only then moved to `path`. A socket that a dead process left is replaced; one that answers is not
 * (`UNAVAILABLE`). Returns what removes it.
 */
export const listenPrivately = async (path: string, listen: (path: string) => Promise<unknown>): Promise<() => void> => {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
  await refuseLiving(path)
  const closet = join(folder, DRAFT_FOLDER)
  rmSync(closet, { recursive: true, force: true })
  mkdirSync(closet, { mode: OWNER_ONLY_FOLDER })
  const draft = join(closet, DRAFT_NAME)
  await listen(draft)
  chmodSync(draft, OWNER_ONLY)
  renameSync(draft, path)
  rmdirSync(closet)
  const { ino } = lstatSync(path)
  return () => {
    // Another daemon may have put its own there since.
    if (lstatSync(path, { throwIfNoEntry: false })?.ino === ino) rmSync(path)
  }
}

const refuseLiving = async (path: string): Promise<void> => {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there === undefined) return
  if (!there.isSocket()) throw new GatewayError('CONFIG_INVALID', `admin.socket: ${path} is there and is not a socket`)
  if (await answers(path)) throw new GatewayError('UNAVAILABLE', `another daemon answers on ${path}`)
}

const answers = (path: string): Promise<boolean> => new Promise((resolve) => {
  const probe = connect(path)
  probe.once('connect', () => {
    probe.destroy()
    resolve(true)
  })
  probe.once('error', () => { resolve(false) })
})
