// SPDX-License-Identifier: AGPL-3.0-only
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApplicationFile } from '../model/credentials.ts'
import { parseApplicationFile } from '../model/party-files.ts'
import type { Daemon } from './daemon.ts'
import { PARTY_FILES } from './party-process.ts'
import { CORE, HERON, KITE } from './stage.ts'
import type { PartyName } from './stage.ts'

const APPLICATION_FILE = 'application.json'

const NAMES: Readonly<Record<PartyName, string>> = { [CORE]: 'Example Chat', [HERON]: 'Heron', [KITE]: 'Kite' }

const kindOf = (party: PartyName): 'core' | 'provider' => (party === CORE ? 'core' : 'provider')

/** What a party's own people do: make its keys, and the file that goes to the operator. */
export const initialise = async (daemon: Daemon, party: PartyName, folder: string): Promise<ApplicationFile> => {
  await daemon.command(kindOf(party), 'init', '--party', party, '--name', NAMES[party], '--out', folder)
  return parseApplicationFile(JSON.parse(await readFile(join(folder, APPLICATION_FILE), 'utf8')))
}

/** What the operator does with that file: the party is in, and its admission file goes back. */
export const admit = async (daemon: Daemon, party: PartyName, folder: string): Promise<void> => {
  await daemon.command(kindOf(party), 'add', join(folder, APPLICATION_FILE), '--out', join(folder, PARTY_FILES.admission))
}

/** Ends a provider's links and lets nothing of it pass. In force when it resolves. */
export const suspend = async (daemon: Daemon, party: PartyName, reason: string): Promise<void> => {
  await daemon.command('provider', 'suspend', party, '--reason', reason)
}

/** Lets a provider in again. */
export const resume = async (daemon: Daemon, party: PartyName, reason: string): Promise<void> => {
  await daemon.command('provider', 'resume', party, '--reason', reason)
}
