// SPDX-License-Identifier: AGPL-3.0-only
// Promise: people of a provider and users of a core who write to each other without a pause, and books of what each of them said and was shown.
import { join } from 'node:path'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import type { InboxEntry } from '../../src/sdk/device/index.ts'
import type { DeviceTransport } from '../../src/sdk/transport.ts'
import { CoreFeed } from './core-http.ts'
import type { Conversation } from './core-journal.ts'
import { createKillableCore } from './killable-core.ts'
import type { KillableCore } from './killable-core.ts'
import { befriend, enlistPerson, optIn } from './outside-person.ts'
import type { OutsidePerson } from './outside-person.ts'
import { RatchetBook } from './ratchet-book.ts'
import type { Teardown } from './scope.ts'
import type { VaultDaemon } from './vault-daemon.ts'
import { eventually } from './waiting.ts'

/** Texts on their way in each direction of a conversation. */
const ABREAST = 6
/** More than anybody says between two looks. */
const PAGE = 500
/** A gateway that comes back is met at once. */
const RECONNECT = { initialMs: 20, maxMs: 200 }
/** Nothing was shown for so long: nothing will be. */
const PATIENCE_MS = 60_000

/** What the books say in the end. */
export interface VaultVerdict {
  readonly said: number
  /** Said and not shown. */
  readonly lost: readonly string[]
  /** Shown more than once. */
  readonly doubled: readonly string[]
  /** Shown after what was said later. */
  readonly disordered: readonly string[]
  /** What nobody should have been told or answered. */
  readonly odd: readonly string[]
}

/** One conversation as the books know it. */
class Talk {
  readonly conversation: Conversation
  readonly person: OutsidePerson
  /** Texts that the person was shown, and those that the core showed, in their order. */
  readonly atDevice: string[] = []
  readonly atCore: string[] = []
  said = 0
  saidByCore = 0
  allowed = 0

  constructor(conversation: Conversation, person: OutsidePerson) {
    this.conversation = conversation
    this.person = person
  }

  get unshown(): number {
    return this.said - this.atCore.length + this.saidByCore - this.atDevice.length
  }
}

/** The load. */
export class VaultLoad {
  readonly core: KillableCore
  /** All that the provider's link received and submitted. */
  readonly wire: RatchetBook
  readonly #talks: readonly Talk[]
  readonly #odd: string[] = []
  #isOver = false

