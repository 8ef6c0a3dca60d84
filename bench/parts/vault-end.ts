// SPDX-License-Identifier: AGPL-3.0-only
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { Aci, KEMPublicKey, PreKeyBundle, ProtocolAddress, PublicKey } from '@signalapp/libsignal-client'
import { deviceId, keyId, partyId, registrationId, submissionId, userId } from '../../src/model/ids.ts'
import { createHome, createPartyKeys } from '../../src/sdk/link/index.ts'
import type { Home } from '../../src/sdk/link/index.ts'
import { createLibsignal } from '../../src/signal/private/index.ts'
import type { Account, Minted, OpenCall, PeerProof, SealCall, Sealed } from '../../src/vault/protocol/calls.ts'
import { Secret } from '../../src/vault/sealing/secret.ts'
import { createVault } from '../../src/vault/vault.ts'
import type { Vault, VaultMaterial } from '../../src/vault/vault.ts'
import { commitmentOf, encodeContent, messageId, plaintextOf } from '../../src/wire/content/index.ts'
import type { RawDevice, Sealed as SealedMessage } from '../baseline/signal.ts'
import { createBothEnds } from './both-ends.ts'

/** A user of a vault who talks to one device, with its state kept as a daemon keeps it. */
export interface VaultEnd {
  /** As its peer writes it. */
  readonly name: ProtocolAddress
  /** What the peer's device is to seal: franking key and padded content. */
  plaintext(): { readonly bytes: Uint8Array<ArrayBuffer>; readonly commitment: Uint8Array }
  /** Opens a message; gives the call that did it. */
  open(message: SealedMessage, commitment: Uint8Array): Promise<OpenCall>
  /** Has the core say something and seals it; gives the call that did it and the message. */
  seal(): Promise<{ readonly call: SealCall; readonly message: SealedMessage }>
  /** Another vault with the same secret, which remembers nothing: takes the same calls again, in their order. */
  again(): Vault
}

const WORDS = 'See you at the station at a quarter past seven?'

/** A vault user whose session with `peer` stands. */
export const createVaultEnd = async (peer: RawDevice): Promise<VaultEnd> => {
  const ends = createBothEnds(partyId('core.example'))
  const { material, proof, provider } = await createMaterial(peer, ends.vault)
  const vault = createVault(material)
  const user = userId(randomUUID())
  const to = userId(peer.user)
  const minted = await vault.mint({ call: 'mint', account: { user, provider, device: deviceId(1), wrappedKey: new Uint8Array(0), state: NO_ROW }, lasting: true, ec: 0, kyber: 0, now: Date.now() })
  const account: Account = { user, provider, device: deviceId(1), wrappedKey: minted.wrappedKey, state: minted.state }
  let state = account.state
  let conversation = NO_ROW
  let number = 0
  const name = ProtocolAddress.new(Aci.fromUuid(user), 1)
  await peer.begin(name, bundleOf(minted))
  return {
    name,
    plaintext: () => {
      const frankingKey = randomBytes(32)
      const bytes = encodeContent({
        messageId: messageId(randomUUID()), senderUser: to, recipientUser: user, conversationId: undefined, sentAtMs: Date.now(), body: { kind: 'text', text: WORDS },
        replyTo: undefined, expiresInSeconds: 0, resendOf: undefined,
      })
      return { bytes: plaintextOf(frankingKey, bytes), commitment: commitmentOf(frankingKey, bytes) }
    },
    open: async ({ type, ciphertext }, commitment) => {
      const call: OpenCall = {
        call: 'open', account: { ...account, state }, conversation, type, ciphertext, prekeys: [], proof, now: Date.now(),
        facts: { submissionId: submissionId(randomUUID()), peer: to, peerDevice: deviceId(1), peerCustody: 'DEVICE', gatewayTimeMs: Date.now(), commitment },
      }
      const opened = await vault.open(call)
      if (!('conversation' in opened)) throw new Error('not opened')
      conversation = opened.conversation
      state = opened.state ?? state
      return call
    },
    seal: async () => {
      const id = randomUUID()
      number += 1
      const facts = { messageId: id, submissionId: submissionId(randomUUID()), from: user, to, provider, custody: 'VAULT', number } as const
      const sealedByCore = await ends.core.seal(facts, new TextEncoder().encode(JSON.stringify({ id, kind: 'text', sentAtMs: Date.now(), text: WORDS })), Date.now())
      const call: SealCall = {
        call: 'seal', account: { ...account, state }, conversation, peer: to, devices: [{ device: deviceId(1), registrationId: registrationId(1), bundle: undefined }],
        proof, ...sealedByCore, resend: undefined, now: Date.now(),
      }
      const sealed = await vault.seal(call)
      conversation = sealed.conversation
      const [envelope] = sealed.envelopes
      if (envelope === undefined) throw new Error('not sealed')
      return { call, message: { type: envelope.type, ciphertext: new Uint8Array(envelope.ciphertext) } }
    },
    again: () => createVault(material),
  }
}

const bundleOf = (minted: Minted): PreKeyBundle => {
  const [signed, lastResort] = minted.lasting
  if (signed === undefined || lastResort === undefined) throw new Error('not minted')
  return PreKeyBundle.new(
    minted.registrationId, 1, null, null, signed.id, PublicKey.deserialize(new Uint8Array(signed.publicKey)), new Uint8Array(signed.signature),
    PublicKey.deserialize(new Uint8Array(minted.identityKey)), lastResort.id, KEMPublicKey.deserialize(new Uint8Array(lastResort.publicKey)), new Uint8Array(lastResort.signature))
}

const NO_ROW: Sealed = { version: 0, bytes: new Uint8Array(0) }

interface Furnished { readonly material: VaultMaterial; readonly proof: PeerProof; readonly provider: PeerProof['home'] }

/** What a vault is made of, with a core and a provider, whose word for the peer's key it will want once. */
const createMaterial = async (peer: RawDevice, channel: VaultMaterial['channel']): Promise<Furnished> => {
  const core = await createPartyKeys({ party: 'core.example', role: 'core', displayName: 'Core' })
  const provider = await createPartyKeys({ party: 'provider.example', role: 'provider', displayName: 'Provider' })
  const homeOf = ({ keys, application }: typeof core): Home => createHome({ keys, gatewayId: keyId(application.linkKeys.keys[0]?.kid ?? '') })
  const statement = await homeOf(provider).signIdentityStatement({
    userId: userId(peer.user), identityKey: peer.identities.key.getPublicKey().serialize(), custody: 'DEVICE', deviceListVersion: 1,
  })
  const issuerList = await homeOf(core).signIssuerList({
    version: 1, parties: [{ party: provider.application.party, state: 'live', keys: provider.application.issuerKeys.keys }],
  })
  const material = {
    keyEncryptionKeys: new Map([[1, new Secret(new Uint8Array(randomBytes(32)))]]), core: { party: core.application.party, issuerKeys: core.application.issuerKeys.keys },
    statementKey: { key: generateKeyPairSync('ed25519').privateKey, kid: 'statements', delegation: '' }, channel, crypto: createLibsignal(),
  }
  return { material, proof: { home: provider.application.party, statement, issuerList }, provider: provider.application.party }
}
