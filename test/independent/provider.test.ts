// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// Promise: a provider that has nothing of libsignal passes the text part through a real gateway, with people who use libsignal.
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
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

const PROVIDER = fileURLToPath(new URL('./provider.ts', import.meta.url))
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** A responder that is enlisted, and whatever else takes a moment, on a loaded machine. */
const WAIT_MS = 60_000

const folder = mkdtempSync(join(tmpdir(), 'dbi-'))
t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
const { keys, application } = await createPartyKeys({ party: 'heron.example', role: 'provider', displayName: 'Heron' })
const stage = await createProviderStage({ self: [process.execPath, MAIN], environment: process.env }, application)
t.teardown(() => stage.close())

t.test('it passes every scenario of the conformance kit', { timeout: 200_000 }, async (t) => {
  for (const [name, value] of [['keys', keys], ['admission', stage.admission]] as const) writeFileSync(join(folder, `${name}.json`), JSON.stringify(value))
  const provider = startChild({ self: [process.execPath], args: [PROVIDER, folder], environment: process.env })
  t.teardown(() => provider.kill())
  const said = once(provider.stdout, 'data')
  t.ok(await stage.enlisted(WAIT_MS), 'it has enlisted a user')
  const outcomes = await runProviderScenarios({ scenarios: providerScenarios, stage, command: 'drawbridge conformance provider', told: () => undefined })
  t.strictSame(outcomes.filter(({ outcome }) => outcome !== 'passed').map(summary), [])
  t.strictSame(outcomes.map(({ name }) => name), providerScenarios.map(({ name }) => name))
  t.equal(stage.software(), 'independent/responder')
  await provider.stop()
  const [line] = await said as [Buffer]
  const addOns = JSON.parse(line.toString()) as string[]
  t.equal(addOns.some((path) => path.includes('libsignal')), false, 'libsignal was not loaded')
  t.ok(addOns.some((path) => path.includes('better-sqlite3')), 'and the list of what was is one')
})

t.test('started again on its files, it talks with somebody new: texts and receipts both ways', { timeout: 100_000 }, async (t) => {
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
  const number = device.safetyNumber(ben.user)
  t.equal(number, ben.device.safetyNumber(ben.responder))
  t.match(number, /^[0-9]{60}$/)
})

const summary = ({ name, fault }: Outcome): unknown => ({ name, fault })

const within = async <T>(device: DeviceClient, what: string, find: () => T | undefined): Promise<T> => {
  const found = await foundWithin(device, WAIT_MS, find)
  if (found === undefined) throw new Error(`${what} did not come`)
  return found
}

const isAt = (device: DeviceClient, id: Parameters<DeviceClient['status']>[0], state: string): Promise<true> =>
  within(device, `a message that is ${state}`, () => (device.status(id)?.state === state ? true : undefined))
