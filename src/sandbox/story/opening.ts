// SPDX-License-Identifier: AGPL-3.0-only
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectFound, expectSame, expectThat } from '../checks.ts'
import { admit, initialise, setUpVault } from '../operator.ts'
import { VAULT_FILES } from '../party-process.ts'
import { counted } from '../printer.ts'
import { childrenOf } from '../process-memory.ts'
import { CORE, HERON, KITE, PARTIES } from '../stage.ts'
import type { Stage } from '../stage.ts'
import type { Outcome, Step } from './step.ts'

/** Version of the only issuer list in this story. */
const FIRST_LIST = 1

const startGateway = async (stage: Stage): Promise<Outcome> => {
  await stage.open()
  const { count } = stage.view().parties()
  expectSame('parties in a fresh gateway', count, 0)
  return { gatewaySaw: 'nothing yet', details: [`process ${String(stage.daemon().pid)}, log in ${stage.daemon().logFile}`] }
}

/** Each party makes its own keys; the operator gets a file without secrets and gives one back. */
const agree = async (stage: Stage): Promise<Outcome> => {
  const daemon = stage.daemon()
  await Promise.all(PARTIES.map(async (party) => { stage.applications.set(party, await initialise(daemon, party, await stage.folderOf(party))) }))
  // A gateway admits nobody before its core.
  await admit(daemon, CORE, await stage.folderOf(CORE))
  await Promise.all(([HERON, KITE] as const).map(async (party) => admit(daemon, party, await stage.folderOf(party))))
  const { count, publicKeys } = stage.view().parties()
  expectSame('parties that are admitted', count, PARTIES.length)
  return { gatewaySaw: `${counted(count, 'name')} and ${counted(publicKeys, 'public key')}` }
}

/** The gateway starts again with a vault beside it, and the core gets what it needs to speak HTTP. */
const addVault = async (stage: Stage): Promise<Outcome> => {
  const coreFolder = await stage.folderOf(CORE)
  await stage.restart(await setUpVault(stage.daemon(), coreFolder, await stage.folder.folder('vault')))
  const daemon = stage.daemon()
  await writeFile(join(coreFolder, VAULT_FILES.url), expectFound(await daemon.coreUrl(), 'a listener for the core'))
  const vaults = childrenOf(daemon.pid)
  expectSame('vaults beside the gateway', vaults.length, 1)
  return { gatewaySaw: 'public keys; the secret is the vault\'s', details: [`the vault is process ${String(vaults[0])}: no network, no files`] }
}

/** Each party proves its key over its link, and the core says whose keys it believes. */
const connect = async (stage: Stage): Promise<Outcome> => {
  await Promise.all(PARTIES.map((party) => stage.start(party)))
  const providers = [...stage.applications.values()].filter(({ role }) => role === 'provider')
  const listed = providers.map(({ party, issuerKeys }) => ({ party, state: 'live' as const, keys: issuerKeys.keys }))
  await stage.party(CORE).putIssuerList(FIRST_LIST, listed)
  const links = await stage.daemon().openLinks()
  expectThat(links === PARTIES.length, counted(PARTIES.length, 'open link'), links)
  return { gatewaySaw: `${counted(links, 'signature')}, ${counted(listed.flatMap(({ keys }) => keys).length, 'public key')} that the core vouches for` }
}

/** How a gateway and three parties come together. */
export const openingSteps: readonly Step[] = [
  { name: 'A gateway starts with fresh keys and an empty store', run: startGateway },
  { name: 'The operator admits a core and two providers', run: agree },
  { name: 'A vault is put beside it, for people without devices', run: addVault },
  { name: 'All three connect, and each proves its key', run: connect },
]
