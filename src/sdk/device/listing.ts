// SPDX-License-Identifier: Apache-2.0
import { decodeJwt } from 'jose'
import type { StatementClaims } from '../../model/credentials.ts'
import { DEVICE_CAPABILITIES } from '../../model/capabilities.ts'
import type { DeviceId, UserId } from '../../model/ids.ts'
import type { SignedDeviceList } from '../../model/requests.ts'
import type { Bytes } from '../../model/signal-crypto.ts'
import { encodeDeviceList } from '../../wire/gateway/index.ts'
import { identityTranscript } from '../../wire/transcript.ts'
import { requireOwn } from './context.ts'
import type { Context } from './context.ts'
import { DeviceError } from './errors.ts'
import type { OwnIdentity } from './state/own.ts'

/** What the home must sign for a device: pass it to `signEnlistmentToken` and `signIdentityStatement` of its `Home`. */
export interface EnlistmentClaim {
  readonly userId: UserId
  readonly deviceId: DeviceId
  /** 33 bytes. */
  readonly identityKey: Bytes
  readonly custody: 'DEVICE'
  readonly deviceListVersion: number
}

/** What the home signs for an identity under this version of its device list. */
export const claimOf = ({ address, identity, listVersion }: OwnIdentity, deviceListVersion = listVersion): EnlistmentClaim => (
  { userId: address.user, deviceId: address.device, identityKey: identity.publicKey, custody: 'DEVICE', deviceListVersion })

/** The device list of an identity, signed by it: this device alone. */
export const signDeviceList = ({ crypto }: Context, { address, registrationId, identity }: OwnIdentity, version: number): SignedDeviceList => {
  const fields = { userId: address.user, version, devices: [{ deviceId: address.device, registrationId, capabilities: DEVICE_CAPABILITIES }] }
  const list = encodeDeviceList(fields)
  return { ...fields, list, signature: crypto.sign(identity, identityTranscript('drawbridge.v1 devices', list)) }
}

/** Throws `STATEMENT_MISMATCH` unless a statement, whose signature the gateway verifies, speaks of this identity and list version. */
export const requireFittingStatement = ({ address, identity }: OwnIdentity, version: number, statement: string): void => {
  const { sub, cst, idk, dlv } = claimsOf<StatementClaims>(statement)
  const fits = sub === address.user && cst === 'DEVICE' && dlv === version && idk === Buffer.from(identity.publicKey).toString('base64url')
  if (!fits) throw new DeviceError('STATEMENT_MISMATCH')
}

/** Claims of a JWT without any check; none of what is no JWT. */
export const claimsOf = <Claims>(jwt: string): Partial<Claims> => {
  try {
    return decodeJwt<Partial<Claims>>(jwt)
  } catch {
    return {}
  }
}

/**
 * Publishes the device list under a higher version with a new statement of the home: what a home does for its users when it replaces
 * its issuer key. The version counts as used before it is sent, so that a lost answer only costs a number.
 */
export const renewStatement = async (context: Context, identityStatement: string): Promise<void> => {
  const own = requireOwn(context)
  const version = own.listVersion + 1
  requireFittingStatement(own, version, identityStatement)
  context.commit(() => { context.state.own.raiseListVersion(version) })
  await context.ask({
    kind: 'updateDevices', userId: own.address.user, devices: signDeviceList(context, own, version), identityStatement, deviceKeys: [],
  }, 'enlisted', 'done')
}
