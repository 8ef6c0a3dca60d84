// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { application, call, startAdmin } from './support.ts'
import { parseAdmissionFile } from '../../../src/model/party-files.ts'

t.test('a core and then a provider are added, and each gets its admission file', async (t) => {
  const { socket } = await startAdmin(t)
  const core = await call({ socket }, 'POST', '/v1/parties', { body: { application: await application('core.example', 'core') } })
  t.equal(core.status, 201)
  t.equal(parseAdmissionFile(core.body).role, 'core')
  const heron = await call({ socket }, 'POST', '/v1/parties', { body: { application: await application('heron.example'), bindingMode: 'plain-loopback' } })
  t.equal(heron.status, 201)
  t.match(parseAdmissionFile(heron.body), { party: 'heron.example', bindingMode: 'plain-loopback', core: { party: 'core.example' } })
  const { body } = await call({ socket }, 'GET', '/v1/parties')
  t.match(body, { parties: [{ party: 'core.example', role: 'core', state: 'live' }, { party: 'heron.example', addedAt: '1970-01-01T00:00:00.000Z' }] })
})

t.test('a party is suspended and resumed with a reason', async (t) => {
  const { socket } = await startAdmin(t)
  await call({ socket }, 'POST', '/v1/parties', { body: { application: await application('core.example', 'core') } })
  await call({ socket }, 'POST', '/v1/parties', { body: { application: await application('heron.example') } })
  t.match((await call({ socket }, 'POST', '/v1/parties/heron.example/suspend', { body: { reason: 'spam' } })).body, { state: 'suspended', stateReason: 'spam' })
  t.match((await call({ socket }, 'GET', '/v1/parties/heron.example')).body, { state: 'suspended', stateReason: 'spam' })
  t.match((await call({ socket }, 'GET', '/v1/info')).body, { counts: { cores: 1, providers: 1, suspended: 1, openLinks: 2 } })
  t.match((await call({ socket }, 'POST', '/v1/parties/heron.example/resume', { body: { reason: 'settled' } })).body, { state: 'live' })
})

