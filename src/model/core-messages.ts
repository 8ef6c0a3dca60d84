// SPDX-License-Identifier: Apache-2.0
import type { Claims } from './claims.ts'
import { GatewayError } from './errors.ts'
import { keyId, partyId, submissionId, userId } from './ids.ts'
import type { KeyId, PartyId, SubmissionId, UserId } from './ids.ts'
import { MAX_CONTENT_BYTES } from './values.ts'
import type { Custody } from './values.ts'
import { strictChoice, strictObject, strictParsed, strictText } from './strict-json.ts'

/** Which way something goes between vault and core. */
export type CoreDirection = 'to-core' | 'from-core'

/** What a message is: what is said, or, from the vault only, what proves to others that it was said. */
export type CoreMessageKind = 'content' | 'proof'

/** What the protected header of a message between vault and core says, besides its epoch and direction. */
export interface CoreFacts {
  /** `mid`: the message id of the content; canonical UUID text. */
  readonly messageId: string
  /** `sid` */
  readonly submissionId: SubmissionId
  readonly from: UserId
  readonly to: UserId
  /** `prv`: whose people the core's user talks to here. */
  readonly provider: PartyId
  /** `cst`: to the core, the peer's custody as its home states it; from the core, the least that it puts up with: `VAULT` takes both. */
  readonly custody: Custody
  /** `num`: the conversation's running number in this direction, rising from 1. */
  readonly number: number
}

/** The header of a message: a JWE, `dir` and `A256GCM`. */
export interface CoreMessageHeader {
  readonly direction: CoreDirection
  /** `kid`: the epoch whose key it is sealed under. */
  readonly epoch: string
  readonly facts: CoreFacts
}

/** The header of the JWS inside a key message; its payload is the epoch's key, 32 bytes. */
export interface EpochHeader {
  /** `kid`: whose signing key signed it. */
  readonly signer: KeyId
  /** `aud`: whose agreement key it is encrypted to. Signed, so that nobody passes an epoch on to somebody else. */
  readonly audience: KeyId
  readonly direction: CoreDirection
  readonly epoch: string
  readonly notBeforeSeconds: number
  /** The sender seals nothing under this epoch from then on. */
  readonly expiresSeconds: number
}

/** Longest time for which one key seals: who takes a core or a vault over for a moment does not read on for ever. */
export const MAX_EPOCH_SECONDS = 86_400
/**
 * Messages under one key. Nonces are random, so that several servers of a core may share an epoch without a common counter;
 * NIST SP 800-38D section 8.3 allows 2^32 of them under one key, and a quarter of that keeps well clear.
 */
export const MAX_EPOCH_MESSAGES = 2 ** 30
/** Bytes of JSON in one message: 16 KiB of content, each byte of its text escaped by a JSON writer that knows ASCII only (`\u00e9` for two bytes). */
export const MAX_CORE_JSON_BYTES = 4 * MAX_CONTENT_BYTES
/** Characters of a message: that JSON in base64url, and a header. */
export const MAX_CORE_MESSAGE_CHARACTERS = Math.ceil(MAX_CORE_JSON_BYTES / 3) * 4 + 2_048
/** Seconds after its end for which something new under an epoch is taken: it may have been under way while the gateway was being repaired. */
const MAX_UNDER_WAY_SECONDS = 86_400
/** Seconds after its end for which an epoch still opens what is kept: as long as a submission may be asked for again, the longest ttl and 7 days. */
const MAX_EPOCH_AGE_SECONDS = 37 * 86_400
/** Seconds by which the clocks of vault and core may differ. */
const CORE_CLOCK_TOLERANCE_SECONDS = 300
/** Characters of a key message: ours have some 1,200. */
export const MAX_KEY_MESSAGE_CHARACTERS = 4_096

const MESSAGE_TYPES = { content: 'drawbridge-content+jwe', proof: 'drawbridge-proof+jwe' } as const satisfies Record<CoreMessageKind, string>
const EPOCH_TYPE = 'drawbridge-epoch+jws'
const KEY_MESSAGE_TYPE = 'drawbridge-epoch+jwe'
/** 16 random bytes. */
const EPOCH_ID = /^[A-Za-z0-9_-]{22}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The protected header of a message. A content and its proof differ in their type alone. */
export const messageHeader = ({ direction, epoch, facts }: CoreMessageHeader, kind: CoreMessageKind = 'content') => ({
  alg: 'dir', enc: 'A256GCM', typ: MESSAGE_TYPES[kind], kid: epoch, dir: direction, mid: facts.messageId, sid: facts.submissionId,
  from: facts.from, to: facts.to, prv: facts.provider, cst: facts.custody, num: facts.number,
})

