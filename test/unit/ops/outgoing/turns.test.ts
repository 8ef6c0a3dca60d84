// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { OutgoingRefusal } from '../../../../src/ops/outgoing/ports.ts'
import { createTurns } from '../../../../src/ops/outgoing/turns.ts'
import { connectorTo, secureServer } from '../../../support/outgoing-world.ts'

const never = new AbortController().signal
const outcomeOf = (turn: Promise<unknown>): Promise<unknown> =>
  turn.then(() => 'taken', (error: unknown) => (error instanceof OutgoingRefusal ? error.denied : error))

t.test('so many calls go at once, in all and for each host, and the others follow in their order', async (t) => {
  const turns = createTurns({ calls: 3, callsPerHost: 2, waiting: 10 })
  const gone: string[] = []
  const leaving = new Map<string, () => void>()
  const take = async (host: string, name: string) => {
    leaving.set(name, await turns.take(host, never))
    gone.push(name)
  }
  const all = [take('a', 'a1'), take('a', 'a2'), take('a', 'a3'), take('b', 'b1'), take('b', 'b2'), take('a', 'a4')]
  await Promise.all([all[0], all[1], all[3]])
  t.same(gone, ['a1', 'a2', 'b1'], 'a crowded host does not hold up another one')
  leaving.get('b1')?.()
  await all[4]
  t.same(gone.slice(3), ['b2'])
  leaving.get('a1')?.()
  await all[2]
  leaving.get('a2')?.()
  await all[5]
  t.same(gone.slice(4), ['a3', 'a4'])
})

t.test('no more wait than may, and who gives up leaves its place', async (t) => {
  const turns = createTurns({ calls: 1, callsPerHost: 1, waiting: 1 })
  const leave = await turns.take('a', never)
  const ending = new AbortController()
  const first = turns.take('a', ending.signal)
  t.equal(await outcomeOf(turns.take('b', never)), 'busy')
  ending.abort()
  t.equal(await outcomeOf(first), 'aborted')
  const second = turns.take('b', never)
  leave()
  ;(await second)()
  t.equal(await outcomeOf(turns.take('a', ending.signal)), 'aborted')
  ;(await turns.take('a', never))()
})

t.test('a host that never answers is asked four times at once, and its other calls wait', async (t) => {
  const silent = await secureServer(t, () => undefined)
  const { call, outgoing, limits } = connectorTo(silent.port)
  const ending = new AbortController()
  const calls = Array.from({ length: limits.callsPerHost + limits.waiting }, () => call({ signal: ending.signal }))
  t.same(await call(), { denied: 'busy' })
  t.same(await outgoing.call({ url: 'https://127.1/', hosts: ['127.0.0.1'], signal: never }), { denied: 'address' }, 'what is refused needs no turn')
  ending.abort()
  t.same(new Set((await Promise.all(calls)).map((answer) => 'denied' in answer && answer.denied)), new Set(['aborted']))
  t.ok(silent.connections() <= limits.callsPerHost)
})
