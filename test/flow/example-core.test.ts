// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { userId } from '../../src/model/ids.ts'
import { openCorePage } from '../support/core-page.ts'
import { follow } from '../support/typed-shell.ts'
import { openPretendGateway } from '../support/pretend-gateway.ts'
import type { PretendEvent } from '../support/pretend-gateway.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(230_000)

t.test('a core in a page of plain JavaScript answers a person at a provider, and goes on where it was killed', async (t) => {
  const { daemon, origin, start, read, typeUntil } = await openCorePage(t)
  await typeUntil(/provider\.ts/)
  const command = `node examples/core.mjs core ${origin}`
  const first = start(command)
  const ana = start('node examples/provider.ts heron ben@core.example "Is anybody there?"')
  await first.says(/"ref":"ben",.*"heard":\{.*"text":"Is anybody there\?"/)
  await ana.says(/Ana reads: You said: Is anybody there\?\n/)
  // The device's receipt of that answer is the second message of the conversation.
  await first.says(/"receipt":"delivered"/)
  await first.kill()

  const bea = start('node examples/provider.ts heron ben@core.example "And now?" Bea')
  await bea.says(/Bea is ready/)
  const second = start(command)
  await bea.says(/Bea reads: You said: And now\?\n/)
  await second.says(/"receipt":"delivered"/)
  t.equal(ana.said().match(/Ana reads/g)?.length, 1, 'what was answered is not answered again')
  t.notMatch(second.said(), /Is anybody there/)
  for (const core of [first, second]) t.notMatch(core.said(), /refused|misses/)
  const heard = () => Object.values((read('core/state.json') as { readonly heard: Readonly<Record<string, { readonly last: number; readonly missing: readonly number[] }>> }).heard)
  await eventually(() => heard().every(({ last, missing }) => last === 2 && missing.length === 0), 'each conversation has numbers of its own, without a gap')
  t.notMatch(readFileSync(daemon.logFile, 'utf8'), /anybody|And now/)
})

t.test('the example shows nobody what the vault did not seal for this very user, and tells of what is missing', async (t) => {
  const gateway = await openPretendGateway(t)
  const core = follow(spawn(process.execPath, [join(import.meta.dirname, '../../examples/core.mjs'), gateway.folder, gateway.origin], { stdio: ['ignore', 'pipe', 'pipe'] }))
  t.teardown(() => core.kill())
  const peer = userId(randomUUID())
  const another = gateway.message(gateway.facts(peer, 1), { kind: 'text', text: 'other' })
  const lies: readonly (readonly [what: string, event: PretendEvent])[] = [
    ['of another person', { ...another, peer: randomUUID() }],
    ['to another user', { ...another, ref: 'cleo' }],
    ['under another number', { ...another, number: 2 }],
    ['under another custody', { ...another, custody: { user: 'VAULT', peer: 'VAULT' } }],
    ['by nobody', { ...another, content: `${String(another['content']).slice(0, -4)}AAAA` }],
    ['under another key', { ...another, epochKey: gateway.message(gateway.facts(peer, 1), {})['content'] }],
  ]
  gateway.says(peer, 1, 'first')
  for (const [, event] of lies) gateway.add(event)
  const second = gateway.message(gateway.facts(peer, 2), { kind: 'text', text: 'second' })
  gateway.add(second)
  gateway.add(second)
  gateway.says(peer, 5, 'fifth')
  gateway.says(peer, 3, 'third')
  await core.says(/"text":"third"/)
  t.equal(core.said().match(/refused event/g)?.length, lies.length)
  t.strictSame([...core.said().matchAll(/"text":"(\w+)"/g)].map(([, text]) => text), ['first', 'second', 'fifth', 'third'], 'what comes late is not taken for a repetition')
  t.match(core.said(), /ben misses 3,4 from[^]*ben misses 4 from/)
  await eventually(() => gateway.fromCore.length === 4, 'every text is answered')
  t.strictSame(gateway.fromCore.map(({ facts: { number, to }, said }) => [number, to, said['text']]), [[1, peer, 'You said: first'], [2, peer, 'You said: second'], [3, peer, 'You said: fifth'], [4, peer, 'You said: third']])
})

t.test('the example shows a message once, and what comes under an old number after a restore', async (t) => {
  const gateway = await openPretendGateway(t)
  const run = () => {
    const core = follow(spawn(process.execPath, [join(import.meta.dirname, '../../examples/core.mjs'), gateway.folder, gateway.origin], { stdio: ['ignore', 'pipe', 'pipe'] }))
    t.teardown(() => core.kill())
    return core
  }
  const peer = userId(randomUUID())
  const messageId = randomUUID()
  const sayAgain = (number: number) => gateway.add(gateway.message(gateway.facts(peer, number, { messageId }), { kind: 'text', text: 'resent' }))
  sayAgain(1)
  gateway.says(peer, 2, 'next')
  const first = run()
  await first.says(/"text":"next"/)
  await eventually(() => gateway.fromCore.length === 2, 'both are answered')
  await first.kill()

  // Sent again by its sender: sealed anew, so that the vault counts it, with the message id that it had.
  sayAgain(3)
  gateway.says(peer, 4, 'fourth')
  const before = [1, 5].map((number) => gateway.message(gateway.facts(peer, number), { kind: 'text', text: 'before' }))
  gateway.restartVault()
  gateway.says(peer, 1, 'restored')
  // What was sealed before does not count any more, under whatever number.
  for (const event of before) gateway.add(event)
  gateway.says(peer, 2, 'onwards')
  sayAgain(2)
  gateway.says(peer, 4, 'last')
  const second = run()
  await second.says(/"text":"last"/)
  t.strictSame([first, second].flatMap((core) => [...core.said().matchAll(/"text":"(\w+)"/g)].map(([, text]) => text)), ['resent', 'next', 'fourth', 'restored', 'onwards', 'last'])
  t.strictSame([...second.said().matchAll(/number (\d+) from .*: the vault's numbers were set back/g)].map(([, number]) => number), ['1'], 'a set-back is told once')
  t.strictSame([...second.said().matchAll(/misses (\S+) from/g)].map(([, missing]) => missing), ['3'], 'gaps are counted anew from there, and what is sent again leaves none')
  await eventually(() => gateway.fromCore.length === 6, 'each is answered once')
})

t.test('the example shows and answers nothing again under an old number, though it has forgotten its id', async (t) => {
  const gateway = await openPretendGateway(t)
  const run = () => {
    const core = follow(spawn(process.execPath, [join(import.meta.dirname, '../../examples/core.mjs'), gateway.folder, gateway.origin], { stdio: ['ignore', 'pipe', 'pipe'] }))
    t.teardown(() => core.kill())
    return core
  }
  const peer = userId(randomUUID())
  const first = gateway.message(gateway.facts(peer, 1), { kind: 'text', text: 'first' })
  gateway.add(first)
  gateway.says(peer, 3, 'third')
  const core = run()
  await eventually(() => gateway.fromCore.length === 2 && gateway.waiting().length === 0, 'both are answered and acknowledged')
  await core.kill()
  const file = join(gateway.folder, 'state.json')
  const state = JSON.parse(readFileSync(file, 'utf8')) as { readonly heard: Readonly<Record<string, { readonly mids: string[] }>> }
  // As after five hundred others.
  for (const heard of Object.values(state.heard)) heard.mids.length = 0
  writeFileSync(file, JSON.stringify(state))
  gateway.add(first)
  gateway.restartVault()
  gateway.says(peer, 4, 'fourth')
  gateway.add(first)
  gateway.says(peer, 2, 'late')
  const again = run()
  await again.says(/"text":"late"/)
  t.strictSame([...again.said().matchAll(/"text":"(\w+)"/g)].map(([, text]) => text), ['fourth', 'late'], 'what was missing is no repetition')
  t.equal(again.said().match(/ignored: ben gets number 1 from .* again/g)?.length, 2)
  await eventually(() => gateway.fromCore.length === 4, 'and answers only these')
})
