// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a server must do with a large body and nothing else, to measure against: a bare Fastify handler that writes it to disk with
// a flush every 8 MiB, and one that reads it back. It asks nobody who they are, hashes nothing and resumes nothing. It stays as it is: another baseline
// would give every earlier ratio another meaning.
//
// Argument: a folder. Prints its port when it listens; ends with its input.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import Fastify from 'fastify'

/** As in the gateway. */
const FLUSH_BYTES = 8 * 1_048_576

const [, , folder = ''] = process.argv
process.stdin.on('end', () => { process.exit(0) }).resume()
const app = Fastify()
app.addContentTypeParser('*', (_request, _body, done) => { done(null) })
app.patch<{ Params: { name: string } }>('/:name', async (request, reply) => {
  const file = await open(join(folder, request.params.name), 'w')
  let unflushed = 0
  let flushing = Promise.resolve()
  for await (const piece of request.raw as AsyncIterable<Buffer>) {
    await file.write(piece)
    unflushed += piece.length
    if (unflushed < FLUSH_BYTES) continue
    unflushed = 0
    await flushing
    flushing = file.datasync()
  }
  await flushing
  await file.datasync()
  await file.close()
  return reply.code(204).send()
})
app.get<{ Params: { name: string } }>('/:name', async (request, reply) =>
  reply.type('application/octet-stream').send(createReadStream(join(folder, request.params.name))))
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${String((app.server.address() as AddressInfo).port)}\n`)
