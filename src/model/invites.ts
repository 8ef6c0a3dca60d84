// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.ts'
import { partyId } from './ids.ts'
import type { PartyId } from './ids.ts'

declare const brand: unique symbol

/** An invite's id: its owner's to know. */
export type InviteId = string & { readonly [brand]: 'InviteId' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An invite id from its canonical text; throws `MALFORMED`. */
export const inviteId = (text: string): InviteId => {
  if (!UUID.test(text)) throw new GatewayError('MALFORMED', 'invite id is not well formed')
  return text as InviteId
}

/** Bytes of the secret: nobody guesses one. */
export const INVITE_SECRET_BYTES = 32
/** Invites of one user that hold at the same time: more links than anybody keeps track of. */
export const MAX_OPEN_INVITES = 20
/** Requests by one invite: a sheet of paper at a counter; for more people there is a findable address. */
export const MAX_INVITE_USES = 100
/** Requests by one invite unless its owner says otherwise: a link that was passed on is worth nothing any more. */
export const DEFAULT_INVITE_USES = 1
/** Longest life, as long as a request lives. */
export const MAX_INVITE_SECONDS = 30 * 86_400
/** Life unless its owner says otherwise. */
export const DEFAULT_INVITE_SECONDS = 7 * 86_400
/** Bytes of a token: the fixed parts and the longest party id. */
export const MAX_INVITE_TOKEN_BYTES = 400

/** What an invite says to whoever holds it. No user, name or address is in it. */
export interface Invite {
  /** 32 bytes: whoever has them may ask. */
  readonly secret: Uint8Array
  /** The home of whoever made it. */
  readonly party: PartyId
  /** When it ends, ms since the epoch. */
  readonly expiresAtMs: number
}

/** An invite out of a link, and the gateway's word for it, not yet checked. */
export interface SignedInvite extends Invite {
  /** What the gateway's link key signed. */
  readonly signedBytes: Uint8Array
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array
}

const LABEL = Buffer.from('drawbridge.v1 invite')
const VERSION = 1
const SIGNATURE_BYTES = 64
const FIXED_BYTES = 1 + INVITE_SECRET_BYTES + 8
const LINK = 'drawbridge:invite#'

/** A token: version, secret, end, home, and the signature that `sign` makes over label and the rest. */
export const encodeInviteToken = ({ secret, party, expiresAtMs }: Invite, sign: (bytes: Uint8Array) => Uint8Array): Uint8Array => {
  const body = Buffer.alloc(FIXED_BYTES)
  body.writeUInt8(VERSION)
  body.set(secret, 1)
  body.writeBigUInt64BE(BigInt(expiresAtMs), 1 + INVITE_SECRET_BYTES)
  const whole = Buffer.concat([body, Buffer.from(party)])
  return new Uint8Array(Buffer.concat([whole, sign(signedBytesOf(whole))]))
}

/** The parts of a token; throws `MALFORMED`. Whose word it is, is for the caller to check. */
export const decodeInviteToken = (token: Uint8Array): SignedInvite => {
  const end = token.length - SIGNATURE_BYTES
  if (end <= FIXED_BYTES || token.length > MAX_INVITE_TOKEN_BYTES || token[0] !== VERSION) throw malformed()
  const bytes = Buffer.from(token)
  const expiresAtMs = Number(bytes.readBigUInt64BE(1 + INVITE_SECRET_BYTES))
  if (!Number.isSafeInteger(expiresAtMs)) throw malformed()
  return {
    secret: new Uint8Array(bytes.subarray(1, 1 + INVITE_SECRET_BYTES)), expiresAtMs, party: partyId(bytes.toString('latin1', FIXED_BYTES, end)),
    signedBytes: signedBytesOf(bytes.subarray(0, end)), signature: new Uint8Array(bytes.subarray(end)),
  }
}

/** The link of a token. All of it stands in the fragment, which no program sends to a server. */
export const inviteLink = (token: Uint8Array): string => LINK + Buffer.from(token).toString('base64url')

/** The token in a link, spelled exactly as {@link inviteLink} does; throws `MALFORMED`. */
export const inviteToken = (link: string): Uint8Array => {
  const text = link.slice(LINK.length)
  const bytes = Buffer.from(text, 'base64url')
  if (!link.startsWith(LINK) || bytes.length > MAX_INVITE_TOKEN_BYTES || bytes.toString('base64url') !== text) throw malformed()
  return new Uint8Array(bytes)
}

/** Label and body, each after its length as 4 bytes big endian, like all that the gateway signs. */
const signedBytesOf = (body: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([LABEL, body].flatMap((part) => [lengthOf(part), part])))

const lengthOf = (part: Uint8Array): Uint8Array => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(part.length)
  return length
}

const malformed = (): GatewayError => new GatewayError('MALFORMED', 'the invite is not well formed')
