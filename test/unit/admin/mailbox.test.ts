// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openRelayWorld, messageOf, openTalk, submit, there } from '../../support/relay-world.ts'
import { call, startAdmin } from './support.ts'

t.test('a parked message is listed without its content, put back, parked again, dropped, and its trace says so', async (t) => {
  const world = await openRelayWorld(t)
  const pair = await openTalk(world)
  const { socket } = await startAdmin(t, {}, { mailbox: world.relay.mailbox })
  const { party } = world.core
  const message = messageOf(there(pair), 'hello')
  await submit(world, pair.ada, message)
  const [row] = await world.store.read.mailboxPage(party, 0, 1)
  const park = async () => { for (let tried = 0; tried < 5; tried += 1) await world.store.write.countAttempt(party, row!.id) }
  const state = async () => (await call({ socket }, 'GET', `/v1/traces/${pair.ada.user}/${message.submissionId}`)).body
  await park()
  const { body } = await call({ socket }, 'GET', `/v1/mailbox?party=${party}&state=parked&after=0&limit=10`)
  t.match(body, { rows: [{ id: row!.id, party, senderUser: pair.ada.user, recipientUser: pair.bo.user, bytes: 5, attempts: 5, state: 'parked' }] })
  t.notMatch(JSON.stringify(body), /hello|aGVsbG8/)
  t.notOk('next' in body, 'the page is not full')
  t.match((await call({ socket }, 'GET', '/v1/mailbox?limit=1')).body, { rows: [{ id: row!.id }], next: row!.id })
  t.match((await call({ socket }, 'GET', '/v1/info')).body, { counts: { parkedMessages: 1 } })
  t.match(await call({ socket }, 'GET', '/readyz'), { status: 200 }, 'a parked message is no reason to be sent no work')
  t.match(await call({ socket }, 'POST', '/v1/mailbox/retry', { body: { party, reason: 'repaired' } }), { status: 200, body: { changed: 1 } })
  t.match(await state(), { traces: [{ senderDevice: 1, places: [{ state: 'waiting', attempts: 5 }] }] })
  t.match(await call({ socket }, 'POST', '/v1/mailbox/drop', { body: { ids: [row!.id], reason: 'x' } }), { status: 404, body: { detail: /is not parked/ } })
  await park()
  t.match(await call({ socket }, 'POST', '/v1/mailbox/drop', { body: { ids: [row!.id], reason: 'broken' } }), { status: 200, body: { changed: 1 } })
  t.match(await state(), { traces: [{ places: [{ state: 'dropped', attempts: 10, endedAt: /Z$/ }] }] })
  t.match((await call({ socket }, 'GET', '/v1/info')).body, { counts: { parkedMessages: 0 } })
})

t.test('a change needs rows and a reason, and a page has its bounds', async (t) => {
  const { socket } = await startAdmin(t)
  for (const body of [{}, { ids: [1] }, { reason: 'x' }, { ids: [], reason: 'x' }, { ids: ['1'], reason: 'x' }, { ids: [1], party: 'heron.example', reason: 'x' }, { ids: Array(101).fill(1), reason: 'x' }]) {
    t.match(await call({ socket }, 'POST', '/v1/mailbox/drop', { body }), { status: 400, body: { code: 'MALFORMED' } }, JSON.stringify(body).slice(0, 60))
  }
  for (const query of ['limit=0', 'limit=501', 'after=-1', 'state=gone', 'party=No', 'other=1']) {
    t.match(await call({ socket }, 'GET', `/v1/mailbox?${query}`), { status: 400, body: { code: 'MALFORMED' } }, query)
  }
  t.match(await call({ socket }, 'GET', '/v1/mailbox?limit=500'), { status: 200, body: { rows: [] } })
})
