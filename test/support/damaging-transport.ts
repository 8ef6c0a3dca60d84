// SPDX-License-Identifier: AGPL-3.0-only
// Promise: a device's way to its gateway on which sealed messages are damaged, as many each way as a test asks for.
import type { Delivery } from '../../src/model/answers.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import type { DeviceTransport } from '../../src/sdk/transport.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/gateway/index.ts'

/** How many of the next sealed messages are damaged. */
export interface Damage { toDevice: number; fromDevice: number }

/** A transport that damages. */
export const createDamaging = (transport: DeviceTransport, left: Damage): DeviceTransport => ({
  onOpen: (listener) => transport.onOpen(listener),
  request: (request, signal) => transport.request(request.kind === 'submit' && isSealed(request.submission) && take(left, 'fromDevice') ? damagedRequest(request) : request, signal),
  subscribe: (user, handler) => transport.subscribe(user, (push) =>
    handler(push.kind === 'deliver' && isSealed(push) && take(left, 'toDevice') ? { ...push, envelope: damaged(push.envelope) } : push)),
})

/** A retry request has no commitment. */
const isSealed = ({ commitment }: Pick<Delivery, 'commitment'>): boolean => commitment.length > 0

const take = (left: Damage, way: keyof Damage): boolean => {
  if (left[way] === 0) return false
  left[way] -= 1
  return true
}

const damagedRequest = (request: Extract<PartyRequest, { kind: 'submit' }>): PartyRequest => {
  const { submission } = request
  return { ...request, submission: { ...submission, envelopes: submission.envelopes.map((envelope) => ({ ...envelope, bytes: damaged(envelope.bytes) })) } }
}

/** The end of a message in an answered session is its tag. */
const damaged = (bytes: Uint8Array): Uint8Array => {
  const envelope = decodeEnvelope(bytes)
  const ciphertext = new Uint8Array(envelope.ciphertext)
  const at = ciphertext.length - 1
  ciphertext[at] = (ciphertext[at] ?? 0) ^ 1
  return encodeEnvelope({ ...envelope, ciphertext })
}
