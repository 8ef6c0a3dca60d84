// SPDX-License-Identifier: AGPL-3.0-only
import { admit } from '../policy/admit.ts'
import type { Answer, EventBody } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { UserId } from '../model/ids.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { Enlistment, PartyRequest } from '../model/requests.ts'
import { verifyIdentitySignature } from '../signal/public/index.ts'
import type { DeviceRow, UserRow } from '../store/rows.ts'
import type { Write } from '../store/transactors.ts'
import { endorsementTranscript } from '../wire/transcript.ts'
import { checkEnlistment, deviceRows } from './enlistment-checks.ts'
import { createEnlistmentQuota } from './enlistment-quota.ts'
import { createRows } from './enlistments.ts'
import { MOVED, settle } from './optimistic.ts'
import { requireHome, requireOwnUser } from './own-users.ts'
import type { Personal } from './personal.ts'
import type { RegistryDeps } from './ports.ts'
import { eventWrite } from './sealed-event.ts'
import type { Surfacing } from './surfacing.ts'

/** Peers told of one change; a user with more contacts than this keeps those beyond it untold until they next fetch keys. */
const MAX_TOLD_PEERS = 1_000

type ChangeIdentity = Extract<PartyRequest, { kind: 'changeIdentity' }>

/** A user's new identity key: recorded, and told in the same transaction to every peer who may hear from the user. */
export const createIdentityChanges = (deps: RegistryDeps, personal: Personal, surfacing: Pick<Surfacing, 'retry'>) => {
  const { store } = deps
  const [rows, quota] = [createRows(deps, personal), createEnlistmentQuota(deps)]

  const notices = async (enlistment: Enlistment, endorsement: Uint8Array): Promise<Write[]> => {
    const told: Write[] = []
    for (const peer of await store.read.peersOf(enlistment.userId, MAX_TOLD_PEERS)) {
      const standing = await store.read.standing(enlistment.userId, peer)
      // A peer whom the user would not write to must not learn that the user is still there.
      const mayHear = 'granted' in admit({ action: 'deliver', asker: undefined, tokenHash: undefined }, standing)
      if (!mayHear || !standing.recipient) continue
      told.push(eventWrite(deps.sealer, standing.recipient.home.party, peer, deps.now(), noticeTo(peer, enlistment, endorsement)))
      // Or its core would hear of it again, with the first message under the new key.
      if (standing.recipient.custody === 'VAULT') told.push({ put: 'vaultTold', row: { user: peer, peer: enlistment.userId, identityKey: enlistment.identityKey } })
    }
    return told
  }

  return {
    /** Replaces identity, devices and keys; consent stays. `endorsement` by the old key, or empty when it is lost. */
    changeIdentity: async (caller: VerifiedParty, { enlistment, signature, endorsement }: ChangeIdentity): Promise<Answer> => {
      checkEnlistment(await requireHome(store, caller), enlistment, signature)
      return settle(async () => {
        const home = await requireHome(store, caller)
        const token = await rows.redeem(home, enlistment)
        const redeemed = await rows.repeated(token.write, enlistment)
        if (redeemed) return redeemed
        const old = await requireOwnUser(store, caller, enlistment.userId)
        // Another node may have taken these very bytes since.
        const meanwhile = hasKey(old, enlistment) ? await rows.repeated(token.write, enlistment) : undefined
        if (meanwhile) return meanwhile
        checkChange(old, await store.read.devices(old.user), enlistment, endorsement)
        const row = { ...rows.userRow(home, enlistment, old.person), enlistedAt: old.enlistedAt }
        if (!Buffer.from(row.referenceIndex).equals(old.referenceIndex) || row.forProvider !== old.forProvider) throw new GatewayError('MALFORMED', 'user reference and provider cannot change')
        const outcome = await store.write.commit({
          expect: [{ of: 'user', user: old.user, version: old.version }, { of: 'party', party: home.party, version: home.version }],
          writes: [
            token.write, quota.write(home, old.user), { put: 'user', row },
            { put: 'devices', user: old.user, devices: deviceRows(enlistment.devices, enlistment.deviceKeys, []) },
            ...await notices(enlistment, endorsement),
            { add: 'audit', leaf: deps.audit.entry({ act: 'identity.changed', actor: `party:${home.party}`, subject: deps.audit.user(old.user), details: { endorsed: endorsement.length > 0 ? 'yes' : 'no' } }) },
          ],
        })
        if ('throttled' in outcome) return quota.throttled(home, old.user)
        if ('taken' in outcome && outcome.taken === 'address') throw new GatewayError('CONFLICT', 'the address belongs to another user')
        if (!('committed' in outcome)) return MOVED
        deps.events.identityChanged(home.party, endorsement.length > 0)
        if (row.addressIndex) surfacing.retry(row.addressIndex)
        return { kind: 'enlisted', deviceListVersion: enlistment.devices.version }
      })
    },
  }
}

const noticeTo = (peer: UserId, enlistment: Enlistment, endorsement: Uint8Array): EventBody => ({
  kind: 'identityChanged', user: peer, peerUser: enlistment.userId, newIdentityKey: enlistment.identityKey,
  endorsement, custody: enlistment.custody,
})

const hasKey = ({ identityKey }: UserRow, enlistment: Enlistment): boolean => Buffer.from(identityKey).equals(enlistment.identityKey)

const checkChange = (old: UserRow, devices: readonly DeviceRow[], enlistment: Enlistment, endorsement: Uint8Array): void => {
  if (hasKey(old, enlistment)) throw new GatewayError('MALFORMED', 'the identity key is the old one')
  if (enlistment.devices.version <= old.deviceListVersion) throw new GatewayError('STALE_DEVICE_LIST')
  const kept = enlistment.devices.devices.some((device) => devices.some(({ deviceId, registrationId }) =>
    deviceId === device.deviceId && registrationId === device.registrationId))
  // Keys of the old identity must not survive under an unchanged registration.
  if (kept) throw new GatewayError('MALFORMED', 'each device needs a new registration id')
  if (endorsement.length > 0) verifyIdentitySignature(old.identityKey, endorsementTranscript(old.user, enlistment.identityKey), endorsement)
}
