// SPDX-License-Identifier: AGPL-3.0-only
// Promise: two devices that know each other's bundle talk both ways, and every refusal has its one reason.
import t from 'tap'
import { deviceId } from '../../../src/model/ids.ts'
import { EnvelopeType } from '../../../src/model/signal-crypto.ts'
import type { Bytes, SealedMessage } from '../../../src/model/signal-crypto.ts'
import { MAX_SESSION_BYTES } from '../../../src/signal/private/index.ts'
import { bytes, crypto, DAY, flip, NOW, pair, Peer, reason, talkingPair, text } from './support.ts'

t.test('two devices talk both ways, first with PREKEY and then with ratchet messages', async (t) => {
  const [anna, bruno] = await pair()
  const first = await anna.seal(bruno, 'good morning')
  t.equal(first.type, EnvelopeType.PREKEY)
  t.equal(await bruno.open(anna, first), 'good morning')
  const answer = await bruno.seal(anna, 'to you too')
  t.equal(answer.type, EnvelopeType.RATCHET)
  t.equal(await anna.open(bruno, answer), 'to you too')
  const next = await anna.seal(bruno, 'and on')
  t.equal(next.type, EnvelopeType.RATCHET)
  t.equal(await bruno.open(anna, next), 'and on')
})

t.test('a first message reports the prekeys it used up and the identity key it came under', async (t) => {
  const [anna, bruno] = await pair()
  const opened = await bruno.peek(anna, await anna.seal(bruno, 'hi'))
  t.equal(opened.usedOneTimePrekey, 1)
  t.match(opened.usedKyberPrekey, { id: 1, signedPrekeyId: 1 })
  t.equal(opened.usedKyberPrekey?.baseKey.length, 33)
  t.same(opened.identityKey, anna.local.identity.publicKey)
})

t.test('a ratchet message uses up no prekey', async (t) => {
  const [anna, bruno] = await talkingPair()
  const opened = await bruno.peek(anna, await anna.seal(bruno, 'hi'))
  t.equal(opened.usedOneTimePrekey, undefined)
  t.equal(opened.usedKyberPrekey, undefined)
  t.same(opened.identityKey, anna.local.identity.publicKey)
})

t.test('a bundle without a one-time prekey opens a session that uses the last-resort key alone', async (t) => {
  const [anna, bruno] = [new Peer(), new Peer()]
  await anna.connect(bruno, bruno.bundle(false))
  const opened = await bruno.peek(anna, await anna.seal(bruno, 'hi'))
  t.equal(text(opened.plaintext), 'hi')
  t.equal(opened.usedOneTimePrekey, undefined)
  t.equal(opened.usedKyberPrekey?.id, 1)
})

t.test('messages open in any order', async (t) => {
  const [anna, bruno] = await pair()
  const sealed: SealedMessage[] = []
  for (const word of ['one', 'two', 'three', 'four']) sealed.push(await anna.seal(bruno, word))
  for (const [at, word] of [[2, 'three'], [0, 'one'], [3, 'four'], [1, 'two']] as const) {
    t.equal(await bruno.open(anna, sealed[at]!), word)
  }
})

t.test('a message opened before is a duplicate, be it PREKEY or ratchet', async (t) => {
  const [anna, bruno] = await pair()
  const first = await anna.seal(bruno, 'hi')
  await bruno.open(anna, first)
  t.equal(await reason(bruno.peek(anna, first)), 'duplicate')
  const answer = await bruno.seal(anna, 'hello')
  await anna.open(bruno, answer)
  t.equal(await reason(anna.peek(bruno, answer)), 'duplicate')
})

t.test('empty and large plaintexts pass, and the caller keeps its own copy', async (t) => {
  const [anna, bruno] = await pair()
  t.equal(await bruno.open(anna, await anna.seal(bruno, '')), '')
  const large = new Uint8Array(64 * 1024).fill(7)
  const sealed = await crypto.seal(anna.local, anna.remote(bruno), anna.session(bruno)!, large, NOW)
  t.ok(large.every((byte) => byte === 7))
  t.same((await bruno.peek(anna, sealed.message)).plaintext, large)
})

t.test('a PREKEY message under another identity key than the pinned one is untrusted', async (t) => {
  const [anna, bruno] = await pair()
  bruno.pins.set(anna.local.address.user, crypto.createIdentity().publicKey)
  t.equal(await reason(bruno.peek(anna, await anna.seal(bruno, 'hi'))), 'untrusted-identity')
})

