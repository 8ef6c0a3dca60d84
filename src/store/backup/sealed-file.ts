// SPDX-License-Identifier: AGPL-3.0-only
// A sealed backup is one file: a line that says what it is and to which key it is sealed, chunks, and the SHA-256 of all that.
import { createHash, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { createReadStream, createWriteStream, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AgreementJwk, Private } from '../../model/credentials.ts'
import { GatewayError } from '../../model/errors.ts'
import { syncPath } from '../sqlite/files.ts'
import { openChunks, sealChunks } from './chunks.ts'
import { damaged } from './database-copy.ts'
import { draftOf } from './drafts.ts'
import { packFolder, unpackInto } from './packing.ts'
import { MAX_HEADER_BYTES, openHeader, parseHeader, sealHeader } from './sealed-header.ts'
import type { SealedHeader } from './sealed-header.ts'

const FILE_MODE = 0o600
const DIGEST_BYTES = 32
const NEWLINE = 10

/** What anybody can see of a sealed backup: its first line, and the digest that holds. */
export interface SealedBackup extends SealedHeader {
  /** Of everything before it, in hexadecimal. */
  readonly sha256: string
}

/** Seals files of a folder into a new file, which appears whole or not at all. */
export const sealFolder = async (
  folder: string, names: readonly string[], to: string, recipient: AgreementJwk, about: Pick<SealedHeader, 'version' | 'createdAt'>, ephemeral: KeyObject = generateKeyPairSync('x25519').privateKey,
): Promise<void> => {
  const draft = draftOf(to)
  rmSync(draft, { force: true })
  try {
    const { line, key } = sealHeader(recipient, ephemeral, about)
    const hash = createHash('sha256')
    await pipeline(async function* () {
      hash.update(line)
      yield line
      for await (const chunk of sealChunks(key, packFolder(folder, names))) {
        hash.update(chunk)
        yield chunk
      }
      yield hash.digest()
    }, createWriteStream(draft, { flags: 'wx', mode: FILE_MODE, flush: true }))
    renameSync(draft, to)
    syncPath(dirname(to))
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Reads a sealed backup through without its key. Throws `CONFIG_INVALID` where it is none, or its digest does not hold. */
export const checkSealed = async (path: string): Promise<SealedBackup> => {
  const { line, body } = await layoutOf(path)
  const hash = createHash('sha256').update(line)
  for await (const part of bytesOf(path, line.length, line.length + body)) hash.update(part)
  const sha256 = hash.digest('hex')
  const [noted] = await Array.fromAsync(bytesOf(path, line.length + body))
  if (noted?.toString('hex') !== sha256) throw damaged(path)
  return { ...parseHeader(line), sha256 }
}

/** Opens a sealed backup into a folder that is empty. Throws `CONFIG_INVALID` where anything of it does not hold; what was written until then is the caller's to remove. */
export const unsealInto = async <const Name extends string>(path: string, secret: Private<AgreementJwk>, folder: string, allowed: readonly [Name, ...Name[]]): Promise<void> => {
  const { line, body } = await layoutOf(path)
  await unpackInto(folder, openChunks(openHeader(line, secret), bytesOf(path, line.length, line.length + body)), allowed)
}

/** The first line, and the bytes of chunks behind it. */
const layoutOf = async (path: string): Promise<{ readonly line: Buffer; readonly body: number }> => {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0)
    const line = buffer.subarray(0, buffer.subarray(0, bytesRead).indexOf(NEWLINE) + 1)
    const body = statSync(path).size - line.length - DIGEST_BYTES
    if (line.length === 0 || body < 1) throw new GatewayError('CONFIG_INVALID', `${path} is no sealed backup`)
    parseHeader(line)
    return { line, body }
  } finally {
    await file.close()
  }
}

/** From one byte up to before another. */
const bytesOf = (path: string, start: number, end = Number.POSITIVE_INFINITY): AsyncIterable<Buffer> => createReadStream(path, { start, end: end - 1 }) as AsyncIterable<Buffer>
