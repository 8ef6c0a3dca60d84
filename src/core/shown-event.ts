// SPDX-License-Identifier: AGPL-3.0-only
import type { Static } from 'typebox'
import { safeDisplayText } from '../model/display-text.ts'
import type { StoredEventBody } from '../model/answers.ts'
import type { Custody } from '../model/values.ts'
import type { FedEvent } from '../relay/fed-events.ts'
import type { CoreDeps } from './ports.ts'
import type { Event } from './schemas.ts'

/** An event as a core gets it. */
export type ShownEvent = Static<typeof Event>

type Peer = Parameters<CoreDeps['registry']['people']['custodyOf']>[0]
type Told = Pick<ShownEvent, 'type'> & Partial<ShownEvent>

/** What a core is told of an event, with the labels that it must show and, where `proofs` are wanted, what a report needs; undefined for what is none of its business, or of a user who is gone. */
export const createShowEvent = ({ people }: Pick<CoreDeps['registry'], 'people'>) => async ({ id, timeMs, body }: FedEvent, proofs = false): Promise<ShownEvent | undefined> => {
  const told = tell(body)
  const labels = told && await people.labels(body.user)
  if (!told || !labels) return undefined
  const { reference: ref, provider, inbox, inboxLabel: label, custody: user } = labels
  const of = peerOf(body)
  const peer: Custody | undefined = of && await people.custodyOf(of)
  return {
    id, time: new Date(timeMs).toISOString(), ref, provider, ...(inbox === undefined ? {} : { inbox }), label,
    custody: { user, ...(peer === undefined ? {} : { peer }) }, ...told, ...(proofs ? proven(body) : {}),
  }
}

const peerOf = (body: StoredEventBody): Peer | undefined =>
  'peerUser' in body ? { user: body.peerUser } : body.kind === 'contactRequested' ? { request: body.requestId } : undefined

const tell = (body: StoredEventBody): Told | undefined => {
  switch (body.kind) {
    case 'contactRequested': return { type: 'contact.requested', request: body.requestId, purposes: [...body.purposes], ...named(body.fromDisplayName, body.fromAddress), ...(body.inviteId === undefined ? {} : { invite: body.inviteId }) }
    case 'contactGranted': return {
      // The consent token stays: for a core over HTTP the gateway looks at the consent itself.
      type: 'contact.granted', peer: body.peerUser, purposes: [...body.purposes], ...named(body.peerDisplayName, body.peerAddress),
      ...(body.requestId === undefined ? {} : { request: body.requestId }),
    }
    case 'identityChanged': return { type: 'identity.changed', peer: body.peerUser, endorsed: body.endorsement.length > 0, identityKey: Buffer.from(body.newIdentityKey).toString('base64url') }
    case 'messageExpired': return { type: 'message.expired', message: body.submissionId }
    case 'messageFailed': return { type: 'message.failed', message: body.submissionId }
    case 'messageOpened': return {
      type: 'message', peer: body.peerUser, message: body.submissionId, number: body.number, late: body.late, content: body.content, epochKey: body.epochKey,
    }
    case 'messageLost': return { type: 'message.lost', peer: body.peerUser, message: body.submissionId, reason: body.reason }
    // The stock of keys is the vault's concern.
    case 'prekeysLow': return undefined
  }
}

const proven = (body: StoredEventBody): Pick<ShownEvent, 'proof'> => {
  if (body.kind !== 'messageOpened' || body.proof === undefined) return {}
  const { sealed, senderDevice, commitment, frank: { keyEpoch, mac, signature } } = body.proof
  return { proof: { sealed, senderDevice, gatewayTimeMs: body.gatewayTimeMs, commitment: text64(commitment), keyEpoch, mac: text64(mac), signature: text64(signature) } }
}

const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

const named = (displayName: string, address: string): Partial<ShownEvent> => ({ displayName: safeDisplayText(displayName), ...(address === '' ? {} : { address }) })
