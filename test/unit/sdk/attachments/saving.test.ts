// SPDX-License-Identifier: AGPL-3.0-only
// Promise: under the name of a saved attachment stands the whole file or what stood there before, and nothing is left beside it.
import t from 'tap'
import type { Test } from 'tap'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AttachmentError, saveAttachment } from '../../../../src/sdk/attachments/index.ts'
import type { DownloadOptions } from '../../../../src/sdk/attachments/index.ts'
import { createSmallDisk, smallDiskMissing } from '../../../support/small-disk.ts'
import { referenceSeal } from '../../wire/attachment-reference.ts'
import { createTransferWorld, cutDownload, reasonOf } from './support.ts'
import type { TransferWorld } from './support.ts'

t.setTimeout(100_000)

const createSavingWorld = async (t: Test): Promise<TransferWorld & { readonly download: DownloadOptions; readonly folder: string }> => {
  const world = await createTransferWorld(t, 300_000)
  const { key, sha256, sizeBytes } = world.prepared
  world.server.file = Buffer.concat(await referenceSeal(key, world.file))
  return { ...world, folder: t.testdir({ there: 'before' }), download: { ...world.options, pointer: { key, sha256, sizeBytes }, ticket: world.ticket } }
}

t.test('a file is saved whole, over cuts, and for its owner alone', async (t) => {
  const { server, file, download, folder } = await createSavingWorld(t)
  server.trick('GET', cutDownload(server, 100_000))
  const path = join(folder, 'there')
  const seen: string[] = []
  await saveAttachment(path, { ...download, onProgress: () => { seen.push(readFileSync(path, 'utf8')) } })
  t.ok(readFileSync(path).equals(file))
  t.equal(statSync(path).mode & 0o777, 0o600)
  t.same(readdirSync(folder), ['there'])
  t.same([...new Set(seen)], ['before'], 'not before it is whole')
})

t.test('whatever is wrong, what stood there stays and nothing else is there', async (t) => {
  const { server, download, folder } = await createSavingWorld(t)
  const whole = server.file
  const saved = async (options: DownloadOptions): Promise<string> => {
    const reason = await reasonOf(saveAttachment(join(folder, 'there'), options))
    t.equal(readFileSync(join(folder, 'there'), 'utf8'), 'before', reason)
    t.same(readdirSync(folder), ['there'], reason)
    return reason
  }
  server.file = Buffer.from(whole)
  server.file[whole.length - 1]! ^= 1
  t.equal(await saved(download), 'FORGED')
  server.file = whole
  t.equal(await saved({ ...download, pointer: { ...download.pointer, sha256: new Uint8Array(32) } }), 'WRONG_DIGEST')
  for (let count = 0; count < 9; count += 1) server.trick('GET', cutDownload(server, 70_000))
  t.equal(await saved(download), 'UNREACHABLE')
  const abort = new AbortController()
  t.equal(await saved({ ...download, signal: abort.signal, onProgress: () => { abort.abort(new Error('no longer wanted')) } }), 'Error: no longer wanted')
})

t.test('a place that cannot be written is told, with the file system\'s error as the cause, before anything is asked for', async (t) => {
  const { server, download, folder } = await createSavingWorld(t)
  const error = await saveAttachment(join(folder, 'absent', 'file'), download).catch((error: unknown) => error)
  t.ok(error instanceof AttachmentError)
  t.match(error, { reason: 'NOT_SAVED', cause: { code: 'ENOENT' } })
  t.same(server.seen, [])
})

t.test('a disk that takes no more is told, and what stood there stays', { skip: await smallDiskMissing() ?? false }, async (t) => {
  const { download, server } = await createSavingWorld(t)
  const disk = await createSmallDisk(t)
  const path = join(disk.path, 'there')
  writeFileSync(path, 'before')
  disk.fill()
  t.match(await saveAttachment(path, download).catch((error: unknown) => error), { reason: 'NOT_SAVED', cause: { code: 'ENOSPC' } })
  t.equal(readFileSync(path, 'utf8'), 'before')
  t.same(readdirSync(disk.path).toSorted(), ['ballast', 'there'])
  t.same(server.seen, ['GET'])
})

const trace = spawnSync('strace', ['-f', '-qq', '-e', 'trace=fsync', 'true']).status === 0 ? false : 'strace is not there, or may not trace'

/** Saves a small file to the path that it is given, from a gateway that it is itself. */
const SAVER = `
const [attachments, wire, path] = process.argv.slice(1)
const { prepareAttachment, saveAttachment } = await import(attachments)
const { sealSegments } = await import(wire)
const [file, ticket] = [new Uint8Array(100), { url: 'https://media.example/1', ticket: new Uint8Array(32) }]
const { key, sha256, sizeBytes } = await prepareAttachment({ sizeBytes: file.length, open: () => [file] })
const fetch = async () => new Response(Buffer.concat(await Array.fromAsync(sealSegments({ key, sizeBytes, chunks: [file] }))))
await saveAttachment(path, { pointer: { key, sha256, sizeBytes }, ticket, fetch })
`
const source = (path: string): string => new URL(`../../../../src/${path}`, import.meta.url).href

t.test('the bytes are flushed before the file gets its name, and the name is flushed after', { skip: trace }, async (t) => {
  const folder = t.testdir()
  const log = join(folder, 'trace')
  // The cache of compiled modules renames files of its own.
  const node = [process.execPath, '--input-type=module', '--eval', SAVER, source('sdk/attachments/index.ts'), source('wire/content/attachments.ts'), join(folder, 'saved')]
  const { status, stderr } = spawnSync('strace', ['-f', '-qq', '-o', log, '-e', 'trace=fsync,rename,renameat,renameat2', ...node], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' } })
  t.equal(status, 0, stderr)
  const calls = readFileSync(log, 'utf8').split('\n').map((line) => /(fsync|rename)/.exec(line)?.[1]).filter((call) => call !== undefined)
  t.same(calls, ['fsync', 'rename', 'fsync'])
  t.equal(statSync(join(folder, 'saved')).size, 100)
})
