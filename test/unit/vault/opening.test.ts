// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what does not hold is refused with its own word, nothing has changed then, and the honest message still opens.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { submissionId, userId } from '../../../src/model/ids.ts'
import type { MessageFacts, OpenCall, PeerProof, Sealed } from '../../../src/vault/protocol/calls.ts'
import { VaultRefused } from '../../../src/vault/refusal.ts'
import { decodeRetry } from '../../../src/wire/content/index.ts'
import type { Outsider, Parcel } from '../../support/outsider.ts'
import { createVaultWorld, refusalOf, signingParty } from '../../support/vault-world.ts'
import type { VaultWorld } from '../../support/vault-world.ts'
import type { VaultUser } from '../../support/vault-user.ts'

/** A user and an outsider who has begun to talk. */
const begun = async (): Promise<{ world: VaultWorld; anna: VaultUser; bruno: Outsider }> => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.begin(anna, 0)
  return { world, anna, bruno }
}

const textOf = (world: VaultWorld, opened: Parameters<VaultWorld['core']['read']>[0]): unknown => world.core.read(opened).json['text']

type Situation = Awaited<ReturnType<typeof begun>> & { readonly parcel: Parcel }
type Change = (situation: Situation, call: OpenCall) => Promise<Partial<OpenCall>> | Partial<OpenCall>

const facts = (change: Partial<MessageFacts>): Change => (_, call) => ({ facts: { ...call.facts, ...change } })
const proof = (change: (situation: Situation) => Promise<Partial<PeerProof>>): Change => async (situation, call) => ({ proof: { ...call.proof, ...await change(situation) } })
const sealed = ({ version, bytes }: Sealed): Sealed => ({ version, bytes: bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)) })

/** What a daemon, a provider or a peer may get wrong on purpose, and how the vault answers the first message then. */
const FIRST: readonly (readonly [what: string, refusal: string, Change])[] = [
  ['another commitment', 'commitment', facts({ commitment: randomBytes(32) })],
  ['no commitment', 'commitment', facts({ commitment: new Uint8Array(0) })],
  ['another custody than the home states', 'untrusted-identity', facts({ peerCustody: 'VAULT' })],
  ['another sender', 'statement-refused', facts({ peer: userId(randomUUID()) })],
  ['another sender that its home vouches for', 'undecryptable', async ({ world }, call) => {
    const carla = await world.outsider()
    return { facts: { ...call.facts, peer: carla.user }, proof: carla.proof }
  }],
  ['another recipient', 'missing-prekey', async ({ world }) => {
    const other = await world.user()
    other.prekeys.clear()
    return { account: other.account, prekeys: [] }
  }],
  ['garbage', 'undecryptable', () => ({ ciphertext: randomBytes(200) })],
  ['a ratchet message without a session', 'no-session', () => ({ type: 2 })],
  ['without the prekeys it names', 'missing-prekey', () => ({ prekeys: [] })],
  ['with a prekey that was changed', 'broken-seal', (_, call) => ({ prekeys: call.prekeys.map((key) => ({ ...key, bytes: sealed({ version: 1, bytes: key.bytes }).bytes })) })],
  ['with prekeys that were swapped', 'broken-seal', (_, call) => {
    const [one, two, ...others] = call.prekeys
    return { prekeys: [{ ...one!, bytes: two!.bytes }, { ...two!, bytes: one!.bytes }, ...others] }
  }],
  ['a statement by another party', 'statement-refused', proof(async ({ bruno }) => ({
    statement: await (await signingParty('heron.example', 'provider')).home.signIdentityStatement({ userId: bruno.user, identityKey: bruno.identity.publicKey, custody: 'DEVICE', deviceListVersion: 1 }),
  }))],
  ['a statement about somebody else', 'statement-refused', proof(async ({ world }) => ({ statement: (await world.outsider()).proof.statement }))],
  ['no statement', 'statement-refused', proof(async () => ({ statement: '' }))],
  ['an issuer list by somebody else', 'statement-refused', proof(async ({ world }) => ({ issuerList: await world.list(9, [world.provider], await signingParty('core.example', 'core')) }))],
  ['a home that the enlistment is not for', 'statement-refused', proof(async () => ({ home: 'crow.example' as PeerProof['home'] }))],
  ['a changed account', 'broken-seal', (_, call) => ({ account: { ...call.account, state: sealed(call.account.state) } })],
  ['another version of the account', 'broken-seal', (_, call) => ({ account: { ...call.account, state: { ...call.account.state, version: 7 } } })],
  ['another user\'s account', 'broken-seal', async ({ world }, call) => ({ account: { ...call.account, state: (await world.user()).state } })],
  ['another user\'s key', 'broken-seal', async ({ world }, call) => ({ account: { ...call.account, wrappedKey: (await world.user()).wrappedKey } })],
  ['another provider than was minted for', 'broken-seal', (_, call) => ({ account: { ...call.account, provider: 'crow.example' as PeerProof['home'] } })],
  ['no account', 'rolled-back', (_, call) => ({ account: { ...call.account, state: { version: 0, bytes: new Uint8Array(0) } } })],
  ['a conversation that chains on nothing', 'chain-broken', () => ({ conversation: { version: 3, bytes: new Uint8Array(0) } })],
  ['a conversation that is none', 'broken-seal', () => ({ conversation: { version: 3, bytes: randomBytes(400) } })],
  ['a conversation that is not there and yet is', 'malformed', () => ({ conversation: { version: 0, bytes: randomBytes(400) } })],
]

