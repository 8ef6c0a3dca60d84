// SPDX-License-Identifier: AGPL-3.0-only
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import type { BlockList, Socket } from 'node:net'
import { GatewayError } from '../model/errors.ts'
import type { PartyId } from '../model/ids.ts'
import { mintVerifiedParty } from '../model/proofs/mint-verified-party.ts'
import type { VerifiedParty } from '../model/proofs/verified-party.ts'
import type { Auth, Hello, PartyBody } from '../model/requests.ts'
import { decodePartyFrame, encodeGatewayFrame } from '../wire/gateway/index.ts'
import { linkTranscript } from '../wire/transcript.ts'
import { absentBinding, bindingOf } from './handshake-binding.ts'
import type { Binding } from './handshake-binding.ts'
import { agree, gatewayHello } from './handshake-hello.ts'
import type { Agreed } from './handshake-hello.ts'
import { HANDSHAKE_MAX_BYTES } from './limits.ts'
import type { LinkKey, LinkParty, LinksDeps, LinksOptions } from './ports.ts'

/** A party that proved who it is, and all that its link needs. */
export interface Opened {
  readonly party: VerifiedParty
  readonly row: LinkParty
  readonly hello: Hello
  readonly agreed: Agreed
  /** The gateway's own proof, to be sent before Ready. */
  readonly authFrame: Uint8Array
  /** {@link HandshakeContext.shutOuts} before the row was read: if it is another number now, the row may be out of date. */
  readonly shutOuts: number
  /** See `Nodes.nextNumber`. */
  readonly number: number
}

/** What follows from a frame of a connection that is being opened. */
export type HandshakeStep =
  | { readonly step: 'greet'; readonly frame: Uint8Array }
  | { readonly step: 'opened'; readonly opened: Opened }
  | { readonly step: 'suspended'; readonly party: PartyId; readonly reason: string }

/** One side of one handshake. */
export interface Handshake {
  /** Takes the next frame as received. Throws `GatewayError`, after which the connection must end. */
  take(frame: Uint8Array): Promise<HandshakeStep>
}

/** What all handshakes share. */
export interface HandshakeContext {
  readonly options: LinksOptions
  readonly deps: LinksDeps
  readonly proxies: BlockList
  /** How often the party was shut out so far. */
  shutOuts(party: PartyId): number
}

/**
 * Opens one connection: Hello, then Auth. Hello tells nothing about anybody; unknown party, unknown key, wrong binding and
 * bad signature end in one and the same `UNAUTHENTICATED` after the same work.
 */
export const createHandshake = (connection: Socket, context: HandshakeContext): Handshake => {
  let state: 'hello' | 'busy' | Greeted = 'hello'
  const take = async (frame: Uint8Array): Promise<HandshakeStep> => {
    const { body } = decodePartyFrame(frame, HANDSHAKE_MAX_BYTES)
    const before = state
    state = 'busy'
    if (before === 'hello') {
      state = greet(frame, requireKind(body, 'hello'), context)
      return { step: 'greet', frame: state.ourFrame }
    }
    if (before === 'busy') throw new GatewayError('OUT_OF_ORDER')
    return authenticate(requireKind(body, 'auth'), before, connection, context)
  }
  return { take }
}

/** Both Hellos, as sent. */
interface Greeted {
  readonly theirs: Hello
  readonly theirFrame: Uint8Array
  readonly ourFrame: Uint8Array
  readonly agreed: Agreed
}

const requireKind = <K extends 'hello' | 'auth'>(body: PartyBody, kind: K): Extract<PartyBody, { kind: K }> => {
  if (!isKind(body, kind)) throw new GatewayError('OUT_OF_ORDER')
  return body
}

const isKind = <K extends PartyBody['kind']>(body: PartyBody, kind: K): body is Extract<PartyBody, { kind: K }> => body.kind === kind

const greet = (theirFrame: Uint8Array, theirs: Hello, { options, deps }: HandshakeContext): Greeted => {
  const ours = gatewayHello(options, deps)
  return { theirs, theirFrame, ourFrame: encodeGatewayFrame(0, ours), agreed: agree(ours, theirs) }
}

const authenticate = async (auth: Auth, greeted: Greeted, connection: Socket, context: HandshakeContext): Promise<HandshakeStep> => {
  const { partyId } = auth
  if (partyId === undefined || greeted.theirs.instance === undefined) throw new GatewayError('UNAUTHENTICATED')
  const shutOuts = context.shutOuts(partyId)
  const row = await context.deps.findParty(partyId)
  const binding = bindingOf(connection, auth.bindingMode, context.proxies)
  const key = row?.linkKeys.find(({ keyId }) => keyId === auth.keyId)
  const sign = transcriptOf(greeted, partyId, auth, binding ?? absentBinding(auth.bindingMode), context)
  // The signature is checked whatever else is wrong: who is known must not show in the time either.
  const holds = verifies(key ?? nobodysKey, sign('party'), auth.signature)
  if (row === undefined || key === undefined || binding === undefined || row.bindingMode !== auth.bindingMode || !holds) {
    throw new GatewayError('UNAUTHENTICATED')
  }
  if (row.state === 'suspended') return { step: 'suspended', party: row.party, reason: row.stateReason }
  const party = mintVerifiedParty({ party: row.party, role: row.role, instance: greeted.theirs.instance, keyId: key.keyId })
  await context.deps.partyLinked(row, key.keyId)
  const authFrame = encodeGatewayFrame(0, gatewayAuth(auth, sign('gateway'), context))
  const number = await context.deps.nodes.nextNumber()
  return { step: 'opened', opened: { party, row, hello: greeted.theirs, agreed: greeted.agreed, authFrame, shutOuts, number } }
}

const transcriptOf = (greeted: Greeted, partyId: PartyId, auth: Auth, binding: Binding, { deps }: HandshakeContext) =>
  (role: 'party' | 'gateway'): Uint8Array => linkTranscript({
    role,
    partyId,
    partyKeyId: auth.keyId,
    gatewayKey: deps.gatewayKey.publicKeyRaw,
    partyHello: greeted.theirFrame,
    gatewayHello: greeted.ourFrame,
    bindingMode: auth.bindingMode,
    exporter: binding.exporter,
  })

const gatewayAuth = ({ bindingMode }: Auth, transcript: Uint8Array, { deps: { gatewayKey } }: HandshakeContext): Auth =>
  ({ kind: 'auth', partyId: undefined, keyId: gatewayKey.keyId, bindingMode, signature: gatewayKey.sign(transcript) })

/** Pure Ed25519, RFC 8032 section 5.1.7. */
const verifies = ({ jwk }: Pick<LinkKey, 'jwk'>, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, message, createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' }), signature)

/** A key whose private half is gone: nothing verifies under it. */
const nobodysKey = { jwk: { kty: 'OKP', crv: 'Ed25519', x: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '' } }
