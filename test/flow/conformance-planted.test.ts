// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 180
// The kit finds what is wrong: a gateway that breaks a single promise fails the scenarios of that promise, and names it.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { playParty } from '../../src/conformance/gateway/party.ts'
import { runScenarios } from '../../src/conformance/gateway/run.ts'
import { startSandbox } from '../../src/conformance/gateway/sandbox.ts'
import { scenarios } from '../../src/conformance/gateway/scenarios/index.ts'
import type { Cast } from '../../src/conformance/gateway/trial.ts'
import { Door } from '../../src/conformance/provider/door.ts'
import type { Bend } from '../../src/conformance/provider/door.ts'
import type { Outcome } from '../../src/conformance/outcome.ts'
import { verifyReport } from '../../src/conformance/report/signing.ts'
import type { ErrorCode } from '../../src/model/errors.ts'
import { reportId } from '../../src/model/reports.ts'
import type { PartyBody } from '../../src/model/requests.ts'
import type { ReceivedBody } from '../../src/wire/gateway/index.ts'

t.setTimeout(170_000)

type Body<K extends ReceivedBody['kind']> = Extract<ReceivedBody, { kind: K }>

/** Changes bodies of one kind; what it remembers it remembers over all links. */
const change = <K extends ReceivedBody['kind']>(kind: K, into: (body: Body<K>) => readonly ReceivedBody[] | ReceivedBody): Bend => ({
  gateway: (body) => (isKind(body, kind) ? [into(body)].flat() : [body]),
})
const isKind = <K extends ReceivedBody['kind']>(body: ReceivedBody, kind: K): body is Body<K> => body.kind === kind

const flipped = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte, index) => (index === 0 ? byte ^ 1 : byte))

const refusal = (code: ErrorCode): ReceivedBody => ({ kind: 'error', code, detail: '', correlationId: '', retryAfterSeconds: 0 })

/** Says yes to a request and does nothing. */
const onlyNods = (hears: (body: PartyBody) => boolean): Bend => ({
  party: ({ id, body }, answer) => {
    if (body === undefined || !hears(body)) return true
    answer(id, { kind: 'done' })
    return false
  },
})

