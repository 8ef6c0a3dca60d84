// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { instanceName } from '../../../src/model/ids.ts'
import { bench, delivery } from './support.ts'
import type { Bench } from './support.ts'

const ask = { kind: 'getIssuerList' } as const
/** Far more than both kernel buffers of a connection and a gateway's patience. */
const MANY = 20_000

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

/** Pushes over the nth link until it is behind; gives the number of pushes. The link must have stopped reading. */
const pushUntilBehind = async (b: Bench, nth = 0): Promise<number> => {
  const stream = b.deliverer.streams[nth]!
  for (let sequence = 1; sequence <= MANY; sequence++) {
    stream.push(delivery(sequence, 24_000))
    await turn()
    if (stream.isBehind()) return sequence
  }
  throw new Error('it is never behind')
}

t.test('a reader that stops is not read, and when it reads again everything goes on in order', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.pause()
  const pushed = await pushUntilBehind(b)
  for (let id = 1; id <= 200; id++) link.send(id, ask)
  const honest = await b.open(b.core)
  honest.send(1, ask)
  await honest.next()
  t.equal(b.calls.length, 1, 'the other link is served')
  t.notOk(b.deliverer.log.includes('one#1 go on'))
  link.socket.resume()
  for (let sequence = 1; sequence <= pushed; sequence++) {
    const { streamSequence } = await link.expect('deliver')
    if (streamSequence !== sequence) t.fail(`got ${streamSequence} for ${sequence}`)
  }
  for (let id = 1; id <= 200; id++) {
    const answer = await link.expect('done')
    if (answer.id !== id) t.fail(`got ${answer.id} for ${id}`)
  }
  t.ok(b.deliverer.log.includes('one#1 go on'), 'pushes go on')
  t.equal(b.deliverer.streams[0]?.isBehind(), false)
  t.strictSame(b.ended, [])
})

t.test('answers make a reader fall behind, and then no further request of it is taken', async (t) => {
  const b = await bench(t, { manual: true })
  const link = await b.open()
  link.socket.pause()
  let taken = 0
  for (let id = 1; b.deliverer.streams[0]?.isBehind() === false && id < 1_000; id++) {
    link.send(id, ask)
    taken = id
    const call = await b.called(id)
    call.finish({ kind: 'issuerList', list: 'x'.repeat(120_000) })
    await turn()
  }
  link.send(taken + 1, ask)
  const honest = await b.open(b.core)
  honest.send(1, ask)
  const next = await b.called(taken + 1)
  t.equal(next.party, b.core.party, 'the next one taken is of another link')
  next.finish({ kind: 'done' })
})

t.test('small frames count with what they take in memory', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  const [stream] = b.deliverer.streams
  const count = 500
  for (let sequence = 1; sequence <= count; sequence++) stream!.push(delivery(sequence, 1))
  t.equal(stream!.isBehind(), true, 'about 100 KB')
  for (let sequence = 1; sequence <= count; sequence++) await link.expect('deliver')
  t.equal(stream!.isBehind(), false)
})

t.test('a reader that is behind is silent, whatever it says, and ends after the idle limit', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.pause()
  await pushUntilBehind(b)
  const honest = await b.open(b.core)
  for (let seconds = 0; seconds < 90; seconds += 30) {
    link.ws.ping()
    const pinged = honest.pings
    b.timers.advance(30_000)
    await honest.pinged(pinged + 1)
    honest.send(1, ask)
    await honest.next()
  }
  t.strictSame(b.ended, ['SLOW_READER'])
  t.equal(b.links.count(), 1)
  b.timers.advance(1_000)
})

t.test('one that catches up is given its time anew', async (t) => {
  const b = await bench(t)
  const link = await b.open()
  link.socket.pause()
  const pushed = await pushUntilBehind(b)
  b.timers.advance(30_000)
  link.socket.resume()
  for (let sequence = 1; sequence <= pushed; sequence++) await link.expect('deliver')
  await link.pinged(1)
  b.timers.advance(30_000)
  await link.pinged(2)
  t.strictSame(b.ended, [])
})

t.test('when all links together hold too much, one that does not read ends, and an honest one stays', async (t) => {
  const b = await bench(t)
  const count = 24
  const links = []
  for (let n = 0; n < count; n++) links.push(await b.open(b.heron, { instance: instanceName(`server-${n}`) }))
  for (const link of links) link.socket.pause()
  const honest = await b.open(b.core)
  const push = delivery(1, 24_000)
  const hasEnded = (): boolean => b.ended.length > 0
  for (let round = 0; !hasEnded() && round < MANY; round++) {
    for (const stream of b.deliverer.streams.slice(0, count)) if (!hasEnded()) stream.push(push)
    await turn()
  }
  t.strictSame(b.ended, ['SLOW_READER'])
  t.match(b.deliverer.log.at(-1), /^server-\d+#\d+ detach$/)
  honest.send(1, ask)
  t.equal((await honest.next()).id, 1)
})
