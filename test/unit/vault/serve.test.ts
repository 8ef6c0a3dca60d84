// SPDX-License-Identifier: AGPL-3.0-only
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { userId } from '../../../src/model/ids.ts'
import type { UserId } from '../../../src/model/ids.ts'
import { Malformed, OtherVersion } from '../../../src/vault/protocol/bytes.ts'
import { createVaultClient } from '../../../src/vault/protocol/client.ts'
import { decodeOutcome, encodeCall, framesOf } from '../../../src/vault/protocol/messages.ts'
import { VaultRefused } from '../../../src/vault/refusal.ts'
import { MAX_WAITING_CALLS, serve } from '../../../src/vault/serve.ts'
import type { VaultFunctions } from '../../../src/vault/serve.ts'
import { createMemoryPipe } from '../../support/memory-pipe.ts'

const person = (): UserId => userId(randomUUID())

const world = (functions: VaultFunctions) => {
  const { daemon, vault } = createMemoryPipe()
  const served = serve(vault, functions)
  // Either a client or the test itself listens at the daemon's end.
  return { daemon, served, get client() { return createVaultClient(daemon) } }
}

t.test('a function answers its call, and a call without a function is refused as unsupported', async (t) => {
  const { client } = world({ epoch: async ({ now }) => ({ epoch: `e${now}`, keyMessage: 'k' }) })
  t.same(await client.call({ call: 'epoch', now: 4 }), { epoch: 'e4', keyMessage: 'k' })
  await t.rejects(client.call({ call: 'attest', nonce: new Uint8Array(32) }), { name: 'CallRefused', refused: 'unsupported' })
})

t.test('a refusal goes out with its reason; a bug goes out as a fault without a word of its text', async (t) => {
  const { client } = world({
    erase: async () => { throw new VaultRefused('undecryptable', Buffer.from('again')) },
    epoch: async () => { throw new Error('plaintext') },
    attest: async () => ({ statement: '\ud800' }),
  })
  await t.rejects(client.call({ call: 'erase', user: person() }), { name: 'CallRefused', refused: 'undecryptable', retry: Buffer.from('again') })
  await t.rejects(client.call({ call: 'epoch', now: 1 }), { name: 'CallRefused', refused: 'fault', message: 'the vault refused: fault' })
  await t.rejects(client.call({ call: 'attest', nonce: new Uint8Array(32) }), { name: 'CallRefused', refused: 'fault' }, 'an answer that has no form')
})

t.test('calls are begun in the order in which they came, and each is answered as soon as it is done', async (t) => {
  const ana = person()
  const begun: number[] = []
  const first = Promise.withResolvers<undefined>()
  const { client } = world({
    discard: async ({ version }) => {
      begun.push(version)
      if (version === 1) await first.promise
      return {}
    },
  })
  const discard = (version: number) => client.call({ call: 'discard', user: ana, peer: undefined, version })
  const slow = discard(1)
  await Promise.all([discard(2), discard(3)])
  t.same(begun, [1, 2, 3])
  first.resolve(undefined)
  t.same(await slow, {})
})

t.test('a call that is malformed is refused under its number and the next is served', async (t) => {
  const { daemon } = world({ epoch: async () => ({ epoch: 'e', keyMessage: 'k' }) })
  const bad = encodeCall(41, { call: 'epoch', now: 1 })
  bad[9] = 200
  daemon.send(bad)
  daemon.send(encodeCall(42, { call: 'epoch', now: 1 }))
  const answers = framesOf(daemon.received)
  const outcomes = [await answers.next(), await answers.next()].map(({ value }) => decodeOutcome(value ?? new Uint8Array()))
  t.match(outcomes, [{ id: 41, outcome: { refused: 'malformed' } }, { id: 42, outcome: { call: 'epoch' } }])
})

t.test('a stream that cannot be read any more ends serving with an error, and the end of the pipe without one', async (t) => {
  for (const [noise, fails] of [[Buffer.alloc(9, 0xff), Malformed], [Buffer.from([0, 0, 0, 6, 9, 0, 0, 0, 1, 1]), OtherVersion], [Buffer.alloc(0), undefined]] as const) {
    const { daemon, served } = world({})
    daemon.send(noise)
    daemon.end()
    if (fails) await t.rejects(served, fails)
    else await t.resolves(served)
  }
})

t.test('more calls than may wait are refused as busy', async (t) => {
  const held = Promise.withResolvers<undefined>()
  const { daemon } = world({ erase: async () => {
    await held.promise
    return {}
  } })
  const user = person()
  for (let id = 1; id <= MAX_WAITING_CALLS + 1; id += 1) daemon.send(encodeCall(id, { call: 'erase', user }))
  const answers = framesOf(daemon.received)
  const { value } = await answers.next()
  t.match(decodeOutcome(value ?? new Uint8Array()), { id: MAX_WAITING_CALLS + 1, outcome: { refused: 'busy' } })
  held.resolve(undefined)
  const first = await answers.next()
  t.match(decodeOutcome(first.value ?? new Uint8Array()), { id: 1, outcome: { call: 'erase' } })
})