for (const [what, refusal, change] of FIRST) {
  t.test(`a first message with ${what} is refused as ${refusal}, and opens without`, async (t) => {
    const situation = await begun()
    const { world, anna, bruno } = situation
    const parcel = await bruno.say(anna, 'hello')
    const call = anna.openCall(bruno, parcel)
    const changed = { ...call, ...await change({ ...situation, parcel }, call) }
    t.equal(await refusalOf(world.vault.open(changed)), refusal)
    t.equal(textOf(world, await anna.open(bruno, parcel)), 'hello')
  })
}

t.test('what the content says of its ends must be what the gateway says', async (t) => {
  const { world, anna, bruno } = await begun()
  const wrong = [
    await bruno.say(anna, 'hello', { senderUser: userId(randomUUID()) }), await bruno.say(anna, 'hello', { recipientUser: userId(randomUUID()) }),
    await bruno.sealBytes(anna, randomBytes(50)), await bruno.sealBytes(anna, new Uint8Array(0)),
  ]
  for (const parcel of wrong) t.equal(await refusalOf(anna.open(bruno, parcel)), 'mislabelled')
  t.equal(textOf(world, await anna.open(bruno, await bruno.say(anna, 'hello'))), 'hello')
})

t.test('a message that cannot be decrypted is refused with what asks its sender to send again', async (t) => {
  const { world, anna, bruno } = await begun()
  const parcel = await bruno.say(anna, 'hello')
  await anna.open(bruno, parcel)
  await bruno.open(anna, (await anna.say(bruno, 'hello yourself')).envelopes[0]!)
  const next = await bruno.say(anna, 'two')
  const failures = [
    ['duplicate', anna.openCall(bruno, parcel)],
    ['undecryptable', { ...anna.openCall(bruno, next), ciphertext: next.ciphertext.map((byte, at) => (at === next.ciphertext.length - 1 ? byte ^ 1 : byte)) }],
  ] as const
  for (const [reason, call] of failures) {
    const error = await world.vault.open(call).catch((thrown: unknown) => thrown)
    if (!(error instanceof VaultRefused)) throw error
    t.equal(error.refused, reason)
    const retry = decodeRetry(error.retry ?? new Uint8Array(0))
    t.match(retry, { submissionId: call.facts.submissionId, givenUp: false })
    t.ok(retry.decryptionError.length > 0)
  }
})

t.test('one-time prekeys are named when they are used, and a last-resort key is never used twice with one base key', async (t) => {
  const { world, anna } = await begun()
  const carla = await world.outsider()
  await carla.begin(anna)
  const parcel = await carla.say(anna, 'hello')
  const before = anna.state
  const opened = await anna.open(carla, parcel)
  t.same(opened.used, [])
  t.equal(anna.state.version, before.version + 1)
  // The daemon puts the conversation back, as if the message had never come.
  anna.conversations.delete(carla.user)
  await world.vault.discard({ call: 'discard', user: anna.user, peer: carla.user, version: 1 })
  t.equal(await refusalOf(anna.open(carla, parcel)), 'duplicate')
  world.restart()
  t.equal(await refusalOf(anna.open(carla, parcel)), 'duplicate', 'it is in the account and not in memory')
})

/** The core's word that it accepts what the peer's home states. */
const acceptCall = ({ world, anna, bruno }: Awaited<ReturnType<typeof begun>>, custody: 'DEVICE' | 'VAULT', number: number, identityKey: Uint8Array = bruno.identity.publicKey) => {
  const id = randomUUID()
  const facts = { messageId: id, submissionId: submissionId(randomUUID()), from: anna.user, to: bruno.user, provider: world.provider.keys.party, custody, number }
  const content = world.core.say(facts, { id, kind: 'acceptIdentity', sentAtMs: 1, identityKey: Buffer.from(identityKey).toString('base64url') })
  return { call: 'accept', account: anna.account, conversation: anna.conversation(bruno.user), peer: bruno.user, proof: bruno.proof, content, epochKey: 'epoch', now: world.now } as const
}

t.test('keys that a vault holds from now on are a new identity, accepted only by a core that puts up with it', async (t) => {
  const situation = await begun()
  const { world, anna, bruno } = situation
  await anna.open(bruno, await bruno.say(anna, 'hello'))
  await world.state(bruno, 'VAULT', 2)
  t.equal(await refusalOf(world.vault.seal(anna.sealCall(bruno, { id: randomUUID(), kind: 'text', sentAtMs: 1, text: 'x' }, { number: 1 }))), 'untrusted-identity')
  t.equal(await refusalOf(world.vault.accept(acceptCall(situation, 'DEVICE', 1))), 'custody-refused')
  const { conversation } = await world.vault.accept(acceptCall(situation, 'VAULT', 1))
  anna.conversations.set(bruno.user, conversation)
  await bruno.begin(anna, 1)
  const parcel = await bruno.say(anna, 'from a vault')
  const { facts: of } = anna.openCall(bruno, parcel)
  t.equal(textOf(world, await anna.open(bruno, parcel, { facts: { ...of, peerCustody: 'VAULT' } })), 'from a vault')
})

