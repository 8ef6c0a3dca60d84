// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createVaultChannel } from '../agent/channel/index.ts'
import type { VaultChannel } from '../agent/channel/index.ts'
import type { CoreFacts } from '../model/core-messages.ts'
import { partyId, submissionId, userId } from '../model/ids.ts'
import type { UserId } from '../model/ids.ts'
import { parseCoreSecretFile, parseVaultKeysFile } from '../model/vault-files.ts'
import { VAULT_FILES } from './party-process.ts'
import type { HttpCore, ShownRequest } from './party-contract.ts'

/** An event of `/core/v1/events`, as far as it is looked at here. */
interface CoreEvent {
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

/**
 * The part of a core's server that speaks HTTP, for users without devices of their own. `folder` holds what the operator gave it; it is read at the first
 * call. What it was told is in its memory only.
 */
export const createHttpCore = (folder: string): HttpCore => {
  let access: Promise<Access> | undefined
  const entered = (): Promise<Access> => access ??= readAccess(folder)
  const call = async <T>(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> => ask<T>(await entered(), { method, path, body, headers })
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
    optInOverHttp: async (name, address, provider, label) => {
      await call('PUT', `/users/${name}`, { optedIn: true, findable: true, address })
      await call('PUT', `/users/${name}/providers/${provider}`, { allowed: true, inbox: 'combined', label })
      const { providers } = await call<{ readonly providers: readonly { readonly user?: string; readonly custody?: string }[] }>('GET', `/users/${name}`)
      const [{ user = '', custody = '' } = {}] = providers
      return { user: userId(user), custody }
    },
    requestOverHttp: async () => {
      const { request = '', displayName = '', custody } = await next('contact.requested')
      return { request, displayName, custody: custody.peer ?? '' } satisfies ShownRequest
    },
    decideOverHttp: async (name, provider, request, decision) => { await call('POST', `/users/${name}/contacts/${request}`, { provider, decision }) },
    readOverHttp: async () => {
      const { content = '', epochKey = '', custody } = await next('message')
      const { facts, json } = await (await entered()).channel.open({ content, epochKey }, {}, Date.now())
      const { text = '' } = JSON.parse(Buffer.from(json).toString('utf8')) as { readonly text?: string }
      return { text, number: facts.number, custody: custody.peer ?? '' }
    },
    sayOverHttp: async (name, provider, ends, text) => {
      const { body, key } = await seal(await entered(), { ...ends, name, provider }, nextNumber(numbers, ends.to), text)
      const { id } = await call<{ readonly id: string }>('POST', '/messages', body, { 'idempotency-key': key })
      return id
    },
  }
}

const nextNumber = (numbers: Map<string, number>, peer: UserId): number => {
  const number = (numbers.get(peer) ?? 0) + 1
  numbers.set(peer, number)
  return number
}

interface Wording { readonly name: string; readonly provider: string; readonly from: UserId; readonly to: UserId }

const seal = async ({ channel }: Access, { name, provider, from, to }: Wording, number: number, text: string) => {
  const [messageId, key, sentAtMs] = [randomUUID(), submissionId(randomUUID()), Date.now()]
  const facts: CoreFacts = { messageId, submissionId: key, from, to, provider: partyId(provider), custody: 'VAULT', number }
  const sealed = await channel.seal(facts, new Uint8Array(Buffer.from(JSON.stringify({ id: messageId, kind: 'text', sentAtMs, text }))), sentAtMs)
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
