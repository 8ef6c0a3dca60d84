// SPDX-License-Identifier: AGPL-3.0-only
import { VAULT_CAPABILITIES } from '../model/capabilities.ts'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import { deviceId, userId } from '../model/ids.ts'
import type { DeviceId, PartyId, RegistrationId, UserId, UserReference } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { VersionStamp } from '../model/standing.ts'
import { LOW_EC_PREKEYS, LOW_KYBER_PREKEYS, MAX_EC_PREKEYS, MAX_KYBER_PREKEYS } from '../model/values.ts'
import type { DeviceRow, EcPrekeyRow, PartyRow, PersonRow, SignedPrekeyRow, UserRow, VaultPrekeyRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import type { Enlistments } from './enlistments.ts'
import { createGate } from './gate.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireCore, requireOwnUser } from './own-users.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** One-time keys that a user has after a first grant or a top-up: so many peers may begin before it is topped up again, and some more. */
const STOCK = { ec: 40, kyber: 15 } as const
/** Who has granted nobody anything needs none: they are most of a user's keys. */
export const NO_STOCK = { ec: 0, kyber: 0 } as const
/** A user's first keys are a good millisecond of a vault's time: so many side by side keep it busy and share commits, and a message waits no longer behind them. More wait for four bulk calls. */
const FIRST_KEYS = { atOnce: 16, waiting: 2_000 } as const
/** The one device of a user of a vault. */
export const VAULT_DEVICE: DeviceId = deviceId(1)

/** Keys to be made; without an account all of them. */
export interface MintWish {
  readonly user: UserId
  readonly provider: PartyId
  readonly device: DeviceId
  /** As it is stored; undefined for a new user. */
  readonly account: { readonly version: number; readonly wrappedKey: Uint8Array; readonly state: Uint8Array } | undefined
  /** New lasting keys; a new user gets them in any case. */
  readonly lasting: boolean
  readonly ec: number
  readonly kyber: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Keys that were made: what is published, and what is stored sealed. */
export interface MintedKeys {
  readonly wrappedKey: Uint8Array
  readonly state: { readonly version: number; readonly bytes: Uint8Array }
  readonly prekeys: readonly VaultPrekeyRow[]
  readonly identityKey: Uint8Array
  readonly registrationId: RegistrationId
  /** Where they were asked for, and of a new user. */
  readonly lasting: readonly [signed: SignedPrekeyRow, lastResort: SignedPrekeyRow] | readonly []
  readonly ec: readonly EcPrekeyRow[]
  readonly kyber: readonly SignedPrekeyRow[]
  readonly deviceList: Uint8Array
  readonly deviceListSignature: Uint8Array
  readonly statement: string
}

/** Makes and forgets keys of users of a vault. Each rejects while there is no vault. */
export interface Minter {
  mint(wish: MintWish): Promise<MintedKeys>
  /** The keys were not stored. */
  discard(user: UserId, version: number): Promise<void>
  erase(user: UserId): Promise<void>
  /** The user's key under the newest key-encryption key. */
  rewrap(account: { readonly user: UserId; readonly provider: PartyId; readonly version: number; readonly wrappedKey: Uint8Array; readonly state: Uint8Array }): Promise<Uint8Array>
  /** The number of the newest key-encryption key that every vault holds; undefined while one is not there, or another is the newest of its. */
  wrappingKey(): number | undefined
}

/** A core user as it is to take part with one provider's people. */
export interface VaultEnlistment {
  readonly userReference: UserReference
  readonly provider: PartyId
}

/** Users whose keys a vault holds. */
export interface VaultUsers {
  /**
   * Enlists a core user for one provider with lasting keys of the vault's; who is enlisted stays as it is. `NOT_FOUND` without such a provider, or before
   * the user's participation was set; `CONFLICT` where its own device is enlisted; `UNAVAILABLE` where too many are being enlisted.
   */
  enlist(caller: VerifiedParty, wish: VaultEnlistment): Promise<UserId>
  /** Fills the stock of published one-time keys up, where it is low. Rejects while there is no vault. */
  readonly topUp: (user: UserId) => Promise<void>
  /** Deletes the user with everything that belongs to it, also at the vault, and says how much that was. */
  erase(caller: VerifiedParty, user: UserId): Promise<Answer>
}

/** What enlisting stands on. */
export interface VaultUsersParts {
  readonly personal: Personal
  readonly surfacing: Pick<Surfacing, 'retry'>
  readonly enlistments: Pick<Enlistments, 'unenlist'>
}

/** Users over the store and a vault. */
export const createVaultUsers = (deps: RegistryDeps, minter: Minter, { personal, surfacing, enlistments }: VaultUsersParts): VaultUsers => {
  const { store, now } = deps
  const filling = new Set<UserId>()
  const firstKeys = createGate(FIRST_KEYS)

  const whoAndFor = async (core: PartyRow, { userReference, provider }: VaultEnlistment): Promise<PersonRow> => {
    if ((await store.read.party(provider))?.role !== 'provider') throw new GatewayError('NOT_FOUND', 'no such provider')
    const person = await store.read.personByReference(core.party, personal.referenceIndex(core.party, userReference))
    if (person === undefined) throw new GatewayError('NOT_FOUND', 'set participation of this user first')
    return person
  }

  const enlistNew = async (core: PartyRow, person: PersonRow, wish: VaultEnlistment): Promise<UserId | typeof MOVED> => {
    const user = userId(deps.randomUuid())
    const minted = await minter.mint({ user, provider: wish.provider, device: VAULT_DEVICE, account: undefined, lasting: true, ...NO_STOCK, now: now() })
    const row = userRow(personal, core, person, wish, user, minted, now())
    const outcome = await store.write.commit({
      expect: [stampOf(core), { of: 'user', user, version: 0 }, { of: 'person', person: person.person, version: person.version }],
      writes: [{ put: 'user', row }, { put: 'devices', user, devices: devicesOf(minted) }, ...keyWrites(user, minted, now())],
    })
    if ('committed' in outcome) {
      deps.events.userEnlisted(core.party)
      if (person.addressIndex) surfacing.retry(person.addressIndex)
      return user
    }
    await minter.erase(user)
    return MOVED
  }

  const fill = (user: UserId): Promise<void> => settle(async () => {
    const [row, account, left] = await Promise.all([store.read.user(user), store.read.vaultAccount(user), store.read.prekeyStock(user, VAULT_DEVICE)])
    if (row?.forProvider === undefined || account === undefined || left === undefined) return
    const wanted = wantedOf(left)
    if (wanted.ec + wanted.kyber === 0) return
    const minted = await mintMore(minter, { user, provider: row.forProvider, device: VAULT_DEVICE, account, lasting: false, ...wanted, now: now() })
    let isStored = false
    try {
      const outcome = await store.write.commit({ expect: [{ of: 'user', user, version: row.version }], writes: keyWrites(user, minted, account.lastingAt) })
      isStored = 'committed' in outcome
    } finally {
      if (!isStored) await minter.discard(user, minted.state.version)
    }
    return isStored ? undefined : MOVED
  })

  return {
    enlist: (caller, wish) => settle(async () => {
      const core = await requireCore(store, caller)
      const person = await whoAndFor(core, wish)
      const known = await store.read.userOfPerson(person.person, wish.provider)
      if (known?.custody === 'DEVICE') throw new GatewayError('CONFLICT', 'the user is enlisted with a device of its own')
      return known?.user ?? firstKeys(() => enlistNew(core, person, wish))
    }),

    topUp: async (user) => {
      if (filling.has(user)) return
      filling.add(user)
      try {
        await fill(user)
      } finally {
        filling.delete(user)
      }
    },

    erase: async (caller, user) => {
      if ((await requireOwnUser(store, caller, user)).custody !== 'VAULT') throw new GatewayError('NOT_YOURS', 'its keys are on its own device')
      const answer = await enlistments.unenlist(caller, { kind: 'unenlist', userId: user })
      await minter.erase(user).catch((error: unknown) => { deps.events.backgroundFailed('erase at the vault', error) })
      return answer
    },
  }
}

/**
 * Makes more keys of a user who has an account. Rejects as `mint` does, and then what the vault may have made all the same, now or for an earlier call that was
 * given up, is forgotten there: the account stays usable as it is stored.
 */
export const mintMore = async (minter: Minter, wish: MintWish & { readonly account: NonNullable<MintWish['account']> }): Promise<MintedKeys> => {
  try {
    return await minter.mint(wish)
  } catch (error) {
    // A vault that is gone has forgotten it too, and one that is busy is told the next time.
    await minter.discard(wish.user, wish.account.version + 1).catch(() => undefined)
    throw error
  }
}

/** One-time keys that fill a stock up, where it is low. */
export const wantedOf = (left: { readonly ec: number; readonly kyber: number }): { readonly ec: number; readonly kyber: number } =>
  ({ ec: left.ec <= LOW_EC_PREKEYS ? STOCK.ec - left.ec : 0, kyber: left.kyber <= LOW_KYBER_PREKEYS ? STOCK.kyber - left.kyber : 0 })

const stampOf = ({ party, version }: PartyRow): VersionStamp => ({ of: 'party', party, version })

const userRow = (
  personal: Personal, core: PartyRow, person: PersonRow, { provider }: VaultEnlistment, user: UserId, minted: MintedKeys, enlistedAt: number,
): Omit<UserRow, 'version' | 'suspended'> => ({
  user, party: core.party, forProvider: provider, person: person.person, referenceIndex: person.referenceIndex, referenceSealed: person.referenceSealed,
  addressIndex: undefined, addressSealed: undefined, displayNameSealed: personal.sealText('user.name', user, ''), actor: 'PERSON', custody: 'VAULT',
  identityKey: minted.identityKey, identityStatement: minted.statement, deviceList: minted.deviceList, deviceListSignature: minted.deviceListSignature,
  deviceListVersion: 1, enlistedAt,
})

const devicesOf = ({ registrationId, lasting: [signedPrekey, lastResortKyberPrekey] }: MintedKeys): readonly DeviceRow[] => {
  if (signedPrekey === undefined || lastResortKyberPrekey === undefined) throw new Error('a new user has lasting keys')
  return [{ deviceId: VAULT_DEVICE, registrationId, capabilities: VAULT_CAPABILITIES, signedPrekey, lastResortKyberPrekey }]
}

/** What keeps minted keys: the account, and one-time keys in both halves. */
export const keyWrites = (user: UserId, { wrappedKey, state, prekeys, ec, kyber }: MintedKeys, lastingAt: number): Write[] => [
  { put: 'vaultAccount', row: { user, version: state.version, wrappedKey, state: state.bytes, lastingAt } },
  { add: 'vaultPrekeys', user, prekeys },
  { add: 'prekeys', user, device: VAULT_DEVICE, ec, kyber, maxEc: MAX_EC_PREKEYS, maxKyber: MAX_KYBER_PREKEYS },
]
