// SPDX-License-Identifier: AGPL-3.0-only
import { GatewayError } from '../model/errors.ts'
import type { Hello } from '../model/requests.ts'
import { MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES, PROTOCOL_VERSIONS } from '../model/values.ts'
import { IDLE_SECONDS, MAX_WINDOW, MAX_WINDOW_BYTES } from './limits.ts'
import type { LinksDeps, LinksOptions } from './ports.ts'

const NONCE_BYTES = 32

/** What both sides have. */
export interface Agreed { readonly version: number; readonly capabilities: readonly string[] }

/** The gateway's Hello: the same for everybody but for clock and nonce. */
export const gatewayHello = (options: LinksOptions, deps: LinksDeps): Hello => ({
  kind: 'hello',
  minVersion: PROTOCOL_VERSIONS.min,
  maxVersion: PROTOCOL_VERSIONS.max,
  capabilities: options.capabilities,
  limits: {
    maxFrameBytes: MAX_FRAME_BYTES, maxEnvelopeBytes: MAX_ENVELOPE_BYTES, idleSeconds: IDLE_SECONDS,
    maxUnacknowledged: MAX_WINDOW, maxUnacknowledgedBytes: MAX_WINDOW_BYTES,
  },
  timeMs: deps.now(),
  nonce: deps.randomBytes(NONCE_BYTES),
  instance: undefined,
  software: options.software,
})

/** The highest common version and the common capabilities, in our order; throws `UNSUPPORTED_VERSION`. */
export const agree = (ours: Hello, theirs: Hello): Agreed => {
  const version = Math.min(ours.maxVersion, theirs.maxVersion)
  if (version < Math.max(ours.minVersion, theirs.minVersion)) {
    throw new GatewayError('UNSUPPORTED_VERSION', `this gateway speaks ${ours.minVersion} to ${ours.maxVersion}`)
  }
  const named = new Set(theirs.capabilities)
  return { version, capabilities: ours.capabilities.filter((capability) => named.has(capability)) }
}
