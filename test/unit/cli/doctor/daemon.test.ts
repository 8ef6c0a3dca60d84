// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { examine } from '../../../../src/cli/doctor/index.ts'
import { checkNetwork } from '../../../../src/cli/doctor/network.ts'
import type { Finding } from '../../../../src/cli/doctor/finding.ts'
import { answering, nobody, NOW, startedOnce, VERSION, WELL, worldOf } from '../../../support/doctor-world.ts'
import { createOutgoing } from '../../../../src/ops/outgoing/index.ts'
import { systemTimers } from '../../../../src/ops/timers.ts'
import { shortFolder } from '../support.ts'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HOUR_MS = 3_600_000
const byId = (found: readonly Finding[], wanted: string) => found.filter(({ id }) => id === wanted)
const info = (changes: object) => ({ version: VERSION, phase: 'ready', counts: { providers: 1, cores: 1, openLinks: 2, parkedMessages: 0, ...changes } })

t.test('no daemon is a warning before the first start, a problem after it, and the rest is looked at all the same', async (t) => {
  const home = shortFolder(t)
  const before = await examine(worldOf(home, {}, { admin: nobody, place: ' --config c.yaml' }))
  t.match(byId(before, 'daemon'), [{ state: 'warning', fix: 'Start it with: drawbridge serve --config c.yaml' }])
  t.notOk(before.some(({ state }) => state === 'problem'), 'nothing else is amiss')
  await startedOnce(home)
  const after = await examine(worldOf(home, {}, { admin: nobody }))
  t.match(byId(after, 'daemon'), [{ state: 'problem', fix: /drawbridge serve/ }])
  t.match(byId(after, 'store'), [{ state: 'ok' }])
  t.same(byId(after, 'links'), [], 'a daemon that does not answer is not asked again')
})

t.test('what a daemon says of itself and its queues becomes findings', async (t) => {
  const home = shortFolder(t)
  const cases: readonly (readonly [path: string, answer: unknown, id: string, expected: object])[] = [
    ['/readyz', { ok: true }, 'daemon', { state: 'ok' }],
    ['/readyz', { ok: false }, 'daemon', { state: 'problem' }],
    ['/v1/info', { ...info({}), version: '0.9.0' }, 'daemon.version', { state: 'warning', what: /0\.9\.0/ }],
    ['/v1/info', info({ openLinks: 0 }), 'links', { state: 'warning', what: /none of 2/ }],
    ['/v1/info', info({ openLinks: 0, providers: 0, cores: 0 }), 'links', { state: 'ok' }],
    ['/v1/info', info({ parkedMessages: 3 }), 'messages.parked', { state: 'warning', fix: /drawbridge mailbox list/ }],
    ['/v1/mailbox?state=waiting&limit=1', { rows: [{ party: 'heron.example', acceptedAt: new Date(NOW - 25 * HOUR_MS).toISOString() }] }, 'messages.waiting', { state: 'warning', what: /heron\.example since 25 hours/ }],
    ['/v1/mailbox?state=waiting&limit=1', { rows: [{ party: 'heron.example', acceptedAt: new Date(NOW - HOUR_MS).toISOString() }] }, 'messages.waiting', { state: 'ok' }],
    ['/v1/core/webhook', { receiver: 'gone', events: [] }, 'core.webhook', { state: 'problem' }],
    ['/v1/core/webhook', { receiver: 'resting', events: [] }, 'core.webhook', { state: 'problem' }],
    ['/v1/core/webhook', { receiver: 'well', events: [{}] }, 'core.events', { state: 'warning', fix: /webhook replay/ }],
  ]
  const webhook = { DRAWBRIDGE_CORE_LISTEN: '127.0.0.1:0', DRAWBRIDGE_CORE_WEBHOOK: 'https://core.example/hook' }
  for (const [path, answer, id, expected] of cases) {
    t.match(byId(await examine(worldOf(home, webhook, { admin: answering({ ...WELL, [path]: answer }) })), id), [expected], `${path} ${JSON.stringify(answer)}`)
  }
})

