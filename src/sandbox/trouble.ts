// SPDX-License-Identifier: AGPL-3.0-only
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdmissionFile } from '../model/credentials.ts'
import type { PartyId, UserId } from '../model/ids.ts'
import { parseAdmissionFile, parsePartyKeys } from '../sdk/link/index.ts'
import type { PartyKeys } from '../sdk/link/index.ts'
import { PARTY_FILES } from './party-process.ts'
import { CORE } from './stage.ts'
import type { Stage } from './stage.ts'

/** Where something is to go wrong. */
export interface TroublePlace {
  /** The core, for a person of it who makes trouble. */
  readonly core: { readonly keys: PartyKeys; readonly admission: AdmissionFile }
  /** For that person's state. */
  readonly stateFolder: string
  /** The provider that is to have the trouble. */
  readonly visitor: PartyId
  /** Runs a command of the operator. */
  readonly operator: (...args: readonly string[]) => Promise<unknown>
  /** Ends all of it. */
  readonly signal: AbortSignal | undefined
}

/** What makes trouble, running. */
export interface Trouble {
  /** Where the visitor connects instead of at the gateway. */
  readonly visitorUrl: string
  /** Who makes trouble when she is written to. */
  readonly person: { readonly name: string; readonly address: string; readonly user: UserId; readonly custody: 'DEVICE' }
  close(): Promise<void>
}

/** Starts to make trouble; resolves when the person can be written to. */
export type StartTrouble = (place: TroublePlace) => Promise<Trouble>

/** Puts trouble between the gateway and the visitor: from now on the visitor's admission file leads there. The person has the core's only link. */
export const makeTrouble = async (stage: Stage, start: StartTrouble, visitorFolder: string, signal: AbortSignal | undefined): Promise<Trouble> => {
  const coreFolder = await stage.folderOf(CORE)
  await stage.party(CORE).disconnect()
  const visitorFile = join(visitorFolder, PARTY_FILES.admission)
  const visitor = parseAdmissionFile(await readJson(visitorFile))
  const core = { keys: parsePartyKeys(await readJson(join(coreFolder, PARTY_FILES.keys))), admission: parseAdmissionFile(await readJson(join(coreFolder, PARTY_FILES.admission))) }
  const trouble = await start({
    core, visitor: visitor.party, signal, stateFolder: await stage.folder.folder('trouble'), operator: (...args) => stage.daemon().command(...args),
  })
  await writeFile(visitorFile, JSON.stringify({ ...visitor, gateway: { ...visitor.gateway, url: trouble.visitorUrl } }, undefined, 2))
  return trouble
}

const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))
