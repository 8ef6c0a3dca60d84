// SPDX-License-Identifier: AGPL-3.0-only
// test-timeout: 240
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { createVaultChannel } from '../../src/agent/channel/index.ts'
import { createEd25519, createX25519 } from '../../src/cli/fresh-keys.ts'
import { address, submissionId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import { searchForTexts } from '../../src/sandbox/canary.ts'
import type { Canary } from '../../src/sandbox/canary.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import type { DeviceTransport } from '../../src/sdk/transport.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/gateway/index.ts'
import { CoreFeed, createCoreCall } from '../support/core-http.ts'
import type { CoreCall, CoreEvent } from '../support/core-http.ts'
import { createHttpTap } from '../support/http-tap.ts'
import type { HttpTap } from '../support/http-tap.ts'
import { searchMemory } from '../support/memory.ts'
import { befriend, enlistPerson, optIn } from '../support/outside-person.ts'
import type { OutsidePerson } from '../support/outside-person.ts'
import { openVaultDaemon } from '../support/vault-daemon.ts'
import type { VaultDaemon } from '../support/vault-daemon.ts'
import { keysOfEpochs, keysOfSecret, keysOfUser } from '../support/vault-keys-of.ts'
import { eventually } from '../support/waiting.ts'

t.setTimeout(230_000)

const skip = existsSync('/proc/self/mem') ? false : 'there is no /proc/PID/mem on this system'
const unique = (what: string): string => `${what}-${randomBytes(9).toString('hex')}`
const number = (): string => `+4915${String(randomInt(10 ** 10, 10 ** 11 - 1))}`

/** Who talks here, and what could be looked for. */
interface World {
  readonly of: VaultDaemon
  readonly tap: HttpTap
  readonly call: CoreCall
  readonly feed: CoreFeed
  readonly ana: OutsidePerson
  readonly ben: UserId
  /** What people are called: the gateway gets to know it when they get acquainted, and keeps none of it in the clear. */
  readonly names: Readonly<Record<'bensNumber' | 'anasNumber' | 'anasName', string>>
  /** How Ben's messages from there are to be labelled: it goes with each, and rests sealed. */
  readonly label: string
  readonly temporary: string
  readonly folder: string
  /** The next message of Ana's is changed on its way. */
  readonly spoil: () => void
}

const open = async (t: Test): Promise<World> => {
  const folder = await createTempFolder('drawbridge-canary-')
  t.teardown(() => folder.remove())
  const [temporary, reels] = [await folder.folder('temporary'), await folder.folder('reels')]
  const of = await openVaultDaemon(t, { DRAWBRIDGE_LOG_LEVEL: 'trace', TMPDIR: temporary })
  const tap = await createHttpTap(t, of.port, reels)
  const call = createCoreCall(`http://127.0.0.1:${String(tap.port)}`, of.credential)
  const [bensNumber, anasNumber, anasName, label] = [number(), number(), unique('Ana'), unique('Heron')]
  const insider = { ref: 'ben', address: bensNumber, provider: of.provider.party, label }
  const spoiling = createSpoiling(of.provider.open(t).transport())
  const feed = new CoreFeed(call, { proofs: true })
  const ben = await optIn(call, insider)
  const ana = await enlistPerson(t, of.provider, spoiling.transport, { name: 'ana', displayName: anasName, address: address(anasNumber), file: join(folder.path, 'ana.db') })
  await befriend(call, feed, ana, insider)
  return { of, tap, call, feed, ana, ben, names: { bensNumber, anasNumber, anasName }, label, temporary, folder: folder.path, spoil: spoiling.spoil }
}

/** A link that changes one message when it is told to. */
const createSpoiling = (transport: DeviceTransport): { readonly transport: DeviceTransport; readonly spoil: () => void } => {
  let isDue = false
  const spoiled = (bytes: Uint8Array): Uint8Array => {
    const { bytes: _, ...envelope } = decodeEnvelope(bytes)
    return encodeEnvelope({ ...envelope, ciphertext: envelope.ciphertext.map((byte, at, all) => (at === all.length - 1 ? byte ^ 1 : byte)) })
  }
  return {
    spoil: () => { isDue = true },
    transport: {
      ...transport,
      request: (request, signal) => {
        if (!isDue || request.kind !== 'submit') return transport.request(request, signal)
        isDue = false
        const envelopes = request.submission.envelopes.map((envelope) => ({ ...envelope, bytes: spoiled(envelope.bytes) }))
        return transport.request({ ...request, submission: { ...request.submission, envelopes } }, signal)
      },
    },
  }
}

/** A core that seals what it says; `keys` other than its own are somebody else's. */
const createVoice = ({ of: { pinned, provider }, call, ana, ben }: World, keys = pinned.channelKeys) => {
  const channel = createVaultChannel(keys)
  let number = 0
  const seal = async (content: object) => {
    const [id, key] = [randomUUID(), submissionId(randomUUID())]
    const facts = { messageId: id, submissionId: key, from: ben, to: ana.user, provider: provider.party, custody: 'VAULT', number: number + 1 } as const
    return { key, sealed: await channel.seal(facts, Buffer.from(JSON.stringify({ id, sentAtMs: Date.now(), ...content })), Date.now()) }
  }
  /** What the gateway answered: `accepted`, or the code of a refusal. */
  const post = async (key: string, sealed: object): Promise<string> => {
    try {
      await call('POST', '/messages', { ref: 'ben', provider: provider.party, peer: ana.user, ...sealed }, { 'idempotency-key': key })
      number += 1
      return 'accepted'
    } catch (error) {
      return (error as { readonly code?: string }).code ?? String(error)
    }
  }
  return {
    seal, post,
    say: async (content: object) => {
      const { key, sealed } = await seal(content)
      return post(key, sealed)
    },
    /** What proves what Ana said: bytes that only she, the vault and the core have. */
    proofOf: async ({ proof, epochKey }: CoreEvent): Promise<Readonly<Record<'franking key' | 'franking key as text', Canary>>> => {
      const { frankingKey } = await channel.openProof({ proof: (proof as { readonly sealed: string }).sealed, epochKey: String(epochKey) }, {}, Date.now())
      return { 'franking key': frankingKey, 'franking key as text': Buffer.from(frankingKey).toString('base64url') }
    },
    open: async ({ content, epochKey }: CoreEvent) => JSON.parse(Buffer.from((await channel.open({ content: String(content), epochKey: String(epochKey) }, {}, Date.now())).json).toString('utf8')) as { readonly kind: string; readonly text?: string },
  }
}
type Voice = ReturnType<typeof createVoice>

/** The next text of Ana's as the core hears it; receipts are passed over. */
const heard = async ({ feed }: World, voice: Voice): Promise<string> => {
  for (;;) {
    const { kind, text = '' } = await voice.open(await feed.next('message'))
    if (kind === 'text') return text
  }
}

const shows = ({ ana }: World, text: string): boolean => ana.device.inbox({ limit: 500 }).some((entry) => entry.kind === 'text' && entry.text === text)

t.test('what is said through a vault, its keys and what people are called are nowhere in the gateway', { skip, timeout: 220_000 }, async (t) => {
  const world = await open(t)
  const { of, tap, ana, ben, call } = world
  const { daemon } = of
  const acquainting = tap.turn()
  // A fresh process: nobody is named to it any more.
  t.equal(await daemon.stop(), 0)
  await daemon.start()
  const voice = createVoice(world)
  const spoken = {
    toCore: `${unique('to-core')} ${number()}`, toDevice: `${unique('to-device')} ${number()}`, spoiled: unique('spoiled'), unfit: unique('unfit'),
    forged: unique('forged'), changed: unique('changed'), toBlocked: unique('to-blocked'), fromBlocked: unique('from-blocked'),
  }
  const [texts, named] = [Object.values(spoken), Object.values(world.names)]
  const own = keysOfSecret(of.pinned)

  let keys: Readonly<Record<string, Canary>> = own
  await t.test('while they talk', async (t) => {
    await ana.device.send({ to: ben, text: spoken.toCore })
    const event = await world.feed.next('message')
    t.equal((await voice.open(event)).text, spoken.toCore)
    const { key, sealed } = await voice.seal({ kind: 'text', text: spoken.toDevice })
    t.equal(await voice.post(key, sealed), 'accepted')
    await eventually(() => shows(world, spoken.toDevice), 'Ana reads it')
    keys = {
      ...own, ...await keysOfEpochs(of.pinned, String(event['epochKey']), sealed.epochKey),
      ...await keysOfUser(of.pinned, daemon.dataFolder, join(world.folder, 'copy'), ben),
    }
    await seenInVault(t, world, voice, spoken, keys)
    keys = { ...keys, ...await voice.proofOf(event) }
    await provenInVault(t, world, voice)
    nowhereInMemory(t, world, { ...spoken, ...keys, ...world.names })
  })

  await t.test('when it fails', async (t) => {
    world.spoil()
    await ana.device.send({ to: ben, text: spoken.spoiled })
    t.equal(await heard(world, voice), spoken.spoiled, 'what was changed on its way is asked for and comes again')
    t.equal(await voice.say({ kind: 'nonsense', text: spoken.unfit }), 'MALFORMED', 'content of no known form is refused')
    const { own } = of.pinned.channelKeys
    const forger = createVoice(world, { ...of.pinned.channelKeys, own: { ...own, signingKey: { ...createEd25519(), kid: own.signingKey.kid }, agreementKey: createX25519() } })
    t.equal(await forger.say({ kind: 'text', text: spoken.forged }), 'MALFORMED', 'somebody else\'s key message is refused')
    const { key, sealed: { content, epochKey } } = await voice.seal({ kind: 'text', text: spoken.changed })
    t.equal(await voice.post(key, { content: changed(content), epochKey }), 'MALFORMED', 'changed content is refused')
    await call('POST', `/users/ben/contacts/${ana.user}`, { provider: of.provider.party, decision: 'block' })
    t.match(await ana.device.send({ to: ben, text: spoken.fromBlocked }), { state: 'refused' })
    t.equal(await voice.say({ kind: 'text', text: spoken.toBlocked }), 'NOT_PERMITTED')
    nowhereInMemory(t, world, { ...spoken, ...keys, ...world.names })
  })

  await t.test('in what is written', async (t) => {
    const found = await searchForTexts([daemon.dataFolder, daemon.logFile, world.temporary], [...texts, ...Object.values(keys), ...named, world.label])
    t.ok(found.bytes > 100_000, `${String(found.bytes)} bytes in ${String(found.files)} files were read`)
    t.strictSame(found.hits, [], 'in no file of the gateway')
    const talking = tap.turn()
    const bodies = await searchForTexts([acquainting, talking], [...texts, ...Object.values(keys)])
    t.ok(bodies.bytes > 20_000, `${String(bodies.bytes)} bytes of HTTP were read`)
    t.strictSame(bodies.hits, [], 'in nothing between core and gateway')
    t.strictSame((await searchForTexts([talking], named)).hits, [], 'numbers and names are not among messages')
    t.equal(new Set((await searchForTexts([acquainting], named)).hits.map(({ text }) => text)).size, 3, 'the same search finds them where people got acquainted')
  })

  await t.test('the same search finds what is in the clear', async (t) => {
    const clear = unique('clear')
    const inMemory = await untilHit(daemon.pid(), [clear], async () => { t.equal(await voice.post(randomUUID(), { content: clear, epochKey: clear }), 'NOT_PERMITTED') })
    t.ok(inMemory, 'in the memory of the gateway')
    t.not((await searchForTexts([tap.turn()], [clear])).hits.length, 0, 'between core and gateway')
    t.not((await searchForTexts([daemon.logFile], [of.provider.party])).hits.length, 0, 'in the log')
    t.not((await searchForTexts([daemon.dataFolder], ['server-1'])).hits.length, 0, 'in the data folder')
    t.equal((await searchForTexts([world.folder], [spoken.toCore, spoken.toDevice])).hits.length, 2, 'in the file of Ana\'s device')
  })
})

/** No hit of anything in the running gateway; `found` has a name for each. */
const nowhereInMemory = (t: Test, { of: { daemon } }: World, canaries: Readonly<Record<string, Canary>>): void => {
  const { bytes, hits } = searchMemory(daemon.pid(), Object.values(canaries))
  t.ok(bytes > 30 << 20, `${String(bytes >> 20)} MiB of the gateway were read`)
  t.strictSame(Object.keys(canaries).filter((_, place) => hits[place] !== 0), [], 'no hit in the gateway')
}

/** Each of these is in the vault at some time while it works. */
const seenInVault = async (t: Test, world: World, voice: Voice, { toCore, toDevice }: Readonly<Record<'toCore' | 'toDevice', string>>, keys: Readonly<Record<string, Canary>>): Promise<void> => {
  const { of, ana, ben } = world
  const sought = { toCore, toDevice, ...keys }
  const seen = await untilHit(of.vaultPid() ?? 0, Object.values(sought), async () => {
    await ana.device.send({ to: ben, text: toCore })
    await heard(world, voice)
    await voice.say({ kind: 'text', text: toDevice })
  })
  t.ok(seen, `the same search finds each in the vault: ${Object.keys(sought).join(', ')}`)
}

/** What proves a message is in the vault at some time while it works, in one form or the other. */
const provenInVault = async (t: Test, { of, ana, ben, feed }: World, voice: Voice): Promise<void> => {
  let isSeen = false
  for (let tries = 0; !isSeen && tries < TRIES; tries += 1) {
    const text = unique('proven')
    await ana.device.send({ to: ben, text })
    let event = await feed.next('message')
    while ((await voice.open(event)).text !== text) event = await feed.next('message')
    const { hits } = searchMemory(of.vaultPid() ?? 0, Object.values(await voice.proofOf(event)))
    isSeen = hits.some((count) => count > 0)
  }
  t.ok(isSeen, 'the same search finds a franking key in the vault')
}

/** Tries of {@link untilHit}: what is wiped or collected at once is met in one of them. */
const TRIES = 30

/** Whether each canary was in the memory of a process after one of several works. */
const untilHit = async (pid: number, canaries: readonly Canary[], work: () => Promise<void>): Promise<boolean> => {
  let left = canaries
  for (let tries = 0; left.length > 0 && tries < TRIES; tries++) {
    await work()
    const { hits } = searchMemory(pid, left)
    left = left.filter((_, place) => hits[place] === 0)
  }
  return left.length === 0
}

/** Another ciphertext of the same form. */
const changed = (content: string): string => {
  const [header = '', key = '', iv = '', ciphertext = '', tag = ''] = content.split('.')
  return [header, key, iv, createHash('sha512').update(ciphertext).digest('base64url').repeat(20).slice(0, ciphertext.length), tag].join('.')
}