t.test('a bucket that is not this store\'s is a problem with the way out of it, and without S3 nothing is said', async (t) => {
  const home = shortFolder(t)
  const s3 = { DRAWBRIDGE_MEDIA_S3_ENDPOINT: 'https://s3.example', DRAWBRIDGE_MEDIA_S3_BUCKET: 'files', DRAWBRIDGE_MEDIA_S3_ACCESS_KEY_FILE: join(home, 'key') }
  const found = async (state: string) => byId(await examine(worldOf(home, s3, { admin: answering({ ...WELL, '/v1/media/bucket': { state } }) })), 'media.bucket')
  t.match(await found('ours'), [{ state: 'ok' }])
  for (const [state, fix] of [['unmarked', /drawbridge media adopt/], ['former', /drawbridge media adopt/], ['foreign', /a bucket of this gateway's own/], ['unreachable', /the service of media\.s3/]] as const) {
    t.match(await found(state), [{ state: 'problem', fix }], state)
  }
  t.same(byId(await examine(worldOf(home)), 'media.bucket'), [])
})

t.test('a call that fails is a problem under its own name and leaves the others', async (t) => {
  const { '/v1/info': _info, ...rest } = WELL
  t.match(byId(await examine(worldOf(shortFolder(t), {}, { admin: answering(rest) })), 'daemon'), [{ state: 'problem' }])
  const { '/v1/mailbox?state=waiting&limit=1': _mailbox, ...others } = WELL
  const found = await examine(worldOf(shortFolder(t), {}, { admin: answering(others) }))
  t.match([byId(found, 'daemon'), byId(found, 'messages')], [[{ state: 'ok' }], [{ state: 'problem' }]])
})

t.test('a vault that stands still, or answers an older question, is a problem; an embedded one warns of what it is', async (t) => {
  const home = shortFolder(t)
  writeFileSync(join(home, 'secret'), 'x', { mode: 0o400 })
  const variables = { DRAWBRIDGE_CORE_E2EE: 'false', DRAWBRIDGE_VAULT_SHAPE: 'embedded', DRAWBRIDGE_VAULT_SECRET_FILE: 'secret' }
  const statement = (nonce: string, version: string) => `x.${Buffer.from(JSON.stringify({ nonce, versions: { drawbridge: version } })).toString('base64url')}.x`
  for (const [answer, expected] of [
    [() => ({ ready: false }), { state: 'problem', what: /does not answer/ }],
    [() => ({ ready: true, statement: statement('00'.repeat(32), VERSION) }), { state: 'problem' }],
    [(nonce: string) => ({ ready: true, statement: statement(nonce, '0.1.0') }), { state: 'warning', what: /0\.1\.0/ }],
    [(nonce: string) => ({ ready: true, statement: statement(nonce, VERSION) }), { state: 'ok' }],
  ] as const) {
    const found = await examine(worldOf(home, variables, { admin: answering(WELL, (nonce) => ({ vaults: [{ place: 0, ...answer(nonce) }] })) }))
    t.match(byId(found, 'vault'), [expected])
    t.match(byId(found, 'vault.shape'), [{ state: 'warning', what: /runs code in the gateway/, fix: /split/ }])
  }
})

t.test('each host that the gateway calls is tried by the rules of the one way out, and nothing but / is asked for', async (t) => {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.writeHead(405).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close() })
  const place = server.address()
  const port = typeof place === 'object' && place !== null ? place.port : 0
  const vouched = `127.0.0.1:${String(port)}`
  const party = (name: string, wakeUrl: string, state = 'live') => ({ party: name, state, wakeUrl, mediaHosts: [] })
  const parties = [party('heron.example', 'https://10.0.0.1/wake?token=s3cret'), party('gone.example', 'https://10.0.0.2/', 'suspended')]
  const world = worldOf(shortFolder(t), { DRAWBRIDGE_CORE_LISTEN: '127.0.0.1:0', DRAWBRIDGE_CORE_WEBHOOK: `http://${vouched}/hook/s3cret`, DRAWBRIDGE_OUTGOING_PRIVATE_HOSTS: vouched }, { admin: answering({ ...WELL, '/v1/parties': { parties } }) })
  const found = await checkNetwork(world, createOutgoing(world.config.outgoing, { timers: systemTimers }))
  t.match(found, [
    { state: 'ok', what: `http://${vouched} (core.webhook) answers` },
    { state: 'problem', what: /10\.0\.0\.1 \(wake-up URL of heron\.example\) is not reached: address/, fix: /outgoing\.privateHosts/ },
  ])
  t.equal(found.length, 2, 'a suspended party is not called')
  t.notMatch(JSON.stringify(found), /s3cret/)
  t.same(asked, ['/'])
})
