// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import t from 'tap'
import { childrenOf, gone, isAlive, signal } from '../support/processes.ts'
import { openVaultGateway } from '../support/vault-gateway.ts'
import { eventually, repeatedly } from '../support/waiting.ts'

t.setTimeout(230_000)

const KILLS = 4
/** After each kill there is more to be said than was under way. */
const MORE_EVENTS = 12

t.test('of two vaults one after the other is killed while people write both ways; nothing is lost, doubled or out of order, and the other goes on', { timeout: 220_000 }, async (t) => {
  const { daemon, core, introduce } = await openVaultGateway(t, 2)
  const talks = []
  // Enough conversations that both vaults have some.
  for (const ref of ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay']) talks.push(await introduce(ref))
  const over = new AbortController()
  const vaults = (): readonly number[] => childrenOf(daemon.pid())
  const bothServe = (): Promise<void> => repeatedly(async () => {
    if ((await daemon.admin<{ readonly wrapping?: number }>('GET', '/v1/keys')).wrapping === undefined) throw new Error('one is away')
  }, 'both vaults serve')

  const traffic = talks.map(async (talk) => {
    const words: string[] = []
    while (!over.signal.aborted) {
      words.push(`word ${String(words.length)}`)
      await talk.write(words.at(-1)!)
      await talk.answer(words.at(-1)!)
    }
    return { talk, words }
  })
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = core.events.length
    await eventually(() => core.events.length > before + MORE_EVENTS, 'some was said since')
    // What limits a vault is a child as well, for a moment.
    await eventually(() => vaults().length === 2, 'two vaults')
    const [one, two] = vaults()
    const [victim, other] = kill % 2 === 0 ? [one!, two!] : [two!, one!]
    signal([victim], 'SIGKILL')
    await gone([victim])
    await bothServe()
    t.ok(isAlive(other), 'the other one is still the same process')
  }
  over.abort()
  for (const { talk, words } of await Promise.all(traffic)) {
    await eventually(() => core.heard.get(talk.ref)?.length === words.length && talk.shown.length === words.length, `all that ${talk.ref} said and heard`)
    t.same(core.heard.get(talk.ref), words)
    t.same(talk.shown, words)
    const numbers = core.numbers.get(talk.ref) ?? []
    t.same(numbers, numbers.map((_, index) => index + 1), 'no running number is missing or comes twice')
  }
})
