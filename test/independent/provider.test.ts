// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Promise: providers that have nothing of libsignal pass the text part through a real gateway, with people who use libsignal: one on the SDK, and one that has nothing of the SDK either.
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import type { Outcome } from '../../src/conformance/outcome.ts'
import { runProviderScenarios } from '../../src/conformance/provider/run.ts'
import { providerScenarios } from '../../src/conformance/provider/scenarios/index.ts'
import { createProviderStage } from '../../src/conformance/provider/stage.ts'
import { startChild } from '../../src/sandbox/child.ts'
import { foundWithin } from '../../src/sandbox/waiting.ts'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { DeviceClient } from '../../src/sdk/device/index.ts'
import { connectLink, createPartyKeys } from '../../src/sdk/link/index.ts'
import { createIndependent } from './index.ts'

t.setTimeout(230_000)
// Each has a gateway of its own, and they wait for seconds on purpose.
t.jobs = 2

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const ON_THE_SDK = fileURLToPath(new URL('./provider.ts', import.meta.url))
const BARE = fileURLToPath(new URL('./bare/provider.ts', import.meta.url))
/** A responder that is enlisted, and whatever else takes a moment, on a loaded machine. */
const WAIT_MS = 60_000
/** What sessions have a part in; the other scenarios are about frames and patience, which are the SDK's as everywhere. */
const OF_SESSIONS: ReadonlySet<string> = new Set(['sending/answer-lost', 'sending/stale-device', 'receiving/twice', 'receiving/damaged', 'receiving/other-commitment'])

/** A gateway, its core, and a provider of this program as a process; what it had loaded when it ended. */
const perform = async (t: Test, program: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'dbi-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const { keys, application } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
  const stage = await createProviderStage({ self: [process.execPath, MAIN], environment: process.env }, application)
  t.teardown(() => stage.close())
  for (const [name, value] of [['keys', keys], ['admission', stage.admission]] as const) writeFileSync(join(folder, `${name}.json`), JSON.stringify(value))
  const provider = startChild({ self: [process.execPath], args: [program, folder], environment: process.env })
  t.teardown(() => provider.kill())
  const said = once(provider.stdout, 'data')
  t.ok(await stage.enlisted(WAIT_MS), 'it has enlisted a user')
  const stop = async (): Promise<readonly string[]> => {
    await provider.stop()
    const [line] = await said as [Buffer]
    return JSON.parse(line.toString()) as readonly string[]
  }
  return { stage, keys, folder, stop }
}

const judged = async (t: Test, stage: Awaited<ReturnType<typeof perform>>['stage'], scenarios: typeof providerScenarios): Promise<void> => {
  const outcomes = await runProviderScenarios({ scenarios, stage, command: 'drawbridge conformance provider', told: () => undefined })
  t.strictSame(outcomes.filter(({ outcome }) => outcome !== 'passed').map(({ name, fault }: Outcome) => ({ name, fault })), [])
  t.equal(outcomes.length, scenarios.length)
}

t.test('a provider with nothing but Node and the documents passes every scenario of the conformance kit', { timeout: 200_000, buffered: true }, async (t) => {
  const { stage, stop } = await perform(t, BARE)
  t.ok(providerScenarios.length >= 19)
  await judged(t, stage, providerScenarios)
  t.equal(stage.software(), 'independent/bare')
  const ben = await stage.meet()
  t.teardown(() => ben.close())
  const asked = await ben.device.send({ to: ben.responder, text: 'Is this the same protocol?' })
  await ben.answered('Is this the same protocol?')
  await isAt(ben.device, asked.messageId, 'delivered')
  t.strictSame(await stop(), [], 'no native library was loaded, libsignal or other')
})

t.test('the SDK passes with another Signal protocol in it, and goes on after a restart: texts and receipts both ways', { timeout: 200_000, buffered: true }, async (t) => {
  const { stage, keys, folder, stop } = await perform(t, ON_THE_SDK)
  const scenarios = providerScenarios.filter(({ name }) => OF_SESSIONS.has(name))
  t.equal(scenarios.length, OF_SESSIONS.size)
  await judged(t, stage, scenarios)
  t.equal(stage.software(), 'independent/responder')
  const addOns = await stop()
  t.equal(addOns.some((path) => path.includes('libsignal')), false, 'libsignal was not loaded')
  t.ok(addOns.some((path) => path.includes('better-sqlite3')), 'and the list of what was is one')

  const link = connectLink({ admission: stage.admission, keys, instance: 'responder' })
  const device = await openDevice({ file: join(folder, 'responder.db'), crypto: createIndependent(), trust: createTrust({ admission: stage.admission }), transport: link.transport() })
  t.teardown(async () => {
    await device.close()
    await link.close()
  })
  device.on('contactRequested', ({ requestId }) => void device.decide({ requestId, decision: 'grant' }))
  const ben = await stage.meet()
  t.teardown(() => ben.close())

  const asked = await ben.device.send({ to: ben.responder, text: 'Is this the same protocol?' })
  const shown = await within(device, 'the text', () => device.inbox({ limit: 500 }).find((entry) => entry.kind === 'text' && entry.messageId === asked.messageId))
  t.match(shown, { kind: 'text', text: 'Is this the same protocol?', peer: ben.user, late: false })
  await isAt(ben.device, asked.messageId, 'delivered')
  device.markRead(ben.user, [asked.messageId])
  await isAt(ben.device, asked.messageId, 'read')

  const answered = await device.send({ to: ben.user, text: 'Every byte of it.' })
  await within(ben.device, 'the answer', () => ben.device.inbox({ limit: 500 }).find((entry) => entry.kind === 'text' && entry.text === 'Every byte of it.'))
  await isAt(device, answered.messageId, 'delivered')
  ben.device.markRead(ben.responder, [answered.messageId])
  await isAt(device, answered.messageId, 'read')
  t.equal(device.safetyNumber(ben.user), ben.device.safetyNumber(ben.responder))
})

const within = async <T>(device: DeviceClient, what: string, find: () => T | undefined): Promise<T> => {
  const found = await foundWithin(device, WAIT_MS, find)
  if (found === undefined) throw new Error(`${what} did not come`)
  return found
}

const isAt = (device: DeviceClient, id: Parameters<DeviceClient['status']>[0], state: string): Promise<true> =>
  within(device, `a message that is ${state}`, () => (device.status(id)?.state === state ? true : undefined))
