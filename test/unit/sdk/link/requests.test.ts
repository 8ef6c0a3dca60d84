// SPDX-License-Identifier: AGPL-3.0-only
import { getEventListeners } from 'node:events'
import t from 'tap'
import { GatewayError } from '../../../../src/model/errors.ts'
import { partyId, userId } from '../../../../src/model/ids.ts'
import { AnswerError, RequestTable } from '../../../../src/sdk/link/requests.ts'
import type { SendRequest } from '../../../../src/sdk/link/requests.ts'
import { LinkLost } from '../../../../src/sdk/transport.ts'
import { ManualTimers } from './manual-timers.ts'

const user = userId('4e3c1f6a-9d0b-4c7e-8a51-2b6f0d9c3e77')
const ask = { kind: 'unenlist', userId: user } as const
const done = { kind: 'done' } as const
const WAIT_MS = 30_000
const ANSWER_MS = 60_000

const setUp = (maxWaiting = 10) => {
  const timers = new ManualTimers()
  const table = new RequestTable({ maxWaiting, waitMs: WAIT_MS, answerMs: ANSWER_MS }, timers)
  const sent: number[] = []
  const send: SendRequest = (id) => {
    sent.push(id)
    return 100
  }
  return { timers, table, sent, send }
}

t.test('answers are matched by id, in whatever order they come', async (t) => {
  const { table, sent, send } = setUp()
  table.open(send, { frames: 8, bytes: 0 })
  const [first, second] = [table.request(ask), table.request(ask)]
  t.strictSame(sent, [1, 2])
  t.ok(table.answer(2, { kind: 'recorded', leftToday: 3 }))
  t.ok(table.answer(1, done))
  t.strictSame(await Promise.all([first, second]), [done, { kind: 'recorded', leftToday: 3 }])
  t.notOk(table.answer(1, done), 'nothing is asked under this id any more')
})

t.test('requests wait for a link, then leave in order within the credit', async (t) => {
  const { table, sent, send } = setUp()
  const all = [1, 2, 3].map(() => table.request(ask))
  t.strictSame(sent, [])
  table.open(send, { frames: 2, bytes: 0 })
  t.strictSame(sent, [1, 2])
  table.answer(1, done)
  t.strictSame(sent, [1, 2, 3], 'an answer gives its credit back')
  table.answer(2, done)
  table.answer(3, done)
  await Promise.all(all)
  t.equal(table.unanswered, 0)
})

t.test('Resume is sent before what waits and spends a credit', async (t) => {
  const { table } = setUp()
  const waiting = table.request(ask)
  const kinds: string[] = []
  const answer = table.reopen((_id, { kind }) => kinds.push(kind), { frames: 1, bytes: 0 }, { kind: 'resume', resumeToken: new Uint8Array(1), upTo: 0, also: [] })
  t.strictSame(kinds, ['resume'])
  table.answer(1, { kind: 'resumed', resumed: true })
  t.strictSame(await answer, { kind: 'resumed', resumed: true })
  t.strictSame(kinds, ['resume', 'unenlist'])
  table.answer(2, done)
  await waiting
})

t.test('an error answer is thrown with all it says', async (t) => {
  const { table, send } = setUp()
  table.open(send, { frames: 1, bytes: 0 })
  const asked = table.request(ask)
  table.answer(1, { kind: 'error', code: 'INTERNAL', detail: 'd', correlationId: 'c-1', retryAfterSeconds: 7 })
  const error: unknown = await asked.catch((thrown: unknown) => thrown)
  t.ok(error instanceof AnswerError && error instanceof GatewayError)
  t.match(error, { code: 'INTERNAL', detail: 'd', correlationId: 'c-1', retryAfterSeconds: 7 })
})

t.test('a lost link fails what was sent, and what waits is sent on the next one', async (t) => {
  const { table, sent, send } = setUp()
  table.open(send, { frames: 1, bytes: 0 })
  const [lost, waiting] = [table.request(ask), table.request(ask)]
  table.lose('gone')
  await t.rejects(lost, new LinkLost('gone'))
  table.open(send, { frames: 1, bytes: 0 })
  t.strictSame(sent, [1, 2])
  table.answer(2, done)
  t.strictSame(await waiting, done)
})

