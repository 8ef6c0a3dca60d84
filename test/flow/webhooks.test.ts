// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 300
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { Test } from 'tap'
import { blocksRunBy } from '../support/documented-blocks.ts'
import { openHostedCore } from '../support/hosted-core.ts'
import { eventually, repeatedly } from '../support/waiting.ts'
import { startReceiver, verifying } from '../support/webhook-receiver.ts'
import type { Answering } from '../support/webhook-receiver.ts'

const RECEIVER = '127.0.0.1:8080'
/** Of each of two people. */
const TEXTS = 12
/** The daemon is killed while the receiver has its so-manieth call. */
const KILLS_AT = [4, 11, 19]

t.setTimeout(290_000)

interface Told { readonly id: number; readonly type: string; readonly peer?: string; readonly number?: number; readonly request?: string }

/** The page's commands, word for word. */
const commands = blocksRunBy('docs/core.md', 'test/flow/webhooks.test.ts').flatMap((block) => block.split('\n'))

/** Ben of a core, to whom two people have written; the gateway holds it all as events that a poll shows. */
const openTalk = async (t: Test) => {
  const hosted = await openHostedCore(t)
  const { call, person } = hosted
  const waiting = async (): Promise<readonly Told[]> => (await call('GET', '/events?after=0&limit=500')).told['events'] as readonly Told[]
  const untilWaiting = (holds: (events: readonly Told[]) => boolean, what: string) => repeatedly(async () => {
    const events = await waiting()
    if (!holds(events)) throw new Error(what)
    return events
  }, what)
  const people = await Promise.all(['ana', 'eve'].map((name) => person(name)))
  const asked = await untilWaiting((events) => events.filter(({ type }) => type === 'contact.requested').length === people.length, 'both ask')
  for (const { request = '' } of asked) t.equal((await call('POST', `/users/ben/contacts/${request}`, { provider: 'heron.example', decision: 'grant' })).status, 200)
  const [sayAna, sayEve] = await Promise.all(people.map(({ granted }) => granted))
  for (let text = 1; text <= TEXTS; text += 1) await Promise.all([sayAna?.(`a${String(text)}`), sayEve?.(`e${String(text)}`)])
  const events = await untilWaiting((all) => all.filter(({ type }) => type === 'message').length === 2 * TEXTS, 'all are opened')
  return { ...hosted, waiting, untilWaiting, people, sayAna, events }
}

t.test('a core is called with every event, in the order of each conversation and through kills of the gateway, as docs/core.md says', { timeout: 280_000 }, async (t) => {
  const { daemon, environment, run, call, read, waiting, untilWaiting, people, sayAna, events } = await openTalk(t)
  let answer: Answering = () => 503
  const receiver = await startReceiver(t, (came) => answer(came))
  const typed = async (command = ''): Promise<string> => {
    const ran = await run(command.replace(RECEIVER, `127.0.0.1:${String(receiver.port)}`))
    t.equal(ran.code, 0, command, ran)
    return ran.out
  }
  const [rotate, conformance, list, replay, rotateAgain, listen, ...more] = commands
  t.same([typeof listen, more], ['string', []])
  await typed(rotate)
  const secret = read('webhook-secret').trim()
  answer = verifying(secret)
  t.match(await typed(conformance), /\nother-scheme +ok[^]*18 of 18 passed\.\n$/)

  receiver.taken.length = 0
  const killed: string[] = []
  let calls = 0
  answer = async (came) => {
    calls += 1
    if (KILLS_AT.includes(calls)) {
      killed.push(String(came.headers['webhook-id']))
      await daemon.kill()
    }
    return verifying(secret)(came)
  }
  await daemon.stop()
  Object.assign(environment, { DRAWBRIDGE_CORE_WEBHOOK: receiver.url, DRAWBRIDGE_OUTGOING_PRIVATE_HOSTS: `127.0.0.1:${String(receiver.port)}` })
  const isDone = () => new Set(receiver.taken.map(({ webhookId }) => webhookId)).size === events.length && daemon.isRunning()
  while (!isDone()) {
    // It may be killed while it starts.
    if (!daemon.isRunning()) await daemon.start().catch(() => undefined)
    await eventually(() => isDone() || !daemon.isRunning(), 'everything is taken, or the daemon is killed')
  }
  t.equal(killed.length, KILLS_AT.length)
  t.match(await call('GET', '/events'), { status: 409, told: { code: 'CONFLICT' } })
  t.equal(await typed(list), 'The receiver is well.\nThere are no dead letters.\n')
  t.equal(await typed(replay), '0 offered again.\n')

  const first = new Map(receiver.taken.toReversed().map(({ webhookId, event }) => [webhookId, event]))
  const byId = new Map([...first.values()].map((event) => [event['id'], event]))
  t.same([byId.size, events.filter((event) => !isDeepStrictEqual(byId.get(event.id), event)).map(({ id }) => id)], [events.length, []], 'nothing is lost or changed: each is what a poll gave')
  for (const { webhookId, event } of receiver.taken) t.same(event, first.get(webhookId), 'one id is one event')
  for (const { user } of people) {
    const ids = new Set(receiver.taken.filter(({ event }) => event['peer'] === user && event['type'] === 'message').map(({ webhookId }) => webhookId))
    t.same([...ids].map((id) => first.get(id)?.['number']), Array.from({ length: TEXTS }, (_, index) => index + 1), 'in order')
  }
  for (const id of killed) t.ok(receiver.taken.filter(({ webhookId }) => webhookId === id).length > 1, 'what was cut off came again under its id')

  t.match(await typed(rotateAgain), '')
  t.not(read('webhook-secret-2').trim(), secret)
  await daemon.stop()
  for (const name of ['DRAWBRIDGE_CORE_WEBHOOK', 'DRAWBRIDGE_OUTGOING_PRIVATE_HOSTS']) Reflect.deleteProperty(environment, name)
  await daemon.start()
  t.same(await waiting(), [], 'what was taken is acknowledged, for polls too')

  answer = () => 500
  receiver.taken.length = 0
  await sayAna?.('late')
  await untilWaiting((all) => all.length === 1, 'one more is opened')
  t.match(await run(listen?.replace(RECEIVER, `127.0.0.1:${String(receiver.port)}`) ?? ''), { code: 1, out: / 500\n$/, err: /^NOT_TAKEN: [^]*fix: / })
  answer = verifying(secret)
  t.match(await typed(listen), /^\d{4}-\S+ {2}message {2}ben {2}evt_\d+_\d+ {2}204\n$/)
  t.match(receiver.taken, [{ event: { type: 'message', number: TEXTS + 1 } }])
  t.equal(await typed(listen), '', 'it is acknowledged')

  const log = readFileSync(daemon.logFile, 'utf8')
  for (const word of [secret, 'whsec_', '/hook', 'ben@core.example', '"ben"']) t.notOk(log.includes(word), `the log has no ${word.slice(0, 6)}`)
})
