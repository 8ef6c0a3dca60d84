// SPDX-License-Identifier: AGPL-3.0-only
// Promise: each fault of the sandbox happens when it is asked for, and a client of the SDK comes through all of them: nothing is lost, nothing shown twice.
// test-timeout: 180
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t from 'tap'
import type { Test } from 'tap'
import type { FaultTold } from '../../src/conformance/faults/fault.ts'
import { address, deviceId, userId, userReference } from '../../src/model/ids.ts'
import type { SubmissionId, UserId } from '../../src/model/ids.ts'
import { startChild } from '../../src/sandbox/child.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createTrust, DeviceError, openDevice } from '../../src/sdk/device/index.ts'
import type { DeviceClient } from '../../src/sdk/device/index.ts'
import { connectLink, createHome, parseAdmissionFile, parsePartyKeys } from '../../src/sdk/link/index.ts'
import type { DeviceTransport } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { resendIdOf } from '../../src/wire/content/index.ts'
import { eventually } from '../support/waiting.ts'

const ENTRY = join(import.meta.dirname, '../../bin/drawbridge.js')
/** What has to wait in the device is tried again so often. */
const TICK_MS = 100
/** By this one a message, an answer and an acknowledgement get lost, in this order. */
const SEED = 13

t.setTimeout(170_000)

/** What a provider's engineer sees of one user. */
interface Seen {
  readonly texts: string[]
  readonly pushed: Set<SubmissionId>
  readonly events: string[]
  /** What became of requests. */
  readonly answers: string[]
  opened: number
}

const watched = (transport: DeviceTransport, seen: Seen): DeviceTransport => ({
  onOpen: (listener) => transport.onOpen(() => {
    seen.opened += 1
    listener()
  }),
  request: async (request, signal) => {
    try {
      const answer = await transport.request(request, signal)
      seen.answers.push(`${request.kind} ${answer.kind}`)
      return answer
    } catch (error) {
      if (error instanceof Error) seen.answers.push(`${request.kind} ${error.name}`)
      throw error
    }
  },
  subscribe: (user, handler) => transport.subscribe(user, (push) => {
    if (push.kind === 'event') seen.events.push(push.body.kind)
    else seen.pushed.add(push.submissionId)
    return handler(push)
  }),
})

/** A sandbox that makes faults only when it is asked to, and what it tells. */
const startSandbox = async (t: Test) => {
  const temporary = await createTempFolder('drawbridge-test-')
  t.teardown(() => temporary.remove())
  const child = startChild({ self: [process.execPath, ENTRY], args: ['sandbox', '--json', '--faults', 'all:0', '--seed', String(SEED)], environment: { ...process.env, TMPDIR: temporary.path } })
  t.teardown(() => child.kill())
  child.stderr?.resume()
  const lines: unknown[] = []
  createInterface({ input: child.stdout }).on('line', (line) => { lines.push(JSON.parse(line)) })
  await eventually(() => lines.length > 0, 'the sandbox is ready')
  const [made] = lines as [Sandbox & { readonly trouble: { readonly user: UserId } }]
  t.match(made, { ready: true, seed: SEED, trouble: { name: 'fay', address: 'fay@core.example', custody: 'DEVICE' } })
  return { child, made, told: (fault: string) => (lines.slice(1) as FaultTold[]).filter((one) => one.fault === fault).map(({ what }) => what) }
}

/** A user of the visitor who knows Fay; a client as the SDK makes it. */
const openNia = async (t: Test, { visitor }: Sandbox, seen: Seen): Promise<DeviceClient> => {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
  const [admission, keys] = [parseAdmissionFile(read(visitor.admission)), parsePartyKeys(read(visitor.keys))]
  const link = connectLink({ admission, keys, instance: 'visitor-1', reconnect: { initialMs: 20, maxMs: 100 } })
  t.teardown(() => link.close())
  const home = createHome({ keys, gatewayId: admission.gateway.id })
  const nia = await openDevice({ file: ':memory:', crypto: createLibsignal(), transport: watched(link.transport(), seen), trust: createTrust({ admission }) })
  t.teardown(() => nia.close())
  nia.on('message', (entry) => { if (entry.kind === 'text') seen.texts.push(entry.text) })
  const ticking = setInterval(() => void nia.tick().catch(() => undefined), TICK_MS)
  t.teardown(() => { clearInterval(ticking) })
  const claim = { ...nia.prepareEnlistment({ userId: userId(randomUUID()) }), address: address('nia@visitor.example') }
  const [token, identityStatement] = await Promise.all([home.signEnlistmentToken(claim), home.signIdentityStatement(claim)])
  await nia.enlist({ token, identityStatement, userReference: userReference('nia'), displayName: 'Nia', address: claim.address })
  await nia.requestContact({ toAddress: 'fay@core.example' })
  await eventually(() => nia.contacts().some(({ state }) => state === 'granted'), 'Fay grants')
  return nia
}

