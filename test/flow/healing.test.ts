// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 280
// Promise: between a device and a user of a vault what is damaged, lost or exhausted ends in a delivered message or an explicit failure, and the core has nothing to do for it.
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { createTrust, openDevice } from '../../src/sdk/device/index.ts'
import type { DeviceClient } from '../../src/sdk/device/index.ts'
import { userReference } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import { CoreFeed } from '../support/core-http.ts'
import type { CoreEvent } from '../support/core-http.ts'
import { createDamaging } from '../support/damaging-transport.ts'
import type { Damage } from '../support/damaging-transport.ts'
import { befriend, enlistPerson, optIn } from '../support/outside-person.ts'
import type { OutsidePerson } from '../support/outside-person.ts'
import { SpeakingCore } from '../support/speaking-core.ts'
import type { Ends, Heard } from '../support/speaking-core.ts'
import { openVaultDaemon } from '../support/vault-daemon.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(270_000)

const PROVIDER = 'heron.example'

/** Ana's device and Ben behind the vault have each said something. */
const open = async (t: Test) => {
  const world = await openVaultDaemon(t)
  const { call, provider, pinned } = world
  const [feed, core] = [new CoreFeed(call), new SpeakingCore(pinned.channelKeys)]
  const damage: Damage = { toDevice: 0, fromDevice: 0 }
  const link = provider.open(t)
  const file = join(t.testdir(), 'ana.db')
  const transport = createDamaging(link.transport(), damage)
  const ben = { ref: 'ben', address: 'ben@core.example', provider: PROVIDER }
  const user = await optIn(call, ben)
  const ana: { person: OutsidePerson } = { person: await enlistPerson(t, provider, transport, { name: 'ana', file }) }
  await befriend(call, feed, ana.person, ben)
  const ends: Ends = { ref: 'ben', user, provider: PROVIDER, peer: ana.person.user }

  const post = async (text: string): Promise<string> => {
    const { key, body } = await core.say(ends, 'text', { text })
    await call('POST', '/messages', body, { 'idempotency-key': key })
    return key
  }
  /** The next text that the core hears; receipts are opened and passed over. */
  const hears = async (): Promise<{ readonly event: CoreEvent; readonly heard: Heard }> => {
    for (;;) {
      const event = await feed.next('message')
      const heard = await core.hear(event)
      if (heard.json['kind'] === 'text') return { event, heard }
    }
  }
  const shown = (): readonly string[] => textsOf(ana.person.device)
  const shows = async (text: string): Promise<void> => {
    await eventually(() => shown().includes(text), `the device shows ${text}`)
    t.equal(shown().filter((one) => one === text).length, 1, `${text}, once`)
  }
  await ana.person.device.send({ to: user, text: 'hello' })
  t.match((await hears()).heard.json, { text: 'hello' })
  await post('hello yourself')
  await shows('hello yourself')
  await ana.person.device.send({ to: user, text: 'all well' })
  t.match((await hears()).heard.json, { text: 'all well' })
  return { ...world, feed, core, damage, link, transport, file, user, ana, ends, post, hears, shows, ben }
}

type World = Awaited<ReturnType<typeof open>>

const textsOf = (device: DeviceClient): readonly string[] => device.inbox({ limit: 500 }).flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []))

/** Closes the device, changes its file, and opens it again. */
const reopened = async (t: Test, { ana, file, transport, provider }: World, sql: string): Promise<void> => {
  await ana.person.device.close()
  const db = new SQLite(file)
  db.exec(sql)
  db.close()
  const device = await openDevice({ file, crypto: createLibsignal(), transport, trust: createTrust({ admission: provider.admission }) })
  t.teardown(() => device.close())
  ana.person = { user: ana.person.user, device }
}

/** Stops the daemon, changes its database, and starts it again. */
const restarted = async ({ daemon }: World, ...sql: readonly string[]): Promise<void> => {
  await daemon.stop()
  const db = new SQLite(join(daemon.dataFolder, 'drawbridge.db'))
  for (const statement of sql) db.exec(statement)
  db.close()
  await daemon.start()
}

