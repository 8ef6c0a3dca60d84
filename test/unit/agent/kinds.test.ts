// SPDX-License-Identifier: AGPL-3.0-only
// Promise: whatever kind is said or heard through the agent is plain JSON at its caller's end, as the published vectors have it.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import { openAgentWorld } from '../../support/agent-world.ts'
import vectors from '../../vectors/wire/content-json.json' with { type: 'json' }

const peer = userId(randomUUID())
const ends = { ref: 'ben', provider: 'heron.example', peer }

t.test('each kind is sealed to the vault as it was said, and the gateway is told the attachment that one points to', async (t) => {
  const { gateway, call } = await openAgentWorld(t)
  const said = vectors.fromCore.map(({ json }) => json)
  for (const content of said) t.match(await call('POST', '/messages', { key: randomUUID(), body: { ...ends, content } }), { status: 202 }, content.kind)
  t.strictSame(gateway.fromCore.map((heard) => heard.said), said)
  const named = gateway.asked.filter(({ path }) => path === '/messages').map(({ body }) => (body as { readonly attachments?: readonly string[] }).attachments)
  t.strictSame(named, said.map((content) => ('attachment' in content ? [content.attachment.id] : undefined)))
  t.ok(named.some((ids) => ids !== undefined))
})

t.test('what a vault would refuse is refused with the member that is wrong, and nothing is sent', async (t) => {
  const { gateway, call } = await openAgentWorld(t)
  for (const { note, json } of vectors.fromCoreRefused) {
    t.match(await call('POST', '/messages', { key: randomUUID(), body: { ...ends, content: json } }), { status: 400 }, note)
  }
  t.equal(gateway.asked.filter(({ path }) => path === '/messages').length, 0)
})

t.test('each kind is heard in the clear', async (t) => {
  const { gateway, events } = await openAgentWorld(t)
  const heard = vectors.toCore.map(({ json }) => json).slice(-30)
  for (const [at, json] of heard.entries()) gateway.add(gateway.message(gateway.facts(peer, at + 1), json))
  const { events: told } = await events(0)
  t.same(told.filter(({ type }) => type === 'message').map(({ content }) => content), heard)
})
