// SPDX-License-Identifier: AGPL-3.0-only
// Promise: one user of a vault as a careful daemon keeps it: sealed rows, each call's answer committed as a whole or not at all.
import { randomUUID } from 'node:crypto'
import { deviceId, submissionId, userId } from '../../src/model/ids.ts'
import type { UserId } from '../../src/model/ids.ts'
import type { Bundle } from '../../src/model/signal-crypto.ts'
import type { Custody } from '../../src/model/values.ts'
import type { Account, Asked, Minted, MintCall, OpenCall, Opened, PeerDevice, SealCall, Sealed, SealedForPeer, SealedPrekey } from '../../src/vault/protocol/calls.ts'
import type { Outsider, Parcel } from './outsider.ts'
import type { VaultWorld } from './vault-world.ts'

const NO_ROW: Sealed = { version: 0, bytes: new Uint8Array(0) }

export class VaultUser {
  readonly user: UserId = userId(randomUUID())
  readonly prekeys = new Map<string, SealedPrekey>()
  readonly conversations = new Map<UserId, Sealed>()
  wrappedKey = new Uint8Array(0)
  state: Sealed = NO_ROW
  published: Minted | undefined
  readonly #world: VaultWorld

  constructor(world: VaultWorld) {
    this.#world = world
  }

  get account(): Account {
    const { provider } = this.#world
    return { user: this.user, provider: provider.keys.party, device: deviceId(1), wrappedKey: this.wrappedKey, state: this.state }
  }

  /** Mints and commits. */
  async mint(wanted: Partial<MintCall> = {}): Promise<Minted> {
    const minted = await this.#world.vault.mint({ call: 'mint', account: this.account, lasting: false, ec: 0, kyber: 0, now: this.#world.now, ...wanted })
    this.wrappedKey = new Uint8Array(minted.wrappedKey)
    this.state = minted.state
    for (const prekey of minted.prekeys) this.prekeys.set(`${prekey.kind} ${prekey.id}`, prekey)
    this.published = { ...minted, lasting: minted.lasting.length > 0 ? minted.lasting : this.published?.lasting ?? [] }
    return minted
  }

  /** What an outsider is given to begin with: one-time keys by their place in the last mint, or the last resort. */
  bundle(oneTime?: number): Bundle {
    const { published } = this
    if (published?.lasting.length !== 2) throw new Error('not minted')
    const [signed, lastResort] = published.lasting
    const kyber = oneTime === undefined ? lastResort : published.kyber[oneTime] ?? lastResort
    const ec = oneTime === undefined ? undefined : published.ec[oneTime]
    const copy = <Key extends { readonly publicKey: Uint8Array; readonly signature: Uint8Array }>(key: Key) => (
      { ...key, publicKey: new Uint8Array(key.publicKey), signature: new Uint8Array(key.signature) })
    return {
      registrationId: published.registrationId, identityKey: new Uint8Array(published.identityKey), signedPrekey: copy(signed), kyberPrekey: copy(kyber),
      oneTimePrekey: ec && { id: ec.id, publicKey: new Uint8Array(ec.publicKey) },
    }
  }

  conversation(peer: UserId): Sealed {
    return this.conversations.get(peer) ?? NO_ROW
  }

  openCall(from: Outsider, parcel: Parcel): OpenCall {
    return {
      call: 'open', account: this.account, conversation: this.conversation(from.user), type: parcel.type, ciphertext: parcel.ciphertext,
      facts: {
        submissionId: parcel.submissionId, peer: from.user, peerDevice: deviceId(1), peerCustody: 'DEVICE', gatewayTimeMs: this.#world.now,
        commitment: parcel.commitment,
      },
      prekeys: [...this.prekeys.values()], proof: from.proof, now: this.#world.now,
    }
  }

  /** Opens and commits. */
  async open(from: Outsider, parcel: Parcel, change: Partial<OpenCall> = {}): Promise<Opened> {
    const opened = await this.#world.vault.open({ ...this.openCall(from, parcel), ...change })
    if (!('conversation' in opened)) throw new Error('it was a retry request')
    this.commitOpened(from.user, opened)
    return opened
  }

  async asked(from: Outsider, parcel: Parcel): Promise<Asked> {
    const asked = await this.#world.vault.open(this.openCall(from, parcel))
    if ('conversation' in asked) throw new Error('it was a message')
    return asked
  }

  commitOpened(peer: UserId, opened: Opened): void {
    this.conversations.set(peer, opened.conversation)
    if (opened.state !== undefined) this.state = opened.state
    for (const { kind, id } of opened.used) {
      if (!this.prekeys.delete(`${kind} ${id}`)) throw new Error('a prekey was used twice')
    }
  }

  sealCall(to: Pick<Outsider, 'user' | 'proof' | 'device'>, json: Readonly<Record<string, unknown>>, change: Partial<SealCall> & { readonly custody?: Custody; readonly number?: number } = {}): SealCall {
    const { custody = 'VAULT', number, ...rest } = change
    const facts = {
      messageId: String(json['id']), submissionId: submissionId(randomUUID()), from: this.user, to: to.user, provider: this.#world.provider.keys.party, custody,
    }
    return {
      call: 'seal', account: this.account, conversation: this.conversation(to.user), peer: to.user, devices: [to.device(false)], proof: to.proof,
      content: this.#world.core.say(number === undefined ? facts : { ...facts, number }, json), epochKey: 'epoch', resend: undefined, now: this.#world.now, ...rest,
    }
  }

  /** Seals and commits. */
  async seal(call: SealCall): Promise<SealedForPeer> {
    const sealed = await this.#world.vault.seal(call)
    this.conversations.set(call.peer, sealed.conversation)
    return sealed
  }

  /** Has the core say a text, seals it and commits. */
  say(to: Outsider, text: string, devices: readonly PeerDevice[] = [to.device(!this.conversations.has(to.user))]): Promise<SealedForPeer> {
    return this.seal(this.sealCall(to, textOf(text), { devices }))
  }
}

/** JSON of a text as a core says it. */
export const textOf = (text: string): Readonly<Record<string, unknown>> => ({ id: randomUUID(), kind: 'text', sentAtMs: 1_800_000_000_000, text })
