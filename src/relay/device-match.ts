// SPDX-License-Identifier: AGPL-3.0-only
import type { Answer } from '../model/answers.ts'
import { GatewayError } from '../model/errors.ts'
import type { Submission } from '../model/requests.ts'
import type { UserFacts } from '../model/standing.ts'

/**
 * What answers a submission whose envelopes miss the recipient's devices; undefined if they fit: one for each device, or, for
 * a resend or a retry request, one for some of them. Throws `MALFORMED` for two envelopes to one device or none at all.
 */
export const misfitOf = ({ envelopes, partial }: Submission, recipient: UserFacts): (() => Answer) | undefined => {
  const addressed = new Map(envelopes.map((envelope) => [envelope.deviceId, envelope]))
  if (addressed.size !== envelopes.length || envelopes.length === 0) return () => { throw new GatewayError('MALFORMED', 'one envelope for each device') }
  const known = new Map(recipient.devices.map((device) => [device.deviceId, device]))
  const someOnly = partial || envelopes.every(({ type }) => type === 8)
  const missing = someOnly ? [] : [...known.keys()].filter((device) => !addressed.has(device))
  const extra = [...addressed.keys()].filter((device) => !known.has(device))
  const stale = envelopes
    .filter(({ deviceId, registrationId }) => known.has(deviceId) && known.get(deviceId)?.registrationId !== registrationId)
    .map(({ deviceId }) => deviceId)
  const fits = missing.length + extra.length + stale.length === 0
  return fits ? undefined : () => ({ kind: 'deviceMismatch', missing, extra, stale, deviceListVersion: recipient.deviceListVersion })
}
