// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { CoreMessage } from '../../../src/core/index.ts'
import { deviceId } from '../../../src/model/ids.ts'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import { START } from '../../support/registry-world.ts'
import { enlistInside } from '../../support/subscribers.ts'

const ID = '6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10'
const PEER = '0b9f5f3e-7d3a-4c3e-8f0e-1c2d3e4f5a6b'
const BODY = { ref: 'bo', provider: 'heron.example', peer: PEER, content: 'a.b.c.d.e', epochKey: 'f.g.h' }
const KEY = { headers: { 'idempotency-key': ID } }

t.test('a message goes to whoever seals, under its idempotency key, and is accepted and not delivered', async (t) => {
  const sealed: CoreMessage[] = []
  const world = await openCoreWorld(t, {
    sealForCore: async (_caller, message) => {
      sealed.push(message)
      return sealed.length > 1 ? { kind: 'throttled', retryAfterSeconds: 7, scope: 'pair', headroom: [] }
        : { kind: 'accepted', gatewayTimeMs: START, places: [{ deviceId: deviceId(1), laneSequence: 1 }], frank: undefined }
    },
  })
  const bo = await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  t.match(await world.call('POST', '/messages', { body: BODY, ...KEY }), { status: 202, body: { id: ID, acceptedAt: new Date(START).toISOString() } })
  t.match(sealed, [{ submissionId: ID, senderUser: bo.user, recipientUser: PEER, content: 'a.b.c.d.e', epochKey: 'f.g.h' }])
  t.match(await world.call('POST', '/messages', { body: BODY, ...KEY }), { status: 429, body: { code: 'THROTTLED' }, headers: { 'retry-after': '7' } })
})

t.test('whoever seals is told when the core has left', async (t) => {
  const [asked, left] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const world = await openCoreWorld(t, {
    sealForCore: async (_caller, _message, gone) => {
      gone?.addEventListener('abort', () => { left.resolve(undefined) })
      asked.resolve(undefined)
      await left.promise
      return { kind: 'throttled', retryAfterSeconds: 1, scope: 'pair', headroom: [] }
    },
  })
  await giveToVault(world, await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' }))
  const client = new AbortController()
  const call = t.rejects(world.call('POST', '/messages', { body: BODY, ...KEY, signal: client.signal }))
  await asked.promise
  client.abort()
  await Promise.all([call, left.promise])
})

t.test('without a vault that seals, and without a key or a user, nothing is sent', async (t) => {
  const world = await openCoreWorld(t)
  await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' })
  t.match(await world.call('POST', '/messages', { body: BODY, ...KEY }), { status: 501, body: { code: 'UNKNOWN_REQUEST', detail: /no vault/ } })
  t.match(await world.call('POST', '/messages', { body: BODY }), { status: 400, body: { detail: /Idempotency-Key/ } })
  t.match(await world.call('POST', '/messages', { body: BODY, headers: { 'idempotency-key': 'once' } }), { status: 400, body: { detail: /submission id/ } })
  t.match(await world.call('POST', '/messages', { body: { ...BODY, ref: 'cy' }, ...KEY }), { status: 404 })
  t.match(await world.call('POST', '/messages', { body: { ...BODY, text: 'hello' }, ...KEY }), { status: 400, body: { detail: /additional/ } })
})

t.test('a message that was never accepted has no trace', async (t) => {
  const world = await openCoreWorld(t)
  await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' })
  t.match(await world.call('GET', `/messages/${ID}?ref=bo&provider=heron.example`), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await world.call('GET', `/messages/${ID}`), { status: 400, body: { code: 'MALFORMED' } })
})
