// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a core-agent on its real listener, against a gateway that lies and fails when a test says so.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { startAgent } from '../../src/agent/index.ts'
import type { AgentOptions } from '../../src/agent/index.ts'
import { parseCoreSecretFile, parseVaultKeysFile } from '../../src/model/vault-files.ts'
import { CREDENTIAL, openPretendGateway } from './pretend-gateway.ts'

/** What came back. */
export interface Came { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> }

/** How a call differs from the plain one. */
export interface AgentCall { readonly body?: unknown; readonly key?: string; readonly token?: string | null; readonly signal?: AbortSignal }

/** An agent that a test may end and start again on the same folder. */
export const openAgentWorld = async (t: Test) => {
  const gateway = await openPretendGateway(t)
  const read = (file: string): unknown => JSON.parse(readFileSync(join(gateway.folder, file), 'utf8'))
  const faults: unknown[] = []
  const options: AgentOptions = {
    keys: { own: parseCoreSecretFile(read('core.secret')), vault: parseVaultKeysFile(read('vault-keys.json')) }, origin: gateway.origin, credential: CREDENTIAL, moderationKey: undefined,
    folder: join(gateway.folder, 'agent'), listen: { host: '127.0.0.1', port: 0 }, beyondLoopback: undefined, now: () => Date.now(), correlationId: () => randomUUID(),
    failed: (_id, error) => { faults.push(error) },
  }
  let agent = await startAgent(options)
  t.teardown(() => agent.stop())
  const call = async (method: string, path: string, { body, key, token, signal }: AgentCall = {}): Promise<Came> => {
    const shown = token === undefined ? readFileSync(agent.tokenFile, 'utf8').trim() : token
    const response = await fetch(agent.url + path, {
      method, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }), ...(signal === undefined ? {} : { signal }),
      headers: { ...(shown === null ? {} : { authorization: `Bearer ${shown}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) },
    })
    return { status: response.status, headers: response.headers, body: await response.json() as Came['body'] }
  }
  return {
    gateway, options, faults, call,
    agent: () => agent,
    /** Says a text for ben. */
    say: (peer: string, text: string, key: string = randomUUID(), more: object = {}) => call('POST', '/messages', { key, body: { ref: 'ben', provider: 'heron.example', peer, content: { kind: 'text', text }, ...more } }),
    events: async (after: number, more = '') => (await call('GET', `/events?after=${String(after)}${more}`)).body as unknown as { readonly events: readonly Readonly<Record<string, unknown>>[]; readonly next: number },
    again: async (changes: Partial<AgentOptions> = {}) => {
      await agent.stop()
      agent = await startAgent({ ...options, ...changes })
    },
  }
}
