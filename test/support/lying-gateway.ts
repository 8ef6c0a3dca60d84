// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a whole gateway on real sockets that serves what a test makes of its answers and pushes: what a hostile operator
// could build out of this very code.
import { randomBytes, randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import type { Test } from 'tap'
import { createLinks } from '../../src/links/index.ts'
import type { Handlers } from '../../src/links/index.ts'
import { createHandlers } from '../../src/links/use-cases.ts'
import type { Delivery, PushedEvent } from '../../src/model/answers.ts'
import { keyId } from '../../src/model/ids.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createCounters } from '../../src/ops/counters.ts'
import { createEvents } from '../../src/ops/events.ts'
import { mintKeyMaterial } from '../../src/ops/key-file.ts'
import { createLog } from '../../src/ops/logger.ts'
import { createServiceKeys } from '../../src/ops/keys.ts'
import { systemTimers } from '../../src/ops/timers.ts'
import { createRegistry } from '../../src/registry/index.ts'
import type { Registry } from '../../src/registry/index.ts'
import { createRelay } from '../../src/relay/index.ts'
import { openTestStore } from './registry-world.ts'

/** How the gateway lies; everything else it does honestly. */
export interface Lies {
  answers?: (honest: Handlers) => Partial<Handlers>
  push?: (honest: Delivery | PushedEvent) => Delivery | PushedEvent
}

/** A gateway and the desk of its operator. */
export interface LyingGateway { readonly registry: Registry; readonly lies: Lies }

/** Starts one; `lies` may be changed while it runs. Ends with the test. */
export const openLyingGateway = async (t: Test): Promise<LyingGateway> => {
  const store = await openTestStore(t)
  const keys = createServiceKeys(mintKeyMaterial())
  const lies: Lies = {}
  const clock = systemClock
  const log = createLog({ level: 'error', format: 'json' }, { write: () => true }, clock)
  const events = createEvents({ log, counters: createCounters(), logId: keys.logId, clock })
  const machine = { now: () => clock.now(), monotonic: () => clock.monotonic(), randomBytes, randomUuid: randomUUID, timers: systemTimers }
  const app = Fastify()
  const gateway = {
    keyId: keyId(keys.link.keyId), linkKey: keys.link.jwk, frankKey: keys.frank.jwk,
    get url() { return `ws://127.0.0.1:${String(app.addresses()[0]?.port)}/v1/link` },
  }
  const registry = createRegistry({ ...machine, store, sealer: keys.sealer, blindIndex: keys.blindIndex, gateway, closeLinks: (party, reason) => links.closeParty(party, reason), events })
  const relay = createRelay({ ...machine, store, sealer: keys.sealer, frank: keys.frank, events })
  const honest = createHandlers(registry, relay)
  const handlers = new Proxy(honest, { get: (target, kind: keyof Handlers) => lies.answers?.(target)[kind] ?? target[kind] })
  const links = createLinks({ proxies: [], capabilities: [], software: 'test' }, {
    ...machine, findParty: (party) => store.read.party(party), gatewayKey: keys.link, handlers, events, correlationId: randomUUID,
    deliverer: { attach: (stream) => relay.deliverer.attach({ ...stream, push: (item) => { stream.push(lies.push?.(item) ?? item) } }) },
  })
  await links.register(app)
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await relay.stop()
    await registry.surfacing.idle()
  })
  return { registry, lies }
}
