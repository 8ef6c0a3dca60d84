// SPDX-License-Identifier: AGPL-3.0-only
// Sees: the start secret once, on a descriptor that nobody else read; the pipe.
// Promises: has given up every right, found that nothing else is possible, and only then reads its secret and serves.
// Never: writes anything but the words of the start; lets the text of an error out.
import { closeSync, readFileSync, readSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { OtherVersion } from './protocol/bytes.ts'
import type { VaultPipe } from './protocol/client.ts'
import { FD, SAYS, VaultExit } from './protocol/start.ts'
import type { VaultPlace } from './protocol/start.ts'
import { parseStartSecret } from './secret.ts'
import type { StartSecret } from './secret.ts'
import { selfTest } from './self-test.ts'
import { serve } from './serve.ts'
import { createFunctions } from './working.ts'

/** More than sixteen keys of each kind take. */
const MAX_SECRET_BYTES = 65_536

const say = (...words: readonly string[]): void => { writeSync(FD.said, `${words.join(' ')}\n`) }
const end = (code: number): never => process.exit(code)
const refuse = (code: number, why: string, what: readonly string[] = []): never => {
  say(SAYS.refused, why, what.join(','))
  return end(code)
}

/** Without a word: a text may quote what was being opened. */
process.on('uncaughtException', () => end(VaultExit.FAULT))

const versionAt = (place: URL | string): string => (JSON.parse(readFileSync(place, 'utf8')) as { readonly version: string }).version

const dropRights = (): void => {
  // Where Node was started without permissions there are none to drop, and the self-test says so.
  const rights = process.permission as typeof process.permission | undefined
  for (const scope of ['addon', 'fs.read']) rights?.drop(scope)
}

/** undefined for anything that is no secret. */
const readSecret = (): StartSecret | undefined => {
  const bytes = new Uint8Array(MAX_SECRET_BYTES)
  try {
    let length = 0
    let count = 0
    do {
      count = readSync(FD.secret, bytes, length, bytes.length - length, null)
      length += count
    } while (count > 0)
    closeSync(FD.secret)
    return parseStartSecret(bytes.subarray(0, length))
  } catch {
    return undefined
  }
}

const openPipe = (): VaultPipe => {
  const [calls, answers] = [new Socket({ fd: FD.calls, readable: true, writable: false }), new Socket({ fd: FD.answers, readable: false, writable: true })]
  for (const socket of [calls, answers]) socket.on('error', () => end(VaultExit.DONE))
  return { received: calls, send: (bytes) => { answers.write(bytes) }, end: () => { answers.end() } }
}

const place = JSON.parse(process.argv[2] ?? '') as VaultPlace
const versions = {
  drawbridge: versionAt(new URL('../../package.json', import.meta.url)),
  libsignal: versionAt(createRequire(import.meta.url).resolve('@signalapp/libsignal-client').replace(/dist\/.*$/, 'package.json')),
  node: process.versions.node,
}
dropRights()
say(SAYS.loaded)
// Resolves to nothing where the launcher is gone.
if (readSync(FD.words, new Uint8Array(16)) === 0) end(VaultExit.DONE)
const { succeeded, refused } = await selfTest(place)
if (succeeded.length > 0) refuse(VaultExit.SELF_TEST, 'self-test', succeeded)
const secret = readSecret() ?? refuse(VaultExit.SECRET, 'secret')
new Socket({ fd: FD.words, readable: true, writable: false }).on('close', () => end(VaultExit.DONE)).resume()
const pipe = openPipe()
say(SAYS.ready)
await serve(pipe, createFunctions(secret, { shape: place.shape, versions, refused })).catch((error: unknown) => end(error instanceof OtherVersion ? VaultExit.VERSION : VaultExit.PIPE))
end(VaultExit.DONE)
