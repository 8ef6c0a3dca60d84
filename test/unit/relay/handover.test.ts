// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { withdraw } from '../../support/acquaintance.ts'
import { TestLink } from '../../support/relay-world.ts'
import { openVaultRelayWorld, vaultGone } from '../../support/vault-relay-world.ts'
import { reportId } from '../../../src/model/reports.ts'
import { CallRefused } from '../../../src/vault/protocol/client.ts'
import { commitmentHolds } from '../../../src/wire/content/index.ts'
import { frankContext } from '../../../src/wire/transcript.ts'

t.test('what comes for a user of a vault reaches the core as events, in its order and each with its key message', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  for (const text of ['one', 'two', 'three']) await pair.say(text)
  await world.start()
  await pair.say('four')
  await world.world.quiet()
  t.strictSame(await world.texts(), ['one', 'two', 'three', 'four'])
  t.strictSame((await world.storedOf('messageOpened')).map(({ number, epochKey, late }) => [number, epochKey, late]), [1, 2, 3, 4].map((number) => [number, 'key message', false]))
  t.equal(await world.waiting(), 0)
})

t.test('beside each message rests what a report of it needs, sealed, as the gateway vouched for it', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  for (const text of ['one', 'two']) await pair.say(text)
  await world.start()
  const { relayDeps, heron, core } = world.world
  const opened = await world.storedOf('messageOpened')
  t.equal(opened.length, 2)
  for (const { proof, submissionId, gatewayTimeMs, user, peerUser, number } of opened) {
    if (proof === undefined) throw new Error('the gateway vouched for it')
    const { facts, frankingKey, contentBytes } = world.core.proven(proof.sealed)
    t.match(facts, { submissionId, from: peerUser, to: user, number })
    t.ok(commitmentHolds(proof.commitment, frankingKey, contentBytes))
    const context = frankContext({ keyEpoch: proof.frank.keyEpoch, senderUser: peerUser, senderDevice: proof.senderDevice, recipientUser: user, submissionId, gatewayTimeMs, commitment: proof.commitment })
    t.same(Buffer.from(proof.frank.mac), Buffer.from(relayDeps.frank.mac(context)))
    t.same(Buffer.from(proof.frank.signature), Buffer.from(relayDeps.frank.sign(context)))
    const { keyEpoch, mac } = proof.frank
    const report = { reportId: reportId(randomUUID()), reporter: user, reportedUser: peerUser, messages: [{ senderDevice: proof.senderDevice, submissionId, gatewayTimeMs, commitment: proof.commitment, keyEpoch, mac }], sealed: Buffer.from('sealed') }
    t.match(await world.relay.report(core.caller, report), { kind: 'reported' })
    await t.rejects(world.relay.report(heron.caller, report), { code: 'NOT_YOURS' }, 'only the core reports for its users')
  }
})

t.test('a link of the core is given neither the messages of a vault’s users nor their events', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('one')
  const before = new TestLink({ ...world.world, relay: world.relay }, world.world.core)
  await before.start()
  await world.start()
  t.strictSame(await world.texts(), ['one'])
  const after = new TestLink({ ...world.world, relay: world.relay }, world.world.core, { instance: 'two' })
  await after.start()
  t.strictSame([...before.pushes, ...after.pushes], [])
})

t.test('what was opened and could not be stored is discarded, and opened again', async (t) => {
  let refusals = 1
  const world = await openVaultRelayWorld(t, {
    mayFail: true,
    wrapStore: (store) => ({
      ...store,
      write: { ...store.write, handOver: async (item) => {
        if (refusals-- > 0) throw new Error('the disk is full')
        return store.write.handOver(item)
      } },
    }),
  })
  const pair = await world.pair()
  await pair.say('one')
  await pair.say('two')
  await world.start()
  t.strictSame(await world.texts(), [])
  t.strictSame(world.asked.filter((call) => call === 'open' || call === 'discard'), ['open', 'discard'])
  world.world.timers.turn(1_000)
  await world.world.quiet()
  t.strictSame((await world.read()).map(({ facts, json }) => [facts.number, json['text']]), [[1, 'one'], [2, 'two']])
})

