// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createVaultChannel } from '../agent/channel/index.ts'
import type { VaultChannel } from '../agent/channel/index.ts'
import type { CoreFacts } from '../model/core-messages.ts'
import { partyId, submissionId } from '../model/ids.ts'
import type { UserId } from '../model/ids.ts'
import { parseCoreSecretFile, parseVaultKeysFile } from '../model/vault-files.ts'
import type { HttpEnds } from './party-contract.ts'
import { VAULT_FILES } from './party-process.ts'

/** An event of `/core/v1/events`, as far as it is looked at here. */
export interface CoreEvent {
  readonly type: string
  readonly ref: string
  readonly provider: string
  readonly custody: { readonly user: string; readonly peer?: string }
  readonly request?: string
  readonly displayName?: string
  readonly peer?: string
  readonly number?: number
  readonly content?: string
  readonly epochKey?: string
}

/** What a core opened. */
export interface Heard {
  readonly content: Readonly<Record<string, unknown>> & { readonly kind: string }
  /** The conversation's running number. */
  readonly number: number
  /** The peer's. */
  readonly custody: string
}

/** Whose message, and to whom. */
export interface Wording extends HttpEnds { readonly name: string; readonly provider: string }

/** A core's way to its gateway over HTTP; what it was told is in its memory only. */
export interface HttpEnd {
  /** One call of `/core/v1`. Throws with what the gateway says where it refuses. */
  call<T>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<T>
  /** The oldest event of this type that was not taken yet; waits for it. */
  next(type: string): Promise<CoreEvent>
  /** The oldest message of this kind that was not taken yet, opened; waits for it, and passes over others. */
  hear(kind: string): Promise<Heard>
  /** Seals a content for the vault and hands it in; gives what the gateway calls it. */
  say(wording: Wording, content: Readonly<Record<string, unknown>>, attachments?: readonly string[]): Promise<string>
  /** An address of the gateway's listener for the core. */
  addressOf(path: string): Promise<string>
}

interface Feed { readonly events: readonly CoreEvent[]; readonly next: number }

/** A call that waits asks again so often; longer waits would only keep this process from ending. */
const POLL_SECONDS = 2
/** As long as other calls of a party wait. */
const PATIENCE_MS = 8_000

/** What the core's server needs for users whose keys a vault holds. */
interface Access {
  readonly url: string
  readonly credential: string
  readonly channel: VaultChannel
}

/** The end of a core in whose `folder` lies what the operator gave it; it is read at the first call. */
export const createHttpEnd = (folder: string): HttpEnd => {
  let access: Promise<Access> | undefined
  const entered = (): Promise<Access> => access ??= readAccess(folder)
  const call: HttpEnd['call'] = async <T>(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> => ask<T>(await entered(), { method, path, body, headers })
  const waiting: CoreEvent[] = []
  const numbers = new Map<string, number>()
  let after = 0

  const next = async (type: string): Promise<CoreEvent> => {
    for (const deadline = AbortSignal.timeout(PATIENCE_MS); !deadline.aborted;) {
      const at = waiting.findIndex((event) => event.type === type)
      const [found] = at < 0 ? [] : waiting.splice(at, 1)
      if (found !== undefined) return found
      const feed = await call<Feed>('GET', `/events?after=${String(after)}&wait=${String(POLL_SECONDS)}`)
      waiting.push(...feed.events)
      after = feed.next
    }
    throw new Error(`no ${type} came within ${String(PATIENCE_MS / 1_000)} s`)
  }

  return {
    call, next,
    hear: async (kind) => {
      for (;;) {
        const { content = '', epochKey = '', custody } = await next('message')
        const { facts, json } = await (await entered()).channel.open({ content, epochKey }, {}, Date.now())
        const heard = JSON.parse(Buffer.from(json).toString('utf8')) as Heard['content']
        if (heard.kind === kind) return { content: heard, number: facts.number, custody: custody.peer ?? '' }
      }
    },
    say: async (wording, content, attachments = []) => {
      const { body, key } = await seal(await entered(), wording, nextNumber(numbers, wording.to), content)
      const { id } = await call<{ readonly id: string }>('POST', '/messages', { ...body, ...(attachments.length === 0 ? {} : { attachments }) }, { 'idempotency-key': key })
      return id
    },
    addressOf: async (path) => new URL(path, (await entered()).url).href,
  }
}

const nextNumber = (numbers: Map<string, number>, peer: UserId): number => {
  const number = (numbers.get(peer) ?? 0) + 1
  numbers.set(peer, number)
  return number
}

const seal = async ({ channel }: Access, { name, provider, from, to }: Wording, number: number, content: Readonly<Record<string, unknown>>) => {
  const [messageId, key, sentAtMs] = [randomUUID(), submissionId(randomUUID()), Date.now()]
  const facts: CoreFacts = { messageId, submissionId: key, from, to, provider: partyId(provider), custody: 'VAULT', number }
  const sealed = await channel.seal(facts, new Uint8Array(Buffer.from(JSON.stringify({ id: messageId, sentAtMs, ...content }))), sentAtMs)
  return { key, body: { ref: name, provider, peer: to, ...sealed } }
}

const readAccess = async (folder: string): Promise<Access> => {
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8')
  const [secret, vaultKeys, credential, url] = await Promise.all([VAULT_FILES.secret, VAULT_FILES.vaultKeys, VAULT_FILES.credential, VAULT_FILES.url].map(read))
  return {
    url: url ?? '', credential: credential ?? '',
    channel: createVaultChannel({ own: parseCoreSecretFile(JSON.parse(secret ?? '')), vault: parseVaultKeysFile(JSON.parse(vaultKeys ?? '')) }),
  }
}

interface Question { readonly method: string; readonly path: string; readonly body: unknown; readonly headers: Readonly<Record<string, string>> }

const ask = async <T>({ url, credential }: Access, { method, path, body, headers }: Question): Promise<T> => {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${url}${path}`, { method, ...content, headers: { authorization: `Bearer ${credential}`, ...type, ...headers }, signal: AbortSignal.timeout(PATIENCE_MS) })
  const told = await answer.json() as T & { readonly detail?: string }
  if (!answer.ok) throw new Error(`${method} ${path.split('?')[0] ?? ''} was answered ${String(answer.status)} ${told.detail ?? ''}`)
  return told
}
