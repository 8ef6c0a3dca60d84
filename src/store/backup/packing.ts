// SPDX-License-Identifier: AGPL-3.0-only
import { createReadStream, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { GatewayError } from '../../model/errors.ts'
import { fileError, memberPath, strictChoice, strictObject } from '../../model/strict-json.ts'

const FILE_MODE = 0o600
const LENGTH_BYTES = 4
/** A handful of names and sizes. */
const MAX_LIST_BYTES = 4_096

/** The named files of a folder as one row of bytes: length of a list, the list of names and sizes, then the files as they are. */
export async function* packFolder(folder: string, names: readonly string[]): AsyncGenerator<Buffer> {
  const list = Buffer.from(JSON.stringify({ files: names.map((name) => ({ name, bytes: statSync(join(folder, name)).size })) }))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(list.length)
  yield length
  yield list
  for (const name of names) yield* createReadStream(join(folder, name)) as AsyncIterable<Buffer>
}

/** Writes what `packFolder` made into a folder that has none of it, and reads it to its end. Takes no name but the allowed ones. Throws `CONFIG_INVALID`. */
export const unpackInto = async <const Name extends string>(folder: string, packed: AsyncIterator<Buffer>, allowed: readonly [Name, ...Name[]]): Promise<void> => {
  const source = readerOf(packed)
  const length = (await source.take(LENGTH_BYTES)).readUInt32BE()
  if (length > MAX_LIST_BYTES) throw misshapen()
  for (const { name, bytes } of parseList(await source.take(length), allowed)) {
    const file = await open(join(folder, name), 'wx', FILE_MODE)
    try {
      await file.writeFile(source.exactly(bytes))
      await file.sync()
    } finally {
      await file.close()
    }
  }
  if (!await source.isAtEnd()) throw misshapen()
}

const misshapen = (): GatewayError => new GatewayError('CONFIG_INVALID', 'what was sealed is no backup of a store')

const parseList = <const Name extends string>(json: Buffer, allowed: readonly [Name, ...Name[]]): readonly { readonly name: Name; readonly bytes: number }[] => {
  const { files } = strictObject(parse(json), '', ['files'])
  if (!Array.isArray(files)) throw misshapen()
  const listed = files.map((value: unknown, index) => {
    const where = `files[${String(index)}]`
    const { name, bytes } = strictObject(value, where, ['name', 'bytes'])
    if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) throw fileError(memberPath(where, 'bytes'), 'must be a whole number')
    return { name: strictChoice(name, memberPath(where, 'name'), allowed), bytes }
  })
  if (new Set(listed.map(({ name }) => name)).size < listed.length) throw misshapen()
  return listed
}

const parse = (json: Buffer): unknown => {
  try {
    return JSON.parse(json.toString('utf8'))
  } catch {
    throw misshapen()
  }
}

const readerOf = (source: AsyncIterator<Buffer>) => {
  let held: Buffer = Buffer.alloc(0)
  /** Some bytes, at least one; undefined at the end. */
  const some = async (most: number): Promise<Buffer | undefined> => {
    while (held.length === 0) {
      const next = await source.next()
      if (next.done === true) return undefined
      held = next.value
    }
    const part = held.subarray(0, most)
    held = held.subarray(part.length)
    return part
  }
  async function* exactly(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      const part = await some(left)
      if (part === undefined) throw misshapen()
      left -= part.length
      yield part
    }
  }
  return {
    exactly,
    take: async (bytes: number): Promise<Buffer> => Buffer.concat(await Array.fromAsync(exactly(bytes))),
    isAtEnd: async (): Promise<boolean> => await some(1) === undefined,
  }
}
