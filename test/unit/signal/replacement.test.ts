// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a lane whose sessions got lost or out of step finds back, without losing what was under way.
import t from 'tap'
import { EnvelopeType } from '../../../src/model/signal-crypto.ts'
import { bytes, crypto, NOW, pair, Peer, reason, talkingPair } from './support.ts'

t.test('after archiving, older messages still open and the next one needs a bundle', async (t) => {
  const [anna, bruno] = await talkingPair()
  const underWay = await bruno.seal(anna, 'sent before')
  anna.sessions.set(bruno.local.address.user, crypto.archive(anna.session(bruno)!))
  t.equal(crypto.canSeal(anna.session(bruno)!, NOW), false)
  t.equal(await reason(anna.seal(bruno, 'hi')), 'stale-session')
  await anna.connect(bruno)
  t.equal(await anna.open(bruno, underWay), 'sent before')
})

t.test('archiving twice is archiving once', async (t) => {
  const [anna, bruno] = await talkingPair()
  const once = crypto.archive(anna.session(bruno)!)
  t.same(crypto.archive(once), once)
})

t.test('a new session over an old one is a PREKEY message that the peer takes without losing the old', async (t) => {
  const [anna, bruno] = await talkingPair()
  const underWay = await anna.seal(bruno, 'on the old session')
  await anna.connect(bruno)
  const fresh = await anna.seal(bruno, 'on the new session')
  t.equal(fresh.type, EnvelopeType.PREKEY)
  t.equal(await bruno.open(anna, fresh), 'on the new session')
  t.equal(await bruno.open(anna, underWay), 'on the old session')
  t.equal(await anna.open(bruno, await bruno.seal(anna, 'answer')), 'answer')
})

t.test('a peer that lost its session says so, and the sender knows that the current ratchet is meant', async (t) => {
  const [anna, bruno] = await talkingPair()
  const lost = await anna.seal(bruno, 'hi')
  bruno.sessions.clear()
  t.equal(await reason(bruno.peek(anna, lost)), 'no-session')
  const error = crypto.decryptionError(lost, NOW, anna.local.address.device)
  t.equal(crypto.concernsCurrentRatchet(error, anna.session(bruno)!), true)
  anna.sessions.set(bruno.local.address.user, crypto.archive(anna.session(bruno)!))
  t.equal(crypto.concernsCurrentRatchet(error, anna.session(bruno)!), false)
  await anna.connect(bruno)
  t.equal(await bruno.open(anna, await anna.seal(bruno, 'hi again')), 'hi again')
})

t.test('a decryption error about a first message concerns the ratchet it was sent under, and an old one does not', async (t) => {
  const [anna, bruno] = await pair()
  const first = await anna.seal(bruno, 'hi')
  const error = crypto.decryptionError(first, NOW, anna.local.address.device)
  t.equal(crypto.concernsCurrentRatchet(error, anna.session(bruno)!), true)
  await bruno.open(anna, first)
  await anna.open(bruno, await bruno.seal(anna, 'hello'))
  t.equal(crypto.concernsCurrentRatchet(error, anna.session(bruno)!), false, 'the ratchet moved on')
})

t.test('a decryption error of somebody else\'s session concerns nothing here', async (t) => {
  const [anna, bruno] = await talkingPair()
  const [carl, dora] = await talkingPair()
  const error = crypto.decryptionError(await carl.seal(dora, 'hi'), NOW, carl.local.address.device)
  t.equal(crypto.concernsCurrentRatchet(error, anna.session(bruno)!), false)
})

t.test('garbage is no decryption error, and none can be made from garbage', async (t) => {
  const [anna, bruno] = await talkingPair()
  t.equal(await reason(() => crypto.concernsCurrentRatchet(bytes('garbage'), anna.session(bruno)!)), 'undecryptable')
  for (const type of [EnvelopeType.RATCHET, EnvelopeType.PREKEY] as const) {
    t.equal(await reason(() => crypto.decryptionError({ type, ciphertext: bytes('garbage') }, NOW, anna.local.address.device)), 'undecryptable')
  }
})

t.test('the safety number has 60 digits and is the same on both ends', async (t) => {
  const [anna, bruno] = [new Peer(), new Peer()]
  const [one, other] = [anna, bruno].map((peer) => ({ user: peer.local.address.user, identityKey: peer.local.identity.publicKey }))
  const number = crypto.safetyNumber(one!, other!)
  t.match(number, /^[0-9]{60}$/)
  t.equal(crypto.safetyNumber(other!, one!), number)
  t.not(crypto.safetyNumber(one!, { ...other!, identityKey: crypto.createIdentity().publicKey }), number, 'another key, another number')
  t.not(crypto.safetyNumber(one!, { ...other!, user: new Peer().local.address.user }), number, 'another user, another number')
  t.equal(await reason(() => crypto.safetyNumber(one!, { ...other!, identityKey: new Uint8Array(33) })), 'bad-key')
})
