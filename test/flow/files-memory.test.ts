// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// A large file takes who sends and who reads it no more memory than a small one: each is a process of its own, and looked at while the file passes.
import { fork } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import { residentKib } from '../../bench/parts/process-costs.ts'
import { watchMemory } from '../../bench/parts/watch-memory.ts'
import { startAgentProcess } from '../../src/sandbox/agent-process.ts'
import { startChild } from '../../src/sandbox/child.ts'
import { VAULT_FILES } from '../../src/sandbox/party-process.ts'
import { openFileTalk, shownTo } from '../support/file-talk.ts'
import type { CorePointer, FileTalk } from '../support/file-talk.ts'
import type { FileReply, FileTask, FileWord } from '../support/file-process.ts'
import { within } from '../support/waiting.ts'

t.setTimeout(230_000)

const MIB = 1_048_576
/** The large file, and one that has everything compiled and each buffer made. */
const [LARGE_MIB, SMALL_MIB] = [200, 32]
/** Half of what the file would take. Beyond the small one it takes a few buffers on their way, and garbage that waits for its collector: some 10 to 50 MiB. */
const GROWTH_MIB = 100
const LIMITS = { attachmentBytes: 2 ** 32 - 1, attachmentMibPerUser: 10_000, attachmentMibPerParty: 10_000 }
const KIND = { kind: 'file', mediaType: 'application/octet-stream' } as const
const PROCESS = fileURLToPath(new URL('../support/file-process.ts', import.meta.url))
const MAIN = fileURLToPath(new URL('../../bin/drawbridge.js', import.meta.url))

const digestOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const digest = createHash('sha256')
  for await (const piece of bytes) digest.update(piece)
  return digest.digest('hex')
}

/** A file that repeats nothing within a segment; its path and digest. */
const largeFile = async (path: string, mib: number) => {
  const [file, piece] = [await open(path, 'w'), randomBytes(MIB)]
  for (let at = 0; at < mib; at += 1) {
    piece.writeUInt32BE(at)
    await file.writeFile(piece)
  }
  await file.close()
  return { path, digest: await digestOf(createReadStream(path)) }
}

/** Ana's files in a process of its own. */
const openFileProcess = (t: Test, { device }: FileTalk) => {
  const child = fork(PROCESS, { serialization: 'advanced' })
  t.teardown(() => child.kill('SIGKILL'))
  let [sent, told] = [undefined as string | undefined, Promise.withResolvers<number>()]
  child.on('message', (word: FileWord) => {
    if ('failed' in word) told.reject(new Error(word.failed))
    else if ('grewBytes' in word) told.resolve(word.grewBytes / MIB)
    else {
      if (word.call === 'sendAttachment') sent = (word.argument as { readonly attachment: { readonly id: string } }).attachment.id
      const called = device as unknown as Readonly<Record<string, (argument: unknown) => Promise<unknown>>>
      called[word.call]!(word.argument).then((value) => child.send({ id: word.id, value } satisfies FileReply), told.reject)
    }
  })
  child.once('exit', () => { told.reject(new Error('the process ended')) })
  /** MiB by which it grew. */
  const run = (task: FileTask): Promise<number> => {
    told = Promise.withResolvers<number>()
    child.send(task)
    return within(told.promise, 'the file passes', 180_000)
  }
  return { run, sentId: () => sent }
}

