// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes } from 'node:crypto'
import { once, EventEmitter } from 'node:events'
import t from 'tap'
import { createVault } from '../../../src/gateway/vault-child.ts'
import type { RunningVault } from '../../../src/gateway/vault-child.ts'
import { GatewayError } from '../../../src/model/errors.ts'
import { VaultGone } from '../../../src/vault/protocol/client.ts'
import type { VaultPipe } from '../../../src/vault/protocol/client.ts'
import { encodeOutcome } from '../../../src/vault/protocol/messages.ts'
import { serve } from '../../../src/vault/serve.ts'
import type { VaultFunctions } from '../../../src/vault/serve.ts'
import { createMemoryPipe } from '../../support/memory-pipe.ts'
import { plainAttest } from '../../support/plain-vault.ts'

const EPOCH = { call: 'epoch', now: 1 } as const

/** A vault whose process is in this one, on a clock and timers of the test. */
const world = (functions: VaultFunctions = {}, start: () => void = () => undefined) => {
  const happened = new EventEmitter()
  const [ends, waits]: [VaultPipe[], number[]] = [[], []]
  const clock = { now: 0 }
  let wake = (): void => undefined
  const vault = createVault({
    bringUp: async (): Promise<RunningVault> => {
      start()
      const { daemon, vault: inner } = createMemoryPipe()
      ends.push(inner)
      void serve(inner, { attest: plainAttest, epoch: async () => ({ epoch: 'e', keyMessage: '' }), ...functions }).finally(() => { inner.end() })
      return { pipe: daemon, end: () => { inner.end() } }
    },
    accepts: async () => undefined,
    monotonic: () => clock.now,
    randomBytes,
    after: (ms, task) => {
      waits.push(ms)
      wake = task
      queueMicrotask(() => happened.emit('waiting'))
      return () => undefined
    },
    events: { vaultReady: () => { queueMicrotask(() => happened.emit('ready')) }, vaultGone: () => undefined },
  })
  /** The process of the vault ends; resolves when the next attempt waits for its time. */
  const crash = async (): Promise<void> => {
    const waiting = once(happened, 'waiting')
    ends.at(-1)?.end()
    await waiting
  }
  const again = async (): Promise<void> => {
    const ready = once(happened, 'ready')
    wake()
    await ready
  }
  t.teardown(() => vault.stop())
  return { vault, clock, waits, crash, again, ends, happened, wake: () => { wake() } }
}

t.test('a vault that is up answers; one that crashed fails as retryable what waits and what comes, and another takes over', async (t) => {
  const held = Promise.withResolvers<never>()
  const { vault, crash, again } = world({ erase: () => held.promise })
  await t.rejects(vault.call(EPOCH), VaultGone, 'before the start there is none')
  await vault.start()
  t.ok(vault.isReady())
  t.equal((await vault.call(EPOCH)).epoch, 'e')
  const waiting = vault.call({ call: 'discard', user: '6f1c6c0e-7b5f-4c7e-9a55-0d5d1f3a2b10' as never, peer: undefined, version: 1 }).catch((error: unknown) => error)
  t.match(await waiting, { refused: 'unsupported' })
  const cut = vault.call({ call: 'erase', user: '6f1c6c0e-7b5f-4c7e-9a55-0d5d1f3a2b10' as never }).catch((error: unknown) => error)
  await crash()
  t.match(await cut, { name: 'VaultGone', retryable: true })
  t.notOk(vault.isReady())
  await t.rejects(vault.call(EPOCH), VaultGone)
  await again()
  t.equal((await vault.call(EPOCH)).epoch, 'e')
})

t.test('one that does not stay is tried in growing intervals with an end, and at once again when it had been steady', async (t) => {
  const { vault, clock, waits, crash, again } = world()
  await vault.start()
  for (let crashes = 0; crashes < 10; crashes += 1) {
    await crash()
    await again()
  }
  t.same(waits, [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000])
  clock.now += 30_001
  await crash()
  t.equal(waits.at(-1), 50)
})

t.test('what the operator has to put right ends the start; anything else is tried again', async (t) => {
  const refused = world({}, () => { throw new GatewayError('CONFIG_INVALID', 'no secret') })
  await t.rejects(refused.vault.start(), { code: 'CONFIG_INVALID', detail: 'no secret' })
  let starts = 0
  const slow = world({}, () => {
    starts += 1
    if (starts === 1) throw new Error('it ended')
  })
  const waiting = once(slow.happened, 'waiting')
  const started = slow.vault.start()
  await waiting
  slow.wake()
  await started
  t.ok(slow.vault.isReady())
})

t.test('an answer that an earlier vault left in the pipe is not taken for one of this vault', async (t) => {
  const stale = world({ attest: async () => ({ statement: `e30.${Buffer.from('{"nonce":"00"}').toString('base64url')}.` }) })
  const waiting = once(stale.happened, 'waiting')
  const started = stale.vault.start().catch(() => undefined)
  await waiting
  t.notOk(stale.vault.isReady(), 'another nonce')
  await stale.vault.stop()
  await started
  const { vault, ends, happened } = world({}, () => undefined)
  void vault.start()
  await once(happened, 'ready')
  // Calls are numbered from a random number on, so the number of an earlier one answers nothing.
  const gone = once(happened, 'waiting')
  ends[0]?.send(encodeOutcome(1, { call: 'epoch', answer: { epoch: 'old', keyMessage: '' } }))
  await gone
  t.notOk(vault.isReady())
})

t.test('a stop ends the vault, and a start that waits', async (t) => {
  const { vault, ends } = world()
  await vault.start()
  await vault.stop()
  t.notOk(vault.isReady())
  t.equal(ends.length, 1)
  const never = world({}, () => { throw new Error('it ended') })
  const waiting = once(never.happened, 'waiting')
  const started = never.vault.start()
  await waiting
  await never.vault.stop()
  await t.rejects(started, { code: 'UNAVAILABLE' })
})
