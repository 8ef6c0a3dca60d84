// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import { Check } from 'typebox/value'
import { describeAgent } from '../../../src/agent/openapi.ts'
import type { GatewayDocument } from '../../../src/agent/openapi.ts'
import { addRoutes } from '../../../src/agent/routes.ts'
import { userId } from '../../../src/model/ids.ts'
import { openAgentWorld } from '../../support/agent-world.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi', name), 'utf8'))
const gateway = read('core-v1.json') as GatewayDocument
const document = JSON.parse(JSON.stringify(describeAgent(gateway))) as ReturnType<typeof describeAgent>

interface Json<Schema> { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly responses: Readonly<Record<string, Json<Parameters<typeof Check>[0]>>>
  readonly requestBody?: Json<{ readonly properties: object }>
}
const operation = (path: string, method: string): Operation => document.paths[path]?.[method] as Operation

t.test('every route of the agent is in the document, and every operation of the document is a route', async (t) => {
  const app = Fastify()
  const routes: string[] = []
  app.addHook('onRoute', ({ method, url }) => { if (method !== 'HEAD') routes.push(`${String(method)} ${url.replaceAll(/::|:([a-z]+)/g, (_, name: string | undefined) => (name === undefined ? ':' : `{${name}}`))}`) })
  addRoutes(app, {} as never)
  await app.ready()
  const described = Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`))
  t.same(routes.toSorted(), described.toSorted())
  t.ok(described.length > 10)
})

t.test('the committed document is the one that the contract makes', async (t) => {
  t.same(read('core-agent.json'), document)
})

t.test('what is passed on is described as at the gateway, and what is sealed there is in the clear', async (t) => {
  t.same(operation('/users/{ref}', 'put'), gateway.paths['/users/{ref}']?.['put'])
  const members = (path: string) => Object.keys(operation(path, 'post').requestBody!.content['application/json'].schema.properties)
  t.same(members('/messages'), ['ref', 'provider', 'peer', 'content', 'custody'])
  t.notOk(members('/users/{ref}/contacts/{id}').includes('epochKey'))
  t.ok(operation('/messages', 'post').parameters.some(({ name, in: place }) => name === 'Idempotency-Key' && place === 'header'))
  t.throws(() => describeAgent({ ...gateway, paths: {} }), { message: /\/core\/v1 has no PUT \/issuers/ })
})

t.test('events that the agent tells are as the document says', async (t) => {
  const world = await openAgentWorld(t)
  const peer = userId(randomUUID())
  const { schema } = operation('/events', 'get').responses['200']!.content['application/json']
  world.gateway.says(peer, 2, 'two')
  world.gateway.says(peer, 3, 'three')
  world.gateway.says(peer, 3, 'another three')
  const { events, next } = await world.events(0)
  t.same(events.map(({ type }) => type), ['message.missing', 'message', 'message', 'message.contradicted', 'message'])
  const timed = events.map((event) => ({ time: new Date(0).toISOString(), ...event }))
  t.ok(Check(schema, { events: timed, next }))
  t.notOk(Check(schema, { events: timed.map((event) => ({ ...event, epochKey: 'sealed' })), next }))
  t.notOk(Check(schema, { events: timed.map((event) => ({ ...event, type: 'message.unheard' })), next }))
})
