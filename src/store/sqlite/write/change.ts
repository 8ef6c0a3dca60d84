// SPDX-License-Identifier: AGPL-3.0-only
import type { VersionStamp } from '../../../model/standing.ts'
import type { Verdict } from '../../committer.ts'
import type { Change, ChangeOutcome, Write } from '../../transactors.ts'
import { createAppendAudit } from './audit.ts'
import { createBucketWrite } from './bucket.ts'
import { createContactWrites } from './contacts.ts'
import type { End, Refusal, WriteContext } from './context.ts'
import { createDeviceWrites } from './devices.ts'
import { createAgreementWrites } from './agreements.ts'
import { createEnforcementWrites } from './enforcement.ts'
import { createErase, createErasureNumbers, NOTHING_ERASED } from './erase.ts'
import type { Erased } from './erase.ts'
import { createAddEvent } from './mailbox.ts'
import { createInviteWrites } from './invites.ts'
import { createPeopleWrites } from './people.ts'
import { createAddPrekeys } from './prekeys.ts'
import { createCountEnlistment } from './usage.ts'
import { createVaultWrites } from './vault.ts'

type PutWrite = Extract<Write, { readonly put: unknown }>
type AddWrite = Extract<Write, { readonly add: unknown }>

/** Applies a change whole, or says why not and leaves nothing of it. */
export const createApply = (context: WriteContext) => {
  const write = createWrite(context)
  const erase = createErase(context)

  return ({ expect, writes }: Change): Verdict<ChangeOutcome> => {
    if (!context.versions.hold([...expect, ...writes.flatMap(provenStamps)])) return { value: { moved: true } }
    let erased = NOTHING_ERASED
    for (const [index, one] of writes.entries()) {
      if ('erase' in one) {
        erased = sum(erased, erase(one))
        continue
      }
      const refusal = write(one)
      // A write that is refused has changed no row, so a lone or first one leaves nothing to take back.
      if (refusal) return index === 0 ? { value: refusal } : { value: refusal, undo: true }
    }
    return { value: { committed: true, erased } }
  }
}

const provenStamps = (write: Write): readonly VersionStamp[] => ('proof' in write ? write.proof.versions : [])

const sum = (a: Erased, b: Erased): Erased =>
  ({ prekeys: a.prekeys + b.prekeys, queuedMessages: a.queuedMessages + b.queuedMessages, consents: a.consents + b.consents })

const createWrite = (context: WriteContext) => {
  const [people, devices, contacts] = [createPeopleWrites(context), createDeviceWrites(context), createContactWrites(context)]
  const [addPrekeys, addEvent, vault, number] = [createAddPrekeys(context), createAddEvent(context), createVaultWrites(context), createErasureNumbers(context)]
  const [enforcement, invites, bucket] = [createEnforcementWrites(context), createInviteWrites(context), createBucketWrite(context)]
  const agreements = createAgreementWrites(context)
  const [appendAudit, countEnlistment] = [createAppendAudit(context.db), createCountEnlistment(context)]

  const put = (one: PutWrite): Refusal | undefined => {
    switch (one.put) {
      case 'party': return people.party(one)
      case 'person': return people.person(one)
      case 'choice': return people.choice(one)
      case 'user': return people.user(one)
      case 'devices': return devices.devices(one)
      case 'lastingKeys': return devices.lastingKeys(one)
      case 'consent': return contacts.consent(one)
      case 'grant': return contacts.grant(one)
      case 'token': return contacts.token(one)
      case 'enforcement': return enforcement.step(one)
      case 'suspension': return enforcement.suspension(one)
      case 'issuerList': return contacts.issuerList(one)
      case 'bucket': return bucket(one)
      case 'agreement': return agreements.agreement(one)
      case 'offer': return agreements.offer(one)
      case 'vaultAccount': return vault.account(one)
      case 'wrappedKey': return vault.wrappedKey(one)
      case 'vaultConversation': return vault.conversation(one)
      case 'vaultTold': return vault.told(one)
      case 'vaultAwaited': return vault.awaited(one)
    }
  }

  const add = (one: AddWrite): Refusal | undefined => {
    switch (one.add) {
      case 'prekeys': return addPrekeys(one)
      case 'request': return contacts.addRequest(one)
      case 'invite': return invites.add(one)
      case 'redeemedToken': return contacts.addRedeemedToken(one)
      case 'enlistment': return countEnlistment(one)
      case 'event': return addEvent(one)
      case 'vaultPrekeys': return vault.prekeys(one)
      case 'audit': return appendAudit(one.leaf)
    }
  }

  const end = (one: End): Refusal | undefined => {
    if (one.end !== 'invite') return vault.end(one)
    invites.end(one)
    return undefined
  }

  return (one: Exclude<Write, { readonly erase: unknown }>): Refusal | undefined => {
    if ('put' in one) return put(one)
    if ('erasures' in one) {
      number(one)
      return undefined
    }
    if ('end' in one) return end(one)
    return 'add' in one ? add(one) : contacts.moveRequest(one)
  }
}