t.test('a request that nobody could send in time fails, and is not sent later', async (t) => {
  const { table, timers, sent, send } = setUp()
  const asked = table.request(ask)
  timers.advance(WAIT_MS - 1)
  timers.advance(1)
  await t.rejects(asked, new LinkLost('there was no link'))
  table.open(send, { frames: 8, bytes: 0 })
  t.strictSame(sent, [])
})

t.test('an answer that takes too long fails its request, and its credit stays spent until it comes', async (t) => {
  const { table, timers, sent, send } = setUp()
  table.open(send, { frames: 1, bytes: 0 })
  const slow = table.request(ask)
  timers.advance(ANSWER_MS)
  await t.rejects(slow, new LinkLost('the gateway did not answer in time'))
  const next = table.request(ask)
  t.strictSame(sent, [1])
  t.ok(table.answer(1, done), 'the late answer is expected')
  t.strictSame(sent, [1, 2])
  table.answer(2, done)
  await next
})

t.test('an aborted request is not sent, and one that was sent is no longer waited for', async (t) => {
  const { table, sent, send } = setUp()
  const reason = new Error('enough')
  await t.rejects(table.request(ask, AbortSignal.abort(reason)), reason)
  const [early, late] = [new AbortController(), new AbortController()]
  const unsent = table.request(ask, early.signal)
  early.abort(reason)
  await t.rejects(unsent, reason)
  table.open(send, { frames: 1, bytes: 0 })
  const asked = table.request(ask, late.signal)
  late.abort(reason)
  await t.rejects(asked, reason)
  t.strictSame(sent, [1])
  t.equal(table.unanswered, 1)
})

t.test('no more requests wait than the limit says', async (t) => {
  const { table } = setUp(2)
  const waiting = [table.request(ask), table.request(ask)]
  await t.rejects(table.request(ask), new LinkLost('too many requests are waiting'))
  table.stop('over')
  for (const asked of waiting) await t.rejects(asked, new LinkLost('over'))
})

t.test('a request that cannot be encoded fails alone and spends nothing', async (t) => {
  const { table, sent, send } = setUp()
  table.open((id, asked) => {
    if (asked.kind === 'getIssuerList') throw new GatewayError('MALFORMED', 'x')
    return send(id, asked)
  }, { frames: 1, bytes: 0 })
  await t.rejects(table.request({ kind: 'getIssuerList' }), { code: 'MALFORMED' })
  const asked = table.request(ask)
  t.strictSame(sent, [2])
  table.answer(2, done)
  await asked
})

t.test('a paused table sends nothing but still takes answers', async (t) => {
  const { table, sent, send } = setUp()
  table.open(send, { frames: 2, bytes: 0 })
  const asked = table.request(ask)
  table.pause()
  const waiting = table.request({ kind: 'putIssuerList', list: partyId('core.example') })
  table.answer(1, done)
  t.strictSame(await asked, done)
  t.strictSame(sent, [1])
  table.stop('over')
  await t.rejects(waiting, new LinkLost('over'))
  await t.rejects(table.request(ask), new LinkLost('over'))
})

t.test('settled requests leave no timer and no listener behind', async (t) => {
  const { table, timers, send } = setUp()
  const { signal } = new AbortController()
  table.open(send, { frames: 8, bytes: 0 })
  const asked = table.request(ask, signal)
  table.answer(1, done)
  await asked
  t.strictSame([timers.set, getEventListeners(signal, 'abort')], [[], []])
})

t.test('no further request goes out once the unanswered ones have the bytes of the credit', async (t) => {
  const { table, sent, send } = setUp()
  table.open(send, { frames: 8, bytes: 250 })
  const asked = [1, 2, 3, 4].map(() => table.request(ask))
  t.strictSame(sent, [1, 2, 3], 'the third begins below it')
  table.answer(2, done)
  t.strictSame(sent, [1, 2, 3, 4], 'an answer gives its bytes back')
  for (const id of [1, 3, 4]) table.answer(id, done)
  await Promise.all(asked)
})
