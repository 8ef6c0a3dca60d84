// SPDX-License-Identifier: AGPL-3.0-only
// Promise: keys, signatures and safety numbers of the independent implementation are those of libsignal, and what is unfit is refused.
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { checkEcKey, checkKyberKey, checkSignedKyberPrekey, checkSignedPrekey, verifyIdentitySignature } from '../../src/signal/public/index.ts'
import { badPoints, crypto as libsignal, ecKey, flip, NOW, Peer, reason } from '../unit/signal/support.ts'
import { createIndependent } from './index.ts'
import { createKyberPair, decapsulateWith, encapsulateFor } from './kyber.ts'

const independent = createIndependent()
const identity = independent.createIdentity()

t.test('what it publishes passes every check of a registry', async (t) => {
  for (let id = 1; id <= 10; id += 1) {
    const own = independent.createIdentity()
    const [signed, kyber] = [independent.createSignedPrekey(own, id, NOW).published, independent.createKyberPrekey(own, id, NOW).published]
    t.doesNotThrow(() => {
      checkSignedPrekey(own.publicKey, signed.publicKey, signed.signature)
      checkSignedKyberPrekey(own.publicKey, kyber.publicKey, kyber.signature)
      checkEcKey(independent.createOneTimePrekey(id).published.publicKey)
      verifyIdentitySignature(own.publicKey, kyber.publicKey, independent.sign(own, kyber.publicKey))
    })
  }
})

t.test('a signature of either is one to the other, for exactly what was signed', async (t) => {
  for (const [signer, reader] of [[independent, libsignal], [libsignal, independent], [independent, independent]] as const) {
    for (let count = 0; count < 10; count += 1) {
      const [own, message] = [signer.createIdentity(), randomBytes(1 + count * 13)]
      const signature = signer.sign(own, message)
      t.equal(reader.verify(own.publicKey, message, signature), true)
      t.equal(reader.verify(own.publicKey, flip(message, count % message.length), signature), false)
      t.equal(reader.verify(own.publicKey, message, flip(signature, count * 5)), false)
      t.equal(reader.verify(signer.createIdentity().publicKey, message, signature), false)
      t.equal(reader.verify(own.publicKey, message, signature.subarray(1)), false)
    }
  }
})

t.test('no signature holds under a worthless key, and no session begins with one', async (t) => {
  const good = new Peer().bundle()
  t.equal(await reason(() => { independent.checkBundle(good) }), 'nothing')
  for (const [name, u] of badPoints) {
    const bad = ecKey(u)
    t.equal(independent.verify(bad, new Uint8Array(1), new Uint8Array(64)), false, name)
    for (const bundle of [{ ...good, identityKey: bad }, { ...good, signedPrekey: { ...good.signedPrekey, publicKey: bad } }, { ...good, oneTimePrekey: { id: 1, publicKey: bad } }]) {
      t.equal(await reason(() => { independent.checkBundle(bundle) }), 'bad-key', name)
    }
  }
})

t.test('a bundle with an unfit Kyber key, or one that somebody else signed, is refused', async (t) => {
  const [good, other] = [new Peer().bundle(), new Peer().bundle()]
  const { publicKey, signature } = good.kyberPrekey
  const unreduced = flip(flip(publicKey, 1, 0xff & ~(publicKey[1] ?? 0)), 2, 0x0f & ~(publicKey[2] ?? 0))
  for (const bad of [publicKey.subarray(1), flip(publicKey, 0), unreduced, new Uint8Array(1_569).fill(8, 0, 1)]) {
    t.equal(await reason(() => { independent.checkBundle({ ...good, kyberPrekey: { id: 1, publicKey: new Uint8Array(bad), signature } }) }), 'bad-key')
    t.throws(() => { checkKyberKey(bad) }, { code: 'BAD_KEY' }, 'as for libsignal')
  }
  t.equal(await reason(() => { independent.checkBundle({ ...good, kyberPrekey: other.kyberPrekey }) }), 'bad-signature')
  t.equal(await reason(() => { independent.checkBundle({ ...good, signedPrekey: other.signedPrekey }) }), 'bad-signature')
  t.equal(await reason(() => { independent.checkBundle({ ...good, kyberPrekey: { ...good.kyberPrekey, id: 0 } }) }), 'bad-key')
})

t.test('a ciphertext of Kyber with a changed bit gives another secret', async (t) => {
  const pair = createKyberPair()
  const { secret, ciphertext } = encapsulateFor(pair.publicKey)
  t.strictSame(decapsulateWith(pair.seed, ciphertext), secret)
  t.notSame(decapsulateWith(pair.seed, flip(ciphertext, 700)), secret)
})

t.test('both show the same safety number', async (t) => {
  const [anna, bruno] = [new Peer(), new Peer()].map(({ local }) => ({ user: local.address.user, identityKey: local.identity.publicKey }))
  if (anna === undefined || bruno === undefined) throw new Error('two people')
  t.equal(independent.safetyNumber(anna, bruno), libsignal.safetyNumber(bruno, anna))
  t.equal(independent.safetyNumber(bruno, { ...anna, identityKey: identity.publicKey }), libsignal.safetyNumber({ ...anna, identityKey: identity.publicKey }, bruno))
})
