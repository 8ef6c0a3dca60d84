// SPDX-License-Identifier: AGPL-3.0-only
import t from 'tap'
import { CallRefused, createVaultClient, MAX_PENDING_CALLS, VaultGone } from '../../../../src/vault/protocol/client.ts'
import type { VaultPipe } from '../../../../src/vault/protocol/client.ts'
import { decodeCall, encodeOutcome, framesOf } from '../../../../src/vault/protocol/messages.ts'
import type { NumberedCall } from '../../../../src/vault/protocol/messages.ts'
import { createMemoryPipe } from '../../../support/memory-pipe.ts'

const epoch = (now: number) => ({ call: 'epoch', now }) as const
const answerTo = ({ id, call }: NumberedCall): Uint8Array =>
  encodeOutcome(id, { call: 'epoch', answer: { epoch: String('now' in call ? call.now : ''), keyMessage: '' } })

/** A client, and the next call that it put to its vault. */
const world = () => {
  const { daemon, vault } = createMemoryPipe()
  const client = createVaultClient(daemon)
  const frames = framesOf(vault.received)
  const next = async (): Promise<NumberedCall> => {
    const { value } = await frames.next()
    if (value === undefined) throw new Error('no call came')
    return decodeCall(value)
  }
  return { client, vault, next }
}

t.test('answers find their calls, in whatever order they come', async (t) => {
  const { client, vault, next } = world()
  const calls = [1, 2, 3].map((now) => client.call(epoch(now)))
  const asked = [await next(), await next(), await next()]
  for (const call of asked.reverse()) vault.send(answerTo(call))
  t.same((await Promise.all(calls)).map((answer) => answer.epoch), ['1', '2', '3'])
})

t.test('a refusal is thrown with its reason and what the peer may be told', async (t) => {
  const { client, vault, next } = world()
  const refused = client.call(epoch(1))
  vault.send(encodeOutcome((await next()).id, { refused: 'undecryptable', retry: Buffer.from('again') }))
  await t.rejects(refused, { name: 'CallRefused', refused: 'undecryptable', retry: Buffer.from('again') })
})

t.test('when the vault ends, all that waits fails as retryable, and so does what is asked later', async (t) => {
  const { client, vault, next } = world()
  const waiting = [1, 2].map((now) => client.call(epoch(now)).catch((error: unknown) => error))
  await next()
  vault.end()
  await client.gone
  for (const error of await Promise.all(waiting)) t.match(error, { name: 'VaultGone', retryable: true })
  await t.rejects(client.call(epoch(3)), VaultGone)
})

t.test('an answer that nobody asked for, twice, of another call, or that is none, ends the vault for this client', async (t) => {
  const wrong: readonly (readonly [string, (vault: VaultPipe, call: NumberedCall) => void])[] = [
    ['unknown', (vault) => { vault.send(encodeOutcome(99, { refused: 'busy', retry: undefined })) }],
    ['of another call', (vault, { id }) => { vault.send(encodeOutcome(id, { call: 'attest', answer: { statement: '' } })) }],
    ['twice', (vault, call) => {
      vault.send(answerTo(call))
      vault.send(answerTo(call))
    }],
    ['noise', (vault) => { vault.send(Buffer.alloc(64, 0xff)) }],
    ['an impossible frame', (vault) => { vault.send(Buffer.from([0, 0, 0, 6, 1, 0, 0, 0, 1, 9])) }],
  ]
  for (const [name, send] of wrong) {
    const { client, vault, next } = world()
    const call = client.call(epoch(1)).catch(() => undefined)
    send(vault, await next())
    await client.gone
    await call
    await t.rejects(client.call(epoch(2)), VaultGone, name)
  }
})

t.test('an aborted call throws the reason at once; its answer may come late and takes nobody else\'s place', async (t) => {
  const { client, vault, next } = world()
  const control = new AbortController()
  const aborted = client.call(epoch(1), control.signal)
  const other = client.call(epoch(2))
  const [first, second] = [await next(), await next()]
  control.abort(new Error('enough'))
  await t.rejects(aborted, { message: 'enough' })
  vault.send(answerTo(first))
  vault.send(answerTo(second))
  t.equal((await other).epoch, '2')
  await t.rejects(client.call(epoch(3), AbortSignal.abort(new Error('before'))), { message: 'before' }, 'what is aborted before is not asked')
})

t.test('no more than a bounded number of calls waits; the next is refused as busy and was not asked', async (t) => {
  const { client, vault, next } = world()
  const waiting = Array.from({ length: MAX_PENDING_CALLS }, (_, now) => client.call(epoch(now)))
  await t.rejects(client.call(epoch(0)), { name: 'CallRefused', refused: 'busy' })
  await t.rejects(client.call(epoch(0)), CallRefused)
  for (let count = 0; count < MAX_PENDING_CALLS; count += 1) vault.send(answerTo(await next()))
  t.equal((await Promise.all(waiting)).length, MAX_PENDING_CALLS)
  const again = client.call(epoch(7))
  vault.send(answerTo(await next()))
  t.equal((await again).epoch, '7')
})

t.test('a client that is closed fails what waits and ends the pipe', async (t) => {
  const { client, vault } = world()
  const waiting = client.call(epoch(1))
  client.close()
  await t.rejects(waiting, VaultGone)
  let rest = 0
  for await (const chunk of vault.received) rest += chunk.length
  t.ok(rest > 0, 'the call had been sent, and then the pipe ended')
})
