// SPDX-License-Identifier: AGPL-3.0-only
// Promise: fetching of hosted attachments over the real way out to a server on loopback, a folder, and a store in memory.
import { readdirSync, readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createFetching } from '../../src/media/fetching.ts'
import type { Fetching, HostedDeps } from '../../src/media/fetching.ts'
import { openFolder } from '../../src/media/folder.ts'
import type { Folder } from '../../src/media/folder.ts'
import { createKeeping } from '../../src/media/keeping.ts'
import type { Objects } from '../../src/media/keeping.ts'
import type { AttachmentId } from '../../src/model/attachments.ts'
import type { AttachmentRow } from '../../src/store/attachments.ts'
import type { PartyRow } from '../../src/store/rows.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { MemoryAttachments } from './memory-attachments.ts'
import { connectorTo, HOST, secureServer } from './outgoing-world.ts'
import { createTestClock } from './registry-world.ts'
import type { TestClock } from './registry-world.ts'
import { createTurnedTimers } from './turned-timers.ts'
import type { TurnedTimers } from './turned-timers.ts'

/** When each attachment is due, and how often it did not come. */
interface Due { at: number; tries: number }

/** What the party of the senders agreed. */
type Agreement = Pick<PartyRow, 'state' | 'mediaHosts'>

/** Nodes that fetch. */
export interface HostedWorld {
  readonly memory: MemoryAttachments
  readonly due: Map<AttachmentId, Due>
  readonly agreement: { of: Agreement | undefined }
  readonly clock: TestClock
  readonly timers: TurnedTimers
  readonly failures: unknown[]
  /** What the server was asked for, in order. */
  readonly asked: string[]
  readonly files: () => string[]
  readonly fileOf: (id: AttachmentId) => Buffer
  /** Content at the host that a message names now, or does not name yet. */
  readonly hosted: (content: Uint8Array, changes?: Partial<AttachmentRow>) => AttachmentId
  /** Another node over the same store and folder. */
  readonly node: (changes?: Partial<NodeParts>) => Promise<Fetching>
}

/** Of a node, what a test may put in another's place. */
interface NodeParts {
  readonly outgoing: HostedDeps['outgoing']
  readonly objects: Objects
  readonly wrapFolder: (folder: Folder) => Folder
}

/** Opens one whose server hands each connection with its whole request to `answer`. */
export const openHostedWorld = async (t: Test, answer: (socket: Socket, path: string) => void): Promise<HostedWorld> => {
  const temp = await createTempFolder('drawbridge-hosted-')
  t.teardown(() => temp.remove())
  const path = await temp.folder('attachments')
  const asked: string[] = []
  const { port } = await secureServer(t, (socket) => socket.once('data', (request) => {
    const target = / (\S+)/.exec(String(request))?.[1] ?? ''
    asked.push(target)
    answer(socket, target)
  }))
  const host = `${HOST}:${String(port)}`
  const [clock, memory, due, failures] = [createTestClock(), new MemoryAttachments(), new Map<AttachmentId, Due>(), [] as unknown[]]
  const [timers, agreement] = [createTurnedTimers(clock), { of: { state: 'live', mediaHosts: [host] } as Agreement | undefined }]
  const store = hostedStore(memory, due, agreement)
  return {
    memory, due, agreement, clock, timers, failures, asked,
    files: () => readdirSync(path), fileOf: (id) => readFileSync(join(path, id)),
    hosted: (content, changes) => {
      const id = memory.add(content, { source: { from: 'host', host, path: '/sealed/1?v=2' }, isBound: true, ...changes })
      if (memory.row(id).isBound) due.set(id, { at: clock.now(), tries: 0 })
      return id
    },
    node: async ({ outgoing = connectorTo(port).outgoing, objects, wrapFolder = (folder: Folder): Folder => folder } = {}) => {
      const folder = wrapFolder(await openFolder(path))
      const fetching = createFetching({
        store, outgoing, folder, keeping: createKeeping(folder, objects), timers, patientNow: clock.now, monotonic: clock.now, mayPass: async () => true, failed: (_task, error) => { failures.push(error) },
      })
      t.teardown(() => fetching.stop())
      return fetching
    },
  }
}

const hostedStore = (memory: MemoryAttachments, due: Map<AttachmentId, Due>, agreement: { readonly of: Agreement | undefined }): HostedDeps['store'] => ({
  read: { ...memory.read, party: async () => agreement.of as PartyRow | undefined },
  write: {
    settleAttachment: async (id, state, lease) => {
      if (lease !== undefined && due.get(id)?.at !== lease) return false
      due.delete(id)
      return memory.write.settleAttachment(id, state)
    },
    claimFetches: async (now, leaseUntil, limit, except = []) => {
      const claimed = [...due].filter(([id, { at }]) => at <= now && memory.row(id).expiresAt > now && !except.includes(memory.row(id).senderParty)).slice(0, limit)
      for (const [, one] of claimed) one.at = leaseUntil
      return claimed.map(([id]) => ({ ...memory.row(id) }))
    },
    postponeFetch: async (id, { lease, at, isTry }) => {
      const one = due.get(id)
      if (one?.at !== lease) return undefined
      one.at = at
      return one.tries += isTry ? 1 : 0
    },
  },
})
