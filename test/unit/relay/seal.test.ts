// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { withdraw } from '../../support/acquaintance.ts'
import { openVaultRelayWorld, vaultGone } from '../../support/vault-relay-world.ts'

t.test('what the core says reaches the peer’s device sealed, and keys are taken for the first message only', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  for (const text of ['one', 'two']) t.match(await pair.post(pair.message(text)), { kind: 'accepted' })
  t.strictSame(await pair.opened(), ['one', 'two'])
  t.equal(world.asked.filter((call) => call === 'seal').length, 3, 'one without a session, and one for each message')
})

t.test('the same submission gets the same answer and is sealed once; with other content it is a conflict', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  const message = pair.message('one')
  const first = await pair.post(message)
  const calls = world.asked.length
  t.strictSame(await pair.post(message), first)
  t.equal(world.asked.length, calls)
  await t.rejects(pair.post(pair.message('other', message.submissionId)), { code: 'CONFLICT' })
  t.equal((await pair.mail()).length, 1)
})

t.test('whoever may not be reached is one denial, and the vault is not asked', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await withdraw(world.world, pair.ada, pair.bo)
  const calls = world.asked.length
  await t.rejects(pair.post(pair.message('one')), { code: 'NOT_PERMITTED' })
  await t.rejects(pair.post({ ...pair.message('one'), user: pair.ada.user }), { code: 'NOT_YOURS' })
  t.equal(world.asked.length, calls)
})

t.test('a message whose ground moved while it was sealed is discarded at the vault and not sent', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.post(pair.message('one'))
  world.before = async (call) => {
    if (call.call !== 'seal') return
    world.before = () => undefined
    await withdraw(world.world, pair.ada, pair.bo)
  }
  await t.rejects(pair.post(pair.message('two')), { code: 'NOT_PERMITTED' })
  t.equal(world.asked.at(-1), 'discard')
  t.equal((await pair.mail()).length, 1)
})

t.test('while there is no vault the core may try again, and nothing is lost by it', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  const message = pair.message('one')
  world.before = () => { vaultGone() }
  await t.rejects(pair.post(message), { code: 'UNAVAILABLE' })
  world.before = () => undefined
  world.restartVault()
  t.match(await pair.post(message), { kind: 'accepted' })
  t.strictSame(await pair.opened(), ['one'])
})

t.test('both directions of one conversation at once keep their order, and no ratchet key and counter is sent twice', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('hello')
  await world.start()
  const texts = Array.from({ length: 8 }, (_, index) => `text ${String(index)}`)
  await Promise.all([...texts.map((text) => pair.post(pair.message(text))), (async () => { for (const text of texts) await pair.say(text) })()])
  await world.world.quiet()
  t.strictSame(await world.texts(), ['hello', ...texts])
  t.strictSame(await pair.opened(), texts)
  const counters = (await pair.mail()).map(counterOf)
  t.equal(new Set(counters).size, texts.length)
})

t.test('forged content is malformed, and an answer in the clear is of the catalogue', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await t.rejects(pair.post({ ...pair.message('one'), content: 'forged' }), { code: 'MALFORMED' })
  await t.rejects(pair.post({ ...pair.message('one'), epochKey: 'another' }), { code: 'MALFORMED' })
  t.strictSame(await pair.mail(), [])
})

/** Ratchet key (field 1) and counter (field 2) at the head of a message of the wire; all here are of an answered session, so none is wrapped. */
const counterOf = ({ type, ciphertext }: { readonly type: number; readonly ciphertext: Uint8Array }): string => {
  if (type !== 2 || ciphertext[1] !== 0x0a || ciphertext[36] !== 0x10) throw new Error('not of the form that is expected')
  return Buffer.from(ciphertext.subarray(3, 38)).toString('hex')
}
