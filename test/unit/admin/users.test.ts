// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Subject } from '../../../src/registry/held.ts'
import { call, startAdmin } from './support.ts'

const receipt = { drawbridge: 'erasure-receipt/1' }

t.test('a person is named in the body, never in the path, and the desk hears who asked and why', async (t) => {
  const heard: unknown[] = []
  const { socket } = await startAdmin(t, {}, {
    users: {
      export: async (subject: Subject, because) => {
        heard.push([subject, because])
        return { drawbridge: 'user-export/1', users: [{ id: 'x', nested: { any: 1 } }] } as never
      },
      erase: async (subject: Subject, because, dryRun) => {
        heard.push([subject, because, dryRun])
        return { receipt, jws: 'a.b.c' } as never
      },
    },
  })
  const exported = await call({ socket }, 'POST', '/v1/users/export', { body: { about: { address: 'Ana@Heron.example' }, reason: 'OPS-41' } })
  t.match(exported, { status: 200, body: { held: true, export: { users: [{ id: 'x', nested: { any: 1 } }] } } }, 'whole')
  const user = '7b0f3c52-3f0e-4c6e-9a55-0d9f5b1f6a11'
  t.match(await call({ socket }, 'POST', '/v1/users/erase', { body: { about: { user }, reason: 'OPS-42', dryRun: true } }), { status: 200, body: { held: true, receipt, jws: 'a.b.c' } })
  t.match(heard, [[{ address: 'ana@heron.example' }, { actor: 'socket', reason: 'OPS-41' }], [{ user }, { actor: 'socket', reason: 'OPS-42' }, true]])
})

t.test('about whom nothing is held is said, and what is not clear is refused', async (t) => {
  const { socket } = await startAdmin(t)
  const about = { party: 'heron.example', reference: 'ana' }
  t.match(await call({ socket }, 'POST', '/v1/users/export', { body: { about, reason: 'x' } }), { status: 200, body: { held: false } })
  t.match(await call({ socket }, 'POST', '/v1/users/erase', { body: { about, reason: 'x', dryRun: false } }), { status: 200, body: { held: false } })
  const bad: readonly unknown[] = [
    { about }, { about, reason: '' }, { about: {}, reason: 'x' }, { about: { ...about, user: 'x' }, reason: 'x' }, { about: { party: 'heron.example' }, reason: 'x' },
    { about: { user: 'x' }, reason: 'x' }, { about: { address: 'x' }, reason: 'x' }, { about: { party: 'X', reference: 'ana' }, reason: 'x' },
  ]
  for (const body of bad) t.match(await call({ socket }, 'POST', '/v1/users/export', { body }), { status: 400, body: { code: 'MALFORMED' } }, JSON.stringify(body))
  t.match(await call({ socket }, 'POST', '/v1/users/erase', { body: { about, reason: 'x' } }), { status: 400 }, 'whether it is a dry run is said')
})