/** Ben's agent, which is the command that a core runs. */
const openAgent = async ({ of: { pinned, credential }, origin, folder, path }: FileTalk, t: Test) => {
  for (const [name, text] of [[VAULT_FILES.secret, JSON.stringify(pinned.channelKeys.own)], [VAULT_FILES.vaultKeys, JSON.stringify(pinned.channelKeys.vault)], [VAULT_FILES.credential, credential], [VAULT_FILES.url, origin]] as const) {
    writeFileSync(path(name), text, { mode: 0o600 })
  }
  const agent = await startAgentProcess({ run: (args, errorFile) => {
    const child = startChild({ self: [process.execPath, MAIN], args, environment: process.env, errorFile })
    t.teardown(() => child.kill())
    return child
  } } as Parameters<typeof startAgentProcess>[0], folder)
  const authorization = `Bearer ${readFileSync(agent.tokenFile, 'utf8').trim()}`
  const ask = async (where: string, headers: Readonly<Record<string, string>>, body: AsyncIterable<Uint8Array> | string): Promise<IncomingMessage> => {
    const asked = request(agent.url + where, { method: 'POST', headers: { authorization, ...headers } })
    const answered = once(asked, 'response') as Promise<[IncomingMessage]>
    if (typeof body === 'string') asked.end(body)
    else {
      for await (const piece of body) if (!asked.write(piece)) await once(asked, 'drain')
      asked.end()
    }
    return (await answered)[0]
  }
  /** Does it, and gives what it gave and the MiB by which the agent grew. */
  const grown = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
    const before = await residentKib(agent.pid)
    const memory = watchMemory(agent.pid)
    try {
      const value = await work()
      return [value, (await memory.end() - before) / 1_024]
    } finally {
      await memory.end()
    }
  }
  return { agent, ask, grown }
}

/** The pointer of the next file that comes as an event. */
const createHearing = (agent: { readonly call: <T>(method: string, path: string) => Promise<T> }) => {
  let after = 0
  return async (): Promise<CorePointer> => {
    for (;;) {
      const { events, next } = await agent.call<{ readonly events: readonly { readonly content?: { readonly attachment?: CorePointer } }[]; readonly next: number }>('GET', `/events?after=${String(after)}&wait=10`)
      after = next
      const found = events.find(({ content }) => content?.attachment !== undefined)?.content?.attachment
      if (found !== undefined) return found
    }
  }
}

t.test('a file of 200 MiB grows neither a process that sends and saves by the SDK nor a core-agent by more than some buffers', { timeout: 220_000 }, async (t) => {
  const world = await openFileTalk(t)
  const { of, ends, ben, path } = world
  for (const { party } of [of.core, of.provider]) await of.daemon.admin('POST', `/v1/parties/${party}/limits`, { set: LIMITS, reason: 'to be measured' })
  const ana = openFileProcess(t, world)
  const { agent, ask, grown } = await openAgent(world, t)
  const nextPointer = createHearing(agent)
  const whose = { ref: ends.ref, provider: ends.provider }

  const passed = async (mib: number) => {
    const toBen = await largeFile(path(`to-ben-${String(mib)}`), mib)
    const sending = await ana.run({ task: 'send', draft: { to: ben, source: toBen.path, ...KIND } })
    const attachment = await nextPointer()
    t.equal(attachment.id, ana.sentId())
    const [read, reading] = await grown(async () => digestOf(await ask('/attachments:read', { 'content-type': 'application/json' }, JSON.stringify({ ...whose, attachment }))))
    t.equal(read, toBen.digest, 'the core reads the file that was sent')

    const toAna = await largeFile(path(`to-ana-${String(mib)}`), mib)
    const query = new URLSearchParams({ ...whose, peer: ends.peer, type: KIND.kind, mediaType: KIND.mediaType }).toString()
    const [pointer, sealing] = await grown(async () => {
      const answer = await ask(`/attachments?${query}`, { 'content-length': String(mib * MIB) }, createReadStream(toAna.path))
      return JSON.parse(Buffer.concat(await answer.toArray() as Buffer[]).toString('utf8')) as CorePointer
    })
    const said = await ask('/messages', { 'content-type': 'application/json', 'idempotency-key': randomUUID() }, JSON.stringify({ ...whose, peer: ends.peer, content: { kind: 'attachment', attachment: pointer } }))
    t.equal(said.resume().statusCode, 202)
    const saving = await ana.run({ task: 'save', pointer: await shownTo(world.device, pointer.id), path: path(`at-ana-${String(mib)}`) })
    t.equal(await digestOf(createReadStream(path(`at-ana-${String(mib)}`))), toAna.digest, 'the device saves the file that the core sent')
    return { sending, reading, sealing, saving }
  }

  await passed(SMALL_MIB)
  for (const [what, grewMib] of Object.entries(await passed(LARGE_MIB))) {
    t.comment(`${what}: ${grewMib.toFixed(1)} MiB`)
    t.ok(grewMib < GROWTH_MIB, `${what} took ${grewMib.toFixed(0)} MiB more`)
  }
})
