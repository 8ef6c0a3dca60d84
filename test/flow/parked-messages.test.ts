// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import type { EventBody } from '../../src/model/answers.ts'
import { createGatewayView } from '../../src/sandbox/gateway-view.ts'
import { createCouple } from '../support/couple.ts'
import { createDaemon } from '../support/daemon.ts'
import { nextMessage, openServer, parked, refuse, send, textOf } from '../support/refusing-server.ts'
import { json, terminal } from '../unit/cli/support.ts'

t.setTimeout(110_000)

/** A daemon, two people, and the operator's terminal. */
const start = async (t: Test) => {
  const daemon = await createDaemon(t)
  await daemon.start()
  const couple = await createCouple(daemon)
  await couple.provider.link.close()
  t.teardown(() => couple.core.link.close())
  const { command } = terminal(t)
  const operator = (...words: readonly string[]) => command(...words, '--admin-socket', `${daemon.dataFolder}/admin.sock`)
  return { daemon, couple, operator }
}

t.test('a message refused five times is parked, listed, put back, and arrives late and once; its lane went on meanwhile', async (t) => {
  const { daemon, couple, operator } = await start(t)
  const id = await send(couple, 'first')
  await send(couple, 'second')
  t.same(await refuse(couple.provider, ['first']), ['second'], 'what came after it arrived')
  await parked(daemon, 1)
  t.match(await operator('info'), { code: 0, out: /parked {5}1 message; see: drawbridge mailbox list\n/ })
  await daemon.admin('GET', '/readyz')
  const idle = await openServer(couple.provider)
  t.equal(await nextMessage(idle), undefined, 'it is not pushed to a new link')

  const listed = json(await operator('mailbox', 'list', '--json'))['rows'] as { readonly id: number }[]
  t.match(listed, [{ party: 'heron.example', state: 'parked', senderUser: couple.core.user, recipientUser: couple.provider.user, submissionId: id, attempts: 5 }])
  t.notMatch(JSON.stringify(listed), /first|Zmlyc3/)
  const row = String(listed[0]!.id)
  const full = await operator('mailbox', 'list', '--limit', '1')
  t.match(full.out, new RegExp(`^ID +PARTY +FROM +TO +SUBMISSION +BYTES +ATTEMPTS +ACCEPTED +EXPIRES\\n${row} +heron\\.example +${couple.core.user}\\.1 +${couple.provider.user}\\.1 +${id} +\\d+ +5 +\\S+Z +\\S+Z\\n$`))
  t.equal(full.err, `More may follow; go on with: --after ${row}\n`)
  t.match(json(await operator('mailbox', 'list', '--limit', '1', '--json')), { rows: [{ id: Number(row) }], next: Number(row) })
  t.match(await operator('mailbox', 'list', '--after', row), { out: 'Nothing is parked.\n', err: '' })

  t.match(await operator('mailbox', 'retry', '--id', row, '--reason', 'their disk is repaired'), { code: 0, out: '1 put back.\n' })
  const late = await nextMessage(idle)
  t.match(late && { text: textOf(late), late: late.late, submissionId: late.submissionId }, { text: 'first', late: true, submissionId: id })
  idle.send(0, { kind: 'ack', upTo: late!.streamSequence, also: [] })
  t.match(await operator('mailbox', 'retry', '--id', row, '--reason', 'again'), { code: 1, err: new RegExp(`^NOT_FOUND: [^]*row ${row} is not parked; nothing was changed`) })
  idle.ws.close()
  await idle.closed
  const next = await openServer(couple.provider)
  t.equal(await nextMessage(next), undefined, 'it does not come again')
  t.match((await operator('trace', id, '--sender', couple.core.user)).out, / heron\.example +1 +delivered +5 /)
  next.send(1, { kind: 'trace', senderUser: couple.core.user, submissionId: id })
  t.match((await next.expect('traced')).messages, [{ senderDevice: 1, places: [{ deviceId: 1, stage: 'delivered', attempts: 5 }] }], 'its recipient’s home may ask')
  t.match(await couple.core.link.trace({ senderUser: couple.core.user, submissionId: id }), [{ places: [{ stage: 'accepted', attempts: 0, pushedTimeMs: 0 }] }], 'its sender’s home sees less')
  next.ws.close()
  await next.closed
})

t.test('of a message that is dropped nothing stays, and its sender is told that it failed', async (t) => {
  const { daemon, couple, operator } = await start(t)
  const failed = Promise.withResolvers<EventBody>()
  couple.core.link.transport().subscribe(couple.core.user, (push) => {
    if (push.kind === 'event') failed.resolve(push.body)
    return Promise.resolve()
  })
  const id = await send(couple, 'never')
  await refuse(couple.provider, ['never'])
  await parked(daemon, 1)
  t.equal(createGatewayView(daemon.dataFolder).waiting().count, 1)
  t.match(json(await operator('mailbox', 'drop', '--party', 'heron.example', '--reason', 'they cannot store it', '--json')), { ok: true, changed: 1 })
  t.match(await failed.promise, { kind: 'messageFailed', user: couple.core.user, senderDevice: 1, submissionId: id, deviceIds: [1] })
  t.same(createGatewayView(daemon.dataFolder).waiting(), { count: 0, bytes: 0 })
  for (const state of ['parked', 'waiting', 'withheld']) t.match(await operator('mailbox', 'list', '--state', state), { code: 0, out: `Nothing is ${state}.\n` })
  const link = await openServer(couple.provider)
  t.equal(await nextMessage(link), undefined, 'the recipient never gets it')
  link.ws.close()
  await link.closed
  t.match((await operator('trace', id, '--sender', couple.core.user)).out, / heron\.example +1 +dropped +5 +- +\S+Z\n/)
  t.match(await couple.core.link.trace({ senderUser: couple.core.user, submissionId: id }), [{ places: [{ deviceId: 1, stage: 'failed' }] }])
  t.match(await operator('info'), { out: /parked {5}nothing\n/ })
})
