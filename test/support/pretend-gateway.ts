// SPDX-License-Identifier: AGPL-3.0-only
// Promise: `/core/v1` as one core sees it, over real HTTP and with the vault's end of the channel, whose gateway lies and fails when a test says so.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import { MAX_EPOCH_SECONDS } from '../../src/model/core-messages.ts'
import type { CoreFacts } from '../../src/model/core-messages.ts'
import { partyId, submissionId, userId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { commitmentOf, encodeContent, encodeProof, messageId } from '../../src/wire/content/index.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createEnds } from './channel-ends.ts'

/** What a core has said, opened by the vault's end. */
export interface FromCore { readonly key: string; readonly ref: string; readonly facts: CoreFacts; readonly said: Readonly<Record<string, unknown>> }

/** A request as it came. */
export interface Asked { readonly method: string; readonly path: string; readonly body: unknown; readonly authorization: string | undefined }

/** An event as a core gets it. */
export type PretendEvent = Readonly<Record<string, unknown>> & { readonly type: string }

/** What an event says of a report of its message. */
export type PretendProof = Readonly<Record<string, string | number>>

type Answer = readonly [status: number, body: object, headers?: Readonly<Record<string, string>>]
/** What is answered in place of the usual answer; undefined for the usual one, `hang-up` for none at all. */
export type Interference = (asked: Asked) => Forced | Promise<Forced>
type Forced = Answer | 'hang-up' | undefined

const PROVIDER = partyId('heron.example')
export const CREDENTIAL = randomBytes(32).toString('base64url')

export const problem = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer => [status, { code, title: 'As a test wants it.', detail: '', fix: 'None.', status, type: `urn:drawbridge:error:${code}` }, headers]

/** A gateway of one user, `ben`, with the core's files in a folder of the test. */
export const openPretendGateway = async (t: Test) => {
  const ends = createEnds()
  const users = new Map<string, UserId>([['ben', userId(randomUUID())], ['cleo', userId(randomUUID())]])
  // A core may still write in it when the test ends.
  const temporary = await createTempFolder('drawbridge-pretend-')
  const folder = temporary.path
  t.teardown(() => temporary.remove())
  writeFileSync(join(folder, 'credential'), `${CREDENTIAL}\n`, { mode: 0o600 })
  writeFileSync(join(folder, 'core.secret'), JSON.stringify(ends.core.secret), { mode: 0o600 })
  writeFileSync(join(folder, 'vault-keys.json'), JSON.stringify(ends.vault.file))
  const feed = createFeed()
  const [asked, fromCore, accepted] = [[] as Asked[], [] as FromCore[], new Map<string, string>()]
  const { reports, takeReport } = createReports()
  let interfere: Interference = () => undefined

  /** What the core sealed about this user and peer. */
  const open = async ({ content = '', epochKey = '' }: Readonly<Record<string, string>>, ref: string, peer: string): Promise<Pick<FromCore, 'facts' | 'said'>> => {
    const { facts, json } = await ends.vault.channel.openFromCore(content, epochKey, { from: users.get(ref)!, to: userId(peer), provider: PROVIDER, again: false }, Date.now())
    return { facts, said: JSON.parse(Buffer.from(json).toString()) as Record<string, unknown> }
  }
  const take = async ({ method, path, body }: Asked, key: string | undefined): Promise<Answer> => {
    const [, ref = '', rest] = /^\/users\/([^/?]+)(.*)$/.exec(path) ?? []
    const user = users.get(decodeURIComponent(ref))
    if (user !== undefined && method === 'GET' && rest === '') return [200, { ref, optedIn: true, findable: true, providers: [{ provider: PROVIDER, allowed: true, inbox: 'separate', label: '', custody: 'VAULT', user }] }]
    if (path === '/messages') return takeMessage(body as Record<string, string>, String(key))
    if (path === '/reports') return takeReport(body, String(key))
    return user === undefined && !path.startsWith('/issuers') && path !== '/users:bulk' ? problem(404, 'NOT_FOUND') : [path.endsWith('/contacts') ? 202 : 200, { ok: true }]
  }
  const takeMessage = async (body: Readonly<Record<string, string>>, key: string): Promise<Answer> => {
    const { ref = '', peer = '', content = '', epochKey = '' } = body
    const before = accepted.get(key)
    if (before !== undefined && before !== content) return problem(409, 'CONFLICT')
    if (before === undefined) {
      const opened = await open({ content, epochKey }, ref, peer).catch(() => undefined)
      if (opened === undefined || opened.facts.submissionId !== key) return problem(400, 'MALFORMED')
      fromCore.push({ key, ref, ...opened })
      accepted.set(key, content)
    }
    return [202, { id: key, acceptedAt: '2027-01-15T08:00:00.000Z' }]
  }
  const server = createServer((request, response) => void (async () => {
    const one = await readAsked(request)
    asked.push(one)
    const forced = await interfere(one)
    if (forced === 'hang-up') return response.destroy()
    const [status, body, headers] = forced ?? (one.path.startsWith('/events') ? await feed.poll(new URL(one.path, 'http://x').searchParams, response) : await take(one, request.headers['idempotency-key'] as string | undefined))
    return response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  })())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  })

  const facts = (from: UserId, number: number, changes: Partial<CoreFacts> = {}): CoreFacts => ({
    messageId: randomUUID(), submissionId: submissionId(randomUUID()), from, to: users.get('ben')!, provider: PROVIDER, custody: 'DEVICE', number, ...changes,
  })
  const clock = createVaultClock()
  const { message, proven } = createMessages(ends.vault.channel, clock.now)
  return {
    folder, users, asked, fromCore, reports, facts, message, proven, open,
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    /** Adds an event; returns its id. */
    add: feed.add,
    /** Somebody says a text to ben. */
    says: (peer: UserId, number: number, text: string, changes: object = {}) => feed.add(message(facts(peer, number), { kind: 'text', text }, changes)),
    /** The vault is started again, as after a restore: what it seals from now is of a later epoch. */
    restartVault: clock.skipEpoch,
    /** Ids of the events that were not acknowledged. */
    waiting: feed.waiting,
    /** Resolves when the next poll that waits is left by its caller. */
    pollLeft: feed.left,
    interfereWith: (how: Interference) => { interfere = how },
  }
}

