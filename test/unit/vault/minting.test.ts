// SPDX-License-Identifier: AGPL-3.0-only
import { createPublicKey, verify } from 'node:crypto'
import t from 'tap'
import { createLibsignal } from '../../../src/signal/private/index.ts'
import { VAULT_CAPABILITIES } from '../../../src/model/capabilities.ts'
import { decodeDeviceList } from '../../../src/wire/gateway/index.ts'
import { identityTranscript } from '../../../src/wire/transcript.ts'
import { createVaultWorld, refusalOf } from '../../support/vault-world.ts'
import { VaultUser } from '../../support/vault-user.ts'

const DAY = 86_400_000
const crypto = createLibsignal()

t.test('a new account is minted whole, and everything that is published holds', async (t) => {
  const world = await createVaultWorld()
  const anna = new VaultUser(world)
  const minted = await anna.mint({ ec: 2, kyber: 1 })
  t.equal(minted.state.version, 1)
  t.equal(minted.lasting.length, 2, 'without being asked')
  t.same(minted.prekeys.map(({ kind, id }) => `${kind} ${id}`), ['ec 1', 'ec 2', 'kyber 2'])
  for (const place of [0, undefined]) t.doesNotThrow(() => { crypto.checkBundle(anna.bundle(place)) })
  const list = decodeDeviceList({ list: minted.deviceList, signature: minted.deviceListSignature })
  t.match(list, { userId: anna.user, version: 1, devices: [{ deviceId: 1, registrationId: minted.registrationId }] })
  t.same(list.devices.flatMap(({ capabilities }) => capabilities), VAULT_CAPABILITIES)
  t.notOk(list.devices.some(({ capabilities }) => capabilities.includes('msg.typing/1')), 'what is not stored reaches no vault')
  t.ok(crypto.verify(minted.identityKey, identityTranscript('drawbridge.v1 devices', minted.deviceList), minted.deviceListSignature))
})

t.test('the statement is of custody VAULT, by the statement key, and carries the delegation', async (t) => {
  const world = await createVaultWorld()
  const anna = new VaultUser(world)
  const { statement, identityKey } = await anna.mint()
  const [header = '', payload = '', signature = ''] = statement.split('.')
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  t.same(read(header), { alg: 'EdDSA', typ: 'drawbridge-identity+jwt', kid: 'vault-statements', dlg: 'delegation' })
  t.same(read(payload), {
    iss: 'core.example', sub: anna.user, iat: world.now / 1_000, idk: Buffer.from(identityKey).toString('base64url'), cst: 'VAULT', dlv: 1,
  })
  const key = createPublicKey(world.material.statementKey.key)
  t.ok(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
})

t.test('more keys are of the same identity, under numbers that were not used before', async (t) => {
  const world = await createVaultWorld()
  const anna = await world.user()
  const first = anna.published
  const second = await anna.mint({ ec: 2, kyber: 2 })
  t.same(second.identityKey, first?.identityKey)
  t.same(second.lasting, [])
  t.same(second.prekeys.map(({ kind, id }) => `${kind} ${id}`), ['ec 4', 'ec 5', 'kyber 5', 'kyber 6'])
  t.equal(second.state.version, 2)
})

t.test('replaced lasting keys open what was begun under them for thirty days', async (t) => {
  const world = await createVaultWorld()
  const [anna, bruno, carla] = [await world.user(), await world.outsider(), await world.outsider()]
  await bruno.begin(anna)
  await carla.begin(anna)
  const [early, late] = [await bruno.say(anna, 'early'), await carla.say(anna, 'late')]
  await anna.mint({ lasting: true })
  world.now += 29 * DAY
  await anna.mint({ lasting: true })
  t.equal((await anna.open(bruno, early)).number, 1)
  world.now += 2 * DAY
  await anna.mint({ lasting: true })
  t.equal(await refusalOf(anna.open(carla, late)), 'missing-prekey')
})

t.test('nobody is given a second identity, and nothing is minted beyond what a device may hold', async (t) => {
  const world = await createVaultWorld()
  const anna = await world.user()
  const fresh = { ...anna.account, state: { version: 0, bytes: new Uint8Array(0) } }
  t.equal(await refusalOf(anna.mint({ account: { ...fresh, wrappedKey: new Uint8Array(0) } })), 'rolled-back')
  t.equal(await refusalOf(anna.mint({ account: fresh })), 'malformed')
  for (const wanted of [{ ec: 101 }, { kyber: 21 }, { ec: -1 }, { kyber: 0.5 }]) t.equal(await refusalOf(anna.mint(wanted)), 'malformed')
})
