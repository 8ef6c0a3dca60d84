// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import { mountCore } from '../../../src/core/index.ts'
import { describeCore } from '../../../src/core/openapi.ts'

const FILE = join(import.meta.dirname, '../../../docs/openapi/core-v1.json')

t.test('every route of the listener is in the document, and every operation of the document is a route', async (t) => {
  const app = Fastify()
  const routes: string[] = []
  app.addHook('onRoute', ({ method, url }) => { if (method !== 'HEAD') routes.push(`${String(method)} ${url.replaceAll(/::|:([a-z]+)/g, (_, name: string | undefined) => (name === undefined ? ':' : `{${name}}`))}`) })
  mountCore(app, { relay: {}, registry: {}, events: {} } as never)
  const { paths } = describeCore()
  const described = Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} /core/v1${path}`))
  t.same(routes.toSorted(), described.toSorted())
  t.ok(described.length > 10)
})

t.test('the committed document is the one that the contract makes', async (t) => {
  t.same(JSON.parse(readFileSync(FILE, 'utf8')), JSON.parse(JSON.stringify(describeCore())))
})

t.test('each parameter of a path is described', async (t) => {
  for (const [path, operations] of Object.entries(describeCore().paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const operation of Object.values(operations) as { parameters: { name: string; in: string; required: boolean }[] }[]) {
      t.same(operation.parameters.filter((one) => one.in === 'path').map(({ name, required }) => [name, required]), named.map((name) => [name, true]), path)
    }
  }
})
