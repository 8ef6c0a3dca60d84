// SPDX-License-Identifier: AGPL-3.0-only
// Promise: only the core's own, newest word is sealed, to the identity and custody that it was meant for.
import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { deviceId, submissionId } from '../../../src/model/ids.ts'
import type { SealCall } from '../../../src/vault/protocol/calls.ts'
import { encodeRetry, messageId, resendIdOf } from '../../../src/wire/content/index.ts'
import type { Outsider } from '../../support/outsider.ts'
import { createVaultWorld, refusalOf } from '../../support/vault-world.ts'
import type { VaultWorld } from '../../support/vault-world.ts'
import { textOf } from '../../support/vault-user.ts'
import type { VaultUser } from '../../support/vault-user.ts'

const met = async (): Promise<{ world: VaultWorld; anna: VaultUser; bruno: Outsider }> => {
  const world = await createVaultWorld()
  const [anna, bruno] = [await world.user(), await world.outsider()]
  await bruno.open(anna, (await anna.say(bruno, 'hello')).envelopes[0]!)
  return { world, anna, bruno }
}

type Situation = Awaited<ReturnType<typeof met>>
const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))

const WRONG: readonly (readonly [what: string, refusal: string, (situation: Situation) => SealCall | Promise<SealCall>])[] = [
  ['content that somebody else sealed', 'content-refused', ({ anna, bruno }) => ({ ...anna.sealCall(bruno, textOf('x')), content: 'x.y' })],
  ['content whose number came before', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, textOf('x'), { number: 1 })],
  ['content for somebody else', 'content-refused', async ({ world, anna, bruno }) => ({ ...anna.sealCall(bruno, textOf('x')), content: anna.sealCall(await world.outsider(), textOf('x')).content })],
  ['content of another user\'s', 'content-refused', async ({ world, anna, bruno }) => ({ ...anna.sealCall(bruno, textOf('x')), content: (await world.user()).sealCall(bruno, textOf('x')).content })],
  ['content under an unknown epoch', 'content-refused', ({ anna, bruno }) => ({ ...anna.sealCall(bruno, textOf('x')), epochKey: 'another' })],
  ['another message id inside than outside', 'content-refused', ({ world, anna, bruno }) => ({
    ...anna.sealCall(bruno, textOf('x')),
    content: world.core.say({ messageId: randomUUID(), submissionId: submissionId(randomUUID()), from: anna.user, to: bruno.user, provider: world.provider.keys.party, custody: 'VAULT' }, textOf('x')),
  })],
  ['a kind that no core says', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, { ...textOf('x'), kind: 'unsupported' })],
  ['typing, which nobody stores', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, { ...textOf('x'), kind: 'typing', text: undefined, isTyping: true })],
  ['a member that the schema does not name', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, { ...textOf('x'), colour: 'red' })],
  ['no text', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, { ...textOf('x'), text: undefined })],
  ['half a surrogate pair', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, textOf('\ud800'))],
  ['more than 16 KiB', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, textOf('x'.repeat(17_000)))],
  ['a receipt for nothing', 'content-refused', ({ anna, bruno }) => anna.sealCall(bruno, { ...textOf('x'), kind: 'receipt', text: undefined, receipt: 'read', messageIds: [] })],
  ['no device', 'malformed', ({ anna, bruno }) => anna.sealCall(bruno, textOf('x'), { devices: [] })],
  ['a device twice', 'malformed', ({ anna, bruno }) => anna.sealCall(bruno, textOf('x'), { devices: [bruno.device(true), bruno.device(true)] })],
  ['a device without session or bundle', 'no-session', ({ anna, bruno }) => anna.sealCall(bruno, textOf('x'), { devices: [{ ...bruno.device(false), device: deviceId(2) }] })],
  ['a bundle with a forged key', 'bad-bundle', ({ anna, bruno }) => {
    const device = bruno.device(true)
    const signedPrekey = { ...device.bundle!.signedPrekey, publicKey: device.bundle!.kyberPrekey.publicKey }
    return anna.sealCall(bruno, textOf('x'), { devices: [{ ...device, bundle: { ...device.bundle!, signedPrekey } }] })
  }],
  ['a bundle whose signature does not hold', 'bad-bundle', ({ anna, bruno }) => {
    const device = bruno.device(true)
    const kyberPrekey = { ...device.bundle!.kyberPrekey, signature: randomBytes(64) }
    return anna.sealCall(bruno, textOf('x'), { devices: [{ ...device, bundle: { ...device.bundle!, kyberPrekey } }] })
  }],
  ['somebody else\'s bundle', 'bad-bundle', async ({ world, anna, bruno }) => anna.sealCall(bruno, textOf('x'), { devices: [(await world.outsider()).device(true)] })],
  ['a changed conversation', 'broken-seal', ({ anna, bruno }) => {
    const { version, bytes } = anna.conversation(bruno.user)
    return { ...anna.sealCall(bruno, textOf('x')), conversation: { version, bytes: flip(bytes) } }
  }],
  ['a statement of another identity key', 'untrusted-identity', async ({ world, anna, bruno }) => {
    bruno.reinstall()
    await world.state(bruno)
    return anna.sealCall(bruno, textOf('x'))
  }],
  ['a statement of another custody', 'untrusted-identity', async ({ world, anna, bruno }) => {
    await world.state(bruno, 'VAULT')
    return anna.sealCall(bruno, textOf('x'))
  }],
  ['a statement that nobody signed', 'statement-refused', ({ anna, bruno }) => anna.sealCall(bruno, textOf('x'), { proof: { ...bruno.proof, statement: 'a.b.c' } })],
]

