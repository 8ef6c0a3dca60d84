// SPDX-License-Identifier: AGPL-3.0-only
// Promise: `/core/v1` on its real listener over a real registry and store, with a credential in force and time that a test moves.
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { Client } from 'undici'
import type { CoreDeps } from '../../src/core/index.ts'
import { createCoreServer } from '../../src/gateway/core-server.ts'
import { openCoreCredentials } from '../../src/ops/core-credentials.ts'
import { createAllowances } from '../../src/relay/allowances.ts'
import { createAttachments } from '../../src/relay/attachments.ts'
import { createCoreFeed } from '../../src/relay/core-feed.ts'
import { createReports } from '../../src/relay/reports.ts'
import { createTrace } from '../../src/relay/trace.ts'
import { openRegistryWorld } from './registry-world.ts'
import type { RegistryWorld } from './registry-world.ts'
import type { Subscriber } from './subscribers.ts'
import { createTurnedTimers } from './turned-timers.ts'

/** What came back. */
export interface Came { readonly status: number; readonly type: string; readonly headers: Record<string, unknown>; readonly body: Record<string, unknown> }

/** How a call differs from the plain one: `token` null sends none. */
export interface CallOptions { readonly body?: unknown; readonly token?: string | null; readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal }

/** A registry's world with a core over HTTP. */
export interface CoreWorld extends RegistryWorld {
  readonly credentials: ReturnType<typeof openCoreCredentials>
  readonly timers: ReturnType<typeof createTurnedTimers>
  /** What was reported to the operator of this listener. */
  readonly seen: string[]
  readonly call: (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, options?: CallOptions) => Promise<Came>
  readonly stop: () => Promise<void>
}

/** Gives a person's keys into a vault's custody, as if a vault had made them. */
export const giveToVault = async ({ store }: RegistryWorld, person: Subscriber): Promise<Subscriber> => {
  const { version: _, ...row } = (await store.read.user(person.user))!
  await store.write.commit({ expect: [], writes: [{ put: 'user', row: { ...row, custody: 'VAULT' } }] })
  return person
}

/** A listener on a free port; it ends with the test. */
export const openCoreWorld = async (t: Test, deps: Partial<CoreDeps> = {}): Promise<CoreWorld> => {
  const world = await openRegistryWorld(t)
  const { store, registry, serviceKeys, clock } = world
  const seen: string[] = []
  const credentials = openCoreCredentials(join(t.testdir(), 'core-credentials.json'))
  const secret = credentials.add('server-1', 0)
  const timers = createTurnedTimers(clock)
  const events = { backgroundFailed: (task: string) => { seen.push(`background ${task}`) }, eventSetAside: (_party: string, count: number) => { seen.push(`set aside ${String(count)}`) } }
  const server = await createCoreServer({ e2ee: true, webhook: undefined, webhookProofs: false, http: { listen: { host: '127.0.0.1', port: 0 }, tls: undefined } }, {
    registry, relay: { report: createReports({ store, frank: serviceKeys.frank, blindIndex: serviceKeys.blindIndex, now: clock.now, events: { ...events, reportTaken: (party: string) => { seen.push(`report of ${party}`) } } } as never), coreFeed: createCoreFeed({ store, sealer: serviceKeys.sealer, events, randomBytes } as never), trace: createTrace({ store, now: clock.now }), attachments: createAttachments({ store, now: clock.now, patientNow: clock.now, randomBytes, randomUuid: randomUUID, attachmentUrl: (id: string) => `http://127.0.0.1/v1/attachments/${id}`, events: { messageDenied: (party: string) => { seen.push(`denied ${party}`) }, ticketIssued: () => {} } } as never, createAllowances({ store, now: clock.now, monotonic: clock.now, timers, events } as never)) },
    credentials, core: () => store.read.core(), sealForCore: undefined, acceptIdentity: undefined, enlist: undefined, hasWebhook: false, attest: async () => [], timers, correlationId: () => randomUUID(),
    events: { coreRefused: (code) => seen.push(`refused ${code}`), coreFailed: (id, error) => seen.push(`failed ${id} ${error instanceof Error ? error.message : ''}`) },
    ...deps,
  })
  if (!server) throw new Error('no listener')
  await server.start()
  t.teardown(() => server.stop())
  const call: CoreWorld['call'] = async (method, path, { body, token = secret, headers = {}, signal } = {}) => {
    const client = new Client(`http://127.0.0.1:${String(server.port())}`)
    try {
      const answer = await client.request({
        method, path: `/core/v1${path}`, body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), signal: signal ?? null,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, type: String(answer.headers['content-type']), headers: answer.headers, body: JSON.parse(text) as Record<string, unknown> }
    } finally {
      await client.destroy()
    }
  }
  return { ...world, credentials, timers, seen, call, stop: () => server.stop() }
}
