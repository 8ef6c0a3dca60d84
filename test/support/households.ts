// SPDX-License-Identifier: AGPL-3.0-only
// Promise: parties as processes of their own, with real devices, on a daemon of the test; one person each who know each other.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import type { UserId } from '../../src/model/ids.ts'
import { PARTY_FILES, startParty } from '../../src/sandbox/party-process.ts'
import type { PartyProcess } from '../../src/sandbox/party-process.ts'
import { createTempFolder } from '../../src/sandbox/temp-folder.ts'
import { createPartyKeys } from '../../src/sdk/link/index.ts'
import type { KillableDaemon } from './daemon.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** A party's process with one person. */
export interface Household {
  readonly process: PartyProcess
  /** Its folder: keys, admission file and the devices' state. */
  readonly folder: string
  readonly user: UserId
  /** Ends the process and starts it again on the same folder. */
  restart(): Promise<Household>
}

/** What people are called, where a test looks for it. */
export interface Names {
  readonly benAddress?: string
  readonly anaAddress?: string
  readonly benName?: string
  readonly anaName?: string
}

/** Ana of a provider and Ben of the core, who granted each other. */
export interface Households { readonly ana: Household; readonly ben: Household }

const CORE = 'wren.example'
const PROVIDER = 'heron.example'

/** Admits both parties, enlists both people and lets Ana ask and Ben say yes; everything ends with the test. */
export const createHouseholds = async (t: Test, daemon: KillableDaemon, names: Names = {}): Promise<Households> => {
  const { benAddress = `ben@${CORE}`, anaAddress = `ana@${PROVIDER}`, benName = 'Ben', anaName = 'Ana' } = names
  const core = await openParty(t, daemon, CORE, 'core')
  const provider = await openParty(t, daemon, PROVIDER, 'provider')
  await core.process.party.putIssuerList(1, [{ party: provider.application.party, state: 'live', keys: provider.application.issuerKeys.keys }])
  await core.process.party.setParticipation('ben', true, benAddress)
  await core.process.party.setChoice('ben', PROVIDER, true, 'separate', '')
  const ben = await core.process.party.enlist({ name: 'ben', displayName: benName, forProvider: PROVIDER })
  const ana = await provider.process.party.enlist({ name: 'ana', displayName: anaName, address: anaAddress })
  await provider.process.party.requestContact('ana', benAddress)
  const [request] = await core.process.party.requests('ben', 1)
  if (!request) throw new Error('the request was not shown')
  await core.process.party.decide('ben', { requestId: request.requestId }, 'grant')
  await Promise.all([core.process.party.granted('ben', 1), provider.process.party.granted('ana', 1)])
  return { ana: household(t, provider, ana), ben: household(t, core, ben) }
}

interface Opened { readonly folder: string; readonly process: PartyProcess }

const openParty = async (t: Test, daemon: KillableDaemon, name: string, role: 'core' | 'provider') => {
  const folder = await createTempFolder('drawbridge-party-')
  await folder.folder(PARTY_FILES.state)
  const { keys, application } = await createPartyKeys({ party: name, role, displayName: name })
  const write = (file: string, value: unknown): Promise<void> => writeFile(join(folder.path, file), JSON.stringify(value), { mode: 0o600 })
  await write(PARTY_FILES.keys, keys)
  await write(PARTY_FILES.admission, await daemon.addParty(application))
  t.teardown(() => folder.remove())
  return { application, folder: folder.path, process: await begin(t, folder.path) }
}

const begin = async (t: Test, folder: string): Promise<PartyProcess> => {
  const process_ = startParty([process.execPath, MAIN], process.env, folder)
  t.teardown(() => process_.stop())
  await process_.party.connect()
  return process_
}

const household = (t: Test, { folder, process }: Opened, user: UserId): Household => ({
  folder, process, user,
  restart: async () => {
    await process.stop()
    return household(t, { folder, process: await begin(t, folder) }, user)
  },
})
