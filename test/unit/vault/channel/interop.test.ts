// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what the vault's channel makes is plain JOSE that npm `jose` opens, and what `jose` makes by the book it takes.
import { createPublicKey, randomBytes } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, CompactSign, compactVerify, importJWK } from 'jose'
import t from 'tap'
import { encodeProof } from '../../../../src/wire/content/index.ts'
import { createEnds, someFacts } from '../../../support/channel-ends.ts'

const NOW = 1_800_000_000_000
const text = (say: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify({ kind: 'text', text: say }))
const PROVEN = { frankingKey: randomBytes(32), contentBytes: randomBytes(160) }
const said = (say: string) => ({ json: text(say), proof: encodeProof(PROVEN) })

t.test('a core opens with jose alone what the vault seals, and finds every fact in the header', async (t) => {
  const { vault, core } = createEnds()
  const facts = someFacts()
  const { content, proof, epoch } = vault.channel.sealForCore(facts, said('hello'), NOW)
  const { epoch: named, keyMessage } = vault.channel.epoch(NOW)
  t.equal(named, epoch)
  const inner = await compactDecrypt(keyMessage, await importJWK({ ...core.keys.agreement.jwk }, 'ECDH-ES'))
  t.match(inner.protectedHeader, { alg: 'ECDH-ES', enc: 'A256GCM', typ: 'drawbridge-epoch+jwe', kid: core.keys.agreement.jwk.kid })
  const { payload: key, protectedHeader } = await compactVerify(inner.plaintext, createPublicKey(vault.keys.signing.key), { algorithms: ['EdDSA'] })
  t.strictSame(protectedHeader, {
    alg: 'EdDSA', typ: 'drawbridge-epoch+jws', kid: vault.keys.signing.jwk.kid, aud: core.keys.agreement.jwk.kid, dir: 'to-core', epoch,
    nbf: NOW / 1_000, exp: NOW / 1_000 + 86_400,
  })
  const opened = await compactDecrypt(content, key)
  t.equal(Buffer.from(opened.plaintext).toString(), '{"kind":"text","text":"hello"}')
  t.strictSame(opened.protectedHeader, {
    alg: 'dir', enc: 'A256GCM', typ: 'drawbridge-content+jwe', kid: epoch, dir: 'to-core', mid: facts.messageId, sid: facts.submissionId,
    from: facts.from, to: facts.to, prv: facts.provider, cst: facts.custody, num: 1,
  })
  const proven = await compactDecrypt(proof, key)
  t.strictSame(proven.protectedHeader, { ...opened.protectedHeader, typ: 'drawbridge-proof+jwe' })
  t.strictSame(JSON.parse(Buffer.from(proven.plaintext).toString()), { frankingKey: PROVEN.frankingKey.toString('base64url'), content: PROVEN.contentBytes.toString('base64url') })
})

t.test('the vault takes what a core makes with jose alone', async (t) => {
  const { vault, core } = createEnds()
  const facts = { ...someFacts(), number: 7, custody: 'DEVICE' as const }
  const [key, epoch] = [new Uint8Array(randomBytes(32)), randomBytes(16).toString('base64url')]
  const jws = await new CompactSign(key).setProtectedHeader({
    alg: 'EdDSA', typ: 'drawbridge-epoch+jws', kid: core.keys.signing.jwk.kid, aud: vault.keys.agreement.jwk.kid, dir: 'from-core', epoch, nbf: NOW / 1_000, exp: NOW / 1_000 + 3_600,
  }).sign(core.keys.signing.key)
  const epochKey = await new CompactEncrypt(Buffer.from(jws))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'drawbridge-epoch+jwe', kid: vault.keys.agreement.jwk.kid }).encrypt(createPublicKey(vault.keys.agreement.key))
  const content = await new CompactEncrypt(text('hi')).setProtectedHeader({
    num: 7, alg: 'dir', enc: 'A256GCM', typ: 'drawbridge-content+jwe', kid: epoch, dir: 'from-core', mid: facts.messageId, sid: facts.submissionId,
    from: facts.from, to: facts.to, prv: facts.provider, cst: 'DEVICE',
  }).encrypt(key)
  const opened = await vault.channel.openFromCore(content, epochKey, { ...facts, again: false }, NOW)
  t.strictSame(opened.facts, facts)
  t.equal(Buffer.from(opened.json).toString(), '{"kind":"text","text":"hi"}')
})

