// SPDX-License-Identifier: AGPL-3.0-only
import { createPrivateKey, randomBytes, randomUUID } from 'node:crypto'
import { Aci, KEMPublicKey, PreKeyBundle, ProtocolAddress, PublicKey } from '@signalapp/libsignal-client'
import { createEd25519 } from '../../src/cli/fresh-keys.ts'
import { deviceId, keyId, partyId, registrationId, submissionId, userId } from '../../src/model/ids.ts'
import type { VaultSecretFile } from '../../src/model/vault-files.ts'
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
import type { BothEnds } from './both-ends.ts'

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
}

const WORDS = 'See you at the station at a quarter past seven?'

/** A vault, its core and a provider: what users of the vault have in common. */
export interface VaultHome {
  /** As a vault's start secret, for a process of its own. */
  readonly secret: VaultSecretFile
  /** A vault with this secret that remembers nothing: takes calls of an earlier one again, in their order. */
  vault(): Vault
  /** A user of the vault whose session with `peer` stands. */
  user(peer: RawDevice): Promise<VaultEnd>
}

/** A vault that opens and seals for a core of its own. */
export const createVaultHome = async (): Promise<VaultHome> => {
  const ends = createBothEnds(partyId('core.example'))
  const { material, secret, prove } = await createMaterial(ends)
  const vault = createVault(material)
  return { secret, vault: () => createVault(material), user: (peer) => createVaultEnd(peer, { vault, ends, prove }) }
}

interface Household { readonly vault: Vault; readonly ends: BothEnds; readonly prove: (peer: RawDevice) => Promise<PeerProof> }

const createVaultEnd = async (peer: RawDevice, { vault, ends, prove }: Household): Promise<VaultEnd> => {
  const proof = await prove(peer)
  const provider = proof.home
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

/** What a vault is made of, and how a provider vouches for a peer's key, which the vault will want once. */
const createMaterial = async ({ vault: channel, secret }: BothEnds) => {
  const core = await createPartyKeys({ party: secret.core.party, role: 'core', displayName: 'Core' })
  const provider = await createPartyKeys({ party: 'provider.example', role: 'provider', displayName: 'Provider' })
  const homeOf = ({ keys, application }: typeof core): Home => createHome({ keys, gatewayId: keyId(application.linkKeys.keys[0]?.kid ?? '') })
  const issuerList = await homeOf(core).signIssuerList({
    version: 1, parties: [{ party: provider.application.party, state: 'live', keys: provider.application.issuerKeys.keys }],
  })
  const [key, statementKey] = [new Uint8Array(randomBytes(32)), createEd25519()]
  const material: VaultMaterial = {
    keyEncryptionKeys: new Map([[1, new Secret(key.slice())]]), core: { party: core.application.party, issuerKeys: core.application.issuerKeys.keys },
    statementKey: { key: createPrivateKey({ key: { ...statementKey }, format: 'jwk' }), kid: statementKey.kid, delegation: '' }, channel, crypto: createLibsignal(),
  }
  return {
    material,
    secret: {
      ...secret, drawbridge: 'vault-secret/1', keyEncryptionKeys: [{ id: 1, key: Buffer.from(key).toString('base64url') }], statementKey, delegation: '',
      core: { ...secret.core, issuerKeys: core.application.issuerKeys },
    } satisfies VaultSecretFile,
    prove: async (peer: RawDevice): Promise<PeerProof> => ({
      home: provider.application.party, issuerList,
      statement: await homeOf(provider).signIdentityStatement({
        userId: userId(peer.user), identityKey: peer.identities.key.getPublicKey().serialize(), custody: 'DEVICE', deviceListVersion: 1,
      }),
    }),
  }
}
