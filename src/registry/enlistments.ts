// SPDX-License-Identifier: AGPL-3.0-only
import { createHash } from 'node:crypto'
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { Enlistment, PartyRequest } from '../model/requests.ts'
import type { VersionStamp } from '../model/standing.ts'
import type { PartyRow, UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { verifyStatement, verifyToken } from './credentials.ts'
import { checkDeviceKeys, checkDeviceList, checkEnlistment, deviceRows } from './enlistment-checks.ts'
import { createEnlistmentQuota } from './enlistment-quota.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireHome, requireHomeAndUser, requireOwnUser } from './own-users.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import type { Surfacing } from './surfacing.ts'

/** How long a redeemed token is remembered after its end: no clock is set back by more without anybody noticing. */
const REMEMBER_MS = 86_400_000

type Enlist = Extract<PartyRequest, { kind: 'enlist' }>
type UpdateDevices = Extract<PartyRequest, { kind: 'updateDevices' }>

/** How users come, change devices and go. */
export const createEnlistments = (deps: RegistryDeps, personal: Personal, surfacing: Surfacing) => {
  const { store } = deps
  const [rows, quota] = [createRows(deps, personal), createEnlistmentQuota(deps)]

  return {
    /** Takes a user in, once for each token; the same bytes again get the same answer, other bytes under the token are refused. */
    enlist: async (caller: VerifiedParty, { enlistment, signature }: Enlist): Promise<Answer> => {
      checkEnlistment(await requireHome(store, caller), enlistment, signature)
      return settle(async () => {
        const home = await requireHome(store, caller)
        const token = await rows.redeem(home, enlistment)
        const redeemed = await rows.repeated(token.write, enlistment)
        if (redeemed) return redeemed
        if (!await rows.isFreeId(home, enlistment.userId)) {
          // Another node may have taken these very bytes since.
          const meanwhile = await rows.repeated(token.write, enlistment)
          if (meanwhile) return meanwhile
          throw new GatewayError('ALREADY_ENLISTED')
        }
        const membership = await rows.membership(home, enlistment)
        const outcome = await store.write.commit({
          expect: [{ of: 'party', party: home.party, version: home.version }, { of: 'user', user: enlistment.userId, version: 0 }, ...membership.expect],
          writes: [
            token.write, quota.write(home, enlistment.userId), { put: 'user', row: rows.userRow(home, enlistment, membership.person) },
            { put: 'devices', user: enlistment.userId, devices: deviceRows(enlistment.devices, enlistment.deviceKeys, []) },
          ],
        })
        if ('throttled' in outcome) return quota.throttled(home, enlistment.userId)
        if ('taken' in outcome && outcome.taken === 'address') throw new GatewayError('CONFLICT', 'the address belongs to another user')
        if ('taken' in outcome && outcome.taken === 'reference') throw new GatewayError('CONFLICT', 'this user reference is enlisted under another user id')
        if (!('committed' in outcome)) return MOVED
        deps.events.userEnlisted(home.party)
        for (const index of membership.reachableBy) surfacing.retry(index)
        return { kind: 'enlisted', deviceListVersion: enlistment.devices.version }
      })
    },

    /** Puts a newer device list in force; the one in force, byte for byte, is answered again, and `STALE_DEVICE_LIST` is any other that is not newer. */
    updateDevices: (caller: VerifiedParty, request: UpdateDevices): Promise<Answer> => settle(async () => {
      const { home, user: { version, ...user } } = await requireHomeAndUser(store, caller, request.userId)
      checkDeviceList(request, user.identityKey, request.devices)
      checkDeviceKeys(user.identityKey, request.devices, request.deviceKeys)
      if (isRecorded(user, request)) {
        await store.inForce()
        return { kind: 'enlisted', deviceListVersion: user.deviceListVersion }
      }
      if (request.devices.version <= user.deviceListVersion) throw new GatewayError('STALE_DEVICE_LIST')
      await verifyStatement(request.identityStatement, home, {
        userId: user.user, identityKey: user.identityKey, custody: user.custody, deviceListVersion: request.devices.version,
      }, deps.now())
      const devices = deviceRows(request.devices, request.deviceKeys, await store.read.devices(user.user))
      const row = {
        ...user, identityStatement: request.identityStatement, deviceList: request.devices.list,
        deviceListSignature: request.devices.signature, deviceListVersion: request.devices.version,
      }
      const outcome = await store.write.commit({
        expect: [{ of: 'user', user: user.user, version }, { of: 'party', party: home.party, version: home.version }],
        writes: [{ put: 'user', row }, { put: 'devices', user: user.user, devices }],
      })
      return 'committed' in outcome ? { kind: 'enlisted', deviceListVersion: request.devices.version } : MOVED
    }),

    /** Deletes a user of the caller with everything that belongs to it and says how much that was; `NOT_YOURS` where there is none any more, once that is in force. */
    unenlist: (caller: VerifiedParty, request: Extract<PartyRequest, { kind: 'unenlist' }>): Promise<Answer> => settle(async () => {
      const user = await requireOwnUser(store, caller, request.userId).catch(async (error: unknown) => {
        await store.inForce()
        throw error
      })
      const outcome = await store.write.commit({ expect: [{ of: 'user', user: user.user, version: user.version }], writes: [
        { erase: 'user', user: user.user }, { add: 'audit', leaf: deps.audit.entry({ act: 'user.erased', actor: `party:${caller.party}`, subject: deps.audit.user(user.user) }) },
      ] })
      if (!('committed' in outcome)) return MOVED
      deps.events.userErased(caller.party)
      return { kind: 'erased', timeMs: deps.now(), ...outcome.erased }
    }),
  }
}

/** Whether a change is the one on record, to the byte: its answer got lost. */
const isRecorded = (user: Pick<UserRow, 'deviceList' | 'deviceListSignature' | 'identityStatement'>, { devices, identityStatement }: UpdateDevices): boolean =>
  Buffer.from(devices.list).equals(user.deviceList) && Buffer.from(devices.signature).equals(user.deviceListSignature) && identityStatement === user.identityStatement

/** How users come and go. */
export type Enlistments = ReturnType<typeof createEnlistments>

/** How an enlistment becomes rows; shared with identity changes. */
export const createRows = (deps: RegistryDeps, personal: Personal) => {
  const { store } = deps
  const digestOf = (enlistment: Enlistment): Uint8Array => createHash('sha256').update(enlistment.bytes).digest()

  return {
    /** Checks token and statement; the write makes the token single use. */
    redeem: async (home: PartyRow, enlistment: Enlistment) => {
      const expected = { userId: enlistment.userId, identityKey: enlistment.identityKey, custody: enlistment.custody }
      const token = await verifyToken(enlistment.token, home, { ...expected, audience: deps.gateway.keyId, address: enlistment.address }, deps.now())
      await verifyStatement(enlistment.identityStatement, home, { ...expected, deviceListVersion: enlistment.devices.version }, deps.now())
      const idHash = createHash('sha256').update(`${home.party}\n${token.id}`).digest()
      const write = { add: 'redeemedToken', idHash, digest: digestOf(enlistment), expiresAt: token.expiresAt + REMEMBER_MS } as const satisfies Write
      return { write }
    },

    /** The earlier answer if this token redeemed these very bytes for a user who is still there; `TOKEN_REFUSED` if it was redeemed otherwise. */
    repeated: async (token: { readonly idHash: Uint8Array }, enlistment: Enlistment): Promise<Answer | undefined> => {
      const digest = await store.read.redeemedToken(token.idHash)
      if (!digest) return undefined
      const holds = Buffer.from(digest).equals(digestOf(enlistment)) && await store.read.user(enlistment.userId)
      if (!holds) throw new GatewayError('TOKEN_REFUSED', 'the token was used before')
      await store.inForce()
      return { kind: 'enlisted', deviceListVersion: enlistment.devices.version }
    },

    /** False for an id in use, and for all but its former home for one that was: who asks must not learn that a user left. */
    isFreeId: async ({ party }: PartyRow, user: UserId): Promise<boolean> => {
      const [there, former] = [await store.read.user(user), await store.read.formerHome(user)]
      return !there && (former ?? party) === party
    },

    /** The core person behind the user, made if it is not there yet, and the addresses under which people may now reach the user. */
    membership: async (home: PartyRow, enlistment: Enlistment) => {
      if (home.role === 'provider') {
        return { person: undefined, expect: [], reachableBy: enlistment.address ? [personal.addressIndex(enlistment.address)] : [] }
      }
      const provider = enlistment.forProvider && await store.read.party(enlistment.forProvider)
      if (!provider || provider.role !== 'provider') throw new GatewayError('NOT_FOUND', 'no such provider')
      const person = await store.read.personByReference(home.party, personal.referenceIndex(home.party, enlistment.userReference))
      if (!person) throw new GatewayError('NOT_FOUND', 'set participation of this user first')
      const expect: readonly VersionStamp[] = [{ of: 'person', person: person.person, version: person.version }]
      return { person: person.person, expect, reachableBy: person.addressIndex ? [person.addressIndex] : [] }
    },

    userRow: (home: PartyRow, enlistment: Enlistment, person: number | undefined): Omit<UserRow, 'version' | 'suspended'> => ({
      user: enlistment.userId, party: home.party, forProvider: enlistment.forProvider, person,
      referenceIndex: personal.referenceIndex(home.party, enlistment.userReference),
      referenceSealed: personal.sealReference(home.party, enlistment.userReference),
      addressIndex: enlistment.address && personal.addressIndex(enlistment.address),
      addressSealed: enlistment.address && personal.sealText('user.address', enlistment.userId, enlistment.address),
      displayNameSealed: personal.sealText('user.name', enlistment.userId, enlistment.displayName),
      actor: enlistment.actor, custody: enlistment.custody, identityKey: enlistment.identityKey,
      identityStatement: enlistment.identityStatement, deviceList: enlistment.devices.list,
      deviceListSignature: enlistment.devices.signature, deviceListVersion: enlistment.devices.version, enlistedAt: deps.now(),
    }),
  }
}
