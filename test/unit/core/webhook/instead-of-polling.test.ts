// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { deviceId } from '../../../../src/model/ids.ts'
import { openCoreWorld } from '../../../support/core-world.ts'
import { openWebhookWorld } from '../../../support/webhook-world.ts'

t.test('where a webhook is configured nobody polls, and is told what to do; everything else works', async (t) => {
  const { call } = await openCoreWorld(t, { hasWebhook: true })
  for (const after of ['', '?after=7&wait=1']) {
    t.match(await call('GET', `/events${after}`), { status: 409, body: { code: 'CONFLICT', detail: /core\.webhook; to poll for them take it out of the configuration/ } })
  }
  t.match(await call('PUT', '/users/ben', { body: { optedIn: true, findable: false } }), { status: 200 })
})

for (const proofs of [true, false]) {
  t.test(`a webhook holds what a report needs ${proofs ? 'where the operator has set that' : 'nowhere else'}`, async (t) => {
    const { begin, opened, arrived, until, left, ana, bo } = await openWebhookWorld(t)
    begin({ proofs })
    await opened(1, ana, bo.user, { sealed: 'p.r.o.o.f', senderDevice: deviceId(1), commitment: Buffer.alloc(32, 1), frank: { keyEpoch: 1, mac: Buffer.alloc(32, 2), signature: Buffer.alloc(64, 3) } })
    await until(async () => await left() === 0)
    const [event, ...more] = arrived.map(({ text }) => JSON.parse(text) as Record<string, unknown>)
    t.strictSame(more, [])
    t.match(event, { type: 'message', content: 'c', epochKey: 'k' })
    if (proofs) t.match(event?.['proof'], { sealed: 'p.r.o.o.f', senderDevice: 1, commitment: Buffer.alloc(32, 1).toString('base64url'), keyEpoch: 1 })
    else t.notMatch(JSON.stringify(event), /proof|p\.r\.o\.o\.f/)
  })
}