for (const [what, refusal, make] of WRONG) {
  t.test(`a call to seal with ${what} is refused as ${refusal}, and the next one is sealed`, async (t) => {
    const situation = await met()
    const { world, anna, bruno } = situation
    const { proof } = bruno
    t.equal(await refusalOf(world.vault.seal(await make(situation))), refusal)
    const { envelopes } = await anna.seal(anna.sealCall(bruno, textOf('next'), { proof }))
    t.equal(envelopes.length, 1)
  })
}

t.test('a demand for DEVICE is met by a device and refused for a vault', async (t) => {
  const { world, anna, bruno } = await met()
  const carla = await world.outsider()
  await world.state(carla, 'VAULT')
  await anna.seal(anna.sealCall(bruno, textOf('x'), { custody: 'DEVICE' }))
  t.equal(await refusalOf(anna.seal(anna.sealCall(carla, textOf('x'), { custody: 'DEVICE', devices: [carla.device(true)] }))), 'custody-refused')
  await anna.seal(anna.sealCall(carla, textOf('x'), { devices: [carla.device(true)] }))
})

t.test('a home\'s new statement of the same identity is taken, and from then on the old one is looked at again', async (t) => {
  const { world, anna, bruno } = await met()
  await world.state(bruno, 'DEVICE', 2)
  t.equal((await anna.seal(anna.sealCall(bruno, textOf('x')))).envelopes.length, 1)
})

t.test('receipts, replies and times of deletion arrive as the core said them', async (t) => {
  const { anna, bruno } = await met()
  const about = randomUUID()
  const receipt = await anna.seal(anna.sealCall(bruno, { id: randomUUID(), kind: 'receipt', sentAtMs: 5, receipt: 'read', messageIds: [about] }))
  t.match(await bruno.open(anna, receipt.envelopes[0]!), { body: { kind: 'receipt', receipt: 'read', messageIds: [about] }, sentAtMs: 5 })
  const said: Readonly<Record<string, unknown>> = { ...textOf('x'), replyTo: about, expiresInSeconds: 60 }
  const sealed = await anna.seal(anna.sealCall(bruno, said))
  t.match(await bruno.open(anna, sealed.envelopes[0]!), { messageId: said['id'], replyTo: about, expiresInSeconds: 60 })
})

t.test('a peer that could not open is sent the same content again, once for each time that it asks', async (t) => {
  const { world, anna, bruno } = await met()
  const call = anna.sealCall(bruno, textOf('lost'))
  const lost = await anna.seal(call)
  const failed = lost.submissionId
  const retry = encodeRetry({ submissionId: failed, decryptionError: new Uint8Array(0), givenUp: false })
  const { asked } = await anna.asked(bruno, { type: 8, ciphertext: retry, commitment: new Uint8Array(0), submissionId: submissionId(randomUUID()) })
  t.same(asked, { submissionId: failed, renew: false, givenUp: false })
  const again = { ...call, conversation: anna.conversation(bruno.user) }
  t.equal(await refusalOf(world.vault.seal(again)), 'content-refused', 'not without its being a resend')
  const resent = await anna.seal({ ...again, resend: { failed }, devices: [bruno.device(true)] })
  t.equal(resent.submissionId, resendIdOf(failed, deviceId(1)))
  t.match(await bruno.open(anna, resent.envelopes[0]!), { resendOf: failed, body: { kind: 'text', text: 'lost' } })
  t.equal(await refusalOf(world.vault.seal({ ...anna.sealCall(bruno, textOf('new')), resend: { failed } })), 'content-refused', 'nothing new goes out as a resend')
  t.equal((await anna.seal(anna.sealCall(bruno, textOf('next')))).envelopes.length, 1, 'the numbers did not move')
})

t.test('a retry request inside the encryption is for the core to see and for the daemon to answer', async (t) => {
  const { world, anna, bruno } = await met()
  const failed = submissionId(randomUUID())
  const opened = await anna.open(bruno, await bruno.seal(anna, { kind: 'retry', submissionId: failed, decryptionError: new Uint8Array(0), givenUp: true }))
  t.same(opened.asked, { submissionId: failed, renew: false, givenUp: true })
  t.match(world.core.read(opened).json, { kind: 'retry', submissionId: failed, givenUp: true })
})

t.test('all devices of a peer get the identical plaintext', async (t) => {
  const world = await createVaultWorld()
  const anna = await world.user()
  const bruno = await world.outsider()
  const devices = Array.from({ length: 10 }, (_, at) => ({ ...bruno.device(true), device: deviceId(at + 1) }))
  const sealed = await anna.say(bruno, 'hello', devices)
  t.same(sealed.envelopes.map(({ device }) => device), devices.map(({ device }) => device))
  const [first] = sealed.envelopes
  const content = await bruno.open(anna, first!)
  t.same(content.commitment, sealed.commitment, 'one commitment speaks for all')
  t.equal(messageId(content.messageId), content.messageId)
})
