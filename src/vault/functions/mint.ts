// SPDX-License-Identifier: AGPL-3.0-only
// Sees: a user's identity key, and the prekeys it makes.
// Promises: fresh keys; their private halves leave sealed, in the account or each as a blob of its own.
// Never: makes a second identity for an account; gives out a private half.
import { VAULT_CAPABILITIES } from '../../model/capabilities.ts'
import { MAX_EC_PREKEYS, MAX_KYBER_PREKEYS } from '../../model/values.ts'
import type { MintedPrekey, PublicPrekey, SignalCrypto, SignedPublicPrekey } from '../../model/signal-crypto.ts'
import { encodeDeviceList } from '../../wire/gateway/device-list.ts'
import { identityTranscript } from '../../wire/transcript.ts'
import type { Account, MintCall, Minted, PublishedKey, SealedPrekey } from '../protocol/calls.ts'
import { VaultRefused } from '../refusal.ts'
import { sealBlob } from '../sealing/blobs.ts'
import { Secret, wipe } from '../sealing/secret.ts'
import { identityOf, MAX_GENERATIONS } from '../state/account.ts'
import type { AccountState, LastingKey } from '../state/account.ts'
import type { Parts } from './parts.ts'
import { sealAccount, withAccount } from './state.ts'
import type { OpenAccount } from './state.ts'

/** Milliseconds for which a replaced private half is kept: as long as a first message may be under way. */
const KEEP_REPLACED_MS = 30 * 86_400_000
/** Prekey ids go round: PreKeyRecord ids of libsignal end at 2^24 - 1. */
const MAX_PREKEY_ID = 2 ** 24 - 1

/** Makes a user's keys: all of them where the account is new, else those that are asked for. */
export const mint = async (parts: Parts, call: MintCall): Promise<Minted> => {
  const fits = [[call.ec, MAX_EC_PREKEYS], [call.kyber, MAX_KYBER_PREKEYS]] as const
  if (!fits.every(([count, max]) => Number.isInteger(count) && count >= 0 && count <= max)) throw new VaultRefused('malformed')
  return call.account.state.version === 0 ? mintFirst(parts, call) : withAccount(parts, call.account, (open) => mintFor(parts, call, call.account.wrappedKey, open))
}

const mintFirst = async (parts: Parts, call: MintCall): Promise<Minted> => {
  const { user, wrappedKey, state: sealed } = call.account
  // Nobody gets a second identity by showing the vault an older row than it made.
  if (wrappedKey.length > 0 || parts.memory.begin({ user, peer: undefined }, sealed) !== undefined) throw new VaultRefused('malformed')
  const userKey = parts.userKeys.create()
  const state = newAccount(parts.crypto, call.account)
  try {
    return mintFor(parts, { ...call, lasting: true }, parts.userKeys.wrap(user, userKey), { user, userKey, version: 0, state })
  } finally {
    wipe(userKey, state.privateKey)
  }
}

const newAccount = (crypto: SignalCrypto, { provider, device }: Account): AccountState => {
  const { publicKey, privateKey } = crypto.createIdentity()
  return {
    provider, device, registrationId: crypto.createRegistrationId(), identityKey: publicKey, privateKey: new Secret(privateKey), listVersion: 1,
    signed: [], lastResort: [], next: { signed: 1, ec: 1, kyber: 1 },
  }
}

const mintFor = (parts: Parts, { lasting, ec, kyber, now }: MintCall, wrappedKey: Uint8Array, { user, userKey, version, state }: OpenAccount): Minted => {
  const { crypto, memory, statements } = parts
  const identity = identityOf(state)
  const next = { ...state.next }
  const take = (kind: keyof typeof next): number => {
    const id = next[kind]
    next[kind] = id === MAX_PREKEY_ID ? 1 : id + 1
    return id
  }
  const lastingKeys = lasting
    ? [crypto.createSignedPrekey(identity, take('signed'), now), crypto.createKyberPrekey(identity, take('kyber'), now)] as const : undefined
  const ecKeys = Array.from({ length: ec }, () => crypto.createOneTimePrekey(take('ec')))
  const kyberKeys = Array.from({ length: kyber }, () => crypto.createKyberPrekey(identity, take('kyber'), now))
  const records = [...lastingKeys ?? [], ...ecKeys, ...kyberKeys].map(({ record }) => record)
  try {
    const grown = { ...state, next, ...(lastingKeys && withLasting(state, lastingKeys, now)) }
    const sealed = sealAccount(user, userKey, version + 1, grown)
    const list = encodeDeviceList({
      userId: user, version: state.listVersion, devices: [{ deviceId: state.device, registrationId: state.registrationId, capabilities: VAULT_CAPABILITIES }],
    })
    const seal = (kind: SealedPrekey['kind']) => ({ published, record }: MintedPrekey<PublicPrekey>): SealedPrekey => (
      { kind, id: published.id, bytes: sealBlob(userKey, { table: 'prekey', user, kind, id: published.id }, new Secret(record)) })
    const minted: Minted = {
      wrappedKey, state: sealed, prekeys: [...ecKeys.map(seal('ec')), ...kyberKeys.map(seal('kyber'))],
      identityKey: state.identityKey, registrationId: state.registrationId,
      lasting: lastingKeys ? [lastingKeys[0].published, lastingKeys[1].published] : [],
      ec: ecKeys.map(({ published }) => ({ ...published, signature: NO_SIGNATURE })), kyber: kyberKeys.map(({ published }) => published),
      deviceList: list, deviceListSignature: crypto.sign(identity, identityTranscript('drawbridge.v1 devices', list)),
      statement: statements.sign(user, state.identityKey, state.listVersion, now),
    }
    memory.produced({ user, peer: undefined }, sealed)
    return minted
  } finally {
    for (const record of records) record.fill(0)
  }
}

/** One-time EC keys have none. */
const NO_SIGNATURE: PublishedKey['signature'] = new Uint8Array(0)

type MintedLasting = readonly [signed: MintedPrekey<SignedPublicPrekey>, lastResort: MintedPrekey<SignedPublicPrekey>]

const withLasting = (state: AccountState, [signed, lastResort]: MintedLasting, now: number): Pick<AccountState, 'signed' | 'lastResort'> => ({
  signed: recent([...state.signed, lastingKey(signed, now)], now),
  lastResort: recent([...state.lastResort, { ...lastingKey(lastResort, now), usedBaseKeys: [] }], now),
})

const lastingKey = ({ published, record }: MintedPrekey<SignedPublicPrekey>, mintedAtMs: number): LastingKey => (
  { id: published.id, mintedAtMs, record: new Secret(record) })

/** Without what was replaced so long ago that no first message under it can still come. */
const recent = <Key extends LastingKey>(keys: readonly Key[], now: number): readonly Key[] =>
  keys.filter((_, at) => (keys[at + 1]?.mintedAtMs ?? now) > now - KEEP_REPLACED_MS).slice(-MAX_GENERATIONS)
