// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import type { AdmissionFile } from '../../model/credentials.ts'
import { isSafeDisplayText } from '../../model/display-text.ts'
import { GatewayError } from '../../model/errors.ts'
import { instanceName } from '../../model/ids.ts'
import type { InstanceName } from '../../model/ids.ts'
import { parseAdmissionFile } from '../../model/party-files.ts'
import type { Hello } from '../../model/requests.ts'
import { MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES, PROTOCOL_VERSIONS } from '../../model/values.ts'
import type { TlsOptions } from './frame-socket.ts'
import { IDLE_SECONDS } from './limits.ts'
import { paceOf } from './pace.ts'
import type { LinkSources, Pace, PaceOptions } from './pace.ts'
import type { LinkKeys } from './party-keys.ts'

/** What a link needs and may be told. */
export interface LinkOptions extends PaceOptions {
  readonly admission: AdmissionFile
  readonly keys: LinkKeys
  /** This running server's own name among the party's: 1..64 of `A-Z a-z 0-9 . _ -`. A second link of the same name replaces the first. */
  readonly instance: string
  /** Name and version told to the gateway, at most 64 characters. */
  readonly software?: string
  /** What the devices behind this link can do. */
  readonly capabilities?: readonly string[]
  readonly tls?: TlsOptions
  /** Closes the link as `close()` does. */
  readonly signal?: AbortSignal
  readonly sources?: LinkSources
}

/** The options, checked and complete. */
export interface Settings extends Pace {
  readonly admission: AdmissionFile
  readonly keys: LinkKeys
  readonly tls: TlsOptions | undefined
  /** Hello for a new connection. */
  readonly hello: () => Hello
}

/** What this kit's devices can do. */
const CAPABILITIES = ['msg.text/1', 'crypto.pqxdh-spqr/1', 'receipts/1', 'retry/1', 'msg.ephemeral/1', 'trace/1', 'attachments/1', 'report/1', 'enforcement/1'] as const
const SOFTWARE = 'drawbridge/link'
const NONCE_BYTES = 32

/** Checks the options and fills in what they leave out. Throws `CONFIG_INVALID` or `MALFORMED`. */
export const settingsOf = (options: LinkOptions): Settings => {
  const { keys, tls, sources = {} } = options
  const admission = parseAdmissionFile(options.admission)
  if (keys.party !== admission.party) throw new GatewayError('CONFIG_INVALID', 'the keys and the admission file are of different parties')
  const pace = paceOf(options)
  const greeting = greetingOf(options, { maxUnacknowledged: pace.pushWindow, maxUnacknowledgedBytes: pace.pushWindowBytes })
  const nonce = sources.randomBytes ?? randomBytes
  const hello = (): Hello => ({ ...greeting, timeMs: pace.now(), nonce: nonce(NONCE_BYTES) })
  return { ...pace, admission, keys, tls, hello }
}

const greetingOf = (options: LinkOptions, window: Pick<Hello['limits'], 'maxUnacknowledged' | 'maxUnacknowledgedBytes'>): Omit<Hello, 'timeMs' | 'nonce'> => {
  const { software = SOFTWARE, capabilities = CAPABILITIES } = options
  if (!isSafeDisplayText(software)) throw new GatewayError('CONFIG_INVALID', 'software: must be at most 64 characters that are safe to show')
  const instance: InstanceName = instanceName(options.instance)
  return {
    kind: 'hello',
    minVersion: PROTOCOL_VERSIONS.min,
    maxVersion: PROTOCOL_VERSIONS.max,
    capabilities,
    limits: { maxFrameBytes: MAX_FRAME_BYTES, maxEnvelopeBytes: MAX_ENVELOPE_BYTES, idleSeconds: IDLE_SECONDS, ...window },
    instance,
    software,
  }
}