t.test('a ratchet message of a session under another identity key than the pinned one is untrusted', async (t) => {
  const [anna, bruno] = await talkingPair()
  bruno.pins.set(anna.local.address.user, crypto.createIdentity().publicKey)
  t.equal(await reason(bruno.peek(anna, await anna.seal(bruno, 'hi'))), 'untrusted-identity')
})

t.test('nothing is sealed to another identity key than the pinned one', async (t) => {
  const [anna, bruno] = await talkingPair()
  anna.pins.set(bruno.local.address.user, crypto.createIdentity().publicKey)
  t.equal(await reason(anna.seal(bruno, 'hi')), 'untrusted-identity')
})

t.test('a session does not start from a bundle with another identity key than the pinned one', async (t) => {
  const [anna, bruno] = [new Peer(), new Peer()]
  anna.pins.set(bruno.local.address.user, crypto.createIdentity().publicKey)
  t.equal(await reason(crypto.startSession(anna.local, anna.remote(bruno), bruno.bundle(), undefined, NOW)), 'untrusted-identity')
})

t.test('a first message is refused when any prekey it names is not held', async (t) => {
  for (const missing of ['oneTimes', 'signedPrekeys', 'kybers'] as const) {
    const [anna, bruno] = await pair()
    const first = await anna.seal(bruno, 'hi')
    bruno[missing].clear()
    t.equal(await reason(bruno.peek(anna, first)), 'missing-prekey', missing)
  }
})

t.test('an error of the caller\'s own record lookup comes out unchanged', async (t) => {
  const [anna, bruno] = await pair()
  const broken = new Error('the sealed row does not hold')
  const records = { oneTime: () => { throw broken }, signed: (id: number) => bruno.signed(id), kyber: (id: number) => bruno.kyber(id) }
  const first = await anna.seal(bruno, 'hi')
  await t.rejects(crypto.open(bruno.local, bruno.remote(anna), undefined, first, records), broken)
})

t.test('a ratchet message without a session is told apart from a broken one', async (t) => {
  const [anna, bruno] = await talkingPair()
  const message = await anna.seal(bruno, 'hi')
  bruno.sessions.clear()
  t.equal(await reason(bruno.peek(anna, message)), 'no-session')
})

t.test('no flipped bit anywhere in a ratchet message goes unnoticed', async (t) => {
  const [anna, bruno] = await talkingPair()
  const { type, ciphertext } = await anna.seal(bruno, 'hi')
  const reasons = new Set<string>()
  for (let at = 0; at < ciphertext.length; at += 1) reasons.add(await reason(bruno.peek(anna, { type, ciphertext: flip(ciphertext, at) })))
  t.same([...reasons], ['undecryptable'])
})

t.test('garbage of either kind is undecryptable', async (t) => {
  const [anna, bruno] = await talkingPair()
  for (const ciphertext of [new Uint8Array(0), new Uint8Array(1), bytes('nonsense, and more than eight bytes of it')]) {
    t.equal(await reason(bruno.peek(anna, { type: EnvelopeType.RATCHET, ciphertext })), 'undecryptable')
    t.equal(await reason(bruno.peek(anna, { type: EnvelopeType.PREKEY, ciphertext })), 'undecryptable')
  }
})

t.test('a failed open changes nothing: the true message still opens after it', async (t) => {
  const [anna, bruno] = await talkingPair()
  const before = new Uint8Array(bruno.session(anna)!)
  const message = await anna.seal(bruno, 'hi')
  const broken = { type: message.type, ciphertext: flip(message.ciphertext, message.ciphertext.length - 1) }
  t.equal(await reason(bruno.peek(anna, broken)), 'undecryptable')
  t.same(bruno.session(anna), before)
  t.equal(await bruno.open(anna, message), 'hi')
})

t.test('a step changes none of the bytes it was given', async (t) => {
  const [anna, bruno] = await talkingPair()
  const given = [anna.session(bruno)!, bruno.session(anna)!, anna.local.identity.privateKey, bruno.signed(1)!]
  const before = given.map((part) => new Uint8Array(part))
  const sealed = await crypto.seal(anna.local, anna.remote(bruno), given[0]!, bytes('hi'), NOW)
  await bruno.peek(anna, sealed.message)
  crypto.archive(given[0]!)
  t.same(given, before)
})