/** Events of messages, as the vault's end seals them. */
const createMessages = (channel: ReturnType<typeof createEnds>['vault']['channel'], now: () => number) => {
  /** The event in which this content reaches the core. */
  const message = (said: CoreFacts, json: object, changes: object = {}): PretendEvent => ({
    type: 'message', ref: 'ben', provider: said.provider, label: 'Heron', inbox: 'separate', custody: { user: 'VAULT', peer: said.custody }, time: '2027-01-15T08:00:00.000Z',
    peer: said.from, message: said.submissionId, number: said.number, late: false, epochKey: channel.epoch(now()).keyMessage,
    content: channel.sealForCore(said, { json: Buffer.from(JSON.stringify({ id: said.messageId, sentAtMs: 1, gatewayTimeMs: 2, device: 1, ...json })), proof: new Uint8Array(2) }, now()).content, ...changes,
  })
  /** The event of a text that a device sent and the gateway vouched for, with what proves it; nobody here can check what the gateway signed. */
  const proven = (said: CoreFacts, text: string, changes: object = {}): PretendEvent & { readonly proof: PretendProof } => {
    const contentBytes = encodeContent({
      messageId: messageId(said.messageId), senderUser: said.from, recipientUser: said.to, conversationId: undefined, sentAtMs: 1, body: { kind: 'text', text }, replyTo: undefined, expiresInSeconds: 0, resendOf: undefined,
    })
    const frankingKey = randomBytes(32)
    const { proof } = channel.sealForCore(said, { json: new Uint8Array(2), proof: encodeProof({ frankingKey, contentBytes }) }, now())
    const vouched = { senderDevice: 1, gatewayTimeMs: 2, commitment: text64(commitmentOf(frankingKey, contentBytes)), keyEpoch: 1, mac: text64(randomBytes(32)), signature: text64(randomBytes(64)) }
    return { ...message(said, { kind: 'text', text }), proof: { sealed: proof, ...vouched }, ...changes }
  }
  return { message, proven }
}

/** Reports that were taken, by their keys. */
const createReports = () => {
  const reports = new Map<string, string>()
  const takeReport = (body: unknown, key: string): Answer => {
    const text = JSON.stringify(body)
    if ((reports.get(key) ?? text) !== text) return problem(409, 'CONFLICT')
    reports.set(key, text)
    return [200, { id: key, leftToday: 20 - reports.size, blocked: (body as { readonly block: boolean }).block }]
  }
  return { reports, takeReport }
}

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** Another epoch begins when the one before is over. */
const createVaultClock = () => {
  let epochs = 0
  return { now: () => Date.now() + epochs * 1_000 * MAX_EPOCH_SECONDS, skipEpoch: () => { epochs += 1 } }
}

const createFeed = () => {
  let id = 0
  let wake = (): void => {}
  let leave = (): void => {}
  const events: (PretendEvent & { readonly id: number })[] = []
  return {
    add: (event: PretendEvent): number => {
      events.push({ id: ++id, ...event })
      wake()
      return id
    },
    left: () => new Promise<void>((resolve) => { leave = resolve }),
    waiting: () => events.map((event) => event.id),
    poll: async (query: URLSearchParams, response: NodeJS.EventEmitter): Promise<Answer> => {
      const after = Number(query.get('after'))
      events.splice(0, events.findLastIndex((event) => event.id <= after) + 1)
      if (events.length === 0 && Number(query.get('wait')) > 0) await new Promise<void>((resolve) => {
        wake = resolve
        response.once('close', () => {
          leave()
          resolve()
        })
      })
      const page = events.slice(0, Number(query.get('limit') ?? 50))
      return [200, { events: page, next: page.at(-1)?.id ?? after }]
    },
  }
}

const readAsked = async (request: IncomingMessage): Promise<Asked> => {
  let text = ''
  for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) text += part
  return { method: request.method ?? '', path: (request.url ?? '').replace('/core/v1', ''), body: text === '' ? undefined : JSON.parse(text) as unknown, authorization: request.headers.authorization }
}
