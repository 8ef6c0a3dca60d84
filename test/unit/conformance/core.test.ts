// SPDX-License-Identifier: AGPL-3.0-only
import { createHmac } from 'node:crypto'
import { EventEmitter, once as untilEvent } from 'node:events'
import type { IncomingMessage } from 'node:http'
import t from 'tap'
import { checkCore } from '../../../src/conformance/core/index.ts'
import { mintWebhookSecret } from '../../../src/model/webhook-signature.ts'
import { startReceiver, verifying } from '../../support/webhook-receiver.ts'
import type { Answering, Came, readAll } from '../../support/webhook-receiver.ts'

t.setTimeout(100_000)

const secret = mintWebhookSecret()
const right = verifying(secret)

const check = async (url: string, pause: () => Promise<void> = async () => undefined) => checkCore({ url, secret, ref: 'nobody', now: () => Date.now(), pause })
const failing = async (url: string, pause?: () => Promise<void>) => (await check(url, pause)).filter(({ passed }) => !passed).map(({ name }) => name)

/** What a careless core would do instead of the package. */
const own = ({ headers, text }: Came, { body = text, id = headers['webhook-id'], header = headers['webhook-signature'] } = {}): boolean => {
  const signed = `${String(id)}.${String(headers['webhook-timestamp'])}.${body}`
  return String(header).split(' ').includes(`v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(signed).digest('base64')}`)
}
const ageOf = ({ headers }: Came): number => Date.now() / 1000 - Number(headers['webhook-timestamp'])
const eventOf = ({ text }: Came) => JSON.parse(text) as { readonly type: string; readonly number?: number; readonly conformance?: unknown; readonly peer?: string }

t.test('a core that verifies with the package for Standard Webhooks passes every check', async (t) => {
  const { url, taken } = await startReceiver(t, right)
  const checked = await check(url)
  t.same(checked.filter(({ passed }) => !passed), [])
  t.ok(checked.length >= 18, `${String(checked.length)} checks`)
  t.ok(taken.every(({ event }) => event['ref'] === 'nobody'))
})

/** A fault, what a receiver with it does, and the checks that must find it, all of them and no other. */
const faults: readonly (readonly [fault: string, answer: () => Answering, found: readonly string[], read?: typeof readAll])[] = [
  ['it verifies nothing', () => () => 200, ['unsigned', 'wrong-secret', 'changed-body', 'changed-id', 'changed-time', 'old', 'from-the-future']],
  ['it does not look at the time', () => (came) => (own(came) ? 200 : 401), ['old', 'from-the-future']],
  ['it looks at the time in one direction only', () => (came) => (own(came) && ageOf(came) < 300 ? 200 : 401), ['from-the-future']],
  ['it looks at the first signature only', () => (came) => (own(came, { header: String(came.headers['webhook-signature']).split(' ')[0] ?? '' }) && Math.abs(ageOf(came)) < 300 ? 200 : 401), ['two-signatures', 'other-scheme']],
  ['it verifies over what its parser made of the body', () => (came) => (own(came, { body: reparsed(came.text) }) && Math.abs(ageOf(came)) < 300 ? 200 : 401), ['raw-body']],
  ['it has another secret', () => verifying(mintWebhookSecret()), ['valid', 'raw-body', 'repeated', 'reordered', 'side-by-side', 'unknown-type', 'unknown-member', 'large', 'slow', 'two-signatures', 'other-scheme']],
  ['it answers a bad signature with 500', () => (came) => (right(came) === 204 ? 204 : 500), ['unsigned', 'wrong-secret', 'changed-body', 'changed-id', 'changed-time', 'old', 'from-the-future']],
  ['it takes an id once', () => once(right), ['repeated']],
  ['it takes numbers in order only', () => ordered(right), ['reordered']],
  ['it takes one call at a time', () => alone(right), ['side-by-side']],
  ['it takes types that it knows only', () => (came) => (right(came) === 204 && /^(?:contact|message)/.test(eventOf(came).type) ? 204 : 401), ['unknown-type']],
  ['it takes members that it knows only', () => (came) => (right(came) === 204 && eventOf(came).conformance === undefined ? 204 : 401), ['unknown-member']],
  ['it takes small bodies only', () => (came) => (came.text.length < 8_192 ? right(came) : 413), ['large']],
  ['it takes the first piece for all of it', () => right, ['large', 'slow'], firstPiece],
  ['it sends elsewhere', () => (came) => (right(came) === 204 ? 302 : 401), ['valid', 'raw-body', 'repeated', 'reordered', 'side-by-side', 'unknown-type', 'unknown-member', 'large', 'slow', 'two-signatures', 'other-scheme']],
]

const reparsed = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return ''
  }
}

const once = (answer: Answering): Answering => {
  const seen = new Set<string>()
  return async (came) => {
    const [status, id] = [await answer(came), String(came.headers['webhook-id'])]
    if (status !== 204 || !seen.has(id)) {
      seen.add(id)
      return status
    }
    return 409
  }
}

const ordered = (answer: Answering): Answering => {
  const next = new Map<string, number>()
  return async (came) => {
    const [status, { peer = '', number = 1 }] = [await answer(came), eventOf(came)]
    if (status !== 204 || peer === '') return status
    if (number !== (next.get(peer) ?? 1)) return 409
    next.set(peer, number + 1)
    return status
  }
}

const alone = (answer: Answering): Answering => {
  let busy = false
  const others: (() => void)[] = []
  return async (came) => {
    if (busy) {
      others.splice(0).forEach((other) => { other() })
      return 503
    }
    busy = /"type":"message"/.test(came.text) && !/"number":[23]|AAAAAAAAA/.test(came.text)
    // Until another call comes, or none will.
    if (busy) await Promise.race([new Promise<void>((resolve) => { others.push(resolve) }), new Promise((resolve) => { setTimeout(resolve, 1_000) })])
    busy = false
    return answer(came)
  }
}

/** The first pause waits until what was sent before it arrived as a piece of its own; by the others it is answered. */
const pieces = new EventEmitter()
const arrivingPause = (): (() => Promise<void>) => {
  let paused = 0
  return async () => { if ((paused += 1) === 1) await untilEvent(pieces, 'first') }
}
async function firstPiece(request: IncomingMessage): Promise<string> {
  const [part] = await untilEvent(request, 'data') as [Buffer]
  pieces.emit('first')
  return part.toString()
}

for (const [fault, answer, found, read] of faults) {
  t.test(`the fault is found: ${fault}`, async (t) => {
    const { url } = await startReceiver(t, answer(), read ? { read } : {})
    const names = await failing(url, read && arrivingPause())
    // How much comes in the first piece is the system's choice.
    t.same(read ? names.filter((name) => name !== 'large') : names, read ? found.filter((name) => name !== 'large') : found)
  })
}

t.test('each check that fails says what was wrong and what to do', async (t) => {
  const silent = await startReceiver(t, ({ text }) => (text.includes('conformance.unknown') ? undefined : 500))
  const checked = await check(silent.url)
  t.equal(checked.filter(({ passed }) => passed).length, 0)
  for (const { name, wrong, fix } of checked) {
    t.equal(wrong, name === 'unknown-type' ? 'no answer within five seconds' : 'answered 500', name)
    t.ok((fix ?? '').length > 10, name)
  }
  t.same((await check('http://127.0.0.1:1/')).map(({ wrong }) => wrong).filter((wrong) => wrong !== 'the connection failed'), [])
})
