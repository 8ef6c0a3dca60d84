// SPDX-License-Identifier: AGPL-3.0-only
import type { AdmissionFile, ApplicationFile } from '../../model/credentials.ts'
import { createTempFolder } from '../../sandbox/temp-folder.ts'
import { connectLink } from '../../sdk/link/index.ts'
import { startGateway } from '../gateway/sandbox.ts'
import type { OwnGateway, SandboxStart } from '../gateway/sandbox.ts'
import type { Exchange } from '../exchange.ts'
import { Door } from './door.ts'
import type { Heard } from './door.ts'
import { createPeer } from './peer.ts'
import { RESPONDER } from './responder.ts'
import type { Surroundings } from './trial.ts'

/** A gateway with a core, and a door for the provider under test. */
export interface ProviderStage extends Surroundings {
  /** What the provider connects with: it leads to the door. */
  readonly admission: AdmissionFile
  /** What the provider calls itself, once it said so. */
  software(): string | undefined
  /** Where the exchange of the scenario under way is noted. */
  noteTo(exchange: Exchange | undefined): void
  /** Resolves with true when a user was enlisted through the door, with false when that took too long. */
  enlisted(ms: number): Promise<boolean>
  close(): Promise<void>
}

const FIRST_LIST = 1
const FOLDER_PREFIX = 'drawbridge-conformance-peers-'

/** Starts all of it for the party of an application file. Throws when it does not come up, and leaves nothing behind. */
export const createProviderStage = async (start: SandboxStart, application: ApplicationFile): Promise<ProviderStage> => {
  const gateway = await startGateway(start)
  try {
    return await setUp(gateway, application)
  } catch (error) {
    await gateway.close()
    throw error
  }
}

const setUp = async (gateway: OwnGateway, application: ApplicationFile): Promise<ProviderStage> => {
  const core = await gateway.admit('core.example', 'core')
  const admission = await gateway.operator.add(application)
  const folder = await createTempFolder(FOLDER_PREFIX)
  const link = connectLink({ admission: core.admission, keys: core.keys, instance: 'conformance', software: 'drawbridge/conformance' })
  await link.request({ kind: 'putIssuerList', list: await core.home.signIssuerList({ version: FIRST_LIST, parties: [{ party: application.party, state: 'live', keys: application.issuerKeys.keys }] }) })
  const enlisted = Promise.withResolvers<boolean>()
  let listener: ((frame: Heard) => void) | undefined
  let exchange: Exchange | undefined
  let software: string | undefined
  const door = await Door.open(admission.gateway.url, {
    exchange: () => exchange,
    heard: (frame) => {
      if (frame.body?.kind === 'hello') software = frame.body.software
      if (frame.body?.kind === 'enlist') enlisted.resolve(true)
      listener?.(frame)
    },
  })
  return {
    door, admission: { ...admission, gateway: { ...admission.gateway, url: door.url } }, software: () => software,
    listen: (heard) => { listener = heard },
    noteTo: (next) => { exchange = next },
    meet: () => createPeer({ core, link, folder: folder.path }, `${RESPONDER}@${application.party}`, application.party),
    enlisted: async (ms) => {
      const timer = setTimeout(() => { enlisted.resolve(false) }, ms)
      const hasCome = await enlisted.promise
      clearTimeout(timer)
      return hasCome
    },
    close: async () => {
      door.close()
      await link.close()
      await gateway.close()
      await folder.remove()
    },
  }
}
