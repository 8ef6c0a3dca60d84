// SPDX-License-Identifier: AGPL-3.0-only
import { WAKE_TYPE } from '../../model/credentials.ts'
import type { PartyId } from '../../model/ids.ts'
import type { Clock } from '../clock.ts'
import type { LinkKey } from '../keys.ts'
import type { Outgoing, OutgoingDenial } from './ports.ts'

/** Life of a wake-up: the time that clocks may differ by. A party takes each `jti` once in that time. */
const WAKE_SECONDS = 60
const ID_BYTES = 16

/** What a wake-up call stands on. */
export interface WakeCallDeps {
  readonly outgoing: Pick<Outgoing, 'call'>
  readonly key: Pick<LinkKey, 'keyId' | 'sign'>
  readonly clock: Pick<Clock, 'now'>
  readonly randomBytes: (length: number) => Uint8Array
}

/** Calls a party's wake-up URL; undefined when it took the call, else why not. `refused`: any status but 2xx. */
export type WakeCall = (party: PartyId, url: string, signal: AbortSignal) => Promise<OutgoingDenial | 'refused' | undefined>

/**
 * A POST whose body says that something waits: a compact JWS by the gateway's link key that names gateway, party and time,
 * and no user, message or number of any.
 */
export const createWakeCall = (deps: WakeCallDeps): WakeCall => async (party, url, signal) => {
  const answer = await deps.outgoing.call({
    // The operator admitted the party with this very URL.
    url, hosts: URL.canParse(url) ? [new URL(url).hostname] : [], signal,
    content: { type: 'application/jwt', bytes: Buffer.from(signedWake(party, deps)) },
  })
  if ('denied' in answer) return answer.denied
  return answer.status >= 200 && answer.status < 300 ? undefined : 'refused'
}

/** What is signed is base64url text, which no transcript of a handshake can be (it begins with a length). */
const signedWake = (party: PartyId, { key, clock, randomBytes }: WakeCallDeps): string => {
  const iat = Math.floor(clock.now() / 1000)
  const header = { alg: 'EdDSA', typ: WAKE_TYPE, kid: key.keyId }
  const claims = { iss: key.keyId, aud: party, iat, exp: iat + WAKE_SECONDS, jti: Buffer.from(randomBytes(ID_BYTES)).toString('base64url') }
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${input}.${Buffer.from(key.sign(Buffer.from(input))).toString('base64url')}`
}