/** What is wrong with a gateway, the scenario that finds it, and the MUST that it names. */
const planted: readonly (readonly [wrong: string, scenario: string, must: string, bend: () => Bend])[] = [
  ['its proof does not hold', 'handshake/opens', 'DIP-15', () => change('auth', (body) => ({ ...body, signature: flipped(body.signature) }))],
  ['it says why somebody is not let in', 'handshake/unknown-key', 'DIP-12', () => change('error', (body) => ({ ...body, detail: 'no such key' }))],
  ['it goes on after bytes that are no frame', 'frames/garbage', 'DIP-2', () => ({ ...change('error', () => []), staysOpen: true })],
  ['it takes text', 'frames/text', 'DIP-4', () => ({ ...change('error', () => []), staysOpen: true })],
  ['it calls a newer request malformed', 'frames/unknown-request', 'DIP-8', () => change('error', (body) => ({ ...body, code: 'MALFORMED' }))],
  ['it takes any token', 'enlistment/token-audience', 'DIP-25', () => change('error', () => ({ kind: 'enlisted', deviceListVersion: 1 }))],
  ['it tells a foreign user from nobody', 'keys/not-yours', 'DIP-23', () => {
    let count = 0
    return change('error', (body) => ({ ...body, detail: (count += 1) === 1 ? '' : 'never enlisted' }))
  }],
  ['it tells by the number left who is there', 'contacts/no-oracle', 'DIP-63', () => {
    let left = 9
    return change('recorded', () => ({ kind: 'recorded', leftToday: left -= 1 }))
  }],
  ['it nods to a block and goes on', 'contacts/block-by-the-core-user', 'DIP-70', () => onlyNods((body) => body.kind === 'decideContact' && body.decision === 'block')],
  ['it nods to a withdrawal and goes on', 'contacts/withdrawal', 'DIP-70', () => onlyNods(({ kind }) => kind === 'withdrawConsent')],
  ['it shows a request by an invite as if it were by address', 'invites/asked', 'DIP-172', () => change('event', (body) => (
    body.body.kind === 'contactRequested' ? { ...body, body: { ...body.body, inviteId: undefined } } : body))],
  ['it hands out one bundle for ever', 'sessions/one-time-keys', 'DIP-34', () => {
    let first: ReceivedBody | undefined
    return change('bundles', (body) => first ??= structuredClone(body))
  }],
  ['it says a message was taken that does not fit the devices', 'messages/missing-device', 'DIP-45', () => change('deviceMismatch', () => ({ kind: 'accepted', gatewayTimeMs: 1, places: [], frank: undefined }))],
  ['it writes envelopes anew', 'messages/delivered', 'DIP-6', () => change('deliver', (body) => ({ ...body, envelope: body.envelope.subarray(0, -4) }))],
  ['it vouches for something else', 'messages/frank', 'DIP-72', () => change('accepted', (body) => ({ ...body, frank: body.frank && { ...body.frank, signature: flipped(body.frank.signature) } }))],
  ['it answers a repeated message anew', 'messages/again', 'DIP-44', () => {
    let times = 0
    return change('accepted', (body) => ({ ...body, gatewayTimeMs: body.gatewayTimeMs + (times += 1) }))
  }],
  ['it delivers twice', 'messages/again', 'DIP-44', () => change('deliver', (body) => [body, { ...body }])],
  ['it mixes up a lane', 'messages/order', 'DIP-50', () => {
    const held: ReceivedBody[] = []
    return change('deliver', (body) => (held.push(body) < 2 ? [] : held.splice(0).reverse()))
  }],
  ['it says why a message is not permitted', 'messages/not-permitted-blocked', 'DIP-46', () => change('error', (body) => ({ ...body, detail: 'blocked' }))],
  ['it forgets acknowledgements', 'delivery/acknowledged', 'DIP-51', () => ({ party: ({ body }) => body?.kind !== 'ack' })],
  ['it honours any resume token', 'delivery/foreign-resume', 'DIP-20', () => change('resumed', () => ({ kind: 'resumed', resumed: true }))],
  ['it does not say that a link is replaced', 'delivery/replaced', 'DIP-18', () => change('goAway', () => [])],
  ['it gives passing messages a place', 'ephemeral/pushed', 'DIP-81', () => change('accepted', (body) => ({ ...body, places: [{ deviceId: 1 as never, laneSequence: 1 }] }))],
  ['it tells a sender that the message arrived', 'traces/sender', 'DIP-88', () => change('traced', (body) => ({
    ...body, messages: body.messages.map((one) => ({ ...one, places: one.places.map((place) => ({ ...place, stage: 'delivered' as const })) })),
  }))],
  ['it gives short tickets', 'attachments/ticket', 'DIP-127', () => change('attachmentTicket', (body) => ({ ...body, expiresTimeMs: body.expiresTimeMs + 86_400_000 }))],
  ['it tells a foreign attachment from none', 'attachments/no-oracle', 'DIP-124', () => {
    let count = 0
    return change('attachmentStatus', (body) => ({ ...body, state: (count += 1) % 2 === 0 ? 'expired' : 'gone' }))
  }],
  ['it does not say which limit is used up', 'agreements/limits-changed', 'DIP-151', () => change('throttled', (body) => ({ ...body, headroom: [] }))],
  ['it lets a link ask for nothing without end', 'frames/nuisance', 'DIP-195', () => ({ ...change('error', (body) => (body.code === 'THROTTLED' ? [] : body)), staysOpen: true })],
  ['it takes its own device list for an old one', 'enlistment/list-again', 'DIP-31', () => {
    let count = 0
    return change('enlisted', (body) => ((count += 1) > 2 ? refusal('STALE_DEVICE_LIST') : body))
  }],
  ['it enlists somebody again and again', 'enlistment/too-often', 'DIP-182', () => change('throttled', () => ({ kind: 'enlisted', deviceListVersion: 1 }))],
  ['it takes the same report twice', 'reports/of-the-same', 'DIP-183', () => change('error', () => ({ kind: 'reported', reportId: reportId(randomUUID()), leftToday: 18 }))],
  ['it takes any number of reports', 'reports/too-many', 'DIP-134', () => change('throttled', () => ({ kind: 'reported', reportId: reportId(randomUUID()), leftToday: 0 }))],
  ['it lets a party open links without end', 'agreements/openings', 'DIP-197', () => ({ ...change('error', () => []), staysOpen: true })],
  ['it does not count an address that nobody has', 'agreements/new-targets', 'DIP-153', () => {
    let count = 0
    return change('throttled', (body) => ((count += 1) > 1 ? { kind: 'recorded', leftToday: 9 } : body))
  }],
  ['it counts bundles for each asker alone', 'agreements/bundles-per-target', 'DIP-155', () => {
    let first: ReceivedBody | undefined
    return { gateway: (body) => {
      if (body.kind === 'bundles') first ??= structuredClone(body)
      return [body.kind === 'throttled' ? first ?? body : body]
    } }
  }],
  ['it forgets a suspension with the user', 'agreements/suspension-outlives', 'DIP-181', () => change('error', () => ({ kind: 'recorded', leftToday: 9 }))],
  ['it does not tell of steps against users', 'agreements/appeal', 'DIP-162', () => change('enforcementList', () => ({ kind: 'enforcementList', steps: [] }))],
]

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const sandbox = await startSandbox({ self: [process.execPath, MAIN], environment: process.env })
t.teardown(() => sandbox.close())