const stock = ({ daemon, user }: World): number => {
  const db = new SQLite(join(daemon.dataFolder, 'drawbridge.db'), { readonly: true })
  try {
    return db.prepare<[string], number>('SELECT count(*) FROM ecPrekeys WHERE user = ?').pluck().get(user) ?? 0
  } finally {
    db.close()
  }
}

t.test('damage and lost sessions, at either end', { timeout: 130_000 }, async (t) => {
  const world = await open(t)
  const { ana, damage, feed, post, hears, shows, user } = world

  // New sessions first: there is one an hour and device.
  await reopened(t, world, 'DELETE FROM session')
  await post('to a device without a session')
  await shows('to a device without a session')

  await restarted(world, 'DELETE FROM vaultConversations')
  await ana.person.device.send({ to: user, text: 'to a vault without a session' })
  t.match((await hears()).heard, { json: { text: 'to a vault without a session' } })
  await post('and back')
  await shows('and back')

  damage.toDevice = 1
  await post('damaged on its way to the device')
  await shows('damaged on its way to the device')

  // Or a receipt would be damaged in its place.
  await ana.person.device.idle()
  damage.fromDevice = 2
  await ana.person.device.send({ to: user, text: 'damaged twice on its way to the vault' })
  const { event, heard } = await hears()
  t.match([heard.json, event], [{ text: 'damaged twice on its way to the vault' }, { late: true }])

  damage.toDevice = 5
  const failed = await post('hopeless')
  t.match(await feed.next('message.failed'), { ref: 'ben', message: failed })
  t.notOk(textsOf(ana.person.device).includes('hopeless'))
  await post('next')
  await shows('next')
})

t.test('a new identity of the peer, and keys that have run out', { timeout: 130_000 }, async (t) => {
  const world = await open(t)
  const { ana, call, core, ends, feed, post, hears, shows, provider, user, transport, ben } = world
  const { device } = ana.person
  const claim = device.prepareIdentityChange()
  await device.changeIdentity({
    token: await provider.home.signEnlistmentToken(claim), identityStatement: await provider.home.signIdentityStatement(claim), userReference: userReference('ana'), displayName: 'ana',
  })
  const changed = await feed.next('identity.changed')
  t.match(changed, { ref: 'ben', peer: ana.person.user, custody: { peer: 'DEVICE' } })
  await device.send({ to: user, text: 'from my new key' })
  await t.rejects(post('too early'), { code: 'IDENTITY_CHANGED', status: 409 })
  const accept = async (identityKey: unknown) => {
    const { sealed } = await core.say(ends, 'acceptIdentity', { identityKey })
    return call('POST', `/users/ben/contacts/${ana.person.user}`, { provider: PROVIDER, decision: 'acceptIdentity', ...sealed })
  }
  await t.rejects(accept(Buffer.from(createLibsignal().createIdentity().publicKey).toString('base64url')), { code: 'IDENTITY_CHANGED' })
  t.same(await accept(changed['identityKey']), { ok: true })
  t.match((await hears()).heard.json, { text: 'from my new key' })
  await post('to your new key')
  await shows('to your new key')

  await restarted(world, 'DELETE FROM ecPrekeys', 'DELETE FROM kyberPrekeys')
  t.equal(stock(world), 0)
  const cleo = await enlistPerson(t, provider, transport, { name: 'cleo' })
  await restarted(world, 'DELETE FROM ecPrekeys', 'DELETE FROM kyberPrekeys')
  await befriend(call, feed, cleo, ben)
  const { body, key } = await core.say({ ...ends, peer: cleo.user }, 'text', { text: 'with keys of the last resort' })
  await call('POST', '/messages', body, { 'idempotency-key': key })
  await eventually(() => textsOf(cleo.device).includes('with keys of the last resort'), 'cleo, whose keys had run out, is shown it')
  const dora = await enlistPerson(t, provider, transport, { name: 'dora' })
  await befriend(call, feed, dora, ben)
  await dora.device.send({ to: user, text: 'on your last resort' })
  t.match((await hears()).heard.json, { text: 'on your last resort' })
  await eventually(() => stock(world) > 0, 'ben’s keys are filled up')
})
