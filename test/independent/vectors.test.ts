// SPDX-License-Identifier: AGPL-3.0-only
// Promise: the recorded messages of libsignal open, in any order and each once, for whom they are for and nobody else.
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import t from 'tap'
import { deviceId, registrationId, userId } from '../../src/model/ids.ts'
import { EnvelopeType } from '../../src/model/signal-crypto.ts'
import type { Bytes, LocalEnd, PrekeyRecords, RemoteEnd, SealedMessage } from '../../src/model/signal-crypto.ts'
import { crypto as libsignal, flip, reason, text } from '../unit/signal/support.ts'
import vectors from '../vectors/signal/signal.json' with { type: 'json' }
import { createIndependent } from './index.ts'

const independent = createIndependent()
const hex = (value: string): Bytes => new Uint8Array(Buffer.from(value, 'hex'))

t.test('signatures hold for both', async (t) => {
  for (const { by, identityKeyHex, messageHex, signatureHex } of vectors.signatures) {
    for (const one of [independent, libsignal]) {
      t.equal(one.verify(hex(identityKeyHex), hex(messageHex), hex(signatureHex)), true, by)
      t.equal(one.verify(hex(identityKeyHex), hex(messageHex), flip(hex(signatureHex), 3)), false, by)
    }
  }
})

for (const { what, sender, recipient, safetyNumber, messages } of vectors.talks) {
  const { signedPrekey, kyberPrekey, oneTimePrekey } = recipient
  const local: LocalEnd = {
    address: { user: userId(recipient.user), device: deviceId(recipient.device) }, registrationId: registrationId(1),
    identity: { privateKey: hex(recipient.identityPrivateHex), publicKey: hex(recipient.identityKeyHex) },
  }
  const remote: RemoteEnd = { address: { user: userId(sender.user), device: deviceId(sender.device) }, identityKey: hex(sender.identityKeyHex) }
  const prekeys: PrekeyRecords = {
    signed: (id) => (id === signedPrekey.id ? hex(signedPrekey.privateHex) : undefined),
    kyber: (id) => (id === kyberPrekey.id ? hex(kyberPrekey.seedHex) : undefined),
    oneTime: (id) => (id === oneTimePrekey?.id ? hex(oneTimePrekey.privateHex) : undefined),
  }
  const sealed = messages.map(({ plaintext, ciphertextHex }) => ({ plaintext, message: { type: EnvelopeType.PREKEY, ciphertext: hex(ciphertextHex) } satisfies SealedMessage }))

  t.test(`messages ${what} open forwards and backwards, and no message twice`, async (t) => {
    for (const order of [sealed, sealed.toReversed()]) {
      let session: Bytes | undefined
      for (const { plaintext, message } of order) {
        const opened = await independent.open(local, remote, session, message, prekeys)
        t.equal(text(opened.plaintext), plaintext)
        t.equal(opened.usedOneTimePrekey, session === undefined ? oneTimePrekey?.id : undefined)
        session = opened.session
      }
      for (const { message } of sealed) t.equal(await reason(independent.open(local, remote, session, message, prekeys)), 'duplicate')
    }
  })

  t.test(`messages ${what} are for these two devices alone`, async (t) => {
    for (const { message } of sealed) {
      const others: readonly (readonly [LocalEnd, RemoteEnd])[] = [
        [{ ...local, address: { ...local.address, device: deviceId(2) } }, remote], [local, { ...remote, address: { ...remote.address, device: deviceId(2) } }],
        [{ ...local, address: remote.address }, remote], [local, { ...remote, address: local.address }],
      ]
      for (const [to, from] of others) t.equal(await reason(independent.open(to, from, undefined, message, prekeys)), 'undecryptable')
    }
  })

  t.test(`keys ${what} belong together`, async (t) => {
    const kyber = createPublicKey(createPrivateKey({ key: hex(kyberPrekey.seedHex), format: 'raw-seed', asymmetricKeyType: 'ml-kem-1024' }))
    t.equal(createHash('sha256').update(Uint8Array.of(8)).update(kyber.export({ format: 'raw-public' })).digest('hex'), kyberPrekey.publicKeySha256Hex)
    const ends = [{ user: userId(sender.user), identityKey: hex(sender.identityKeyHex) }, { user: userId(recipient.user), identityKey: local.identity.publicKey }] as const
    for (const one of [independent, libsignal]) t.equal(one.safetyNumber(...ends), safetyNumber)
  })
}