t.test('both ends of ours understand each other both ways', async (t) => {
  const { vault, core } = createEnds()
  for (let number = 1; number <= 3; number += 1) {
    const facts = { ...someFacts(), number }
    const { content, proof } = vault.channel.sealForCore(facts, said(`to the core ${number}`), NOW)
    const got = await core.channel.open({ content, epochKey: vault.channel.epoch(NOW).keyMessage }, facts, NOW)
    const epochKey = vault.channel.epoch(NOW).keyMessage
    t.match(await core.channel.openProof({ proof, epochKey }, facts, NOW), { frankingKey: new Uint8Array(PROVEN.frankingKey), contentBytes: new Uint8Array(PROVEN.contentBytes) })
    t.strictSame([got.facts, Buffer.from(got.json).toString()], [facts, `{"kind":"text","text":"to the core ${number}"}`])
    const sealed = await core.channel.seal(facts, text(`from the core ${number}`), NOW)
    const opened = await vault.channel.openFromCore(sealed.content, sealed.epochKey, { ...facts, again: false }, NOW)
    t.strictSame([opened.facts, Buffer.from(opened.json).toString()], [facts, `{"kind":"text","text":"from the core ${number}"}`])
  }
})

t.test('an epoch ends after a day and where the clock was set back, and one that began later has another key', async (t) => {
  const { vault, core } = createEnds()
  const at = (now: number) => ({ vault: vault.channel.sealForCore(someFacts(), said('x'), now).epoch, keyMessage: vault.channel.epoch(now).keyMessage })
  const first = at(NOW)
  t.strictSame(at(NOW + 86_399_999), first)
  const second = at(NOW + 86_400_000)
  t.not(second.vault, first.vault)
  t.not(at(NOW).vault, second.vault)
  const say = async (now: number) => (await core.channel.seal(someFacts(), text('x'), now)).epochKey
  const own = await say(NOW)
  t.equal(await say(NOW + 80_000_000), own)
  const next = await say(NOW + 86_400_000)
  t.not(next, own)
  t.not(await say(NOW), next)
})

t.test('the same words twice have nothing in common but their header', async (t) => {
  const { vault } = createEnds()
  const facts = someFacts()
  const [one, two] = [vault.channel.sealForCore(facts, said('x'), NOW), vault.channel.sealForCore(facts, said('x'), NOW)].map(({ content }) => content.split('.'))
  t.equal(one?.[0], two?.[0])
  for (const part of [2, 3, 4]) t.not(one?.[part], two?.[part])
})

t.test('the JSON that was sealed stays the caller\'s, and what was opened can be wiped', async (t) => {
  const { vault, core } = createEnds()
  const [json, proof] = [text('mine'), encodeProof({ frankingKey: randomBytes(32), contentBytes: randomBytes(160) })]
  const before = Buffer.from(proof)
  vault.channel.sealForCore(someFacts(), { json, proof }, NOW)
  t.equal(Buffer.from(json).toString(), '{"kind":"text","text":"mine"}')
  t.same(Buffer.from(proof), before)
  for (const larger of [{ json: new Uint8Array(65_537), proof }, { json, proof: new Uint8Array(65_537) }]) t.throws(() => vault.channel.sealForCore(someFacts(), larger, NOW), RangeError)
  const facts = someFacts()
  const { content, epochKey } = await core.channel.seal(facts, json, NOW)
  const opened = await vault.channel.openFromCore(content, epochKey, { ...facts, again: false }, NOW)
  t.equal(opened.json.byteLength, opened.json.buffer.byteLength, 'in no buffer that others share')
  opened.json.fill(0)
  const once = await vault.channel.openFromCore(content, epochKey, { ...facts, again: false }, NOW)
  t.equal(Buffer.from(once.json).toString(), '{"kind":"text","text":"mine"}')
})
