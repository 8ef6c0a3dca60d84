// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { contract } from '../../../src/core/contract.ts'
import { openCoreWorld } from '../../support/core-world.ts'

const ID = '6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10'

t.test('every operation is behind a credential that is in force', async (t) => {
  const { call, credentials, seen } = await openCoreWorld(t)
  const removed = credentials.add('removed', 0)
  credentials.remove('removed')
  const shown: [title: string, options: { token?: string | null; headers?: Record<string, string> }][] = [
    ['none', { token: null }], ['an empty one', { token: '' }], ['a wrong one', { token: 'x'.repeat(43) }], ['a removed one', { token: removed }],
    ['another scheme', { token: null, headers: { authorization: 'Basic Y29yZTpjb3Jl' } }],
  ]
  let asked = 0
  for (const { method, path } of Object.values(contract)) {
    const at = path.replace('{ref}', 'bo').replace('{party}', 'heron.example').replace('{id}', ID)
    for (const [title, options] of shown) {
      t.match(await call(method, at, options), { status: 401, type: 'application/problem+json', body: { code: 'UNAUTHENTICATED' } }, `${method} ${path}: ${title}`)
      asked += 1
    }
  }
  t.match(await call('GET', '/nothing', { token: null }), { status: 401 }, 'what is not there tells nothing either')
  t.same(new Set(seen), new Set(['refused UNAUTHENTICATED']))
  t.equal(seen.length, asked + 1)
})

t.test('a credential that is removed is out with its next request', async (t) => {
  const { call, credentials } = await openCoreWorld(t)
  const token = credentials.add('server-2', 0)
  t.match(await call('GET', '/events', { token }), { status: 200 })
  credentials.remove('server-2')
  t.match(await call('GET', '/events', { token }), { status: 401 })
})

t.test('where no core is admitted a credential speaks for nobody', async (t) => {
  const { call } = await openCoreWorld(t, { core: async () => undefined })
  t.match(await call('GET', '/events'), { status: 404, body: { code: 'NOT_FOUND', detail: /no core/ } })
})

t.test('a fault of ours says nothing but a correlation id that the log has too', async (t) => {
  const { call, seen } = await openCoreWorld(t, { core: async () => { throw new Error('secret') } })
  const { status, body } = await call('GET', '/events')
  t.match({ status, body }, { status: 500, body: { code: 'INTERNAL', detail: '', correlationId: /^[0-9a-f-]{36}$/ } })
  t.notMatch(JSON.stringify(body), /secret/)
  t.same(seen, [`failed ${String(body['correlationId'])} secret`])
})
