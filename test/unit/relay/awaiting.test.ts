// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { withdraw } from '../../support/acquaintance.ts'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'
import { resendIdOf } from '../../../src/wire/transcript.ts'
import { deviceId } from '../../../src/model/ids.ts'
import type { Parcel } from '../../support/outsider.ts'

const damaged = (parcel: Parcel): Parcel => ({ ...parcel, ciphertext: parcel.ciphertext.map((byte, at) => (at === parcel.ciphertext.length - 1 ? byte ^ 1 : byte)) })

const open = async (t: Test) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('hello')
  await world.start()
  // Answered, so that the tag of what follows is its end.
  await pair.post(pair.message('hello yourself'))
  await pair.opened()
  await pair.taken()
  return { world, pair }
}

const asResend = (failed: Parcel) => (parcel: Parcel): Parcel => ({ ...parcel, submissionId: resendIdOf(failed.submissionId, deviceId(1)) })

t.test('a message that could not be opened is shown once, late, when it came again', async (t) => {
  const { world, pair } = await open(t)
  const failed = await pair.say('two', damaged)
  await pair.say('three')
  await pair.say('two', asResend(failed))
  await world.world.quiet()
  t.strictSame((await world.storedOf('messageOpened')).map(({ late }) => late), [false, false, true])
  t.strictSame(await world.texts(), ['hello', 'three', 'two'])
  t.same(await world.storedOf('messageLost'), [])
  t.same(await world.world.store.read.vaultOverdue(Infinity, 10), [])
})

t.test('a message that failed five times is lost at both ends', async (t) => {
  const { world, pair } = await open(t)
  const first = await pair.say('two', damaged)
  let failed = first
  for (let time = 2; time <= 5; time += 1) {
    await world.world.quiet()
    t.same(await world.storedOf('messageLost'), [])
    const of = failed
    failed = await pair.say('two', (parcel) => damaged(asResend(of)(parcel)))
  }
  await world.world.quiet()
  t.match(await world.storedOf('messageLost'), [{ submissionId: first.submissionId, peerUser: pair.ada.user, reason: 'undecryptable' }])
  t.equal((await pair.mail()).filter(({ type }) => type === 8).length, 4)
  const told = await world.world.store.read.eventPage(world.world.heron.party, 0, 10)
  t.equal(told.filter(({ user }) => user === pair.ada.user).length, 1, 'the sender hears of it')
  t.same(await world.world.store.read.vaultOverdue(Infinity, 10), [])
})

t.test('a message that does not come again within a day is lost at both ends', async (t) => {
  const { world, pair } = await open(t)
  const failed = await pair.say('two', damaged)
  await world.world.quiet()
  world.world.clock.advance(86_400_000)
  world.world.timers.turn(60_000)
  await world.world.quiet()
  t.match(await world.storedOf('messageLost'), [{ submissionId: failed.submissionId }])
  t.equal((await world.world.store.read.eventPage(world.world.heron.party, 0, 10)).length, 1)
  await pair.say('two', asResend(failed))
  await world.world.quiet()
  t.strictSame(await world.texts(), ['hello', 'two'], 'one that comes later still is shown')
})

t.test('of one peer a hundred resends are awaited, and what fails beyond is lost at once', async (t) => {
  const { world, pair } = await open(t)
  for (let time = 0; time < 101; time += 1) await pair.say('x', damaged)
  await world.world.quiet()
  t.equal((await world.world.store.read.vaultOverdue(Infinity, 200)).length, 100)
  t.equal((await world.storedOf('messageLost')).length, 1)
})

t.test('a message whose ground moved while it was refused is judged anew, and nothing is told of it', async (t) => {
  const { world, pair } = await open(t)
  world.before = async (call) => {
    if (call.call !== 'open') return
    world.before = () => undefined
    await withdraw(world.world, pair.bo, pair.ada)
  }
  await pair.say('two', damaged)
  await world.world.quiet()
  t.same([await world.storedOf('messageLost'), await world.world.store.read.vaultOverdue(Infinity, 10)], [[], []])
  t.equal((await world.world.store.read.queued({ state: 'withheld' }, 0, 10)).length, 1)
})
