// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { TokenClaims } from '../../model/credentials.ts'
import { GatewayError } from '../../model/errors.ts'
import { deviceId as parseDeviceId } from '../../model/ids.ts'
import type { Address, DeviceId, PartyId, UserId, UserReference } from '../../model/ids.ts'
import type { Actor } from '../../model/values.ts'
import { decodeEnlistment, encodeEnlistment } from '../../wire/gateway/index.ts'
import { endorsementTranscript, identityTranscript } from '../../wire/transcript.ts'
import { pauseAfter } from './asking.ts'
import { queueMessage } from './composing.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import { claimOf, claimsOf, requireFittingStatement, signDeviceList } from './listing.ts'
import type { EnlistmentClaim } from './listing.ts'
import type { OwnIdentity, OwnSlot, SignedEnlistment } from './state/own.ts'
import { lastingPublished, mintLasting } from './stock.ts'

/** What the home says about its user, signed where it has to be. */
export interface EnlistmentTerms {
  /** From `signEnlistmentToken`. */
  readonly token: string
  /** From `signIdentityStatement`. */
  readonly identityStatement: string
  readonly userReference: UserReference
  /** On core users: the provider that this enlistment is for. */
  readonly forProvider?: PartyId | undefined
  readonly address?: Address | undefined
  readonly displayName?: string | undefined
  readonly actor?: Actor | undefined
}

/** Draws the keys of a user's device, or returns what was drawn before. Throws `ALREADY_ENLISTED` when the file is another user's. */
export const prepareEnlistment = (context: Context, userId: UserId, deviceId: DeviceId = parseDeviceId(1)): EnlistmentClaim => {
  const { state, crypto } = context
  const known = state.own.find()
  if (known !== undefined) {
    if (known.address.user !== userId || known.address.device !== deviceId) throw new DeviceError('ALREADY_ENLISTED')
    return claimOf(known)
  }
  context.commit(() => {
    state.own.prepare('current', {
      address: { user: userId, device: deviceId }, registrationId: crypto.createRegistrationId(), identity: crypto.createIdentity(), listVersion: 1,
    })
  })
  return claimOf(requirePrepared(context, 'current'))
}

/** Draws a new identity for an enlisted device, or returns what was drawn before; it replaces the old one only when the gateway has taken it. */
export const prepareIdentityChange = (context: Context): EnlistmentClaim => {
  const { state, crypto } = context
  const own = requirePrepared(context, 'current')
  if (own.phase !== 'enlisted') throw new DeviceError('NOT_ENLISTED')
  // The list may have got a higher version since the identity was drawn.
  if ((state.own.find('next')?.listVersion ?? 0) <= own.listVersion) {
    context.commit(() => {
      state.own.prepare('next', {
        address: own.address, registrationId: crypto.createRegistrationId(), identity: crypto.createIdentity(), listVersion: own.listVersion + 1,
      })
    })
  }
  return claimOf(requirePrepared(context, 'next'))
}

/**
 * Signs the terms and stores what will be sent. What was stored before stays: only the gateway's refusal makes room for other terms.
 * Throws `STATEMENT_MISMATCH` when the home signed for another user, key or device list.
 */
export const signEnlistment = (context: Context, slot: OwnSlot, terms: EnlistmentTerms): void => {
  const own = requirePrepared(context, slot)
  if (own.phase !== 'prepared') return
  requireFit(own, terms)
  context.commit(() => { context.state.own.sending(slot, signed(context, slot, own, terms)) })
}

/** Sends what is stored, the same bytes as often as it takes. Throws `GatewayError` when it was refused, `LinkLost` when no answer came. */
export const sendEnlistment = async (context: Context, slot: OwnSlot): Promise<void> => {
  const own = requirePrepared(context, slot)
  if (own.signed === undefined) return
  const enlistment = decodeEnlistment(own.signed.enlistment)
  const { signature, endorsement } = own.signed
  try {
    if (slot === 'current') await context.ask({ kind: 'enlist', enlistment, signature }, 'enlisted')
    else await context.ask({ kind: 'changeIdentity', enlistment, signature, endorsement }, 'enlisted', 'done')
  } catch (error) {
    const isFinal = error instanceof GatewayError && pauseAfter(error, 0) === undefined
    if (isFinal) context.commit(() => { context.state.own.refused(slot) })
    throw error
  }
  context.commit(() => { settle(context, slot, enlistment.deviceKeys[0]) })
}

const requirePrepared = ({ state }: Context, slot: OwnSlot): OwnIdentity => {
  const own = state.own.find(slot)
  if (own === undefined) throw new DeviceError('NOT_ENLISTED')
  return own
}

/** The home's word is the gateway's to verify; here a mistake is found before it is sent. */
const requireFit = (own: OwnIdentity, terms: EnlistmentTerms): void => {
  requireFittingStatement(own, own.listVersion, terms.identityStatement)
  const token = claimsOf<TokenClaims>(terms.token)
  const confirmed = createHash('sha256').update(own.identity.publicKey).digest('base64url')
  if (token.sub !== own.address.user || token.cst !== 'DEVICE' || token.cnf?.idk !== confirmed) throw new DeviceError('STATEMENT_MISMATCH')
}

const signed = (context: Context, slot: OwnSlot, own: OwnIdentity, terms: EnlistmentTerms): SignedEnlistment => {
  const { crypto, state } = context
  const { user, device } = own.address
  const enlistment = encodeEnlistment({
    userId: user, userReference: terms.userReference, forProvider: terms.forProvider, address: terms.address,
    displayName: terms.displayName ?? '', actor: terms.actor ?? 'PERSON', custody: 'DEVICE', identityKey: own.identity.publicKey,
    identityStatement: terms.identityStatement, devices: signDeviceList(context, own, own.listVersion), deviceKeys: [{ deviceId: device, ...mintLasting(context, own.identity) }], token: terms.token,
  })
  const before = slot === 'next' ? state.own.find() : undefined
  return {
    enlistment,
    signature: crypto.sign(own.identity, identityTranscript('drawbridge.v1 enlistment', enlistment)),
    endorsement: before === undefined ? new Uint8Array(0) : crypto.sign(before.identity, endorsementTranscript(user, own.identity.publicKey)),
  }
}

const settle = (context: Context, slot: OwnSlot, keys: ReturnType<typeof decodeEnlistment>['deviceKeys'][number] | undefined): void => {
  const { state } = context
  if (state.own.find(slot)?.phase !== 'sent') return
  const previous = slot === 'next' ? state.own.find()?.identity.publicKey : undefined
  state.own.enlisted(slot)
  if (previous !== undefined) {
    forgetOldIdentity(context, keys)
    tellPeers(context, previous)
  }
  if (keys !== undefined) lastingPublished(context, keys)
}

/** Sessions and prekeys belong to an identity: peers open new ones once their users have accepted the new key. */
const forgetOldIdentity = ({ state }: Context, keys: Parameters<typeof settle>[2]): void => {
  state.sessions.clear()
  state.prekeys.keepOnlyLasting(keys?.signedPrekey.id ?? 0, keys?.lastResortKyberPrekey.id ?? 0)
  for (const user of state.outbox.peers()) {
    for (const item of state.outbox.allFor(user)) if (item.kind !== 'retry') state.outbox.remove(item.submissionId)
  }
}

/** Inside the new sessions, beside what the gateway and the home say. */
const tellPeers = (context: Context, previousIdentityKey: Uint8Array): void => {
  for (const { user, standing } of context.state.peers.list()) {
    if (standing === 'granted') queueMessage(context, { to: user, body: { kind: 'identityNotice', previousIdentityKey, reason: undefined } })
  }
}