  constructor(core: KillableCore, wire: RatchetBook, talks: readonly Talk[]) {
    this.core = core
    this.wire = wire
    this.#talks = talks
    for (const talk of talks) talk.person.device.on('message', (entry) => { this.#shown(talk, entry) })
    core.onGrown(() => { this.#read() })
    this.#more()
  }

  /** Texts that were shown so far. */
  get shown(): number {
    return this.#sum(({ atCore, atDevice }) => atCore.length + atDevice.length)
  }

  /** Texts that were said and not shown. */
  get unshown(): number {
    return this.#sum(({ unshown }) => unshown)
  }

  /** Nothing new is said; resolves with the books when everything was shown, or nothing was for a long time. */
  async settle(): Promise<VaultVerdict> {
    this.#isOver = true
    this.core.allow(Object.fromEntries(this.#talks.map(({ conversation, saidByCore }) => [conversation.ref, saidByCore])))
    await this.#drained()
    return this.#verdict()
  }

  async #drained(): Promise<void> {
    for (let before = -1; this.unshown > 0 && this.shown > before;) {
      before = this.shown
      const seen = before
      await eventually(() => this.unshown === 0 || this.shown > seen, 'one more text is shown', PATIENCE_MS).catch(() => undefined)
    }
  }

  #sum(count: (talk: Talk) => number): number {
    return this.#talks.reduce((total, talk) => total + count(talk), 0)
  }

  #shown(talk: Talk, entry: InboxEntry): void {
    if (entry.kind === 'text') talk.atDevice.push(entry.text)
    else this.#odd.push(`the device of ${talk.conversation.ref} shows ${entry.kind}`)
    this.#more()
  }

  #read(): void {
    for (const entry of this.core.entries()) {
      const talk = this.#talks.find(({ conversation }) => 'ref' in entry && entry.ref === conversation.ref)
      if ('odd' in entry) this.#odd.push(entry.odd)
      else if ('said' in entry && talk !== undefined) talk.saidByCore = entry.said
      else if ('took' in entry && entry.text !== undefined) talk?.atCore.push(entry.text)
    }
    this.#more()
  }

  #more(): void {
    if (this.#isOver) return
    for (const talk of this.#talks) {
      while (talk.said - talk.atCore.length < ABREAST) this.#say(talk)
    }
    const upTo = Object.fromEntries(this.#talks.map(({ conversation, atDevice }) => [conversation.ref, atDevice.length + ABREAST]))
    if (this.#talks.some((talk) => (upTo[talk.conversation.ref] ?? 0) > talk.allowed)) this.core.allow(upTo)
    for (const talk of this.#talks) talk.allowed = upTo[talk.conversation.ref] ?? 0
  }

  #say(talk: Talk): void {
    talk.said += 1
    talk.person.device.send({ to: talk.conversation.user, text: `d-${talk.conversation.ref}-${String(talk.said)}` })
      .catch((error: unknown) => { this.#odd.push(`the device of ${talk.conversation.ref}: ${String(error)}`) })
  }

  #verdict(): VaultVerdict {
    this.#read()
    const [lost, doubled, disordered, odd]: string[][] = [[], [], [], [...this.#odd]]
    for (const { conversation: { ref }, person: { device }, said, saidByCore, atCore } of this.#talks) {
      const inbox = inboxOf(device)
      for (const [who, count, texts] of [['d', said, atCore], ['c', saidByCore, inbox]] as const) {
        const wanted = Array.from({ length: count }, (_, place) => `${who}-${ref}-${String(place + 1)}`)
        lost?.push(...wanted.filter((text) => !texts.includes(text)))
        doubled?.push(...texts.filter((text, place) => texts.indexOf(text) < place))
        disordered?.push(...texts.filter((text, place) => numberOf(text) < numberOf(texts[place - 1])))
      }
      odd?.push(...device.refusals().map(({ reason }) => `the device of ${ref} refused: ${reason}`))
      odd?.push(...device.sent({ limit: PAGE }).filter(({ state }) => UNSENT.has(state)).map(({ state }) => `a message of ${ref} is ${state}`))
    }
    return { said: this.#sum(({ said, saidByCore }) => said + saidByCore), lost: lost ?? [], doubled: doubled ?? [], disordered: disordered ?? [], odd: odd ?? [] }
  }
}

const UNSENT: ReadonlySet<string> = new Set(['refused', 'failed', 'expired'])
const numberOf = (text = ''): number => Number(text.split('-').at(-1))

/** Texts that a device keeps, in the order of their arrival. */
const inboxOf = (device: OutsidePerson['device']): string[] => {
  const entries: InboxEntry[] = []
  for (let page = device.inbox({ limit: PAGE }); page.length > 0; page = device.inbox({ after: page.at(-1)?.position ?? 0, limit: PAGE })) entries.push(...page)
  return entries.sort((a, b) => a.arrival - b.arrival).flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []))
}

/** Acquaints so many pairs and lets them talk; everything ends with the test. */
export const startVaultLoad = async (t: Teardown, of: VaultDaemon, pairs: number, environment: Readonly<Record<string, string>>): Promise<VaultLoad> => {
  const folder = await createTempFolder('drawbridge-devices-')
  t.teardown(() => folder.remove())
  const wire = new RatchetBook()
  const link = of.provider.open(t, { reconnect: RECONNECT })
  const feed = new CoreFeed(of.call)
  const talks: Talk[] = []
  for (let pair = 1; pair <= pairs; pair++) {
    const insider = { ref: `ben${String(pair)}`, address: `ben${String(pair)}@core.example`, provider: of.provider.party }
    const user = await optIn(of.call, insider)
    const person = await enlistPerson(t, of.provider, tapped(link.transport(), wire), { name: `ana${String(pair)}`, file: join(folder.path, `${String(pair)}.db`) })
    await befriend(of.call, feed, person, insider)
    talks.push(new Talk({ ref: insider.ref, user, peer: person.user }, person))
  }
  // Acknowledges what the feed had read.
  await of.call('GET', `/events?after=${String(feed.after)}&wait=0`)
  const core = await createKillableCore(t, {
    origin: `http://127.0.0.1:${String(of.port)}`, credential: of.credential, own: of.pinned.channelKeys.own, vault: of.pinned.channelKeys.vault,
    provider: of.provider.party, conversations: talks.map(({ conversation }) => conversation),
  }, environment)
  return new VaultLoad(core, wire, talks)
}

/** Notes every envelope that passes, in both directions. */
const tapped = (transport: DeviceTransport, wire: RatchetBook): DeviceTransport => ({
  onOpen: (listener) => transport.onOpen(listener),
  request: (request, signal) => {
    if (request.kind === 'submit') for (const { bytes } of request.submission.envelopes) wire.note(bytes)
    return transport.request(request, signal)
  },
  subscribe: (user, handler) => transport.subscribe(user, (push) => {
    if (push.kind === 'deliver') wire.note(push.envelope)
    return handler(push)
  }),
})