t.test('a word that was taken may be said again about the identity that it pinned, and about no other', async (t) => {
  const situation = await begun()
  const { world, anna, bruno } = situation
  await anna.open(bruno, await bruno.say(anna, 'hello'))
  bruno.reinstall()
  await world.state(bruno)
  const word = acceptCall(situation, 'DEVICE', 1)
  for (let time = 0; time < 2; time += 1) {
    anna.conversations.set(bruno.user, (await world.vault.accept({ ...word, conversation: anna.conversation(bruno.user) })).conversation)
  }
  bruno.reinstall()
  await world.state(bruno, 'DEVICE', 2)
  t.equal(await refusalOf(world.vault.accept({ ...acceptCall(situation, 'DEVICE', 1), conversation: anna.conversation(bruno.user) })), 'content-refused')
  anna.conversations.set(bruno.user, (await world.vault.accept(acceptCall(situation, 'DEVICE', 2))).conversation)
})

t.test('a changed identity is refused until the home states it and the core accepts the very key', async (t) => {
  const { world, anna, bruno } = await begun()
  await anna.open(bruno, await bruno.say(anna, 'hello'))
  bruno.reinstall()
  await world.state(bruno)
  await bruno.begin(anna, 1)
  const parcel = await bruno.say(anna, 'my new phone')
  t.equal(await refusalOf(anna.open(bruno, parcel)), 'untrusted-identity')
  const accept = (identityKey: Uint8Array, kind = 'acceptIdentity') => {
    const id = randomUUID()
    const ends = { messageId: id, submissionId: submissionId(randomUUID()), from: anna.user, to: bruno.user, provider: world.provider.keys.party, custody: 'VAULT' as const }
    return world.vault.accept({
      call: 'accept', account: anna.account, conversation: anna.conversation(bruno.user), peer: bruno.user, proof: bruno.proof,
      content: world.core.say(ends, { id, kind, sentAtMs: 1, identityKey: Buffer.from(identityKey).toString('base64url') }), epochKey: 'epoch', now: world.now,
    })
  }
  const other = (await world.outsider()).identity.publicKey
  t.equal(await refusalOf(accept(other)), 'untrusted-identity')
  t.equal(await refusalOf(accept(bruno.identity.publicKey, 'text')), 'content-refused')
  const { conversation } = await accept(bruno.identity.publicKey)
  anna.conversations.set(bruno.user, conversation)
  const opened = await anna.open(bruno, parcel)
  t.equal(textOf(world, opened), 'my new phone')
  t.equal(opened.number, 2, 'the numbers go on')
})

t.test('a home that the core\'s list does not name any more speaks for nobody', async (t) => {
  const { world, anna, bruno } = await begun()
  world.issuerList = await world.list(2, [])
  await world.state(bruno)
  t.equal(await refusalOf(anna.open(bruno, await bruno.say(anna, 'hello'))), 'statement-refused')
})

t.test('an issuer list that is older than one the vault has seen is refused', async (t) => {
  const { world, anna, bruno } = await begun()
  const carla = await world.outsider()
  await carla.begin(anna)
  world.issuerList = await world.list(2, [world.provider])
  await world.state(bruno)
  await anna.open(bruno, await bruno.say(anna, 'hello'))
  t.equal(await refusalOf(anna.open(carla, await carla.say(anna, 'hello'))), 'statement-refused')
  await world.state(carla)
  t.equal(textOf(world, await anna.open(carla, await carla.say(anna, 'hello'))), 'hello')
})

t.test('a conversation of another peer, an older one and one that was changed are refused', async (t) => {
  const { world, anna, bruno } = await begun()
  const carla = await world.outsider()
  await carla.begin(anna)
  await anna.open(carla, await carla.say(anna, 'hello'))
  await anna.open(bruno, await bruno.say(anna, 'one'))
  const old = anna.conversation(bruno.user)
  await anna.open(bruno, await bruno.say(anna, 'two'))
  const parcel = await bruno.say(anna, 'three')
  const mine = anna.conversation(bruno.user)
  for (const [conversation, refusal] of [
    [old, 'rolled-back'], [{ ...mine, bytes: old.bytes }, 'broken-seal'], [sealed(mine), 'broken-seal'], [{ ...mine, bytes: anna.conversation(carla.user).bytes }, 'broken-seal'],
    [{ version: 0, bytes: new Uint8Array(0) }, 'rolled-back'],
  ] as const) t.equal(await refusalOf(anna.open(bruno, parcel, { conversation })), refusal)
  t.equal(textOf(world, await anna.open(bruno, parcel)), 'three')
})
