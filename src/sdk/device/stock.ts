// SPDX-License-Identifier: Apache-2.0
import type { DeviceKeys } from '../../model/requests.ts'
import type { IdentityKeys, MintedPrekey, PublicPrekey, SignedPublicPrekey } from '../../model/signal-crypto.ts'
import { LOW_EC_PREKEYS, LOW_KYBER_PREKEYS, MAX_EC_PREKEYS, MAX_KYBER_PREKEYS } from '../../model/values.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'

/** Milliseconds after which the signed and the last-resort prekey are replaced: each protects what was begun in that time. */
const ROTATE_MS = 2 * 86_400_000
/** Milliseconds for which a replaced private half is kept: as long as a first message may be under way. */
const KEEP_REPLACED_MS = 30 * 86_400_000
/** One-time private halves that are kept: several full stocks, since some are handed out and never used. */
const KEEP_ONE_TIME = { 'one-time': 5 * MAX_EC_PREKEYS, kyber: 5 * MAX_KYBER_PREKEYS } as const

/** Mints and stores a pair of lasting prekeys. Call inside the transaction that needs them. */
export const mintLasting = ({ state, crypto, now }: Context, identity: IdentityKeys): Omit<DeviceKeys, 'deviceId'> => {
  const signed = crypto.createSignedPrekey(identity, state.prekeys.nextId('signed'), now())
  const kyber = crypto.createKyberPrekey(identity, state.prekeys.nextId('kyber'), now())
  state.prekeys.save('signed', signed, true, now())
  state.prekeys.save('kyber', kyber, true, now())
  return { signedPrekey: signed.published, lastResortKyberPrekey: kyber.published }
}

/** Notes that the gateway hands these lasting prekeys out from now on. */
export const lastingPublished = ({ state, now }: Context, keys: Omit<DeviceKeys, 'deviceId'>): void => {
  state.prekeys.published('signed', keys.signedPrekey.id, now())
  state.prekeys.published('kyber', keys.lastResortKyberPrekey.id, now())
}

/**
 * Brings the gateway's stock of one-time prekeys to its full size when it is low, and replaces the lasting ones when they are old.
 * Private halves are stored before their public halves are sent. When no answer comes, the next call mints new ones under new ids.
 */
export const tendPrekeys = async (context: Context): Promise<void> => {
  const { address } = requireOwn(context)
  const stock = await context.ask({ kind: 'countPrekeys', userId: address.user, deviceId: address.device }, 'prekeyStock')
  const isLow = stock.oneTimePrekeys < LOW_EC_PREKEYS || stock.oneTimeKyberPrekeys < LOW_KYBER_PREKEYS
  const isOld = context.now() - (context.state.prekeys.publishedAt() ?? 0) >= ROTATE_MS
  if (isLow || isOld) await publish(context, isLow ? stock : FULL, isOld)
  context.commit(() => { context.state.prekeys.prune(context.now() - KEEP_REPLACED_MS, KEEP_ONE_TIME) })
}

const FULL = { oneTimePrekeys: MAX_EC_PREKEYS, oneTimeKyberPrekeys: MAX_KYBER_PREKEYS } as const

const publish = async (context: Context, stock: Record<keyof typeof FULL, number>, rotate: boolean): Promise<void> => {
  const { state, crypto, now } = context
  const { address, identity } = requireOwn(context)
  const minted = context.commit(() => ({
    oneTime: times(MAX_EC_PREKEYS - stock.oneTimePrekeys, () => crypto.createOneTimePrekey(state.prekeys.nextId('one-time')), (prekey) => {
      state.prekeys.save('one-time', prekey, false, now())
    }),
    kyber: times(MAX_KYBER_PREKEYS - stock.oneTimeKyberPrekeys, () => crypto.createKyberPrekey(identity, state.prekeys.nextId('kyber'), now()), (prekey) => {
      state.prekeys.save('kyber', prekey, false, now())
    }),
    lasting: rotate ? mintLasting(context, identity) : undefined,
  }))
  await context.ask({
    kind: 'putPrekeys', userId: address.user, deviceId: address.device,
    oneTimePrekeys: published(minted.oneTime), oneTimeKyberPrekeys: published<SignedPublicPrekey>(minted.kyber),
    signedPrekey: minted.lasting?.signedPrekey, lastResortKyberPrekey: minted.lasting?.lastResortKyberPrekey,
  }, 'prekeyStock')
  const { lasting } = minted
  if (lasting !== undefined) context.commit(() => { lastingPublished(context, lasting) })
}

const times = <T>(count: number, mint: () => T, save: (minted: T) => void): readonly T[] =>
  Array.from({ length: Math.max(count, 0) }, () => {
    const minted = mint()
    save(minted)
    return minted
  })

const published = <P extends PublicPrekey>(minted: readonly MintedPrekey<P>[]): readonly P[] => minted.map((prekey) => prekey.published)
