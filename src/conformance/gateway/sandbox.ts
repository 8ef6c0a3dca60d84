// SPDX-License-Identifier: AGPL-3.0-only
import type { Role } from '../../model/values.ts'
import { startDaemon } from '../../sandbox/daemon.ts'
import type { SelfCommand } from '../../sandbox/child.ts'
import { createTempFolder } from '../../sandbox/temp-folder.ts'
import { createPartyKeys } from '../../sdk/link/index.ts'
import { createOperator } from './operator.ts'
import type { Operator } from './operator.ts'
import { playParty } from './party.ts'
import type { Party } from './party.ts'
import type { Cast } from './trial.ts'

/** How the gateway is started. */
export interface SandboxStart {
  /** How this program is started again. */
  readonly self: SelfCommand
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A gateway of one's own, and all who take part. */
export interface ConformanceSandbox {
  readonly cast: Cast
  readonly linksUrl: string
  /** Ends the gateway and removes its data. */
  close(): Promise<void>
}

const FOLDER_PREFIX = 'drawbridge-conformance-'
const CLOSE_MS = 3_000
/** Of the provider under whose name attachments may lie elsewhere. */
const MEDIA_HOST = 'media.heron.example'

/** A gateway of one's own, before anybody takes part but the operator. */
export interface OwnGateway {
  readonly operator: Operator
  readonly linksUrl: string
  /** Makes a party and lets it in. */
  admit(party: string, role: Role, mediaHosts?: readonly string[]): Promise<Party>
  /** Ends the gateway and removes its data. */
  close(): Promise<void>
}

/** Starts a gateway with fresh data in a temporary folder. Throws when it does not come up, and leaves nothing behind. */
export const startGateway = async ({ self, environment }: SandboxStart): Promise<OwnGateway> => {
  const folder = await createTempFolder(FOLDER_PREFIX)
  try {
    const daemon = await startDaemon(self, environment, folder)
    const operator = createOperator(daemon.adminSocket)
    return {
      operator, linksUrl: await daemon.linksUrl(),
      admit: async (party, role, mediaHosts) => {
        const { keys, application } = await createPartyKeys({ party, role, displayName: party, mediaHosts })
        return playParty(keys, await operator.add(application))
      },
      close: async () => {
        await daemon.stop(CLOSE_MS)
        await folder.remove()
      },
    }
  } catch (error) {
    await folder.remove()
    throw error
  }
}

/** Starts a gateway and admits a core and two providers. Throws as {@link startGateway} does. */
export const startSandbox = async (start: SandboxStart): Promise<ConformanceSandbox> => {
  const gateway = await startGateway(start)
  try {
    const { operator, linksUrl } = gateway
    const core = await gateway.admit('core.example', 'core')
    const [provider, other] = [await gateway.admit('heron.example', 'provider', [MEDIA_HOST]), await gateway.admit('kite.example', 'provider')]
    return { cast: { core, provider, other, operator }, linksUrl, close: () => gateway.close() }
  } catch (error) {
    await gateway.close()
    throw error
  }
}
