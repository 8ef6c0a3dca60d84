// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import type { Test } from 'tap'
import { openVaultRelayWorld, vaultGone } from '../../support/vault-relay-world.ts'

/** Both have spoken, and then Ada has a new device. */
const open = async (t: Test) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('one')
  await pair.post(pair.message('hello'))
  await pair.opened()
  await world.start()
  const old = pair.outsider.identity.publicKey
  await pair.reinstall()
  return { world, pair, old }
}

t.test('a peer’s new identity key is told to the core once, whoever sees it first, and what comes under it waits', async (t) => {
  const { world, pair } = await open(t)
  await pair.say('two')
  await pair.say('three')
  await world.world.quiet()
  world.world.timers.turn(60_000)
  await world.world.quiet()
  await t.rejects(pair.post(pair.message('not yet')), { code: 'IDENTITY_CHANGED' })
  t.match(await world.storedOf('identityChanged'), [{ peerUser: pair.ada.user, newIdentityKey: Uint8Array.from(pair.outsider.identity.publicKey) }])
  t.strictSame(await world.texts(), ['one'])
  t.equal(await world.waiting(), 2)
})

t.test('once the core has accepted it what waited is opened in its order, and the core may write again', async (t) => {
  const { world, pair } = await open(t)
  for (const text of ['two', 'three']) await pair.say(text)
  await world.world.quiet()
  await pair.accept()
  t.strictSame(await world.texts(), ['one', 'two', 'three'])
  await pair.taken()
  t.match(await pair.post(pair.message('hello again')), { kind: 'accepted' })
  t.strictSame(await pair.opened(), ['hello again'])
})

t.test('a key that the peer does not have any more is not accepted, and the core is told of the newest', async (t) => {
  const { world, pair, old } = await open(t)
  const seen = pair.outsider.identity.publicKey
  await pair.reinstall(3)
  for (const key of [seen, old]) await t.rejects(pair.accept(pair.accepting(key)), { code: 'IDENTITY_CHANGED' })
  t.same((await world.storedOf('identityChanged')).map(({ newIdentityKey }) => Buffer.from(newIdentityKey)), [seen, pair.outsider.identity.publicKey].map((key) => Buffer.from(key)))
  await t.rejects(pair.post(pair.message('x')), { code: 'IDENTITY_CHANGED' })
})

t.test('the same word again changes nothing, and a word that is over does not bring its key back', async (t) => {
  const { world, pair } = await open(t)
  const word = pair.accepting(pair.outsider.identity.publicKey)
  await pair.accept(word)
  await pair.say('two')
  await world.world.quiet()
  await pair.accept(word)
  await pair.say('three')
  await world.world.quiet()
  t.strictSame(await world.texts(), ['one', 'two', 'three'])
  await pair.reinstall(3)
  await t.rejects(pair.accept(word), { code: 'IDENTITY_CHANGED' })
})

t.test('a word that is forged, of another kind, or of somebody who may not be reached is refused', async (t) => {
  const { world, pair } = await open(t)
  const word = pair.accepting(pair.outsider.identity.publicKey)
  await t.rejects(pair.accept({ ...word, content: 'forged' }), { code: 'MALFORMED' })
  await t.rejects(pair.accept({ ...word, content: pair.message('text').content }), { code: 'MALFORMED' })
  await t.rejects(pair.accept({ ...word, user: pair.ada.user }), { code: 'NOT_YOURS' })
  const other = await world.pair('cy')
  await t.rejects(pair.accept({ ...word, peer: other.ada.user }), { code: 'NOT_PERMITTED' })
})

t.test('a yes that could not be stored is no yes: the vault gives it up, and the core may say it again', async (t) => {
  const { world, pair } = await open(t)
  await pair.say('two')
  const word = pair.accepting(pair.outsider.identity.publicKey)
  world.before = async (call) => {
    if (call.call !== 'accept') return
    world.before = () => undefined
    await pair.reinstall(3)
  }
  await t.rejects(pair.accept(word), { code: 'IDENTITY_CHANGED' })
  world.before = () => { vaultGone() }
  await t.rejects(pair.accept(), { code: 'UNAVAILABLE' })
  world.before = () => undefined
  await pair.accept()
  await pair.say('three')
  await world.world.quiet()
  t.strictSame((await world.texts()).at(-1), 'three')
})
