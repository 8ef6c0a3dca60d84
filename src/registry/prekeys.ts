// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { admit } from '../policy/admit.ts'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { DeviceId, UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { PartyRequest } from '../model/requests.ts'
import { MAX_EC_PREKEYS, MAX_KYBER_PREKEYS } from '../model/values.ts'
import { checkEcKey, checkSignedKyberPrekey, checkSignedPrekey } from '../signal/public/index.ts'
import type { UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireHomeAndUser, requireOwnUser } from './own-users.ts'
import type { RegistryDeps } from './ports.ts'
import type { createLowWarning } from './prekeys-low.ts'
import type { Rate } from '../policy/rate.ts'
import type { Quotas } from './quotas.ts'

type Put = Extract<PartyRequest, { kind: 'putPrekeys' }>
type Get = Extract<PartyRequest, { kind: 'getBundles' }>

/** Apart, so that who floods the one with ids that nobody has does not make the other forget. */
export interface PrekeyQuotas { readonly pairs: Quotas; readonly targets: Quotas }

const BUNDLES_OF_PAIR = { limit: 'bundlesPerPair', scope: 'pair' } as const
/** Whoever it is that asks; told only to who may have them. */
const BUNDLES_OF_TARGET = { limit: 'bundlesPerTargetHour', scope: 'party' } as const
const HOUR_MS = 3_600_000
const hourly = (count: number): Rate => ({ burst: count, intervalMs: HOUR_MS / count })

/** Publishing and handing out of prekeys. */
export const createPrekeys = (deps: RegistryDeps, quotas: PrekeyQuotas, bundlesTaken: ReturnType<typeof createLowWarning>) => {
  const { store } = deps

  const stock = async (user: UserId, device: DeviceId): Promise<Answer> => {
    const left = await store.read.prekeyStock(user, device)
    if (!left) throw new GatewayError('NOT_YOURS')
    return { kind: 'prekeyStock', oneTimePrekeys: left.ec, oneTimeKyberPrekeys: left.kyber }
  }

  return {
    /** Adds one-time keys and replaces lasting ones; every key is checked first. */
    put: (caller: VerifiedParty, request: Put): Promise<Answer> => settle(async () => {
      const { home, user } = await requireHomeAndUser(store, caller, request.userId)
      const left = await store.read.prekeyStock(user.user, request.deviceId)
      if (!left) throw new GatewayError('NOT_YOURS')
      // What would not be stored is not worth the arithmetic.
      if (left.ec + request.oneTimePrekeys.length > MAX_EC_PREKEYS || left.kyber + request.oneTimeKyberPrekeys.length > MAX_KYBER_PREKEYS) throw new GatewayError('TOO_MANY', 'the stock is full')
      await checkKeys(user, request)
      const outcome = await store.write.commit({
        expect: [{ of: 'user', user: user.user, version: user.version }, { of: 'party', party: home.party, version: home.version }], writes: writesOf(request),
      })
      if ('refused' in outcome) {
        throw outcome.refused === 'prekey-id' ? new GatewayError('CONFLICT', 'prekey ids must be above all earlier ones') : new GatewayError('TOO_MANY', 'the stock is full')
      }
      return 'committed' in outcome ? stock(user.user, request.deviceId) : MOVED
    }),

    count: async (caller: VerifiedParty, { userId, deviceId }: Extract<PartyRequest, { kind: 'countPrekeys' }>): Promise<Answer> => {
      await requireOwnUser(store, caller, userId)
      return stock(userId, deviceId)
    },

    /** Hands out bundles to whom the recipient granted it. Pair quota first, then the token, then everything else. */
    get: async (caller: VerifiedParty, request: Get): Promise<Answer> => {
      const { home } = await requireHomeAndUser(store, caller, request.senderUser)
      const pairRate = { burst: home.limits.bundlesPerPair, intervalMs: home.limits.bundleRefillSeconds * 1000 }
      const throttle = quotas.pairs.spend(caller.party, `${request.senderUser}\n${request.recipientUser}`, pairRate, BUNDLES_OF_PAIR)
      if (throttle) return { kind: 'throttled', ...throttle }
      let isCounted = false
      return settle(async () => {
        const standing = await store.read.standing(request.senderUser, request.recipientUser)
        const decision = admit({
          action: 'take-keys', asker: caller.party, tokenHash: createHash('sha256').update(request.consentToken).digest(), demandedCustody: request.demandedCustody,
        }, standing)
        if ('denied' in decision) throw new GatewayError(decision.denied)
        // Once, however often the facts move under it.
        const full = isCounted ? undefined : quotas.targets.spend(caller.party, request.recipientUser, hourly(home.limits.bundlesPerTargetHour), BUNDLES_OF_TARGET)
        if (full) return { kind: 'throttled', ...full }
        isCounted = true
        const recipient = await store.read.user(request.recipientUser)
        const taken = await store.write.takeBundles(decision.granted, request.deviceIds)
        if ('moved' in taken || !recipient) return MOVED
        await bundlesTaken(recipient.user, taken.left)
        return {
          kind: 'bundles', identityKey: recipient.identityKey, identityStatement: recipient.identityStatement,
          devices: { list: recipient.deviceList, signature: recipient.deviceListSignature }, bundles: taken.bundles,
        }
      })
    },
  }
}

/** Keys checked between two turns of the event loop: about a millisecond, so that a full request holds nobody up. */
const KEYS_A_TURN = 8

const checkKeys = async ({ identityKey }: UserRow, request: Put): Promise<void> => {
  await inTurns(request.oneTimePrekeys, ({ publicKey }) => { checkEcKey(publicKey) })
  await inTurns(request.oneTimeKyberPrekeys, ({ publicKey, signature }) => { checkSignedKyberPrekey(identityKey, publicKey, signature) })
  await turn()
  const { signedPrekey, lastResortKyberPrekey } = request
  if (signedPrekey) checkSignedPrekey(identityKey, signedPrekey.publicKey, signedPrekey.signature)
  if (lastResortKyberPrekey) checkSignedKyberPrekey(identityKey, lastResortKyberPrekey.publicKey, lastResortKyberPrekey.signature)
}

const inTurns = async <T>(items: readonly T[], check: (item: T) => void): Promise<void> => {
  for (const [index, item] of items.entries()) {
    if (index % KEYS_A_TURN === 0) await turn()
    check(item)
  }
}

const writesOf = (request: Put): Write[] => [
  {
    add: 'prekeys', user: request.userId, device: request.deviceId, ec: request.oneTimePrekeys, kyber: request.oneTimeKyberPrekeys,
    maxEc: MAX_EC_PREKEYS, maxKyber: MAX_KYBER_PREKEYS,
  },
  ...(request.signedPrekey ?? request.lastResortKyberPrekey
    ? [{ put: 'lastingKeys', user: request.userId, device: request.deviceId, signedPrekey: request.signedPrekey, lastResortKyberPrekey: request.lastResortKyberPrekey } as const]
    : []),
]
