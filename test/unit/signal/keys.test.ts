// SPDX-License-Identifier: AGPL-3.0-only
// Promise: no worthless public key gets past enlistment or a bundle, and every key that libsignal makes does.
import t from 'tap'
import { GatewayError } from '../../../src/model/errors.ts'
import { registrationId } from '../../../src/model/ids.ts'
import type { Bundle } from '../../../src/model/signal-crypto.ts'
import { checkEcKey, checkKyberKey } from '../../../src/signal/public/index.ts'
import { badPoints, bytes, crypto, ecKey, NOW, Peer, reason } from './support.ts'

const identity = crypto.createIdentity()
const kyber = crypto.createKyberPrekey(identity, 1, NOW).published.publicKey

const verdict = (check: () => void): string => {
  try {
    check()
    return 'passes'
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
}

const badEcKeys = new Map<string, Uint8Array>([
  ...[...badPoints].map(([name, u]) => [name, ecKey(u)] as const),
  ['empty', new Uint8Array(0)],
  ['one byte short', identity.publicKey.subarray(0, 32)],
  ['one byte over-long', new Uint8Array([...identity.publicKey, 0])],
  ['without the type byte', new Uint8Array([...identity.publicKey.subarray(1), 0])],
  ['under the type byte of Kyber', new Uint8Array([8, ...identity.publicKey.subarray(1)])],
  ['all zero', new Uint8Array(33)],
  ['a Kyber key', kyber],
])

const badKyberKeys = new Map<string, Uint8Array>([
  ['empty', new Uint8Array(0)],
  ['one byte short', kyber.subarray(0, 1568)],
  ['one byte over-long', new Uint8Array([...kyber, 0])],
  ['under the type byte of EC', new Uint8Array([5, ...kyber.subarray(1)])],
  ['with the first coefficient equal to the modulus', new Uint8Array([8, 0x01, (kyber[2]! & 0xf0) | 0x0d, ...kyber.subarray(3)])],
  ['with all bits set', new Uint8Array(1569).fill(0xff).fill(8, 0, 1)],
  ['with no coefficient but zero', new Uint8Array([8, ...new Uint8Array(1536), ...kyber.subarray(1537)])],
  ['all zero', new Uint8Array(1569)],
  ['an EC key', identity.publicKey],
])

t.test('the largest canonical u and the base point pass, as does every fresh key', async (t) => {
  t.equal(verdict(() => checkEcKey(ecKey(9n))), 'passes')
  t.equal(verdict(() => checkEcKey(ecKey(2n ** 255n - 21n))), 'passes', 'p - 2')
  for (let count = 0; count < 50; count += 1) {
    t.equal(verdict(() => checkEcKey(crypto.createOneTimePrekey(1).published.publicKey)), 'passes')
    t.equal(verdict(() => checkKyberKey(crypto.createKyberPrekey(identity, 1, NOW).published.publicKey)), 'passes')
  }
})

t.test('a key may lie in the middle of a larger buffer', async (t) => {
  const frame = new Uint8Array([1, 2, 3, ...identity.publicKey, 4, 5])
  t.equal(verdict(() => checkEcKey(frame.subarray(3, 36))), 'passes')
})

t.test('every bad EC key is refused', async (t) => {
  for (const [name, key] of badEcKeys) t.equal(verdict(() => checkEcKey(key)), 'BAD_KEY', name)
})

t.test('every bad Kyber key is refused', async (t) => {
  for (const [name, key] of badKyberKeys) t.equal(verdict(() => checkKyberKey(key)), 'BAD_KEY', name)
})

t.test('a bundle with a bad EC key in any place is refused before a session starts', async (t) => {
  const bruno = new Peer()
  const anna = new Peer()
  const good = bruno.bundle()
  for (const [name, key] of badEcKeys) {
    const publicKey = new Uint8Array(key)
    const bundles: Bundle[] = [
      { ...good, identityKey: publicKey },
      { ...good, signedPrekey: { ...good.signedPrekey, publicKey } },
      { ...good, oneTimePrekey: { id: 1, publicKey } },
    ]
    for (const bundle of bundles) {
      t.equal(await reason(() => crypto.checkBundle(bundle)), 'bad-key', name)
      t.equal(await reason(crypto.startSession(anna.local, anna.remote(bruno), bundle, undefined, NOW)), 'bad-key', name)
    }
  }
})

t.test('a bundle with a bad Kyber key is refused', async (t) => {
  const good = new Peer().bundle()
  for (const [name, key] of badKyberKeys) {
    const kyberPrekey = { ...good.kyberPrekey, publicKey: new Uint8Array(key) }
    t.equal(await reason(() => crypto.checkBundle({ ...good, kyberPrekey })), 'bad-key', name)
  }
})

t.test('prekey ids outside 1..2^24-1 are refused in a bundle and never minted', async (t) => {
  const good = new Peer().bundle()
  for (const id of [0, -1, 1.5, 2 ** 24, Number.NaN]) {
    t.equal(await reason(() => crypto.checkBundle({ ...good, signedPrekey: { ...good.signedPrekey, id } })), 'bad-key')
    t.equal(await reason(() => crypto.checkBundle({ ...good, kyberPrekey: { ...good.kyberPrekey, id } })), 'bad-key')
    t.equal(await reason(() => crypto.checkBundle({ ...good, oneTimePrekey: { ...good.oneTimePrekey!, id } })), 'bad-key')
    t.throws(() => crypto.createOneTimePrekey(id), RangeError)
    t.throws(() => crypto.createSignedPrekey(identity, id, NOW), RangeError)
    t.throws(() => crypto.createKyberPrekey(identity, id, NOW), RangeError)
  }
})

t.test('a sound bundle passes, with and without a one-time prekey', async (t) => {
  const peer = new Peer()
  t.equal(await reason(() => crypto.checkBundle(peer.bundle())), 'nothing')
  t.equal(await reason(() => crypto.checkBundle(peer.bundle(false))), 'nothing')
})

t.test('what is published holds no private bytes, and the record does', async (t) => {
  const minted = crypto.createSignedPrekey(identity, 7, NOW)
  t.same(Object.keys(minted.published).toSorted(), ['id', 'publicKey', 'signature'])
  t.ok(Buffer.from(minted.record).includes(Buffer.from(minted.published.publicKey)))
})

t.test('identities have the lengths the contract names, and registration ids its range', async (t) => {
  t.equal(identity.publicKey.length, 33)
  t.equal(identity.privateKey.length, 32)
  for (let count = 0; count < 1000; count += 1) {
    const drawn = crypto.createRegistrationId()
    t.equal(registrationId(drawn), drawn)
  }
})

t.test('an error names no key', async (t) => {
  const key = ecKey(0n)
  try {
    checkEcKey(key)
    t.fail('the key passed')
  } catch (error) {
    t.notMatch(String(error), Buffer.from(key).toString('hex'))
    t.notMatch(JSON.stringify(error), Buffer.from(bytes('0')).toString('base64'))
  }
})
