// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { submissionId } from '../../../src/model/ids.ts'
import { withdraw } from '../../support/acquaintance.ts'
import { openVaultRelayWorld, vaultGone } from '../../support/vault-relay-world.ts'

/** Bo's core has said something that Ada's device got and could not open. */
const open = async (t: Test, text = 'fragile') => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  await pair.say('hello')
  await pair.post(pair.message('hello yourself'))
  await pair.opened()
  await world.start()
  await pair.taken()
  const message = pair.message(text)
  await pair.post(message)
  await pair.taken()
  return { world, pair, message }
}

/** Whoever lost a session knows nothing of it any more. */
const resendIn = async (pair: Awaited<ReturnType<typeof open>>['pair']) => (await pair.rows()).at(-1)!.submissionId

t.test('what a device could not open is sealed for it again without a word to the core', async (t) => {
  const { world, pair, message } = await open(t)
  await pair.ask(message.submissionId)
  t.strictSame(await pair.opened(), ['fragile'])
  t.same(await world.storedOf('messageFailed'), [])
  t.equal(await world.waiting(), 0)
})

t.test('a device that lost its session gets the message in a new one, and at most one new session in an hour', async (t) => {
  const { world, pair, message } = await open(t)
  const next = pair.message('second')
  await pair.post(next)
  const [envelope] = await pair.mail()
  pair.outsider.sessions.clear()
  const decryptionError = pair.outsider.decryptionError({ ...envelope!, type: 2 })
  await pair.taken()
  await pair.ask(message.submissionId, { decryptionError })
  await pair.ask(next.submissionId, { decryptionError })
  t.strictSame((await pair.mail()).map(({ type }) => type), [3, 3], 'the second in the session of the first, which was not answered yet')
  t.strictSame(await pair.opened(), ['fragile', 'second'])
  t.same(await world.storedOf('messageFailed'), [])
})

t.test('five resends, and then the core is told that the message failed, by the id that it knows', async (t) => {
  const { world, pair, message } = await open(t)
  let failed = message.submissionId
  for (let resend = 1; resend <= 5; resend += 1) {
    await pair.ask(failed)
    failed = await resendIn(pair)
    await pair.taken()
  }
  t.same(await world.storedOf('messageFailed'), [])
  await pair.ask(failed)
  t.same(await pair.rows(), [])
  t.match(await world.storedOf('messageFailed'), [{ user: pair.bo.user, submissionId: message.submissionId }])
})

t.test('a device that gives up is a failed message, and one that asks twice gets it once', async (t) => {
  const { world, pair, message } = await open(t)
  for (let time = 0; time < 2; time += 1) await pair.ask(message.submissionId)
  t.equal((await pair.rows()).length, 1)
  await pair.ask(await resendIn(pair), { givenUp: true })
  t.match(await world.storedOf('messageFailed'), [{ submissionId: message.submissionId }])
})

t.test('nobody gets what was said to somebody else, and of what was never said nothing is told', async (t) => {
  const { world, pair, message } = await open(t)
  const other = await world.pair('cy')
  await other.ask(message.submissionId)
  await pair.ask(submissionId(randomUUID()))
  t.same([await pair.rows(), await other.rows(), await world.stored()].map(({ length }) => length), [0, 0, 0])
})

t.test('a resend that could not be stored is made again, once', async (t) => {
  const { world, pair, message } = await open(t)
  world.before = (call) => { if (call.call === 'seal') vaultGone() }
  await pair.ask(message.submissionId)
  t.equal(await world.waiting(), 1)
  world.before = () => undefined
  world.restartVault()
  world.world.timers.turn(1_000)
  await world.world.quiet()
  t.strictSame(await pair.opened(), ['fragile'])
  t.equal(await world.waiting(), 0)
})

t.test('whoever may not be written to any more gets nothing again', async (t) => {
  const { world, pair, message } = await open(t)
  world.before = async (call) => {
    if (call.call !== 'seal') return
    world.before = () => undefined
    await withdraw(world.world, pair.ada, pair.bo)
  }
  await pair.ask(message.submissionId)
  t.same(await pair.rows(), [])
  t.equal((await world.world.store.read.queued({ state: 'withheld' }, 0, 10)).length, 1, 'the request is held back as everything is')
})

t.test('a new device is not sent what the old one could not open before the core has accepted it', async (t) => {
  const { world, pair, message } = await open(t)
  await pair.reinstall()
  await pair.ask(message.submissionId)
  t.same(await pair.rows(), [])
  t.equal((await world.storedOf('identityChanged')).length, 1)
  await pair.accept()
  t.strictSame(await pair.opened(), ['fragile'])
})

t.test('a resend waits where the peer’s home is on no list of the core, until it is', async (t) => {
  const { world, pair, message } = await open(t)
  await pair.reinstall()
  await world.list([])
  await pair.ask(message.submissionId)
  t.same([(await pair.rows()).length, (await world.storedOf('messageFailed')).length, await world.waiting()], [0, 0, 1])
  await world.list()
  await world.world.quiet()
  t.equal((await world.storedOf('identityChanged')).length, 1, 'now the statement holds')
  await pair.accept()
  t.strictSame(await pair.opened(), ['fragile'])
  t.equal(await world.waiting(), 0)
})
