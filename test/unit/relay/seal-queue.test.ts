// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { openVaultRelayWorld } from '../../support/vault-relay-world.ts'

t.test('a message whose sender left before its turn is not sealed, and can be sent again', async (t) => {
  const world = await openVaultRelayWorld(t)
  const pair = await world.pair()
  const [sealing, goOn, gone] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>(), new AbortController()]
  world.before = async ({ call }) => {
    if (call !== 'seal') return
    sealing.resolve(undefined)
    await goOn.promise
  }
  const first = pair.post(pair.message('one'))
  await sealing.promise
  const calls = world.asked.length
  const message = pair.message('two')
  const second = t.rejects(pair.post(message, gone.signal), { code: 'UNAVAILABLE' })
  gone.abort()
  await second
  t.equal(world.asked.length, calls)
  goOn.resolve(undefined)
  t.match(await first, { kind: 'accepted' })
  t.match(await pair.post(message), { kind: 'accepted' })
  t.strictSame(await pair.opened(), ['one', 'two'])
})