t.test('each bad request gets a problem document of the catalogue and changes nothing', async (t) => {
  const { socket, seen } = await startAdmin(t)
  const core = await application('core.example', 'core')
  const heron = await application('heron.example')
  t.match(await call({ socket }, 'POST', '/v1/parties', { body: { application: heron } }), { status: 409, body: { code: 'CONFLICT', detail: 'add the core first' } })
  await call({ socket }, 'POST', '/v1/parties', { body: { application: core } })
  const cases: [title: string, method: 'GET' | 'POST' | 'DELETE', path: string, body: unknown, status: number, code: string, detail: RegExp][] = [
    ['a second core', 'POST', '/v1/parties', { application: await application('other.example', 'core') }, 409, 'CONFLICT', /a core already/],
    ['no body', 'POST', '/v1/parties', undefined, 400, 'MALFORMED', /./],
    ['not JSON', 'POST', '/v1/parties', '{"application":', 400, 'MALFORMED', /./],
    ['a list', 'POST', '/v1/parties', [], 400, 'MALFORMED', /^body must be object$/],
    ['no application', 'POST', '/v1/parties', {}, 400, 'MALFORMED', /application/],
    ['a member too many', 'POST', '/v1/parties', { application: heron, state: 'live' }, 400, 'MALFORMED', /additional/],
    ['an unknown binding mode', 'POST', '/v1/parties', { application: heron, bindingMode: 'none' }, 400, 'MALFORMED', /^body\.bindingMode must be equal to one of/],
    ['a binding mode that the links listener cannot have', 'POST', '/v1/parties', { application: heron, bindingMode: 'exporter' }, 400, 'CONFIG_INVALID', /must be wss:\/\/ with binding mode exporter/],
    ['an application with a member too many', 'POST', '/v1/parties', { application: { ...heron, admin: true } }, 400, 'CONFIG_INVALID', /admin/],
    ['an application with a private key', 'POST', '/v1/parties', { application: { ...heron, linkKeys: { keys: [{ ...heron.linkKeys.keys[0], d: 'x' }] } } }, 400, 'CONFIG_INVALID', /private part/],
    ['a party that is no domain', 'POST', '/v1/parties', { application: { ...heron, party: 'Heron' } }, 400, 'CONFIG_INVALID', /^party/],
    ['a body over 64 KiB', 'POST', '/v1/parties', { application: 'x'.repeat(70_000) }, 400, 'MALFORMED', /64 KiB/],
    ['an unknown party', 'GET', '/v1/parties/nobody.example', undefined, 404, 'NOT_FOUND', /no such party/],
    ['a path that names no domain', 'GET', '/v1/parties/No%20body', undefined, 400, 'MALFORMED', /party id/],
    ['a change of an unknown party', 'POST', '/v1/parties/nobody.example/suspend', { reason: 'x' }, 404, 'NOT_FOUND', /no such party/],
    ['a change without a reason', 'POST', '/v1/parties/core.example/suspend', {}, 400, 'MALFORMED', /reason/],
    ['a change with an empty reason', 'POST', '/v1/parties/core.example/resume', { reason: '' }, 400, 'MALFORMED', /reason/],
    ['a reason that is a number', 'POST', '/v1/parties/core.example/suspend', { reason: 7 }, 400, 'MALFORMED', /^body\.reason must be string$/],
    ['a reason over 500 characters', 'POST', '/v1/parties/core.example/suspend', { reason: 'x'.repeat(501) }, 400, 'MALFORMED', /reason/],
    ['an unknown path', 'GET', '/v1/messages', undefined, 404, 'NOT_FOUND', /no such path/],
    ['an unknown method', 'DELETE', '/v1/parties/core.example', undefined, 404, 'NOT_FOUND', /no such path/],
  ]
  for (const [title, method, path, body, status, code, detail] of cases) {
    const answer = await call({ socket }, method, path, body === undefined ? {} : { body })
    t.match(answer, { status, type: 'application/problem+json', body: { status, code, detail, type: `urn:drawbridge:error:${code}`, title: /./, fix: /./ } }, title)
  }
  t.match((await call({ socket }, 'GET', '/v1/parties')).body, { parties: [{ party: 'core.example', state: 'live' }] })
  t.equal(seen.length, 0, 'and none of them counts as a fault of ours')
})

t.test('a fault of ours says nothing but a correlation id that the log has too', async (t) => {
  const boom = async () => { throw new Error('SQLITE_CORRUPT secret') }
  const { socket, seen } = await startAdmin(t, {}, { desk: { add: boom, list: boom, find: boom, suspend: boom, resume: boom, setLimits: boom } })
  const { status, body } = await call({ socket }, 'GET', '/v1/parties')
  t.match({ status, body }, { status: 500, body: { code: 'INTERNAL', detail: '', correlationId: /^[0-9a-f-]{36}$/ } })
  t.notMatch(JSON.stringify(body), /secret/)
  t.same(seen, [`failed ${String(body['correlationId'])} SQLITE_CORRUPT secret`])
})

t.test('members that are not declared do not leave', async (t) => {
  const row = {
    party: 'heron.example', role: 'provider', displayName: 'Heron', state: 'live', stateReason: '', bindingMode: 'proxy', addedAt: 0,
    linkKeys: [{ keyId: 'k', secret: 'canary' }], issuerKeys: [], secret: 'canary', limits: { secret: 'canary' },
  }
  const find = async () => row as never
  const { socket } = await startAdmin(t, {}, { desk: { find, list: async () => [row as never], add: async () => ({ ...row, secret: 'canary' }) as never, suspend: find, resume: find, setLimits: find } })
  for (const path of ['/v1/parties', '/v1/parties/heron.example', '/v1/info']) {
    t.notMatch(JSON.stringify((await call({ socket }, 'GET', path)).body), /canary/, path)
  }
})

t.test('health tells life and readiness apart', async (t) => {
  const { socket } = await startAdmin(t, {}, { health: { live: () => true, ready: () => false } })
  t.match(await call({ socket }, 'GET', '/livez'), { status: 200, body: { ok: true } })
  t.match(await call({ socket }, 'GET', '/readyz'), { status: 503, body: { ok: false } })
})
