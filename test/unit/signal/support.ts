// SPDX-License-Identifier: AGPL-3.0-only
// Promise: two lines of a test make two devices that talk; each keeps its state as a careful caller would.
import { randomUUID } from 'node:crypto'
import { deviceId, userId } from '../../../src/model/ids.ts'
import { SignalCryptoError } from '../../../src/model/signal-crypto.ts'
import type {
  Bundle, Bytes, DeviceAddress, LocalEnd, MintedPrekey, OpenedMessage, PrekeyRecords, PublicPrekey, RemoteEnd, SealedMessage,
  SignalCrypto, SignedPublicPrekey,
} from '../../../src/model/signal-crypto.ts'
import { createLibsignal } from '../../../src/signal/private/index.ts'

export const crypto = createLibsignal()
/** The tests' clock: 2027-01-15T08:00:00Z. */
export const NOW = 1_800_000_000_000
export const DAY = 86_400_000

export const bytes = (text: string): Bytes => new Uint8Array(Buffer.from(text))
export const text = (plaintext: Bytes): string => Buffer.from(plaintext).toString()

/** A device with its prekeys, and what it knows about its peers. */
export class Peer implements PrekeyRecords {
  readonly local: LocalEnd
  readonly sessions = new Map<string, Bytes>()
  readonly pins = new Map<string, Bytes>()
  readonly oneTimes = new Map<number, MintedPrekey<PublicPrekey>>()
  readonly signedPrekeys = new Map<number, MintedPrekey<SignedPublicPrekey>>()
  readonly kybers = new Map<number, MintedPrekey<SignedPublicPrekey>>()

  readonly #crypto: SignalCrypto
  #nextOneTime = 1

  constructor(user: string = randomUUID(), on: SignalCrypto = crypto) {
    this.#crypto = on
    const identity = this.#crypto.createIdentity()
    this.local = { address: { user: userId(user), device: deviceId(1) }, identity, registrationId: this.#crypto.createRegistrationId() }
    this.signedPrekeys.set(1, this.#crypto.createSignedPrekey(identity, 1, NOW))
    this.kybers.set(1, this.#crypto.createKyberPrekey(identity, 1, NOW))
  }

  oneTime(id: number): Bytes | undefined {
    return this.oneTimes.get(id)?.record
  }
  signed(id: number): Bytes | undefined {
    return this.signedPrekeys.get(id)?.record
  }
  kyber(id: number): Bytes | undefined {
    return this.kybers.get(id)?.record
  }

  /** What this device publishes, with a fresh one-time prekey unless told otherwise. */
  bundle(oneTime = true): Bundle {
    const minted = this.#crypto.createOneTimePrekey(this.#nextOneTime)
    this.#nextOneTime += 1
    if (oneTime) this.oneTimes.set(minted.published.id, minted)
    return {
      registrationId: this.local.registrationId, identityKey: this.local.identity.publicKey,
      signedPrekey: this.signedPrekeys.get(1)!.published, kyberPrekey: this.kybers.get(1)!.published,
      oneTimePrekey: oneTime ? minted.published : undefined,
    }
  }

  /** The other end as this device knows it. */
  remote(peer: { readonly local: { readonly address: DeviceAddress } }): RemoteEnd {
    return { address: peer.local.address, identityKey: this.pins.get(peer.local.address.user) }
  }

  /** Starts a session from the peer's bundle and pins its key. */
  async connect(peer: Peer, bundle: Bundle = peer.bundle()): Promise<void> {
    const session = await this.#crypto.startSession(this.local, this.remote(peer), bundle, this.session(peer), NOW)
    this.commit(peer, session, bundle.identityKey)
  }

  async seal(peer: Peer, words: string): Promise<SealedMessage> {
    const sealed = await this.#crypto.seal(this.local, this.remote(peer), this.session(peer) ?? new Uint8Array(0), bytes(words), NOW)
    this.sessions.set(peer.local.address.user, sealed.session)
    return sealed.message
  }

  /** Opens without committing anything. */
  peek(peer: Peer, message: SealedMessage): Promise<OpenedMessage> {
    return this.#crypto.open(this.local, this.remote(peer), this.session(peer), message, this)
  }

  /** Opens and commits, as one transaction would. */
  async open(peer: Peer, message: SealedMessage): Promise<string> {
    const opened = await this.peek(peer, message)
    this.commit(peer, opened.session, opened.identityKey)
    if (opened.usedOneTimePrekey !== undefined) this.oneTimes.delete(opened.usedOneTimePrekey)
    return text(opened.plaintext)
  }

  session(peer: Peer): Bytes | undefined {
    return this.sessions.get(peer.local.address.user)
  }

  private commit(peer: Peer, session: Bytes, identityKey: Bytes): void {
    this.sessions.set(peer.local.address.user, session)
    this.pins.set(peer.local.address.user, identityKey)
  }
}

/** Two devices, the first of which has a session with the second. */
export const pair = async (): Promise<readonly [Peer, Peer]> => {
  const [anna, bruno] = [new Peer(), new Peer()]
  await anna.connect(bruno)
  return [anna, bruno]
}

/** Two devices that have both sent and opened, so that no PREKEY message is due. */
export const talkingPair = async (): Promise<readonly [Peer, Peer]> => {
  const [anna, bruno] = await pair()
  await bruno.open(anna, await anna.seal(bruno, 'hello'))
  await anna.open(bruno, await bruno.seal(anna, 'hello yourself'))
  return [anna, bruno]
}

/** The reason a call was refused for; 'nothing' when it was not. */
export const reason = async (call: Promise<unknown> | (() => unknown)): Promise<string> => {
  try {
    await (typeof call === 'function' ? call() : call)
    return 'nothing'
  } catch (error) {
    if (error instanceof SignalCryptoError) return error.reason
    throw error
  }
}

/** A copy with one bit changed. */
export const flip = (original: Uint8Array, at: number, bit = 1): Bytes => {
  const copy = new Uint8Array(original)
  copy[at] = (copy[at] ?? 0) ^ bit
  return copy
}

/** The points and encodings that no key may have, as 32 little-endian bytes of u; each with the reason it is bad. */
export const badPoints: ReadonlyMap<string, bigint> = (() => {
  const prime = 2n ** 255n - 19n
  return new Map([
    ['u = 0, of low order', 0n],
    ['u = 1, of low order', 1n],
    ['u = p - 1, of low order', prime - 1n],
    ['the first point of order eight', 325606250916557431795983626356110631294008115727848805560023387167927233504n],
    ['the second point of order eight', 39382357235489614581723060781553021112529911719440698176882885853963445705823n],
    ['u = p, which is 0 again', prime],
    ['u = p + 1, which is 1 again', prime + 1n],
    ['u = p + 9, the base point not reduced', prime + 9n],
    ['u = 2^255 - 1, the largest not reduced', 2n ** 255n - 1n],
    ['the base point with its top bit set', 2n ** 255n + 9n],
    ['zero with its top bit set', 2n ** 255n],
    ['all bits set', 2n ** 256n - 1n],
  ])
})()

/** A serialised EC key of exactly this u. */
export const ecKey = (u: bigint): Bytes => {
  const key = new Uint8Array(33)
  key[0] = 0x05
  for (let at = 0; at < 32; at += 1) key[at + 1] = Number((u >> BigInt(8 * at)) & 0xffn)
  return key
}