t.test('a client of the SDK comes through every fault that the sandbox makes: nothing is lost, nothing shown twice', { timeout: 160_000 }, async (t) => {
  const { child, made, told } = await startSandbox(t)
  const fay = made.trouble.user
  const seen: Seen = { texts: [], pushed: new Set(), events: [], answers: [], opened: 0 }
  const nia = await openNia(t, made, seen)
  const expected: string[] = []
  /** Says something and waits until all that was said is answered. */
  const say = async (...texts: readonly string[]): Promise<void> => {
    for (const text of texts) {
      expected.push(...(text === 'reorder' ? [1, 2, 3].map((part) => `I heard: ${text} (${String(part)} of 3)`) : [`I heard: ${text}`]))
      await nia.send({ to: fay, text })
    }
    await eventually(() => expected.every((text) => seen.texts.includes(text)), 'everything is answered')
  }

  await say('hello')
  t.match(told('prekeys'), ['a bundle was served that has no one-time prekey'])
  await say('prekeys')
  t.match(told('prekeys')[1], /^\d+ of a user's one-time prekeys were taken, until none was left$/)
  await eventually(() => seen.events.includes('prekeysLow'), 'the gateway says that few prekeys are left')

  await say('duplicate', 'after duplicate')
  await eventually(() => told('duplicate').length === 1, 'it is told')
  t.equal([...seen.pushed].filter((submission) => seen.pushed.has(resendIdOf(submission, deviceId(1)))).length, 1, 'a message came again that had been opened')

  await say('reorder')
  t.same(seen.texts.slice(-3), [3, 2, 1].map((part) => `I heard: reorder (${String(part)} of 3)`), 'the last part came first')
  t.equal(told('reorder').length, 1)

  const opened = seen.opened
  for (const count of [1, 2, 3]) {
    await say(`before drop ${String(count)}`, 'drop')
    await say(`after drop ${String(count)}`)
    await eventually(() => told('drop').length === count, 'the link broke')
  }
  t.same(told('drop').map((what) => /with it (.*) was lost/.exec(what)?.[1]), ['a message', 'the answer to a message that the gateway has taken', 'an acknowledgement'])
  t.ok(seen.opened >= opened + 3, 'the link was opened again each time')
  t.ok(seen.answers.includes('submit LinkLost'), 'a request was not answered')

  await say('throttle')
  await say('quickly 1', 'quickly 2', 'quickly 3')
  t.ok(seen.answers.includes('submit throttled') && told('throttle').length > 0, 'somebody had to wait')

  await say('identity')
  await eventually(() => nia.contacts().some(({ state }) => state === 'changed') && told('identity').length === 1, 'Fay has a new key')
  await t.rejects(nia.send({ to: fay, text: 'not to be sent' }), new DeviceError('IDENTITY_CHANGED'), 'nothing goes out before it is accepted')
  await nia.acceptIdentity(fay)
  await say('hello again')

  await nia.idle()
  t.same(seen.texts.toSorted(), expected.toSorted(), 'everything is shown, and once')
  t.same(nia.inbox({ limit: 500 }).filter(({ kind }) => kind === 'placeholder'), [], 'nothing was lost, and nothing is waited for')
  t.same(nia.sent({ limit: 500 }).filter(({ state }) => state !== 'accepted' && state !== 'delivered'), [], 'everything that was said is there')
  t.equal((await child.stop(20_000)).code, 0)
})
