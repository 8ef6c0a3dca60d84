// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { acquaint, decide } from '../../support/acquaintance.ts'
import { giveToVault, openCoreWorld } from '../../support/core-world.ts'
import type { CoreWorld } from '../../support/core-world.ts'
import { START } from '../../support/registry-world.ts'
import { enlistInside, enlistOutside } from '../../support/subscribers.ts'

const ABSENT = '6f2c1f58-2f0b-4b64-9a3c-3f1f2f6a7b10'
const OF_BO = '?ref=bo&provider=heron.example'
const sha256 = randomBytes(32).toString('base64url')

/** Bo of the core, whose keys a vault holds, and Ada of a provider, who granted each other. */
const acquainted = async (t: Test) => {
  const world = await openCoreWorld(t)
  const bo = await enlistInside(world, { reference: 'bo', address: 'bo@wren.example' })
  const ada = await enlistOutside(world, world.heron)
  await acquaint(world, ada, bo)
  await giveToVault(world, bo)
  const wish = { ref: 'bo', provider: 'heron.example', peer: ada.user, size: 1_040, sha256 }
  return { world, bo, ada, wish }
}

/** Creates one; its id. */
const create = async (world: CoreWorld, body: object): Promise<string> => {
  const { status, body: answer } = await world.call('POST', '/attachments', { body })
  if (status !== 200) throw new Error(JSON.stringify(answer))
  return String(answer['id'])
}

t.test('a place for a sealed file comes with a ticket, and asking for it again with another one', async (t) => {
  const { world, wish } = await acquainted(t)
  const made = await world.call('POST', '/attachments', { body: wish })
  const transfer = { direction: 'upload', authorization: /^Drawbridge [A-Za-z0-9_-]{43}$/, expiresAt: new Date(START + 600_000).toISOString(), size: 1_040 }
  t.match(made, { status: 200, headers: { 'cache-control': 'no-store' }, body: { state: 'pending', transfer: { ...transfer, path: `/v1/attachments/${String(made.body['id'])}` } } })
  const again = await world.call('GET', `/attachments/${String(made.body['id'])}${OF_BO}`)
  t.match(again, { status: 200, body: { id: made.body['id'], state: 'pending', transfer } })
  t.notSame(again.body['transfer'], made.body['transfer'])
})

t.test('an upload that was given up is expired, and has no ticket', async (t) => {
  const { world, wish } = await acquainted(t)
  const id = await create(world, wish)
  world.clock.advance(86_400_000)
  t.strictSame((await world.call('GET', `/attachments/${id}${OF_BO}`)).body, { id, state: 'expired' })
})

t.test('whoever has as many as the agreement allows waits', async (t) => {
  const { world, wish } = await acquainted(t)
  const { limits } = (await world.store.read.core())!
  const largest = { ...wish, size: limits.attachmentBytes }
  const most = Math.min(limits.attachmentsPerUser, Math.floor(limits.attachmentMibPerUser * 2 ** 20 / largest.size))
  for (let made = 0; made < most; made += 1) await create(world, largest)
  const refused = await world.call('POST', '/attachments', { body: largest })
  t.match(refused, { status: 429, body: { code: 'THROTTLED' } })
  t.match(refused.headers['retry-after'], /^[1-9][0-9]*$/)
})

t.test('what concerns somebody else is answered like what never was', async (t) => {
  const { world, wish } = await acquainted(t)
  await giveToVault(world, await enlistInside(world, { reference: 'cy', address: 'cy@wren.example' }))
  const id = await create(world, wish)
  const strip = (one: Awaited<ReturnType<CoreWorld['call']>>, own: string): string => JSON.stringify({ ...one, headers: { ...one.headers, date: '' } }).replaceAll(own, 'ID')
  const [foreign, absent] = [await world.call('GET', `/attachments/${id}?ref=cy&provider=heron.example`), await world.call('GET', `/attachments/${ABSENT}?ref=cy&provider=heron.example`)]
  t.equal(strip(foreign, id), strip(absent, ABSENT), 'byte for byte but for the id that was asked for')
  t.strictSame(foreign.body, { id, state: 'gone' })
  t.match(await world.call('GET', `/attachments/${id}${OF_BO}`), { body: { state: 'pending' } }, 'while its sender sees it')
})

t.test('nothing is made for a stranger, a blocked peer, or a user whom this provider does not know', async (t) => {
  const { world, bo, ada, wish } = await acquainted(t)
  const refusal = async (changes: object) => (await world.call('POST', '/attachments', { body: { ...wish, ...changes } })).body['code']
  t.equal(await refusal({ peer: ABSENT }), 'NOT_PERMITTED')
  t.equal(await refusal({ ref: 'nobody' }), 'NOT_FOUND')
  t.equal(await refusal({ provider: 'egret.example' }), 'NOT_FOUND')
  t.equal(await refusal({ size: (await world.store.read.core())!.limits.attachmentBytes + 1 }), 'ATTACHMENT_TOO_LARGE')
  await decide(world, bo, ada, 'block')
  t.equal(await refusal({}), 'NOT_PERMITTED')
  for (const [method, path] of [['GET', `/attachments/${ABSENT}?ref=nobody&provider=heron.example`], ['DELETE', `/attachments/${ABSENT}?ref=bo&provider=egret.example`]] as const) {
    t.match(await world.call(method, path), { status: 404, body: { code: 'NOT_FOUND' } }, path)
  }
})

t.test('a user of another party, or with keys of their own, is nobody that the core sends files for', async (t) => {
  const { world, wish } = await acquainted(t)
  await enlistInside(world, { reference: 'dee', address: 'dee@wren.example' })
  await enlistOutside(world, world.heron, { reference: 'eve' })
  t.match(await world.call('POST', '/attachments', { body: { ...wish, ref: 'dee' } }), { status: 403, body: { code: 'NOT_YOURS' } })
  t.match(await world.call('POST', '/attachments', { body: { ...wish, ref: 'eve' } }), { status: 404 })
})

t.test('a digest of another form, a size of none and members that nobody knows are refused', async (t) => {
  const { world, wish } = await acquainted(t)
  const bad: readonly object[] = [
    { sha256: randomBytes(31).toString('base64url') }, { sha256: randomBytes(32).toString('hex') }, { sha256: `${sha256.slice(0, -1)}B` }, { sha256: '' }, { sha256: undefined },
    { size: 0 }, { size: 2 ** 32 }, { size: 1.5 }, { size: '1040' }, { peer: 'ada' }, { key: 'secret' },
  ]
  for (const changes of bad) t.match(await world.call('POST', '/attachments', { body: { ...wish, ...changes } }), { status: 400, body: { code: 'MALFORMED' } }, JSON.stringify(changes))
  t.match(await world.call('GET', `/attachments/one${OF_BO}`), { status: 400 })
  t.match(await world.call('GET', `/attachments/${ABSENT}`), { status: 400 })
  t.match(await world.call('POST', '/attachments', { body: wish, token: null }), { status: 401, body: { code: 'UNAUTHENTICATED' } })
})

t.test('that one has a file may be said again, and of what is not there', async (t) => {
  const { world, wish } = await acquainted(t)
  const id = await create(world, wish)
  for (const one of [ABSENT, id, id]) t.match(await world.call('DELETE', `/attachments/${one}${OF_BO}`), { status: 200, body: { ok: true } })
  t.match(await world.call('GET', `/attachments/${id}${OF_BO}`), { body: { state: 'pending' } }, 'a sender does not end its own upload so')
})
