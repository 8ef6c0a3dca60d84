// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
// The split shape, in which somebody has patched the gateway: it runs from a changed copy of the program, the vault from this one.
import { randomUUID } from 'node:crypto'
import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ContentRefused, createVaultChannel } from '../../src/agent/channel/index.ts'
import { judgeNumber } from '../../src/agent/channel/numbers.ts'
import type { LastTaken } from '../../src/agent/channel/numbers.ts'
import { publicPart } from '../../src/cli/fresh-keys.ts'
import { submissionId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { CoreFeed, CoreProblem, createCoreCall } from '../support/core-http.ts'
import type { CoreEvent } from '../support/core-http.ts'
import { askAdmin } from '../support/daemon.ts'
import { freePort } from '../support/free-port.ts'
import type { Lie, Script } from '../support/lies.ts'
import { befriend, enlistPerson, optIn } from '../support/outside-person.ts'
import type { OutsidePerson } from '../support/outside-person.ts'
import { createPatchedClone } from '../support/patched-clone.ts'
import { addCredential, admitParties, createPinnedCore } from '../support/pinned-core.ts'
import type { PinnedCore } from '../support/pinned-core.ts'
import { createPlace, GATEWAY, requireSplit, startGateway, startVault } from '../support/split-shape.ts'
import type { Program } from '../support/split-shape.ts'
import { eventually, repeatedly } from '../support/waiting.ts'

t.setTimeout(230_000)

const { program, skip } = requireSplit(t)
type Test = Pick<typeof t, 'teardown'>

/** A gateway on one place that may be exchanged for another, and the people who talk through it. */
const open = async (t: Test) => {
  let core: PinnedCore | undefined
  const place = await createPlace(t, async (folder) => {
    core = await createPinnedCore(folder)
    return core.secretFile
  })
  if (core === undefined) throw new Error('no core')
  const pinned = core
  const data = join(place.folder, 'data')
  const credential = addCredential(data)
  chownSync(join(data, 'core-credentials.json'), GATEWAY, GATEWAY)
  const [port, corePort, lies] = [await freePort(), await freePort(), join(place.folder, 'lies.json')]
  const serve = (by: Program) => startGateway(t, by, place, { port, environment: { DRAWBRIDGE_CORE_LISTEN: `127.0.0.1:${String(corePort)}`, LIES: lies } })
  startVault(t, program, place)
  let gateway = await serve(program)
  const parties = await admitParties(t, { addParty: (application) => askAdmin(gateway.socket, 'POST', '/v1/parties', { application }) }, pinned, 'heron.example')
  return {
    pinned, provider: parties.provider, call: createCoreCall(`http://127.0.0.1:${String(corePort)}`, credential),
    said: () => gateway.said(),
    /** The gateway goes, and one of this program takes its place. */
    exchange: async (by: Program) => {
      await gateway.kill()
      gateway = await serve(by)
    },
    lie: (lie: Lie, other: UserId) => {
      const { own, vault } = pinned.channelKeys
      const script: Script = { lie, other, vault, core: { party: own.party, signingKey: publicPart(own.signingKey), agreementKey: publicPart(own.agreementKey) } }
      writeFileSync(lies, JSON.stringify(script), { mode: 0o644 })
    },
  }
}
type Stage = Awaited<ReturnType<typeof open>>

/** A core that checks what it is told, as docs/vault.md says. */
class Core {
  readonly feed: CoreFeed
  readonly #stage: Stage
  readonly #ben: UserId
  readonly #last = new Map<string, LastTaken>()
  readonly #said = new Map<string, number>()

  constructor(stage: Stage, feed: CoreFeed, ben: UserId) {
    this.#stage = stage
    this.feed = feed
    this.#ben = ben
  }

  /** The next text, or why it is none. */
  async hear(): Promise<string> {
    const { kind, text = kind } = await this.#open(await this.feed.next('message'))
    return text
  }

  async #open(event: CoreEvent): Promise<{ readonly kind: string; readonly text?: string }> {
    const peer = String(event['peer']) as UserId
    try {
      const { facts, json } = await this.#channel().open({ content: String(event['content']), epochKey: String(event['epochKey']) }, { from: peer, to: this.#ben }, Date.now())
      const verdict = judgeNumber(this.#last.get(peer), facts)
      if (verdict === 'again') return { kind: verdict }
      this.#last.set(peer, facts)
      return verdict === 'next' ? JSON.parse(Buffer.from(json).toString('utf8')) as { readonly kind: string; readonly text?: string } : { kind: verdict }
    } catch (error) {
      if (error instanceof ContentRefused) return { kind: error.refused }
      throw error
    }
  }

  /** `accepted`, or the code of a refusal. */
  async say(peer: UserId, text: string): Promise<string> {
    const [id, key, number] = [randomUUID(), submissionId(randomUUID()), (this.#said.get(peer) ?? 0) + 1]
    const { provider, call } = this.#stage
    const facts = { messageId: id, submissionId: key, from: this.#ben, to: peer, provider: provider.party, custody: 'VAULT', number } as const
    const sealed = await this.#channel().seal(facts, Buffer.from(JSON.stringify({ id, kind: 'text', sentAtMs: Date.now(), text })), Date.now())
    for (;;) {
      try {
        await call('POST', '/messages', { ref: 'ben', provider: provider.party, peer, ...sealed }, { 'idempotency-key': key })
        this.#said.set(peer, number)
        return 'accepted'
      } catch (error) {
        if (!(error instanceof CoreProblem)) throw error
        // A vault that ended with its gateway comes for the next one.
        if (error.code !== 'UNAVAILABLE') return error.code
      }
    }
  }

  #channel() {
    return createVaultChannel(this.#stage.pinned.channelKeys)
  }
}

const acquaint = async (t: Test, stage: Stage) => {
  const { call, provider } = stage
  const transport = provider.open(t, { reconnect: { initialMs: 20, maxMs: 200 } }).transport()
  const insider = { ref: 'ben', address: 'ben@core.example', provider: provider.party }
  // The vault comes when it comes.
  const ben = await repeatedly(() => optIn(call, insider), 'Ben has keys')
  const core = new Core(stage, new CoreFeed(call), ben)
  const people: OutsidePerson[] = []
  for (const name of ['ana', 'zoe']) {
    const person = await enlistPerson(t, provider, transport, { name })
    await befriend(call, core.feed, person, insider)
    // They would come between what is told and what is heard.
    person.device.setReceipts({ delivered: false, read: false })
    people.push(person)
  }
  const [ana, zoe] = people
  if (ana === undefined || zoe === undefined) throw new Error('nobody there')
  const shows = (person: OutsidePerson, text: string): boolean => person.device.inbox().some((entry) => entry.kind === 'text' && entry.text === text)
  return { core, ana, zoe, ben, shows, tell: (text: string) => ana.device.send({ to: ben, text }) }
}
type People = Awaited<ReturnType<typeof acquaint>>

t.test('a gateway that was patched passes no key of its own, and swaps, forges and replays nothing unnoticed', { skip, timeout: 220_000 }, async (t) => {
  const stage = await open(t)
  const patched = createPatchedClone(t, program)
  const people = await acquaint(t, stage)
  const { core, ana, zoe, tell, shows } = people
  await t.test('an honest gateway carries both ways', (t) => bothWays(t, people, 'before'))
  stage.lie('none', zoe.user)
  await stage.exchange(patched)
  await t.test('so does the patched one as long as it does not lie', (t) => bothWays(t, people, 'patched'))

  for (const lie of ['forged', 'swapped', 'replayed'] as const) {
    await t.test(`content of the core that the gateway ${lie} is refused by the vault`, async (t) => {
      if (lie === 'replayed') {
        stage.lie(lie, zoe.user)
        t.equal(await core.say(ana.user, 'to be replayed'), 'accepted', 'the first passes as it is')
      }
      stage.lie(lie, zoe.user)
      if (lie === 'swapped') t.equal(await core.say(zoe.user, 'meant for Zoe'), 'accepted', 'she could be written to')
      const before = refusals(stage, 'seal: content-refused')
      t.equal(await core.say(ana.user, `${lie}, never shown`), 'MALFORMED')
      t.equal(refusals(stage, 'seal: content-refused'), before + 1, 'as content that is not the core\'s word')
      stage.lie('none', zoe.user)
      t.equal(await core.say(ana.user, `after ${lie}`), 'accepted')
      await eventually(() => shows(ana, `after ${lie}`), 'the next honest one arrives')
      for (const person of [ana, zoe]) t.notOk(shows(person, `${lie}, never shown`) || shows(person, 'the gateway speaks'))
    })
  }

  await t.test('a key for the core that comes with a call is refused by the vault, and nothing is opened', async (t) => {
    stage.lie('own-core-key', zoe.user)
    await tell('not for the gateway')
    await eventually(() => refusals(stage, 'open: malformed') > 0, 'the vault refuses the call')
    stage.lie('none', zoe.user)
    t.equal(await core.hear(), 'not for the gateway', 'an honest call opens it for the core')
  })

  for (const [lie, refused] of [['forged-event', 'other-vault'], ['swapped-event', 'other-ends']] as const) {
    await t.test(`the core refuses a ${lie} as ${refused}`, async (t) => {
      stage.lie(lie, zoe.user)
      await tell(lie)
      t.equal(await core.hear(), refused)
      stage.lie('none', zoe.user)
      await tell(`after ${lie}`)
      t.equal(await core.hear(), 'gap', 'and sees with the next one that something was kept from it')
    })
  }

  await t.test('the core knows a replayed event, and that another is missing', async (t) => {
    stage.lie('replayed-event', zoe.user)
    await tell('first')
    t.equal(await core.hear(), 'first')
    await tell('second')
    t.equal(await core.hear(), 'again')
    stage.lie('none', zoe.user)
    await tell('third')
    t.equal(await core.hear(), 'gap')
  })

  await stage.exchange(program)
  await t.test('an honest gateway in its place carries on', (t) => bothWays(t, people, 'after'))
})

const bothWays = async (t: { equal(found: unknown, wanted: unknown): unknown }, { core, ana, tell, shows }: People, when: string): Promise<void> => {
  await tell(`${when}: to the core`)
  t.equal(await core.hear(), `${when}: to the core`)
  t.equal(await core.say(ana.user, `${when}: to the device`), 'accepted')
  await eventually(() => shows(ana, `${when}: to the device`), 'the device shows it')
}

/** How often the vault refused so. */
const refusals = ({ said }: Stage, how: string): number => said().split(`the vault refused ${how}\n`).length - 1
