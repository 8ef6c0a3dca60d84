// SPDX-License-Identifier: AGPL-3.0-only
import { randomBytes, sign, verify, createPublicKey } from 'node:crypto'
import type { Ready } from '../../model/answers.ts'
import { instanceName, keyId } from '../../model/ids.ts'
import type { Auth, Hello } from '../../model/requests.ts'
import { MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES, PROTOCOL_VERSIONS } from '../../model/values.ts'
import { privateKeyObject } from '../../sdk/link/party-keys.ts'
import type { PartyKeys } from '../../sdk/link/index.ts'
import { encodePartyFrame } from '../../wire/gateway/index.ts'
import type { ReceivedBody } from '../../wire/gateway/index.ts'
import { linkTranscript } from '../../wire/transcript.ts'
import { inWords } from '../exchange.ts'
import { Unmet } from '../outcome.ts'
import type { Came, RawLink } from './raw-link.ts'

/** Both Hellos as they were sent. */
export interface Greeted { readonly partyHello: Uint8Array; readonly gatewayHello: Uint8Array; readonly body: Extract<ReceivedBody, { kind: 'hello' }> }

/** How an Auth differs from the honest one of this link. */
export interface AuthChanges {
  readonly keys?: PartyKeys
  readonly party?: PartyKeys['party']
  /** In place of what both sides sign. */
  readonly over?: Partial<Parameters<typeof linkTranscript>[0]>
  /** Only in the frame, not under the signature. */
  readonly shown?: Partial<Auth>
}

const CAPABILITIES = [
  'msg.text/1', 'crypto.pqxdh-spqr/1', 'receipts/1', 'retry/1', 'msg.ephemeral/1', 'trace/1', 'attachments/1', 'enforcement/1', 'report/1',
] as const
const NONCE_BYTES = 32

/** A Hello with a fresh nonce and instance. */
export const helloOf = (changes: Partial<Hello> = {}): Hello => ({
  kind: 'hello', minVersion: PROTOCOL_VERSIONS.min, maxVersion: PROTOCOL_VERSIONS.max, capabilities: CAPABILITIES,
  limits: { maxFrameBytes: MAX_FRAME_BYTES, maxEnvelopeBytes: MAX_ENVELOPE_BYTES, idleSeconds: 60, maxUnacknowledged: 0, maxUnacknowledgedBytes: 0 },
  timeMs: Date.now(), nonce: randomBytes(NONCE_BYTES), instance: instanceName(`conformance-${randomBytes(6).toString('hex')}`), software: 'drawbridge/conformance', ...changes,
})

/** Says Hello and takes the gateway's. */
export const greet = async (link: RawLink, changes: Partial<Hello> = {}): Promise<Greeted> => {
  const partyHello = encodePartyFrame(0, helloOf(changes))
  link.sendBytes(partyHello, 'hello')
  const { bytes, body } = await link.next('the gateway\'s Hello')
  if (body.kind !== 'hello') throw new Unmet('DIP-9', 'the gateway answers Hello with Hello', inWords(body))
  return { partyHello, gatewayHello: bytes, body }
}

/** The bytes that a side signs on this link. */
const transcriptOf = (link: RawLink, role: 'party' | 'gateway', greeted: Greeted, keys: PartyKeys = link.party.keys): Parameters<typeof linkTranscript>[0] => {
  const { admission } = link.party
  return {
    role, partyId: keys.party, partyKeyId: keyId(keys.linkKey.kid), gatewayKey: Buffer.from(admission.gateway.linkKey.x, 'base64url'), partyHello: greeted.partyHello,
    gatewayHello: greeted.gatewayHello, bindingMode: admission.bindingMode, exporter: admission.bindingMode === 'exporter' ? link.exporter() : undefined,
  }
}

/** An Auth for this link; without changes it holds. */
export const authOf = (link: RawLink, greeted: Greeted, { keys = link.party.keys, party = keys.party, over = {}, shown = {} }: AuthChanges = {}): Auth => ({
  kind: 'auth', partyId: party, keyId: keyId(keys.linkKey.kid), bindingMode: link.party.admission.bindingMode,
  signature: sign(null, linkTranscript({ ...transcriptOf(link, 'party', greeted, keys), partyId: party, ...over }), privateKeyObject(keys.linkKey)), ...shown,
})

/** Whether the gateway's Auth holds under the key of the admission file. */
export const provesGateway = (link: RawLink, greeted: Greeted, auth: Auth): boolean => {
  const { kty, crv, x, kid } = link.party.admission.gateway.linkKey
  const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
  return auth.keyId === kid && verify(null, linkTranscript(transcriptOf(link, 'gateway', greeted)), key, auth.signature)
}

/** Opens a link as an honest party does; checks who the gateway is. */
export const open = async (link: RawLink, changes: Partial<Hello> = {}): Promise<Ready> => {
  const greeted = await greet(link, changes)
  link.send(0, authOf(link, greeted))
  const auth = await link.next('the gateway\'s Auth')
  if (auth.body.kind !== 'auth') throw new Unmet('DIP-11', 'the gateway takes an Auth that holds', inWords(auth.body))
  if (!provesGateway(link, greeted, auth.body)) throw new Unmet('DIP-15', 'the gateway proves the key of the admission file', 'a signature that does not hold')
  return readyOf(await link.next('Ready'))
}

const readyOf = ({ body }: Came): Ready => {
  if (body.kind !== 'ready') throw new Unmet('DIP-9', 'Ready follows Auth', inWords(body))
  return body
}
