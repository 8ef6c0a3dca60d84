// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { openVaultRelayWorld, vaultGone } from '../../support/vault-relay-world.ts'

/** Ada's device has lost its session and asks for what it could not open; `fail` runs once, when the vault is asked for a new session, or has made it. */
const askedWhile = async (t: Test, moment: 'before' | 'after', fail: () => void) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('hello')
  await pair.post(pair.message('hello yourself'))
  await pair.opened()
  await world.start()
  await pair.taken()
  const message = pair.message('fragile')
  await pair.post(message)
  const [envelope] = await pair.mail()
  await pair.taken()
  pair.outsider.sessions.clear()
  const decryptionError = pair.outsider.decryptionError({ ...envelope!, type: 2 })
  let failed = 0
  world[moment] = (call) => {
    if (call.call !== 'seal' || failed > 0 || !call.devices.some(({ bundle }) => bundle !== undefined)) return
    failed += 1
    fail()
  }
  await pair.ask(message.submissionId, { decryptionError })
  t.equal(failed, 1)
  world.restartVault()
  world.world.timers.turn(1_000)
  await world.world.quiet()
  return pair
}

for (const [title, moment] of [['was to make it', 'before'], ['had made it', 'after']] as const) {
  t.test(`a new session that a device asked for is made although the vault was killed when it ${title}`, async (t) => {
    const pair = await askedWhile(t, moment, vaultGone)
    t.strictSame((await pair.mail()).map(({ type }) => type), [3], 'what is sent again begins a new session')
    t.strictSame(await pair.opened(), ['fragile'])
  })
}

t.test('a new session that was made and not stored is made with the next message', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('hello')
  await pair.post(pair.message('hello yourself'))
  await pair.opened()
  await world.start()
  await pair.taken()
  pair.outsider.sessions.clear()
  const lost = pair.message('lost')
  await pair.post(lost)
  const [envelope] = await pair.mail()
  await pair.taken()
  const decryptionError = pair.outsider.decryptionError({ ...envelope!, type: 2 })
  const { store, core } = world.world
  const { version: _, ...party } = (await store.read.party(core.party))!
  const queue = (queuedPerPair: number) => store.write.commit({ expect: [], writes: [{ put: 'party', row: { ...party, limits: { ...party.limits, queuedPerPair } } }] })
  await queue(0)
  await pair.ask(lost.submissionId, { decryptionError })
  await queue(party.limits.queuedPerPair)
  await pair.taken()
  t.match(await pair.post(pair.message('fragile')), { kind: 'accepted' })
  t.strictSame((await pair.mail()).map(({ type }) => type), [3])
  t.strictSame(await pair.opened(), ['fragile'])
})
