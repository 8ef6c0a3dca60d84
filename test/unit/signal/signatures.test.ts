// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a signature holds for exactly what was signed, under exactly the identity that signed it, in one construction.
import { PrivateKey } from '@signalapp/libsignal-client'
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { checkSignedKyberPrekey, checkSignedPrekey, verifyIdentitySignature } from '../../../src/signal/public/index.ts'
import { badPoints, bytes, crypto, ecKey, flip, NOW, Peer, reason } from './support.ts'

const identity = crypto.createIdentity()
const other = crypto.createIdentity()
const message = bytes('transcript of a handshake')
const signature = crypto.sign(identity, message)
const ec = crypto.createSignedPrekey(identity, 1, NOW).published
const kyber = crypto.createKyberPrekey(identity, 1, NOW).published

const verdict = (check: () => void): string => {
  try {
    check()
    return 'passes'
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
}

/** (s = 0, R = a point of small order): XEdDSA accepts these for every message under some low-order keys. */
const constantForgeries = [new Uint8Array(64), new Uint8Array(64).fill(1, 0, 1), new Uint8Array(64).fill(0xff, 0, 32)]

t.test('a signature over a message holds at both ends of the seam', async (t) => {
  t.equal(signature.length, 64)
  t.equal(crypto.verify(identity.publicKey, message, signature), true)
  t.equal(verdict(() => verifyIdentitySignature(identity.publicKey, message, signature)), 'passes')
})

t.test('a signature does not hold for another message, another identity or a changed bit', async (t) => {
  const cases: readonly (readonly [string, Uint8Array, Uint8Array, Uint8Array])[] = [
    ['another message', identity.publicKey, bytes('another transcript'), signature],
    ['another identity', other.publicKey, message, signature],
    ['a changed bit in R', identity.publicKey, message, flip(signature, 0)],
    ['a changed bit in s', identity.publicKey, message, flip(signature, 40)],
    ['all zero', identity.publicKey, message, new Uint8Array(64)],
    ['empty', identity.publicKey, message, new Uint8Array(0)],
    ['one byte short', identity.publicKey, message, signature.subarray(0, 63)],
    ['one byte over-long', identity.publicKey, message, new Uint8Array([...signature, 0])],
  ]
  for (const [name, key, signed, said] of cases) {
    t.equal(crypto.verify(key, signed, said), false, name)
    t.equal(verdict(() => verifyIdentitySignature(key, signed, said)), 'BAD_SIGNATURE', name)
  }
})

t.test('no signature holds under a key of low order or another bad key, constant forgeries included', async (t) => {
  for (const [name, u] of badPoints) {
    for (const forged of [...constantForgeries, signature]) {
      t.equal(crypto.verify(ecKey(u), message, forged), false, name)
      t.equal(verdict(() => verifyIdentitySignature(ecKey(u), message, forged)), 'BAD_KEY', name)
      t.equal(verdict(() => checkSignedPrekey(ecKey(u), ec.publicKey, forged)), 'BAD_KEY', name)
      t.equal(verdict(() => checkSignedKyberPrekey(ecKey(u), kyber.publicKey, forged)), 'BAD_KEY', name)
    }
  }
})

t.test('verifying never throws, whatever the shapes are', async (t) => {
  for (const key of [new Uint8Array(0), new Uint8Array(33), new Uint8Array(1569), other.publicKey]) {
    for (const said of [new Uint8Array(0), new Uint8Array(64), new Uint8Array(65)]) t.equal(crypto.verify(key, message, said), false)
  }
})

t.test('prekeys pass with the signature of their identity and with no other', async (t) => {
  t.equal(verdict(() => checkSignedPrekey(identity.publicKey, ec.publicKey, ec.signature)), 'passes')
  t.equal(verdict(() => checkSignedKyberPrekey(identity.publicKey, kyber.publicKey, kyber.signature)), 'passes')
  t.equal(verdict(() => checkSignedPrekey(other.publicKey, ec.publicKey, ec.signature)), 'BAD_SIGNATURE')
  t.equal(verdict(() => checkSignedKyberPrekey(other.publicKey, kyber.publicKey, kyber.signature)), 'BAD_SIGNATURE')
  t.equal(verdict(() => checkSignedPrekey(identity.publicKey, ec.publicKey, kyber.signature)), 'BAD_SIGNATURE')
  t.equal(verdict(() => checkSignedPrekey(identity.publicKey, ec.publicKey, new Uint8Array(64))), 'BAD_SIGNATURE')
})

t.test('an EC prekey cannot be published as a Kyber one, nor the reverse', async (t) => {
  t.equal(verdict(() => checkSignedKyberPrekey(identity.publicKey, ec.publicKey, ec.signature)), 'BAD_KEY')
  t.equal(verdict(() => checkSignedPrekey(identity.publicKey, kyber.publicKey, kyber.signature)), 'BAD_KEY')
})

t.test('signing the bytes of a key does not make it a signed prekey', async (t) => {
  const mine = PrivateKey.generate().getPublicKey().serialize()
  t.equal(verdict(() => checkSignedPrekey(identity.publicKey, mine, crypto.sign(identity, mine))), 'BAD_SIGNATURE')
  t.equal(verdict(() => checkSignedKyberPrekey(identity.publicKey, kyber.publicKey, crypto.sign(identity, kyber.publicKey))), 'BAD_SIGNATURE')
  const bundle = { ...new Peer().bundle(), identityKey: identity.publicKey }
  const signedPrekey = { id: 1, publicKey: mine, signature: crypto.sign(identity, mine) }
  t.equal(await reason(() => crypto.checkBundle({ ...bundle, signedPrekey, kyberPrekey: kyber })), 'bad-signature')
})

t.test('a prekey signature is no signature over the message with the same bytes', async (t) => {
  t.equal(crypto.verify(identity.publicKey, ec.publicKey, ec.signature), false)
  t.equal(crypto.verify(identity.publicKey, kyber.publicKey, kyber.signature), false)
})

t.test('a bundle whose signatures do not hold is refused, whichever it is', async (t) => {
  const good = new Peer().bundle()
  const stranger = new Peer().bundle()
  for (const bad of [new Uint8Array(64), new Uint8Array(0), flip(good.signedPrekey.signature, 5), stranger.signedPrekey.signature]) {
    t.equal(await reason(() => crypto.checkBundle({ ...good, signedPrekey: { ...good.signedPrekey, signature: bad } })), 'bad-signature')
    t.equal(await reason(() => crypto.checkBundle({ ...good, kyberPrekey: { ...good.kyberPrekey, signature: bad } })), 'bad-signature')
  }
  t.equal(await reason(() => crypto.checkBundle({ ...good, identityKey: stranger.identityKey })), 'bad-signature')
})
