// SPDX-License-Identifier: AGPL-3.0-only
import type { PartyId } from '../../../model/ids.ts'
import type { VersionStamp } from '../../../model/standing.ts'
import type { Verdict } from '../../committer.ts'
import type { Change, ChangeOutcome, Write } from '../../transactors.ts'
import type { Kind, WriteContext } from '../job.ts'
import { appendAudit } from './audit.ts'
import { putBucket } from './bucket.ts'
import { addRedeemedToken, addRequest, moveRequest, putConsent, putGrant, putIssuerList, putToken } from './contacts.ts'
import { putDevices, putLastingKeys } from './devices.ts'
import { putAgreement, putOffer } from './agreements.ts'
import { putEnforcement, putSuspension } from './enforcement.ts'
import { erase, NOTHING_ERASED, numberErasures } from './erase.ts'
import type { Erased } from './erase.ts'
import { end, putVaultAwaited, putVaultTold } from './healing.ts'
import { addInvite, endInvite } from './invites.ts'
import { addEvent } from './mailbox.ts'
import { putChoice, putParty, putPerson, putUser } from './people.ts'
import { addPrekeys } from './prekeys.ts'
import type { Refusal } from './refusal.ts'
import { countEnlistment } from './usage.ts'
import { addVaultPrekeys, putVaultAccount, putVaultConversation, putWrappedKey } from './vault.ts'
import { stampsHold } from './versions.ts'

type PutWrite = Extract<Write, { readonly put: unknown }>
type AddWrite = Extract<Write, { readonly add: unknown }>

const partiesOf = ({ writes }: Change): PartyId[] => writes.flatMap((write) => ('add' in write && write.add === 'event' ? [write.party] : []))

const apply = async (context: WriteContext, { expect, writes }: Change): Promise<Verdict<ChangeOutcome>> => {
  if (!await stampsHold(context, [...expect, ...writes.flatMap(provenStamps)])) return { value: { moved: true } }
  let erased = NOTHING_ERASED
  for (const one of writes) {
    if ('erase' in one) {
      erased = sum(erased, await erase(context, one))
      continue
    }
    const refusal = await write(context, one)
    if (refusal) return { value: refusal, undo: true }
  }
  return { value: { committed: true, erased } }
}

/** Applies a change whole, or says why not and leaves nothing of it. */
export const commit: Kind<Change, ChangeOutcome> = {
  isChange: true,
  parties: partiesOf,
  run: async (context, changes) => {
    const verdicts: Verdict<ChangeOutcome>[] = []
    for (const change of changes) verdicts.push(await apply(context, change))
    return verdicts
  },
}

const provenStamps = (one: Write): readonly VersionStamp[] => ('proof' in one ? one.proof.versions : [])

const sum = (a: Erased, b: Erased): Erased =>
  ({ prekeys: a.prekeys + b.prekeys, queuedMessages: a.queuedMessages + b.queuedMessages, consents: a.consents + b.consents })

const write = (context: WriteContext, one: Exclude<Write, { readonly erase: unknown }>): Promise<Refusal | undefined> => {
  if ('put' in one) return put(context, one)
  if ('erasures' in one) return numberErasures(context, one)
  if ('end' in one) return one.end === 'invite' ? endInvite(context, one) : end(context, one)
  return 'add' in one ? add(context, one) : moveRequest(context, one)
}

const put = (context: WriteContext, one: PutWrite): Promise<Refusal | undefined> => {
  switch (one.put) {
    case 'party': return putParty(context, one)
    case 'person': return putPerson(context, one)
    case 'choice': return putChoice(context, one)
    case 'user': return putUser(context, one)
    case 'devices': return putDevices(context, one)
    case 'lastingKeys': return putLastingKeys(context, one)
    case 'consent': return putConsent(context, one)
    case 'grant': return putGrant(context, one)
    case 'token': return putToken(context, one)
    case 'enforcement': return putEnforcement(context, one)
    case 'suspension': return putSuspension(context, one)
    case 'issuerList': return putIssuerList(context, one)
    case 'bucket': return putBucket(context, one)
    case 'agreement': return putAgreement(context, one)
    case 'offer': return putOffer(context, one)
    case 'vaultAccount': return putVaultAccount(context, one)
    case 'wrappedKey': return putWrappedKey(context, one)
    case 'vaultConversation': return putVaultConversation(context, one)
    case 'vaultTold': return putVaultTold(context, one)
    case 'vaultAwaited': return putVaultAwaited(context, one)
  }
}

const add = (context: WriteContext, one: AddWrite): Promise<Refusal | undefined> => {
  switch (one.add) {
    case 'prekeys': return addPrekeys(context, one)
    case 'request': return addRequest(context, one)
    case 'invite': return addInvite(context, one)
    case 'redeemedToken': return addRedeemedToken(context, one)
    case 'enlistment': return countEnlistment(context, one)
    case 'event': return addEvent(context, one)
    case 'vaultPrekeys': return addVaultPrekeys(context, one)
    case 'audit': return appendAudit(context.session, one.leaf)
  }
}