/** What the protected header of a message of this kind says; undefined unless it has exactly these members, each well formed. */
export const readMessageHeader = (header: Claims, kind: CoreMessageKind = 'content'): CoreMessageHeader | undefined => reading(() => {
  const { alg, enc, typ, kid, dir, mid, sid, from, to, prv, cst, num } =
    strictObject(header, '', ['alg', 'enc', 'typ', 'kid', 'dir', 'mid', 'sid', 'from', 'to', 'prv', 'cst', 'num'])
  requireAlgorithm({ alg, enc, typ }, { alg: 'dir', enc: 'A256GCM', typ: MESSAGE_TYPES[kind] })
  return {
    direction: strictChoice(dir, 'dir', ['to-core', 'from-core']), epoch: matching(kid, EPOCH_ID),
    facts: {
      messageId: matching(mid, UUID), submissionId: strictParsed(sid, 'sid', submissionId, 'a UUID'),
      from: strictParsed(from, 'from', userId, 'a user id'), to: strictParsed(to, 'to', userId, 'a user id'),
      provider: strictParsed(prv, 'prv', partyId, 'a domain'), custody: strictChoice(cst, 'cst', ['DEVICE', 'VAULT']), number: whole(num),
    },
  }
})

/** The protected header of the JWS inside a key message. */
export const epochHeader = ({ signer, audience, direction, epoch, notBeforeSeconds, expiresSeconds }: EpochHeader) => ({
  alg: 'EdDSA', typ: EPOCH_TYPE, kid: signer, aud: audience, dir: direction, epoch, nbf: notBeforeSeconds, exp: expiresSeconds,
})

/** What that header says; undefined unless it has exactly these members, each well formed, and lasts no longer than an epoch may. */
export const readEpochHeader = (header: Claims): EpochHeader | undefined => reading(() => {
  const { alg, typ, kid, aud, dir, epoch, nbf, exp } = strictObject(header, '', ['alg', 'typ', 'kid', 'aud', 'dir', 'epoch', 'nbf', 'exp'])
  requireAlgorithm({ alg, typ }, { alg: 'EdDSA', typ: EPOCH_TYPE })
  const [notBeforeSeconds, expiresSeconds] = [whole(nbf), whole(exp)]
  if (expiresSeconds <= notBeforeSeconds || expiresSeconds - notBeforeSeconds > MAX_EPOCH_SECONDS) throw unfit()
  return {
    signer: strictParsed(kid, 'kid', keyId, 'a thumbprint'), audience: strictParsed(aud, 'aud', keyId, 'a thumbprint'),
    direction: strictChoice(dir, 'dir', ['to-core', 'from-core']), epoch: matching(epoch, EPOCH_ID), notBeforeSeconds, expiresSeconds,
  }
})

/** An X25519 key that was made for one key message, as it travels in its header. */
export interface EphemeralKey { readonly kty: 'OKP'; readonly crv: 'X25519'; readonly x: string }

/** The protected header of a key message: a JWE, `ECDH-ES` and `A256GCM`, to this agreement key. */
export const keyMessageHeader = (audience: KeyId, epk: EphemeralKey) => ({ alg: 'ECDH-ES', enc: 'A256GCM', typ: KEY_MESSAGE_TYPE, kid: audience, epk })

/** What that header says; undefined unless it has exactly these members, each well formed. */
export const readKeyMessageHeader = (header: Claims): { readonly audience: KeyId; readonly epk: EphemeralKey } | undefined => reading(() => {
  const { alg, enc, typ, kid, epk } = strictObject(header, '', ['alg', 'enc', 'typ', 'kid', 'epk'])
  requireAlgorithm({ alg, enc, typ }, { alg: 'ECDH-ES', enc: 'A256GCM', typ: KEY_MESSAGE_TYPE })
  const { kty, crv, x } = strictObject(epk, 'epk', ['kty', 'crv', 'x'])
  return {
    audience: strictParsed(kid, 'kid', keyId, 'a thumbprint'),
    // 32 bytes in canonical base64url look exactly like a thumbprint.
    epk: { kty: strictChoice(kty, 'kty', ['OKP']), crv: strictChoice(crv, 'crv', ['X25519']), x: strictParsed(x, 'x', keyId, 'a key') },
  }
})

/** Whether an epoch opens at this time (ms); `again`: something that was opened before, or has waited. */
export const opensAt = ({ notBeforeSeconds, expiresSeconds }: EpochHeader, now: number, again: boolean): boolean => {
  const seconds = now / 1_000
  return seconds >= notBeforeSeconds - CORE_CLOCK_TOLERANCE_SECONDS && seconds <= expiresSeconds + (again ? MAX_EPOCH_AGE_SECONDS : MAX_UNDER_WAY_SECONDS)
}

const reading = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (error instanceof GatewayError) return undefined
    throw error
  }
}

const requireAlgorithm = <Key extends string>(says: Readonly<Record<Key, unknown>>, is: Readonly<Record<Key, string>>): void => {
  for (const member in is) if (says[member] !== is[member]) throw unfit()
}

const matching = (value: unknown, pattern: RegExp): string => {
  const text = strictText(value, 'text')
  if (!pattern.test(text)) throw unfit()
  return text
}

const whole = (value: unknown): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) throw unfit()
  return value
}

const unfit = (): GatewayError => new GatewayError('MALFORMED', 'core message')
