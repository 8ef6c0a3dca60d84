// SPDX-License-Identifier: AGPL-3.0-only
import { execFileSync } from 'node:child_process'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { awaitGateway, checkPipes, isListenedTo, joinVault, makePipes } from '../../../src/gateway/vault-pipes.ts'
import type { PipePaths } from '../../../src/gateway/vault-pipes.ts'
import { createVaultClient } from '../../../src/vault/protocol/client.ts'
import { serve } from '../../../src/vault/serve.ts'

const pause = async (_ms: number, signal: AbortSignal): Promise<void> => { await wait(1, undefined, { signal }) }

const fifos = (folder: string): PipePaths => {
  const paths = { calls: join(folder, '0.calls'), answers: join(folder, '0.answers') }
  execFileSync('mkfifo', [paths.calls, paths.answers])
  return paths
}

/** The vault's side as a process would have it, whose end closes both ends. */
const run = (ends: readonly [number, number], epoch: string) => {
  const [calls, answers] = [new Socket({ fd: ends[0], readable: true, writable: false }), new Socket({ fd: ends[1], readable: false, writable: true })]
  const end = (): void => {
    calls.destroy()
    answers.destroy()
  }
  const pipe = { received: calls, send: (bytes: Uint8Array) => { answers.write(bytes) }, end }
  return { end, served: serve(pipe, { epoch: async () => ({ epoch, keyMessage: '' }) }).catch(() => undefined).finally(end) }
}

const ask = { call: 'epoch', now: 1 } as const

t.test('a gateway and a vault find each other, whoever comes first, and each notices the other\'s end', async (t) => {
  const paths = fifos(t.testdir({}))
  const { signal } = new AbortController()
  for (const first of ['gateway', 'vault'] as const) {
    const coming = first === 'gateway' ? joinVault(paths, pause, signal) : undefined
    const waiting = awaitGateway(paths, pause, signal)
    const { pipe, end } = await (coming ?? joinVault(paths, pause, signal))
    const vault = run(await waiting, first)
    const client = createVaultClient(pipe)
    t.equal((await client.call(ask)).epoch, first)
    if (first === 'gateway') {
      vault.end()
      await client.gone
      end()
    } else {
      end()
      await vault.served
    }
  }
  t.pass()
})

t.test('the next vault does not take over while a gateway still holds the conversation with the last one', async (t) => {
  const paths = fifos(t.testdir({}))
  const { signal } = new AbortController()
  const waiting = awaitGateway(paths, pause, signal)
  const held = await joinVault(paths, pause, signal)
  run(await waiting, 'first').end()
  let isTaken = false
  const looks = { count: 0 }
  const next = awaitGateway(paths, async (ms, until) => {
    looks.count += 1
    await pause(ms, until)
  }, signal).then((ends) => {
    isTaken = true
    return ends
  })
  // It has looked a few times and found the gateway each time.
  while (looks.count < 5) await pause(0, signal)
  t.notOk(isTaken)
  held.end()
  const { pipe, end } = await joinVault(paths, pause, signal)
  run(await next, 'second')
  t.equal((await createVaultClient(pipe).call(ask)).epoch, 'second')
  end()
})

t.test('whoever waits for the other is ended by its signal', async (t) => {
  const paths = fifos(t.testdir({}))
  for (const waiting of [joinVault, awaitGateway]) {
    const control = new AbortController()
    const result: Promise<unknown> = waiting(paths, pause, control.signal)
    control.abort(new Error('enough'))
    await t.rejects(result, { name: 'AbortError' })
  }
})

t.test('a path that is missing or no FIFO is said with what to do', async (t) => {
  const paths = fifos(t.testdir({}))
  t.doesNotThrow(() => { checkPipes(paths) })
  rmSync(paths.answers)
  t.throws(() => { checkPipes(paths) }, { code: 'CONFIG_INVALID', detail: /0\.answers is missing; make it with: mkfifo -m 660/ })
  writeFileSync(paths.answers, '')
  t.throws(() => { checkPipes(paths) }, { code: 'CONFIG_INVALID', detail: /0\.answers is no FIFO/ })
  await t.rejects(joinVault(paths, pause, new AbortController().signal), { code: 'CONFIG_INVALID' })
})

t.test('the FIFOs that are missing are made for user and group, and those that are there stay', async (t) => {
  const folder = t.testdir({})
  const paths = { calls: join(folder, '0.calls'), answers: join(folder, '0.answers') }
  makePipes(paths)
  checkPipes(paths)
  const { ino, mode } = statSync(paths.calls)
  t.equal(mode & 0o777, 0o660)
  rmSync(paths.answers)
  makePipes(paths)
  checkPipes(paths)
  t.equal(statSync(paths.calls).ino, ino)
  t.throws(() => { makePipes({ calls: join(folder, 'no/0.calls'), answers: paths.answers }) }, { code: 'CONFIG_INVALID', detail: /no\/0\.calls cannot be made/ })
})

t.test('a vault or its launcher is seen at the FIFO, also while it serves, and nothing is taken from it', async (t) => {
  const paths = fifos(t.testdir({}))
  const { signal } = new AbortController()
  t.equal(isListenedTo(paths.calls), false)
  const waiting = awaitGateway(paths, pause, signal)
  while (!isListenedTo(paths.calls)) await wait(1)
  const { pipe, end } = await joinVault(paths, pause, signal)
  const vault = run(await waiting, 'seen')
  t.equal(isListenedTo(paths.calls), true)
  t.equal((await createVaultClient(pipe).call(ask)).epoch, 'seen')
  end()
  await vault.served
  t.equal(isListenedTo(paths.calls), false)
  t.throws(() => isListenedTo(`${paths.calls}x`), { code: 'CONFIG_INVALID', detail: /is missing/ })
})