t.test('while the vault is gone a conversation waits, and nothing of it overtakes', async (t) => {
  const world = await openVaultRelayWorld(t)
  const [pair, other] = [await world.pair(), await world.pair('cy')]
  world.before = (call) => {
    if (call.call === 'open' && call.account.user === pair.bo.user) vaultGone()
  }
  await pair.say('one')
  await other.say('side by side')
  await pair.say('two')
  await world.start()
  t.strictSame(await world.texts(), ['side by side'])
  world.before = () => undefined
  world.restartVault()
  world.world.timers.turn(1_000)
  await world.world.quiet()
  t.strictSame(await world.texts(), ['side by side', 'one', 'two'])
})

t.test('a message that the vault cannot judge is parked after five attempts, and what is behind it goes on', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  const first = await pair.say('one')
  await pair.say('two')
  world.before = (call) => {
    if (call.call === 'open' && call.facts.submissionId === first.submissionId) throw new CallRefused({ refused: 'broken-seal', retry: undefined })
  }
  await world.start()
  for (let turn = 0; turn < 4; turn += 1) {
    t.strictSame(await world.texts(), [])
    world.world.timers.turn(10_000)
    await world.world.quiet()
  }
  t.strictSame(await world.texts(), ['two'])
  t.equal(world.asked.filter((call) => call === 'open').length, 6)
  t.ok(world.world.told.some(([name, party]) => name === 'messageParked' && party === world.world.core.party))
  t.equal(await world.world.store.read.countParked(10), 1)
})

t.test('what waits when consent is taken back is withheld and never opened', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('one')
  await withdraw(world.world, pair.bo, pair.ada)
  await world.start()
  t.strictSame(await world.stored(), [])
  t.notOk(world.asked.includes('open'))
  t.equal((await world.world.store.read.queued({ state: 'withheld' }, 0, 10)).length, 1)
})

t.test('consent that is taken back while the vault opens keeps the message from the core', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('one')
  world.before = async (call) => {
    if (call.call !== 'open') return
    world.before = () => undefined
    await withdraw(world.world, pair.bo, pair.ada)
  }
  await world.start()
  t.strictSame(await world.stored(), [])
  t.strictSame(world.asked.filter((call) => call === 'open' || call === 'discard'), ['open', 'discard'])
})

t.test('a message that cannot be opened is asked for again, and the core hears nothing of it yet', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('one')
  await world.start()
  // Answered, so that the tag of what follows is its end.
  await pair.post(pair.message('hello'))
  await pair.opened()
  const answers = (await pair.mail()).length
  const broken = await pair.say('two', (parcel) => ({ ...parcel, ciphertext: parcel.ciphertext.map((byte, at) => (at === parcel.ciphertext.length - 1 ? byte ^ 1 : byte)) }))
  await pair.say('three')
  await world.world.quiet()
  t.strictSame(await world.texts(), ['one', 'three'])
  t.same(await world.storedOf('messageLost'), [])
  t.match(await world.world.store.read.vaultOverdue(Infinity, 10), [{ failed: broken.submissionId, reason: 'undecryptable', failures: 1 }])
  t.strictSame((await pair.mail()).slice(answers).map(({ type }) => type), [8])
  t.equal(await world.waiting(), 0)
})

t.test('a message under an identity that the core has not accepted stays, and the core is told once', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('one')
  world.before = (call) => {
    if (call.call === 'open') throw new CallRefused({ refused: 'untrusted-identity', retry: undefined })
  }
  await world.start()
  world.world.timers.turn(60_000)
  await world.world.quiet()
  t.equal((await world.storedOf('identityChanged')).length, 1)
  t.equal(await world.waiting(), 1)
  world.before = () => undefined
  world.world.timers.turn(60_000)
  await world.world.quiet()
  t.strictSame(await world.texts(), ['one'])
})

t.test('what a provider sent before the core put the list that names it waits, uncounted, and comes at once when the list is there', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await world.list([])
  await pair.say('one')
  await world.start()
  for (let minute = 0; minute < 6; minute += 1) {
    await pair.say(`after ${String(minute)}`)
    world.world.timers.turn(60_000)
    await world.world.quiet()
  }
  const opens = () => world.asked.filter((call) => call === 'open').length
  t.equal(opens(), 7, 'it was tried each minute, and nothing overtook it')
  t.strictSame([await world.stored(), await world.waiting(), await world.world.store.read.countParked(10)], [[], 7, 0], 'the core hears nothing, and nothing is parked')
  await world.list()
  await world.world.quiet()
  t.strictSame(await world.texts(), ['one', ...[0, 1, 2, 3, 4, 5].map((minute) => `after ${String(minute)}`)])
})