/** Runs one scenario through a door that bends frames. */
const through = async (t: { teardown(undo: () => unknown): void }, name: string, bend: Bend): Promise<Outcome | undefined> => {
  const door = await Door.open(sandbox.linksUrl)
  t.teardown(() => { door.close() })
  door.bend = bend
  const { url } = door
  const { provider, other, core, operator } = sandbox.cast
  const bent = (party: typeof provider): typeof provider => playParty(party.keys, party.admission, url)
  const cast: Cast = { provider: bent(provider), other: other && bent(other), core: core && bent(core), operator }
  const [outcome] = await runScenarios({ scenarios: scenarios.filter((one) => one.name === name), cast, command: 'drawbridge conformance', told: () => undefined })
  return outcome
}

t.test('through a proxy that changes nothing each of these scenarios passes', async (t) => {
  for (const name of new Set(planted.map(([, scenario]) => scenario))) {
    const outcome = await through(t, name, {})
    t.match(outcome, { name, outcome: 'passed' }, JSON.stringify(outcome?.fault ?? ''))
  }
})

t.test('each gateway that breaks one promise is found by the scenario of that promise', async (t) => {
  t.ok(planted.length >= 12)
  for (const [wrong, name, must, bend] of planted) {
    const outcome = await through(t, name, bend())
    t.match(outcome, { name, outcome: 'failed', fault: { must, expected: /\S/, came: /\S/, reproduce: `drawbridge conformance --only ${name}` } }, `${wrong}: ${JSON.stringify(outcome?.fault ?? '')}`)
  }
})

t.test('against a gateway that runs somewhere one provider is enough, and what needs others is skipped and said to be', async (t) => {
  const folder = t.testdir({ heron: {} })
  const { keys, admission } = sandbox.cast.provider
  writeFileSync(join(folder, 'heron/keys.json'), JSON.stringify(keys))
  writeFileSync(join(folder, 'heron/admission.json'), JSON.stringify(admission))
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'conformance', sandbox.linksUrl, '--keys', 'heron', '--only', 'keys', '--only', 'agreements', '--json', '--report', 'report.json'], { cwd: folder })
  const { failed, skipped, passed, scenarios: outcomes } = JSON.parse(stdout) as { failed: number; skipped: number; passed: number; scenarios: Outcome[] }
  t.strictSame({ failed, skipped, passed }, { failed: 0, skipped: 12, passed: 8 })
  t.match(outcomes.find(({ name }) => name === 'keys/not-yours'), { outcome: 'skipped', because: 'needs the keys of a second provider' })
  const { key } = await verifyReport(readFileSync(join(folder, 'report.json'), 'utf8'))
  t.equal(key.kid, keys.issuerKey.kid, 'the provider signed')
})