t.test('a first message replayed under another sender\'s address, user or device, does not open', async (t) => {
  const [anna, bruno] = await pair()
  const first = await anna.seal(bruno, 'hi')
  for (const address of [new Peer().local.address, { ...anna.local.address, device: deviceId(2) }]) {
    const from = { address, identityKey: undefined }
    t.equal(await reason(crypto.open(bruno.local, from, undefined, first, bruno)), 'undecryptable')
  }
  t.equal(await bruno.open(anna, first), 'hi', 'the true address opens it')
})

t.test('a ratchet message replayed under another sender\'s address does not open', async (t) => {
  const [anna, bruno] = await talkingPair()
  const carl = new Peer()
  const message = await anna.seal(bruno, 'hi')
  t.equal(await reason(bruno.peek(carl, message)), 'no-session')
  await carl.connect(bruno)
  await bruno.open(carl, await carl.seal(bruno, 'hello'))
  t.equal(await reason(bruno.peek(carl, message)), 'undecryptable')
  t.equal(await bruno.open(anna, message), 'hi', 'the true address opens it')
})

t.test('a session filed under the wrong peer opens nothing, because the pinned key is not the session\'s', async (t) => {
  const [anna, bruno] = await talkingPair()
  const carl = new Peer()
  bruno.pins.set(carl.local.address.user, carl.local.identity.publicKey)
  bruno.sessions.set(carl.local.address.user, bruno.session(anna)!)
  t.equal(await reason(bruno.peek(carl, await anna.seal(bruno, 'hi'))), 'untrusted-identity')
})

t.test('a message for one user does not open under another user\'s address with the same keys', async (t) => {
  const [anna, bruno] = await pair()
  const first = await anna.seal(bruno, 'hi')
  const elsewhere = { ...bruno.local, address: new Peer().local.address }
  t.equal(await reason(crypto.open(elsewhere, bruno.remote(anna), undefined, first, bruno)), 'undecryptable')
})

t.test('a first message whose base key is spelled another way is refused, so remembering base keys stops its replay', async (t) => {
  const [anna, bruno] = [new Peer(), new Peer()]
  await anna.connect(bruno, bruno.bundle(false))
  const first = await anna.seal(bruno, 'hi')
  const opened = await bruno.peek(anna, first)
  const at = Buffer.from(first.ciphertext).indexOf(opened.usedKyberPrekey!.baseKey)
  t.ok(at > 0)
  const respelled = { type: first.type, ciphertext: flip(first.ciphertext, at + 32, 0x80) }
  t.equal(await reason(bruno.peek(anna, respelled)), 'undecryptable')
})

t.test('a session nobody answered for more than 30 days cannot seal', async (t) => {
  const [anna, bruno] = await pair()
  await anna.seal(bruno, 'hi')
  const session = anna.session(bruno)!
  t.equal(crypto.canSeal(session, NOW + 29 * DAY), true)
  t.equal(crypto.canSeal(session, NOW + 31 * DAY), false)
  t.equal(await reason(crypto.seal(anna.local, anna.remote(bruno), session, bytes('hi'), NOW + 31 * DAY)), 'stale-session')
})

t.test('a session over the size cap, an empty and an unreadable one count as none', async (t) => {
  const [anna, bruno] = await talkingPair()
  const message = await anna.seal(bruno, 'hi')
  const session = bruno.session(anna)!
  t.equal(crypto.canSeal(padded(session, MAX_SESSION_BYTES), NOW), true, 'exactly at the cap it is used')
  for (const unusable of [padded(session, MAX_SESSION_BYTES + 1), new Uint8Array(0), bytes('garbage')]) {
    t.equal(crypto.canSeal(unusable, NOW), false)
    t.equal(crypto.archive(unusable).length, 0)
    t.equal(await reason(crypto.seal(bruno.local, bruno.remote(anna), unusable, bytes('hi'), NOW)), 'stale-session')
    t.equal(await reason(crypto.open(bruno.local, bruno.remote(anna), unusable, message, bruno)), 'no-session')
    const renewed = await crypto.startSession(bruno.local, bruno.remote(anna), anna.bundle(), unusable, NOW)
    t.equal(crypto.canSeal(renewed, NOW), true)
  }
})

/** The session with an unknown protobuf field (number 15, its length in four varint bytes) that brings it to exactly `size` bytes. */
const padded = (session: Bytes, size: number): Bytes => {
  const room = size - session.length - 5
  const whole = new Uint8Array(size)
  whole.set(session)
  whole.set([0x7a, (room & 0x7f) | 0x80, ((room >> 7) & 0x7f) | 0x80, ((room >> 14) & 0x7f) | 0x80, room >> 21], session.length)
  return whole
}
