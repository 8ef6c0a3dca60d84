// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the core's webhook over a real registry and store, with a receiver that answers as a test says and time that it moves.
import { setImmediate as breathe } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import { createWebhook } from '../../src/core/index.ts'
import type { WebhookDeps } from '../../src/core/index.ts'
import type { CoreEventBody, OpenedProof } from '../../src/model/answers.ts'
import { submissionId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { mintWebhookSecret } from '../../src/model/webhook-signature.ts'
import type { Outgoing } from '../../src/ops/outgoing/index.ts'
import { eventWrite } from '../../src/registry/sealed-event.ts'
import { createCoreOutbox } from '../../src/relay/core-outbox.ts'
import { createUntakenDesk } from '../../src/relay/untaken-desk.ts'
import { giveToVault } from './core-world.ts'
import { openRegistryWorld } from './registry-world.ts'
import { enlistInside, enlistOutside } from './subscribers.ts'
import type { Subscriber } from './subscribers.ts'
import { createTurnedTimers } from './turned-timers.ts'

type Answer = Awaited<ReturnType<Outgoing['call']>>

/** A call as the receiver got it. */
export interface Arrived {
  readonly webhookId: string
  readonly at: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The running number of the message that it tells of. */
  readonly number: number
  readonly peer: string
}

/** How a receiver answers. */
export const status = (code: number, more: { readonly retryAfter?: string } = {}): Answer => ({ status: code, body: new Uint8Array(0), ...more })

/** How long a test waits for something, in turns of the event loop that do nothing else: minutes. */
const MOST_TURNS = 2_000_000

/** A world with Bo of the core, whose keys a vault holds, and two people of a provider. */
export const openWebhookWorld = async (t: Test) => {
  const world = await openRegistryWorld(t, { mayFail: true })
  const { store, registry, clock, serviceKeys, core } = world
  const timers = createTurnedTimers(clock)
  const bo = await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  const [ana, eve] = [await enlistOutside(world, world.heron), await enlistOutside(world, world.heron)]
  const [arrived, told]: [Arrived[], string[]] = [[], []]
  const secrets = [mintWebhookSecret()]
  const receiver = { answer: async (_call: Arrived): Promise<Answer> => status(204) }
  const events: WebhookDeps['events'] = {
    webhookFailed: (reason) => told.push(`failed ${reason}`), webhookDead: (reason) => told.push(`dead ${reason}`), webhookGone: () => told.push('gone'),
    deadLettersDropped: (count) => told.push(`dropped ${String(count)}`), backgroundFailed: (task) => told.push(`background ${task}`),
  }
  const outboxWith = (changes: { readonly deadLetterMs?: number }) =>
    createCoreOutbox({ store, sealer: serviceKeys.sealer, patientNow: clock.now, events: { ...events, backgroundFailed: (task: string) => { told.push(`background ${task}`) } } as never, ...changes })
  const outbox = outboxWith({})
  const desk = createUntakenDesk({ store, audit: world.deps.audit, events: { untakenReplayed: (count: number) => { told.push(`replayed ${String(count)}`) } } as never })

  const outgoing: Pick<Outgoing, 'call'> = { call: async ({ headers = {}, content, signal }) => {
    const text = Buffer.from(content?.bytes ?? []).toString()
    const { number, peer } = JSON.parse(text) as { readonly number: number; readonly peer: string }
    const call = { webhookId: headers['webhook-id'] ?? '', at: clock.now(), headers, text, number, peer }
    arrived.push(call)
    const aborted = new Promise<Answer>((resolve) => { signal.addEventListener('abort', () => { resolve({ denied: 'aborted' }) }) })
    return Promise.race([receiver.answer(call), aborted])
  } }
  const begin = (deps: Partial<WebhookDeps> = {}) => {
    const webhook = createWebhook({
      registry, outbox, outgoing, events, timers, proofs: false, url: 'https://core.example/hook', secrets: () => secrets, now: clock.now, monotonic: clock.now, random: () => 0,
      wantTurn: (changed) => {
        queueMicrotask(() => { changed(true) })
        return () => undefined
      }, ...deps,
    })
    webhook.start()
    t.teardown(() => webhook.stop())
    return webhook
  }

  /** A message of a peer's that the vault opened. */
  const opened = async (number: number, peer: Subscriber = ana, user: UserId = bo.user, proof?: OpenedProof): Promise<void> => {
    const body: CoreEventBody = { kind: 'messageOpened', user, peerUser: peer.user, submissionId: submissionId(randomUUID()), gatewayTimeMs: clock.now(), late: false, number, content: 'c', epochKey: 'k', proof }
    await store.write.commit({ expect: [], writes: [eventWrite(serviceKeys.sealer, core.party, user, clock.now(), body)] })
  }
  const left = async (): Promise<number> => (await store.read.eventPage(core.party, 0, 1_000)).length
  const untaken = (isDead?: boolean) => store.read.untakenPage(core.party, 0, 1_000, isDead)

  /** Resolves when it holds; timers that are due now go off meanwhile. */
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (let turns = 0; !(await holds()); turns += 1) {
      if (turns > MOST_TURNS) throw new Error('in vain')
      await breathe()
      timers.turn(0)
    }
  }
  /** Lets the time pass in steps in which the pump can look. */
  const pass = async (ms: number): Promise<void> => {
    timers.turn(ms)
    await until(() => timers.waiting() > 0)
  }
  const numbers = () => arrived.map(({ number }) => number)
  return { ...world, timers, bo, ana, eve, arrived, told, secrets, receiver, outbox, outboxWith, desk, begin, opened, left, untaken, until, pass, numbers }
}
