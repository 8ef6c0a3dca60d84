// SPDX-License-Identifier: AGPL-3.0-only
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { parseAdmissionFile, parsePartyKeys } from '../sdk/link/index.ts'
import { createParty } from './party.ts'
import type { SandboxParty } from './party-contract.ts'
import { PARTY_FILES } from './party-process.ts'
import { serveCalls } from './remote.ts'

/**
 * The party process: takes calls of {@link SandboxParty} as JSON lines until its input ends, so that it does not outlive who
 * started it, then closes its link. Keys and admission file are read at the first call: the process may be there before them.
 */
export const serveParty = async (folder: string, input: Readable, output: Writable): Promise<void> => {
  let loaded: Promise<SandboxParty> | undefined
  const load = (): Promise<SandboxParty> => {
    loaded ??= loadParty(folder)
    return loaded
  }
  await serveCalls(async () => ({ ...await load() }), input, output)
  await (await loaded)?.disconnect()
}

const loadParty = async (folder: string): Promise<SandboxParty> => {
  const [keys, admission] = await Promise.all([readJson(folder, PARTY_FILES.keys), readJson(folder, PARTY_FILES.admission)])
  return createParty({
    folder, keys: parsePartyKeys(keys), admission: parseAdmissionFile(admission), stateFolder: join(folder, PARTY_FILES.state), instance: 'sandbox-1',
  })
}

const readJson = async (folder: string, name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'))
