// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a whole gateway on real sockets that serves what a test makes of its answers and pushes: what a hostile operator
// could build out of this very code.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { Test } from 'tap'
import { createLinks } from '../../src/links/index.ts'
import type { Handlers } from '../../src/links/index.ts'
import { createHandlers } from '../../src/links/use-cases.ts'
import type { Delivery, PushedEvent } from '../../src/model/answers.ts'
import { createAuditPen } from '../../src/ops/audit/pen.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createCounters } from '../../src/ops/counters.ts'
import { createEvents } from '../../src/ops/events.ts'
import { mintKeyMaterial } from '../../src/ops/key-file.ts'
import { createLog } from '../../src/ops/logger.ts'
import { createServiceKeys } from '../../src/ops/keys.ts'
import type { ServiceKeys } from '../../src/ops/keys.ts'
import { systemTimers } from '../../src/ops/timers.ts'
import { createRegistry } from '../../src/registry/index.ts'
import type { Registry } from '../../src/registry/index.ts'
import { createRelay } from '../../src/relay/index.ts'
import type { PartyStream } from '../../src/relay/index.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'

/** How the gateway lies; everything else it does honestly. */
export interface Lies {
  answers?: (honest: Handlers) => Partial<Handlers>
  /** Called for each push; what it forwards is sent, at any time, in any order, however often. */
  push?: (honest: Delivery | PushedEvent, forward: (item: Delivery | PushedEvent) => void) => void
}

/** A gateway and the desk of its operator. */
export interface LyingGateway {
  readonly lies: Lies
  /** Of the gateway as it runs now. */
  registry(): Registry
  /** Cuts every link, gives the store back, and starts again on the same folder, keys and port. */
  restart(): Promise<void>
}

interface Running { readonly registry: Registry; readonly port: number; stop(): Promise<void> }

/** Starts one; `lies` may be changed while it runs. Ends with the test. */
export const openLyingGateway = async (t: Test): Promise<LyingGateway> => {
  const path = await mkdtemp(join(tmpdir(), 'drawbridge-lying-'))
  const keys = createServiceKeys(mintKeyMaterial())
  const lies: Lies = {}
  let running = await run({ path, keys, lies, port: 0 })
  t.teardown(async () => {
    await running.stop()
    await rm(path, { recursive: true })
  })
  return {
    lies,
    registry: () => running.registry,
    restart: async () => {
      await running.stop()
      running = await run({ path, keys, lies, port: running.port })
    },
  }
}

const run = async ({ path, keys, lies, port }: { readonly path: string; readonly keys: ServiceKeys; readonly lies: Lies; readonly port: number }): Promise<Running> => {
  const store = await openSqliteStore({ path, lingerMs: 1, onUnhealthy: (error) => { throw error instanceof Error ? error : new Error(String(error)) } })
  const log = createLog({ level: 'error', format: 'json' }, { write: () => true }, systemClock)
  const events = createEvents({ log, counters: createCounters(), logId: keys.logId, clock: systemClock })
  const machine = {
    now: () => systemClock.now(), monotonic: () => systemClock.monotonic(), randomBytes, randomUuid: randomUUID, timers: systemTimers, store, events, sealer: keys.sealer,
    audit: createAuditPen({ now: () => systemClock.now(), logId: keys.logId }),
  }
  const app = Fastify()
  const bound = (): number => app.addresses()[0]?.port ?? port
  const gateway = { keyId: keys.link.keyId, linkKey: keys.link.jwk, frankKey: keys.frank.jwk, get url() { return `ws://127.0.0.1:${String(bound())}/v1/link` } }
  const registry = createRegistry({
    ...machine, blindIndex: keys.blindIndex, gateway, signAsGateway: (bytes) => keys.link.sign(bytes), closeLinks: (party, reason) => links.closeParty(party, reason), announceLimits: () => undefined, requireCallable: () => undefined, hardestStep: undefined, agreementRules: { requireReport: false, requireRotation: false, reportDays: 90 }, patientNow: machine.now,
  })
  const relay = createRelay({ ...machine, attachmentUrl: (id) => `http://127.0.0.1/v1/attachments/${id}`, patientNow: machine.now, frank: keys.frank, blindIndex: keys.blindIndex, wake: { due: () => undefined, connected: () => undefined }, ...registry.enforcement })
  const handlers = new Proxy(createHandlers(registry, relay), { get: (honest, kind: keyof Handlers) => lies.answers?.(honest)[kind] ?? honest[kind] })
  const lyingStream = (stream: PartyStream): PartyStream => ({
    ...stream,
    push: (item) => {
      if (lies.push) lies.push(item, (said) => { stream.push(said) })
      else stream.push(item)
    },
  })
  const links = createLinks({ proxies: [], capabilities: ['msg.ephemeral/1'], software: 'test' }, {
    ...machine, findParty: (party) => store.read.party(party), partyLinked: async () => undefined, gatewayKey: keys.link, handlers, correlationId: randomUUID,
    deliverer: { attach: (stream) => relay.deliverer.attach(lyingStream(stream)) },
    nodes: store.nodes,
  })
  await links.register(app)
  await app.listen({ host: '127.0.0.1', port })
  const listening = bound()
  return {
    registry,
    port: listening,
    stop: async () => {
      await app.close()
      await relay.stop()
      await registry.surfacing.idle()
      await store.close()
    },
  }
}
